"""Pages say what their data are: banner, marks on figures, and the line at the foot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from parentdata.data_status import REAL, STAND_IN, say_nobody
from parentdata.verify.model import Finding

CONFIG, SITE = "reports/_quarto.yml", "reports/_site"
_BANNER = re.compile(r'<div\b[^>]*\bclass="pd-banner"[^>]*>')
_STATUS = re.compile(r'\bdata-status="([^"]*)"')
_FOOT = re.compile(r"<dt>Data</dt>\s*<dd>([^<]*)</dd>")


def check_pages(root: Path, statuses: Mapping[str, str]) -> tuple[int, list[Finding]]:
    """Hold each page against the statuses of its studies; also count the pages."""
    findings, count = [], 0
    for page in _read_pages(root / CONFIG):
        path = root / SITE / f"{page['page']}.html"
        studies = [study for study in page.get("studies", ()) if study in statuses]
        kinds = {statuses[study] for study in studies}
        if path.is_file() and kinds:
            count += 1
            text = path.read_text(encoding="utf-8", errors="replace")
            made_up = [study for study in studies if statuses[study] == STAND_IN]
            for came in _find_wrong(text, kinds, made_up):
                findings.append(_word(f"{SITE}/{path.name}", came, kinds))
    return count, findings


def _read_pages(config: Path) -> list[dict]:
    try:
        said = yaml.safe_load(config.read_text(encoding="utf-8"))
        return list(said["parentdata"]["pages"])
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        return []


def _find_wrong(text: str, kinds: set[str], made_up: list[str]) -> list[str]:
    status = STAND_IN if STAND_IN in kinds else REAL
    banners = [" ".join(_STATUS.findall(banner)) for banner in _BANNER.findall(text)]
    foot = " ".join(_FOOT.findall(text)).lower()
    wrong = []
    if banners != [status]:
        wrong.append(f"its banner says {', '.join(banners) or 'nothing'}.")
    for said in dict.fromkeys(map(say_nobody, made_up)):
        if said not in text:
            wrong.append(f"it does not say “{said}”.")
    if len(kinds) == 1 and (others := {STAND_IN, REAL} - kinds) & set(_STATUS.findall(text)):
        wrong.append(f"a figure or number on it is marked {others.pop()}.")
    if not all(kind.split("-")[0] in foot for kind in kinds):
        wrong.append(f"the line at its foot says of the data: {foot or 'nothing'}.")
    return wrong


def _word(file: str, came: str, kinds: set[str]) -> Finding:
    return Finding(
        file=file,
        came=came,
        expected=f"a page that says that its data are {' and '.join(sorted(kinds))}",
        do="Run `dvc repro --force --single-item render-site`.",
    )
