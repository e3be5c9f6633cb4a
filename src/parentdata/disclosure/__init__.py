"""What a release may tell of people: rules, the attack on it, and what is withheld besides."""
