"""Coded text: codebook, judgements of coders, sheets, REFI-QDA, adjudication."""

from parentdata.coding.codebook_file import load_codebook
from parentdata.coding.decide import hold_decided
from parentdata.coding.qdpx import read_qdpx, write_qdpx

__all__ = ["hold_decided", "load_codebook", "read_qdpx", "write_qdpx"]
