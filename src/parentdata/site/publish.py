"""Move a finished site into place; the last good one can be read until then."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from parentdata.errors import Refusal

SITE, FRESH, OLD = "_site", ".site-new", ".site-old"


class CannotPublish(Refusal):
    """The disk is full, or the reports folder may not be written to."""


def recover_site(reports: Path) -> None:
    """Put things right after a run that was killed in the middle of a swap.

    If the old site had been put aside and the new one not yet in its place, the old one returns.
    """
    site, fresh, old = (reports / name for name in (SITE, FRESH, OLD))
    with refuse_disk_errors(reports):
        if not site.exists() and old.exists():
            old.rename(site)
        for left in (fresh, old):
            if left.exists():
                shutil.rmtree(left)


def publish_site(rendered: Path, reports: Path) -> Path:
    """Put rendered pages in the place of the site; return its folder.

    The pages are first copied beside the site, since `build/` may be on another disk; the swap is
    two renames, and `recover_site` finishes one that was cut off between them.

    Raises
    ------
    CannotPublish
        Full or read-only disk; the last good site still stands.
    """
    site, fresh, old = (reports / name for name in (SITE, FRESH, OLD))
    recover_site(reports)
    with refuse_disk_errors(reports):
        shutil.copytree(rendered, fresh)
        if site.exists():
            site.rename(old)
        fresh.rename(site)
    # The new site stands; what is left of the old one goes at the next run if not now.
    with suppress(OSError):
        shutil.rmtree(old)
    return site


@contextmanager
def refuse_disk_errors(reports: Path) -> Iterator[None]:
    """Turn an error of the disk into a refusal, with the last good site back in its place."""
    site, fresh, old = (reports / name for name in (SITE, FRESH, OLD))
    try:
        yield
    except OSError as error:
        with suppress(OSError):
            if not site.exists() and old.exists():
                old.rename(site)
            shutil.rmtree(fresh, ignore_errors=True)
        raise CannotPublish(
            f"the site cannot be written: {error}",
            file=site,
            expected="folders reports/ and build/ that may be written to, on a disk with room",
            do="Free some space or change their permissions; the last good site still stands.",
        ) from error
