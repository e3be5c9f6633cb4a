"""The stand-in register of authorities: numbers for names, real nations, regions and types only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from parentdata.standin import foi_plan as plan
from parentdata.standin.foi_draw import Draw

COMPANY, SUCCESSOR, UNITARY = "Children's services company", "successor", "Unitary authority"
DISTRICT = "Non-metropolitan district"


@dataclass(frozen=True, kw_only=True)
class Authority:
    """One authority of the stand-in register.

    Attributes
    ----------
    number : int
        Its name is "Authority 001" for 1; its code ends in the same number.
    nation, region, kind : str
        Real ones; `kind` is what the register calls the type.
    role : {"council", "merged", "successor", "company", "unasked"}
        What it is there for.
    """

    number: int
    nation: str
    region: str
    kind: str
    role: str

    @property
    def name(self) -> str:
        """As the register writes it."""
        return f"Authority {self.number:03d}"

    @property
    def code(self) -> str:
        """Z and the nation's letter before six digits: no GSS code has that form."""
        return f"Z{self.nation[0]}{self.number:06d}"

    @property
    def short(self) -> str:
        """The register's own code of it."""
        return f"Z{self.number:03d}"


def make_authorities() -> list[Authority]:
    """Make the authorities, shape (224,), in the order of their numbers.

    England's councils come first, then the two that follow the abolished county, the companies,
    Scotland, Wales, Northern Ireland, and those that were asked nothing.
    """
    draw = Draw(plan.SEED)
    cells = [cell for cell, size in plan.ENGLAND.items() for _ in range(size)]
    # In a drawn order, so that a number tells nothing of a region.
    councils = draw.shuffle("councils", cells)
    merged = next(
        place for place, cell in enumerate(councils) if cell == (plan.MERGER_REGION, "County")
    )
    places = [
        ("England", region, kind, "merged" if place == merged else "council")
        for place, (region, kind) in enumerate(councils)
    ]
    places += [("England", plan.MERGER_REGION, UNITARY, SUCCESSOR)] * 2
    places += [("England", region, COMPANY, "company") for region in plan.COMPANIES]
    for nation, (kind, size) in plan.OTHER_NATIONS.items():
        places += [(nation, nation, kind, "council")] * size
    places += [("England", plan.MERGER_REGION, DISTRICT, "unasked")] * plan.NOT_ASKED
    return [
        Authority(number=number, nation=nation, region=region, kind=kind, role=role)
        for number, (nation, region, kind, role) in zip(count(1), places, strict=False)
    ]


def list_register(authorities: list[Authority]) -> Iterator[dict[str, str]]:
    """Write the authorities as rows with the columns of mySociety's register that are used."""
    day = plan.MERGER_DATE.isoformat()
    heirs = ",".join(one.short for one in authorities if one.role == SUCCESSOR)
    for one in authorities:
        # The districts of the county go with it; both councils that follow have former codes.
        ends = one.role in ("merged", "unasked")
        former = one.role == SUCCESSOR
        yield {
            "local-authority-code": one.short,
            "official-name": one.name,
            "nice-name": one.name,
            "gss-code": one.code,
            "start-date": day if former else "",
            "end-date": day if ends else "",
            "replaced-by": heirs if ends else "",
            "nation": one.nation,
            "region": one.region,
            "local-authority-type-name": one.kind,
            "alt-names": f"{one.name},Authority no. {one.number}",
            "former-gss-codes": "",
        }
