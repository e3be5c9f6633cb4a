"""Refusals of the coding room: codebooks, judgements, sheets, adjudications."""

from __future__ import annotations

from parentdata.errors import Refusal


class BadCodebook(Refusal):
    """A codebook does not describe codes that somebody could code by."""


class BadTools(Refusal):
    """A list of tools and suppliers is none, or two of them share a name."""


class UnknownTool(Refusal):
    """A written name is that of no tool or supplier on the list."""
