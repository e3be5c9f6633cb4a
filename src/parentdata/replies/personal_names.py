"""Names of people in a text: found by what stands around them, never by a list of names.

A list of first names would know some peoples' names better than others'. What letters put around
a name (a title, "Dear", a closing formula, a label) is the same for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLANK = r"[ \t\u00a0]"
# Letters with or without accents, joined by an apostrophe or a hyphen, or initials with stops.
_WORD = r"(?:(?:[^\W\d_]\.)+|[^\W\d_]+(?:[’'-][^\W\d_]+)*)"
_NAME = rf"{_WORD}(?:{_BLANK}+{_WORD}){{0,4}}"

TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Cllr", "Councillor",
          "Sir", "Dame", "Rev", "Reverend")  # fmt: skip
# In capitals MS is Microsoft, as in "MS BI", oftener than a title.
_CAPITALS = {title.upper() for title in TITLES} - {"MS"}
_TITLE = "|".join(sorted({*TITLES, *_CAPITALS}, key=len, reverse=True))
_CLOSING = (
    r"(?:yours{b}+(?:sincerely|faithfully|truly)|sincerely|regards|signed|thank{b}+you"
    r"|(?:with{b}+)?(?:kind(?:est)?|best|warm(?:est)?){b}+(?:regards|wishes)|(?:many{b}+)?thanks)"
).replace("{b}", _BLANK)
_LABEL = (
    r"(?:name|from|to|cc|attn|signed|signature|author|case{b}+officer"
    r"|contact(?:{b}+(?:name|officer|person))?|(?:prepared|completed){b}+by)"
).replace("{b}", _BLANK)

# The words that follow are only looked at: another title may be among them.
_TITLED = re.compile(rf"(?<!\w)(?:{_TITLE})\b\.?(?:{_BLANK}+|\n)(?=(?P<name>{_NAME}))")
_GREETED = re.compile(rf"(?<!\w)(?:Dear|DEAR|Hi|Hello){_BLANK}+(?=(?P<name>{_NAME}))")
# A signature follows its closing formula, with room for a scrawl: at most four blank lines.
_SIGNED = re.compile(
    rf"(?im)^{_BLANK}*{_CLOSING}{_BLANK}*[,.!]?{_BLANK}*(?:\n{_BLANK}*){{1,5}}"
    rf"(?:p\.?p\.?{_BLANK}+)?(?P<name>{_NAME}){_BLANK}*(?=[,(|\n]|$)"
)
_LABELLED = re.compile(
    rf"(?im)^{_BLANK}*{_LABEL}{_BLANK}*:{_BLANK}*(?P<name>{_NAME}){_BLANK}*(?=[,;(<\[|\n]|$)"
)

_PARTICLES = frozenset(("al", "ap", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "ibn",
                        "la", "le", "van", "von"))  # fmt: skip
# Words of offices, places and courtesies, as they stand in letters: what holds one is no name.
_OFFICES = """
    access act adults advisor adviser all analyst applicant assistant authority board borough
    business care chair chief child children children's childrens city clerk client colleague
    colleagues commissioner committee communications company complaints compliance contact
    coordinator corporate correspondent council county customer customers data democratic
    department deputy digital director directorate district division early education enquirer
    enquiries enquiry executive families family feedback finance foi freedom friend general
    governance government head health help higher human information insight intelligence lead
    leader legal limited lord ltd madam manager mayor member members national office officer
    officers organisation parent parents party performance policy president privacy programme
    protection public records regulatory reply request requester requestor requests resident
    residents resources response rights safeguarding school schools secretary section senior
    service services sir sirs social solicitor sources staff strategy support systems team
    technical technology transparency trust unit worker
"""
_COURTESIES = """
    am an and are as at be best by can copy did do for from has have i in is it its kind kindest
    many me my no of on or our please re regards see sincerely so thank thanks that the there
    these this to us warm was we whom will wishes with yes you your yours
"""
_NO_NAMES = frozenset((_OFFICES + _COURTESIES).split())


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names of people stand, as (start, end); a place may come more than once.

    Parameters
    ----------
    text : str
        Names are found after a title (which belongs to them), after "Dear", under a closing
        formula such as "Yours sincerely", and after a label such as "Contact officer:". A name in
        running prose without any of these is not found.
    """
    for match in _TITLED.finditer(text):
        if length := _measure_name(match["name"]):
            yield match.start(), match.start("name") + length
    for match in _GREETED.finditer(text):
        if length := _measure_name(match["name"], minimum=1):
            yield match.start("name"), match.start("name") + length
    for pattern, minimum in ((_SIGNED, 1), (_LABELLED, 2)):
        for match in pattern.finditer(text):
            # The whole line is a name, or none of it is: "Thanks / Please see below" is prose.
            if _measure_name(match["name"], minimum=minimum) == len(match["name"]):
                yield match.span("name")


def _measure_name(words: str, *, minimum: int = 0) -> int:
    """Length of the name that some words begin with; nought where they begin with none.

    With a `minimum` number of words, an office among them means that nobody is named: "Dear
    Records Team". After a title, what comes before the office is a name: "Ms Surname, Head of".
    """
    end = count = 0
    for match in re.finditer(r"\S+", words):
        word = match.group()
        if word.casefold() in _PARTICLES:
            continue
        if _plain(word) in _NO_NAMES or set(word.casefold()) == {"x"}:
            end, count = (0, 0) if minimum else (end, count)
            break
        if not word[0].isupper():
            break
        end, count = match.end(), count + 1
    has_word = any(len(word.strip(".")) > 1 for word in words[:end].split())
    return end if has_word and count >= minimum else 0


def _plain(word: str) -> str:
    return word.casefold().strip(".").replace("’", "'")
