"""The register of UK authorities: who was in force on a day, and whom a name means."""
