"""Coded text: codebook, judgements of coders, sheets, REFI-QDA, adjudication."""
