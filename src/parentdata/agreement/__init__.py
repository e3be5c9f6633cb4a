"""How far two coders agree: percentage, kappa, alpha and AC1, with bootstrap intervals."""
