"""Links of a notebook, which work in JupyterLab, made to work in the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from parentdata.errors import Refusal

# What a page may offer for reading: never the responses themselves.
_OFFERED = (
    re.compile(r"data/derived/.+"),
    re.compile(
        r"data/raw/[^/]+/(?:instrument|origin|codebook|[a-z-]+-codebook|tools|evidence|parallels)\.yml"
    ),
    re.compile(r"decisions/[^/]+\.md"),
    re.compile(r"(?:params\.yaml|GLOSSARY\.md|CITATION\.cff|reports/claims\.yml)"),
)
_IN_HTML = re.compile(r"""(?P<open>\b(?:href|src)=(?P<quote>["']))(?P<to>[^"']*)(?=(?P=quote))""")
_IN_MARKDOWN = re.compile(
    r"(?P<open>\]\(\s*<?|^\[(?!\^)[^\]\n]+\]:\s*<?)(?P<to>[^\s)>]+)", re.MULTILINE
)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#|$)", re.IGNORECASE)
# Code shows paths as they are in the repository.
_CODE = re.compile(r"(^```.*?^```\s*$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


class BrokenLink(Refusal):
    """A page links to a file that is not there or that a page may not offer."""


@dataclass
class Links:
    """Rewrites links, and keeps the files that must go with the site.

    `pages` maps the names of notebooks (without ending) to the files of their pages.
    """

    root: Path
    pages: Mapping[str, str]
    files: dict[str, Path] = field(default_factory=dict)

    def rewrite_markdown(self, text: str, *, where: str) -> str:
        """Rewrite the links of a markdown cell; code is left as it is."""
        parts = _CODE.split(text)
        for index in range(0, len(parts), 2):
            for pattern in (_IN_MARKDOWN, _IN_HTML):
                parts[index] = self._replace(pattern, parts[index], where)
        return "".join(parts)

    def rewrite_html(self, text: str, *, where: str) -> str:
        """Rewrite the links of an HTML output."""
        return self._replace(_IN_HTML, text, where)

    def _replace(self, pattern: re.Pattern[str], text: str, where: str) -> str:
        return pattern.sub(
            lambda match: match["open"] + self._resolve(match["to"], where=where), text
        )

    def _resolve(self, to: str, *, where: str) -> str:
        if _ELSEWHERE.match(to):
            return to
        path, hash_, anchor = to.partition("#")
        if path in self.pages.values():
            return to
        name = path.removesuffix(".ipynb")
        if name != path and name in self.pages:
            return f"{self.pages[name]}{hash_}{anchor}"
        # Notebooks stand one folder below the top.
        target = posixpath.normpath(posixpath.join("analysis", path))
        if not any(pattern.fullmatch(target) for pattern in _OFFERED):
            raise self._refuse(to, "which is no page and no file that a page may offer.", where)
        source = self.root / target
        if not source.is_file():
            raise self._refuse(to, "which is not there.", where)
        place = "files/" + target.removeprefix("data/derived/").removeprefix("data/raw/")
        if self.files.setdefault(place, source) != source:
            raise self._refuse(to, f"whose place {place} another file has taken.", where)
        return place + hash_ + anchor

    def _refuse(self, to: str, why: str, where: str) -> BrokenLink:
        return BrokenLink(
            f"there is a link to {to}, {why}",
            file=where,
            expected="a page such as 10-pilot-survey.ipynb, a file below ../data/derived/, an"
            " instrument, a codebook, a list of tools, evidence or parallels, a decision,"
            " or an address that begins with https:",
            do="Correct the link, or let its notebook write the file; the site was left as it is.",
        )
