"""Personal data in a text: e-mail addresses, numbers, postcodes and names, with their places.

Pure functions of a text, used on replies before they are accepted, and on any other free text.
What they find and miss is counted in decisions/0023.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from operator import mul

from parentdata.replies.personal_names import find_names

# In the order in which they claim a place: what is a telephone number is no string of digits.
KINDS = {
    "email": "e-mail address",
    "phone": "telephone number",
    "ni_number": "National Insurance number",
    "nhs_number": "NHS number",
    "postcode": "postcode",
    "digits": "long string of digits",
    "name": "name of a person",
}

_BLANK = r"[ \t\u00a0]"
# A PDF breaks a long address at the end of a line, mostly after the @.
_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w+'-][\w.+'-]*@\n?[^\W_][\w-]*(?:\.[^\W_][\w-]*)*\.[^\W\d_]{2,}"
)
# With its nought a number of the United Kingdom has ten or eleven digits. A date is none.
_GAP = rf"(?:{_BLANK}|[()‐‑–-]|\.(?=\d\d)){{0,3}}"
_PHONE = re.compile(
    rf"(?<![\w.,/+-])(?!\d\d[-. ]\d\d[-. ]\d{{4}}(?!\d))"
    rf"(?:(?:\+44|0044){_GAP}(?:0{_GAP})?|\(?0)[1235789](?:{_GAP}\d){{8,9}}(?!\d)"
)
_NI_NUMBER = re.compile(rf"(?i)(?<!\w)[A-Z]{{2}}{_BLANK}?(?:\d\d{_BLANK}?){{3}}[A-D](?!\w)")
_TEN_DIGITS = re.compile(
    rf"(?<![\w.,£-])\d{{3}}(?:{_BLANK}|-)?\d{{3}}(?:{_BLANK}|-)?\d{{4}}(?![\w-])"
)
_OUTWARD = r"(?:[A-PR-UWYZ](?:\d\d?|[A-HK-Z]\d\d?|\d[A-HJKPS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y]))"
_INWARD = r"\d[ABD-HJLNP-UW-Z]{2}(?![\w-])"
_POSTCODE = re.compile(rf"(?<![\w.-]){_OUTWARD}{_BLANK}?{_INWARD}")
# In small letters only with its blank, and no ordinal: "s40 2nd limb" is no place.
_SMALL_POSTCODE = re.compile(rf"(?i)(?<![\w.-]){_OUTWARD}{_BLANK}(?!\d(?:st|nd|rd|th)){_INWARD}")
_DIGITS = re.compile(
    rf"(?<![\w.,£-])(?:\d{{8,}}|\d{{4}}(?:(?:{_BLANK}|-)\d{{4}}){{2,3}})(?![\w-]|[.,]\d)"
)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One piece of personal data.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    start, end : int
        Characters of the text, the end not included.
    masked : str
        What stands there, with every letter and digit but the first made a star.
    """

    kind: str
    start: int
    end: int
    masked: str


def find_personal_data(text: str, *, allowed: Collection[str] = ()) -> list[Finding]:
    """Find what may be personal data in a text.

    Parameters
    ----------
    text : str
    allowed : collection of str
        What is known to be public and is passed over, as it stands in the text, such as the
        names of authors or the project's own address.

    Returns
    -------
    list of Finding, in the order of the text; no two of them overlap.
        Telling an officer's number from the switchboard's is left to a person.
    """
    findings: list[Finding] = []
    is_taken = bytearray(len(text))
    for kind in KINDS:
        for start, end in _FINDERS[kind](text):
            found = text[start:end]
            if any(is_taken[start:end]) or found in allowed:
                continue
            is_taken[start:end] = b"\1" * (end - start)
            findings.append(Finding(kind=kind, start=start, end=end, masked=mask(found)))
    return sorted(findings, key=lambda finding: finding.start)


def mask(found: str) -> str:
    """Replace every letter and digit but the first by a star, and a line end by a blank."""
    return found[:1] + re.sub(r"\w", "*", found[1:]).replace("\n", " ")


def count_kinds(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by kind, in the order of `KINDS`; kinds without any are left out."""
    times = Counter(finding.kind for finding in findings)
    return {kind: times[kind] for kind in KINDS if times[kind]}


def _match(*patterns: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    def find(text: str) -> Iterator[tuple[int, int]]:
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield match.span()

    return find


def _find_nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _TEN_DIGITS.finditer(text):
        *digits, last = (int(digit) for digit in re.sub(r"\D", "", match.group()))
        weighted = sum(map(mul, digits, range(10, 1, -1)))
        # Modulus 11, as the NHS Data Dictionary defines the last digit.
        if (11 - weighted % 11) % 11 == last:
            yield match.span()


_FINDERS: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "email": _match(_EMAIL),
    "phone": _match(_PHONE),
    "ni_number": _match(_NI_NUMBER),
    "nhs_number": _find_nhs_numbers,
    "postcode": _match(_POSTCODE, _SMALL_POSTCODE),
    "digits": _match(_DIGITS),
    "name": find_names,
}
