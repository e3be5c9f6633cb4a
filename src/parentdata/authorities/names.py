"""Names of authorities, brought to a form in which two spellings of one authority are equal.

What may be left out of a name, and what may not, is told in decisions/0022.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Words that are added to an authority's name or left out of it without another being meant.
PLAIN = frozenset(
    ("council", "borough", "boro", "district", "metropolitan", "corporation", "mbc", "lbc", "ua",
     "cyngor")
)  # fmt: skip
# Words that part two bodies of one place: Lichfield City Council is the parish council of the
# city, and no other name of Lichfield District Council; Dorset County Council came before
# Dorset Council. "CC" is left alone: it stands for a city council and for a county council.
TELLING = {"city": "city", "dinas": "city", "county": "county", "sir": "county"}
# Before the place such a word needs "of": Borough of Poole.
_LEADING = re.compile(
    r"^(?:(?:royal |london |metropolitan )*borough (?:council )?of"
    r"|(?:(?:city|county|district) )?council of|city and county of|(?:county|city|district) of"
    r"|county|cyngor bwrdeistref sirol|cyngor (?:sir|dinas)|cyngor) (?=\w)"
)
# "Bristol, City of" is written "City of Bristol" elsewhere.
_TURNED = re.compile(r"^(?P<place>.+?) (?P<kind>city|county|(?:london |royal )?borough) of$")
_APOSTROPHES = re.compile("['’‘`´]")
_NO_WORD = re.compile(r"[^\w]+|_")


def fold_text(text: str) -> str:
    """Write a name in plain small letters: accents, punctuation and "the" taken out.

    "Stoke-on-Trent" is "stoke on trent", "Tyne & Wear" is "tyne and wear".
    """
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    plain = _APOSTROPHES.sub("", text.casefold().replace("&", " and "))
    words = _NO_WORD.sub(" ", plain).split()
    return " ".join("st" if word == "saint" else word for word in words if word != "the")


@lru_cache(maxsize=1 << 18)
def normalise_name(name: str) -> str:
    """Bring a name to the form in which it is looked up.

    Parameters
    ----------
    name : str
        As somebody wrote it.

    Returns
    -------
    str
        The place, and in brackets the words that tell two bodies of one place apart: "camden" for
        "London Borough of Camden", "derby (city)" for "Derby City Council"; "" where nothing but
        such words was written.
    """
    folded = fold_text(name)
    turned = _TURNED.match(folded)
    if turned:
        folded = f"{turned['kind']} of {turned['place']}"
    before, place = _take_leading(folded)
    words = place.split()
    after: list[str] = []
    while words and _is_kind(words[-1], after):
        after.append(words.pop())
    telling = sorted({TELLING[word] for word in (*before, *after) if word in TELLING})
    if not words:
        return ""
    return " ".join(words) + (f" ({' '.join(telling)})" if telling else "")


def _is_kind(word: str, after: list[str]) -> bool:
    """Whether the last word of a name says what kind of body it is, and not where."""
    if word in ("london", "royal"):  # Camden London Borough; Greater London is a place
        return after[-1:] in (["borough"], ["boro"])
    # "and" joins kinds (City and District Council); it never ends the name of a place.
    return word in PLAIN or word in TELLING or word == "and"


def _take_leading(folded: str) -> tuple[list[str], str]:
    found = _LEADING.match(folded)
    if not found:
        return [], folded
    return found.group().split(), folded[found.end() :]


def split_names(cell: str) -> list[str]:
    """Split a register's list of other names at its commas.

    A comma with a space behind it belongs to a name, as in "Bristol, City of". Names that an
    encoding has spoilt are left out: nobody writes them.
    """
    parts = re.split(r",(?! )", cell)
    return [part.strip() for part in parts if part.strip() and not re.search("�|ï[¿¾]", part)]
