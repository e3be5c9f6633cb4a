"""The site: executed notebooks made into pages, by Quarto or by nbconvert."""

from parentdata.site.build import UnknownRenderer, render_site

__all__ = ["UnknownRenderer", "render_site"]
