"""Raw files: as their origin.yml says, listed, and none beside them."""

from __future__ import annotations

from parentdata.errors import Refusal
from parentdata.origin import check_folder
from parentdata.verify.model import Finding, Verdict
from parentdata.verify.project import Project


def check_raw_files(project: Project) -> Verdict:
    """Hash every raw file and hold it against its folder's origin.yml (SHA-256)."""
    count, findings = 0, []
    folders = [path for path in sorted((project.root / "data" / "raw").iterdir()) if path.is_dir()]
    for folder in folders:
        try:
            count += len(check_folder(folder).files)
        except Refusal as refusal:
            findings.append(
                Finding(
                    file=str(refusal.file).removeprefix(f"{project.root}/"),
                    came=refusal.came,
                    expected=refusal.expected,
                    do=refusal.do,
                )
            )
    held = f"{count} files in {len(folders)} folders are as origin.yml says"
    return Verdict(check="raw files", held=held, findings=tuple(findings))
