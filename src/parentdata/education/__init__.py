"""Data about children in schools, in parallel with data about families."""
