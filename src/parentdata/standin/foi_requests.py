"""The stand-in requests: to whom, under what name, when, and what happened until a reply came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from parentdata.standin import foi_plan as plan
from parentdata.standin.foi_authorities import COMPANY, SUCCESSOR, Authority
from parentdata.standin.foi_draw import Draw

NI = "Northern Ireland"
# Names that the register does not hold, and what is stated of them.
ALIASES = (
    ("Children's Services at {name}", "a service of the authority"),
    ("{name} Children and Families", "a service of the authority"),
    ("{name} FOI team", "the office that answers requests"),
    ("Director of Children's Services, {name}", "an officer of the authority"),
    ("Old Authority {number}", "its name in earlier years, still used by the sender"),
)


@dataclass(kw_only=True)
class Request:
    """One request; `replied` is None where nobody answered."""

    id: str
    authority: Authority
    sent: date
    is_programme: bool
    route: str = "whatdotheyknow"
    written: str = ""
    alias_note: str = ""
    is_coded: bool = True
    replied: date | None = None
    events: list[tuple[date, str, str]] = field(default_factory=list)

    @property
    def batch(self) -> str:
        """Which wording of the questions was sent."""
        return "northern_ireland" if self.authority.nation == NI else "great_britain"


def make_requests(authorities: list[Authority]) -> list[Request]:
    """Make the requests, shape (220,), in the order in which they were sent.

    Returns
    -------
    list of Request
        Sent, addressed, and answered or not; what the replies say is not yet decided.
    """
    draw = Draw(plan.SEED)
    asked = [one for one in authorities if one.role != "unasked"]
    requests = [
        Request(
            id=f"R{place + 1:03d}", authority=one, sent=day, is_programme=False, written=one.name
        )
        for place, (one, day) in enumerate(_send(asked, draw))
    ]
    _mark_programme(requests, draw)
    _address(requests, draw)
    _answer(requests, draw)
    return requests


def _send(asked: list[Authority], draw: Draw) -> list[tuple[Authority, date]]:
    first = [one for one in asked if one.nation != NI and one.role != SUCCESSOR]
    days = [day for day, size in plan.SENT for _ in range(size)]
    sent = list(zip(draw.shuffle("order sent", first), days, strict=True))
    sent += [(one, plan.SENT_TO_SUCCESSORS) for one in asked if one.role == SUCCESSOR]
    return sent + [(one, plan.SENT_TO_NORTHERN_IRELAND) for one in asked if one.nation == NI]


def _mark_programme(requests: list[Request], draw: Draw) -> None:
    """Mark the councils of the programme; the abolished county is one of them."""
    councils = [one for one in requests if _is_english_council(one.authority)]
    merged = [one for one in councils if one.authority.role == "merged"]
    rest = [one for one in councils if one not in merged]
    for one in (*merged, *draw.take("programme", rest, plan.PROGRAMME - len(merged))):
        one.is_programme = True


def _is_english_council(one: Authority) -> bool:
    return one.nation == "England" and one.kind != COMPANY and one.role != SUCCESSOR


def _address(requests: list[Request], draw: Draw) -> None:
    """Let some requests go by other routes, and some be written otherwise than the register."""
    left = requests
    for route, size in plan.ROUTES.items():
        for one in draw.take(route, left, size):
            one.route = route
        left = [one for one in left if one.route != route]
    plain = [one for one in requests if one.authority.role == "council"]
    aliased = draw.take("aliases", plain, plan.BY_ALIAS)
    for place, one in enumerate(aliased):
        written, one.alias_note = ALIASES[place % len(ALIASES)]
        one.written = written.format(name=one.authority.name, number=one.authority.number)
        one.is_coded = False
    plain = [one for one in plain if one not in aliased]
    for one in draw.take("other names", plain, plan.BY_OTHER_NAME):
        one.written, one.is_coded = f"Authority no. {one.authority.number}", False
    plain = [one for one in plain if one.is_coded]
    special = [one for one in requests if one.authority.role in ("merged", SUCCESSOR)]
    for one in (*draw.take("without code", plain, plan.WITHOUT_CODE), *special):
        one.is_coded = False


def _answer(requests: list[Request], draw: Draw) -> None:
    """Date the acknowledgements and replies; leave the silent ones without a reply."""
    silent = [
        one
        for nation, size in plan.SILENT.items()
        for one in draw.take(
            f"silent {nation}",
            [r for r in requests if r.authority.nation == nation and not r.is_programme],
            size,
        )
    ]
    for one in draw.take("acknowledged", requests, plan.ACKNOWLEDGED):
        day = move(one.sent + timedelta(days=draw.number(f"{one.id} acknowledged", 5)), by=1)
        one.events.append((day, "acknowledged", ""))
    replying = [one for one in requests if one not in silent]
    # Scotland's Act knows no extension.
    may_extend = [one for one in replying if one.authority.nation != "Scotland"]
    extended = draw.take("extended", may_extend, plan.EXTENDED)
    late = draw.take("late", [r for r in replying if r not in extended], plan.LATE)
    for one in replying:
        _date_reply(one, draw, is_extended=one in extended, is_late=one in late)
    asking = [one for one in replying if one not in extended and (one.replied - one.sent).days > 18]
    for one in draw.take("clarified", [one for one in asking if one not in late], plan.CLARIFIED):
        day = move(one.sent + timedelta(days=6 + draw.number(f"{one.id} clarified", 5)), by=-1)
        one.events.append((day, "clarified", "asked which teams are meant; answered that day"))


def _date_reply(one: Request, draw: Draw, *, is_extended: bool, is_late: bool) -> None:
    days = plan.DAYS_IN_TIME
    if is_extended:
        days = plan.DAYS_EXTENDED
        day = move(one.sent + timedelta(days=19 + draw.number(f"{one.id} extended", 7)), by=-1)
        one.events.append((day, "extended", "more time to weigh the public interest"))
    elif is_late:
        days = plan.DAYS_LATE
    # A reply in time is never moved past its day, nor a late one back into time.
    towards = -1 if days is plan.DAYS_IN_TIME else 1
    one.replied = move(one.sent + timedelta(days=draw.pick(f"{one.id} days", days)), by=towards)
    one.events.append((one.replied, "replied", ""))


def move(day: date, *, by: int) -> date:
    """Move a day to the next (by 1) or last (by -1) day on which offices are open."""
    while day.weekday() > 4 or day in plan.SHUT:
        day += timedelta(days=by)
    return day
