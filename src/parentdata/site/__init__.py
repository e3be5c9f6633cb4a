"""The site: executed notebooks made into pages, by Quarto or by nbconvert."""

from __future__ import annotations

from typing import Any

__all__ = ["UnknownRenderer", "render_site"]


def __getattr__(name: str) -> Any:
    """Import what renders when it is asked for: a question about one number needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from parentdata.site import build

    return getattr(build, name)
