"""Which pages the site has: read from reports/_quarto.yml, one line a page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from parentdata.errors import Refusal
from parentdata.strict_yaml import describe_faults, parse_yaml

CONFIG = "_quarto.yml"


class BadSite(Refusal):
    """reports/_quarto.yml does not describe the pages."""


class Page(BaseModel):
    """One page: its file name without ending, and where it comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    label: str
    notebook: str | None = None
    generated: str | None = None
    studies: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_one_origin(self) -> Page:
        if (self.notebook is None) == (self.generated is None):
            raise ValueError(f"page {self.page!r} needs either 'notebook' or 'generated'")
        return self

    @property
    def file(self) -> str:
        """Name of the rendered page."""
        return f"{self.page}.html"


class Site(BaseModel):
    """Title and pages in the order of the navigation."""

    model_config = ConfigDict(frozen=True)

    title: str
    subtitle: str = ""
    pages: tuple[Page, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_distinct_pages(self) -> Site:
        names = Counter(page.page for page in self.pages)
        repeated = [name for name, times in names.items() if times > 1]
        if repeated:
            raise ValueError(f"page {repeated[0]!r} stands more than once")
        if "index" not in names:
            raise ValueError("no page is named 'index'")
        return self


def read_site(reports: Path) -> Site:
    """Read title and pages from `_quarto.yml` in the reports folder.

    Raises
    ------
    BadSite
        The file is absent or not YAML, or a page lacks a key or has one that is not known.
    """
    path = reports / CONFIG
    try:
        config = parse_yaml(path.read_text(encoding="utf-8"))
        return Site.model_validate(
            {"title": config["website"]["title"], **config.get("parentdata", {})}
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError, KeyError) as error:
        is_known = isinstance(error, yaml.YAMLError | ValidationError)
        raise BadSite(
            describe_faults(error) if is_known else f"the site cannot be read: {error!r}.",
            file=path,
            expected="website: title, and under parentdata: pages with page, label, studies and"
            " notebook or generated",
            do="Correct the place named above; the site was left as it is.",
        ) from error
