"""Ask roc-validator about an archive, without a network; run by the Python of .venv/crate.

    .venv/crate/bin/python tests/reference/validate_crate.py build/parentdata-crate.zip

roc-validator wants another version of a library than DVC, so it lives apart, as svy does. What it
would fetch, the context of RO-Crate 1.1, is the file that ships with rocrate; anything else that
it asks for is refused.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import requests
import rocrate
from rocrate_validator import services
from rocrate_validator.models import Severity

PROFILE = "provenance-run-crate"
CONTEXT = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
ADDRESS = json.loads(CONTEXT.read_text(encoding="utf-8"))["@id"]


def send(_adapter, request, **_) -> requests.Response:
    """Answer for the network: with the context, and with nothing else."""
    if request.url.removesuffix(".jsonld") != ADDRESS:
        raise requests.ConnectionError(f"no network here: {request.url}")
    response = requests.Response()
    response.status_code = 200
    response.url = request.url
    response.request = request
    response.headers["Content-Type"] = "application/ld+json"
    response._content = CONTEXT.read_bytes()
    return response


def validate(archive: str, severity: str = "REQUIRED") -> list[str]:
    """List what the archive does not do that its profile, or one that it stands on, wants."""
    requests.adapters.HTTPAdapter.send = send
    result = services.validate(
        services.ValidationSettings(
            rocrate_uri=archive,
            profile_identifier=PROFILE,
            requirement_severity=Severity[severity],
            no_cache=True,
        )
    )
    issues = sorted(result.get_issues(), key=lambda issue: issue.check.identifier)
    return [
        f"{issue.check.identifier}: {issue.message} ({issue.violatingEntity})" for issue in issues
    ]


if __name__ == "__main__":
    found = validate(*sys.argv[1:])
    for line in found:
        sys.stdout.write(f"{line}\n")
    sys.exit(bool(found))
