"""Coded text: codebook, judgements of coders, sheets, REFI-QDA, adjudication."""

from parentdata.coding.qdpx import read_qdpx, write_qdpx

__all__ = ["read_qdpx", "write_qdpx"]
