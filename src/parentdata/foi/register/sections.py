"""Sections under which information may be withheld: Scotland's Act in terms of the other one.

Freedom of Information Act 2000: https://www.legislation.gov.uk/ukpga/2000/36/contents
Freedom of Information (Scotland) Act 2002: https://www.legislation.gov.uk/asp/2002/13/contents
The same number means different things: section 33 is commercial interests in Scotland and audit
elsewhere, section 38 personal information in Scotland and health and safety elsewhere.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from parentdata.foi.register.refusals import UnknownSection


class Section(NamedTuple):
    """A ground for withholding: its name, and its section under each Act ("" where it has none)."""

    label: str
    uk: str
    scotland: str


SECTIONS = (
    Section("Cost above the limit", "s12", "s12"),
    Section("Vexatious or repeated", "s14", "s14"),
    Section("Available by other means", "s21", "s25"),
    Section("To be published", "s22", "s27"),
    Section("Security bodies", "s23", ""),
    Section("National security", "s24", "s31(1)"),
    Section("Defence", "s26", "s31(4)"),
    Section("International relations", "s27", "s32"),
    Section("Relations within the UK", "s28", "s28"),
    Section("The economy", "s29", "s33(2)"),
    Section("Investigations", "s30", "s34"),
    Section("Law enforcement", "s31", "s35"),
    Section("Court records", "s32", "s37"),
    Section("Audit", "s33", "s40"),
    Section("Parliamentary privilege", "s34", ""),
    Section("Formulation of policy", "s35", "s29"),
    Section("Conduct of public affairs", "s36", "s30"),
    Section("The monarch and honours", "s37", "s41"),
    Section("Health and safety", "s38", "s39(1)"),
    Section("Environmental information", "s39", "s39(2)"),
    Section("Personal information", "s40", "s38"),
    Section("Given in confidence", "s41", "s36(2)"),
    Section("Legal privilege", "s42", "s36(1)"),
    Section("Commercial interests", "s43", "s33(1)"),
    Section("Prohibited by other law", "s44", "s26"),
)
LABELS = {section.uk: section.label for section in SECTIONS}
# Grounds that have a code of their own in the codebook.
CODED = ("s12", "s14", "s40", "s43")
_CITED = re.compile(r"s(?P<number>[0-9]+)(?P<part>\([0-9]+\))?(?:\([0-9a-zA-Z]+\))*")


def map_section(cited: str, nation: str) -> str:
    """Give the section of the 2000 Act for one that a reply cites under its nation's Act.

    Parameters
    ----------
    cited : str
        Such as "s33(1)(b)".
    nation : str
        Of the authority; Scotland has an Act of its own.

    Returns
    -------
    str
        Such as "s43". Subsections are dropped, save those that tell two Scottish grounds apart.

    Raises
    ------
    UnknownSection
        It is no ground for withholding under that Act, or leaves open which of two is meant.
    """
    found = _CITED.fullmatch(cited.strip())
    is_scottish = nation == "Scotland"
    wanted = f"s{found['number']}" if found else ""
    part = f"{wanted}{found['part'] or ''}" if found else ""
    for section in SECTIONS:
        own = section.scotland if is_scottish else section.uk
        if own and own in (wanted, part):
            return section.uk
    act = "Freedom of Information (Scotland) Act 2002" if is_scottish else "2000 Act"
    known = [section.scotland if is_scottish else section.uk for section in SECTIONS]
    raise UnknownSection(
        f"{cited!r} is no ground for withholding under the {act}.",
        expected=f"one of {', '.join(filter(None, known))}, with a subsection or without",
        do="Look the section up in the reply; write s33(1) and not s33 where an Act puts two "
        "grounds into one section. Nothing was written.",
    )


def map_sections(cited: str, nation: str) -> tuple[str, ...]:
    """Map a list such as "s12(1);s33(1)(b)": sections of the 2000 Act, each once, in order."""
    mapped = {map_section(one, nation) for one in cited.split(";") if one.strip()}
    return tuple(sorted(mapped, key=list(LABELS).index))


def name_code(section: str) -> str:
    """Give the code of the codebook that a section of the 2000 Act falls under."""
    return f"exemption_{section}" if section in CODED else "exemption_other"
