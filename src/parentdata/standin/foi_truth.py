"""What each stand-in reply holds: counts of the plan, dealt out within kinds of reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from parentdata.standin import foi_plan as plan
from parentdata.standin.foi_draw import Draw
from parentdata.standin.foi_requests import NI, Request
from parentdata.standin.latent import BadPlan

CLAIMS, LISTING, MICROSOFT = (
    "purpose_programme_claims", "open_listing", "tool_microsoft_business_intelligence",
)  # fmt: skip
TOOLS = tuple(code for code in plan.HOLDING if code.startswith("tool_"))
# Codes that are dealt out apart, because they depend on others.
_APART = ("uses_has_used", "exemption_s14", CLAIMS, LISTING, *TOOLS)


@dataclass(kw_only=True)
class Held:
    """What one reply holds.

    Attributes
    ----------
    request : Request
    kind : one of `foi_plan.KINDS`
    codes : set of str
        Ids of the presence codes that it holds.
    disclosure : str
        The value of `disclosure`.
    has_clear_follow_up : bool
    """

    request: Request
    kind: str
    codes: set[str] = field(default_factory=set)
    disclosure: str = ""
    has_clear_follow_up: bool = False


def decide_replies(requests: list[Request]) -> list[Held]:
    """Decide what every reply holds, shape (210,), in the order of the requests.

    Raises
    ------
    BadPlan
        Kinds do not add up to the replies, or a code is planned for more replies than there are.
    """
    draw = Draw(plan.SEED)
    replies = _give_kinds([one for one in requests if one.replied], draw)
    of_kind = {kind: [one for one in replies if one.kind == kind] for kind in plan.KINDS}
    for code, sizes in plan.HOLDING.items():
        if code not in _APART:
            for kind, size in sizes.items():
                _give(code, draw.take(f"{code} {kind}", of_kind[kind], size))
    # Whoever refuses everything does so for cost or as vexatious.
    _give("exemption_s14", [r for r in of_kind["refuses"] if "exemption_s12" not in r.codes])
    _give_use(of_kind["admits"], draw)
    _give_claims(of_kind, draw)
    _give_tools(of_kind, draw)
    _give_disclosure(of_kind, draw)
    settled = [
        one
        for one in (*of_kind["admits"], *of_kind["definition"])
        if "ambiguous_follow_up" not in one.codes
    ]
    for one in draw.take("clear follow-ups", settled, plan.CLEAR_FOLLOW_UPS):
        one.has_clear_follow_up = True
    return replies


def _give(code: str, replies: list[Held]) -> None:
    for one in replies:
        one.codes.add(code)


def _give_kinds(requests: list[Request], draw: Draw) -> list[Held]:
    kinds: dict[str, str] = {}
    programme = [one for one in requests if one.is_programme]
    groups = {"programme": (programme, plan.PROGRAMME_KINDS)} | {
        nation: (
            [r for r in requests if not r.is_programme and r.authority.nation == nation],
            sizes,
        )
        for nation, sizes in plan.OTHER_KINDS.items()
    }
    for name, (members, sizes) in groups.items():
        dealt = _spread(sizes, members, name)
        for one, kind in zip(members, draw.shuffle(f"kinds {name}", dealt), strict=True):
            kinds[one.id] = kind
    return [Held(request=one, kind=kinds[one.id]) for one in requests]


def _spread(sizes: Mapping[str, int], members: list, name: str) -> list[str]:
    """Each name as often as is planned; `BadPlan` where that is not once for each member."""
    dealt = [value for value, size in sizes.items() for _ in range(size)]
    if len(dealt) != len(members):
        raise BadPlan(
            f"{len(dealt)} replies are planned for {name} and {len(members)} came.",
            expected="a count for every reply",
            do="Correct src/parentdata/standin/foi_plan.py.",
        )
    return dealt


def _give_use(admits: list[Held], draw: Draw) -> None:
    used = draw.take("uses_has_used admits", admits, plan.HOLDING["uses_has_used"]["admits"])
    _give("uses_has_used", used)
    still = draw.take("used and using", used, plan.USED_AND_USING)
    _give("uses_is_using", still + [one for one in admits if one not in used])


def _give_claims(of_kind: dict[str, list[Held]], draw: Draw) -> None:
    # Payment by results is claimed by councils of the programme alone.
    for kind, size in plan.HOLDING[CLAIMS].items():
        members = [one for one in of_kind[kind] if one.request.is_programme]
        _give(CLAIMS, draw.take(f"{CLAIMS} {kind}", members, size))


def _give_tools(of_kind: dict[str, list[Held]], draw: Draw) -> None:
    """Deal out tools so that every open listing has two, and every use in Northern Ireland one.

    That batch was asked "If so, which?", so a reply that admits use names something there.
    """
    admits = of_kind["admits"]
    listing = draw.take(LISTING, admits, plan.HOLDING[LISTING]["admits"])
    _give(LISTING, listing)
    northern = [one for one in admits if one.request.authority.nation == NI]
    first = [one for one in admits if one in listing or one in northern]
    _give(MICROSOFT, first)
    others = [tool for tool in TOOLS if tool != MICROSOFT]
    for place, one in enumerate(draw.shuffle("second tools", listing)):
        one.codes.add(others[place % len(others)])
    for tool in TOOLS:
        for kind, size in plan.HOLDING[tool].items():
            free = [one for one in of_kind[kind] if tool not in one.codes]
            left = size - (len(of_kind[kind]) - len(free))
            _give(tool, draw.take(f"{tool} {kind}", free, left))


def _give_disclosure(of_kind: dict[str, list[Held]], draw: Draw) -> None:
    """Most is disclosed by those who list openly, least by those who are incomplete."""
    for kind, sizes in plan.DISCLOSURE.items():
        dealt = _spread(sizes, of_kind[kind], f"the disclosure of {kind!r}")
        ranked = sorted(draw.shuffle(f"disclosure {kind}", of_kind[kind]), key=_withhold)
        for one, value in zip(ranked, dealt, strict=True):
            one.disclosure = value


def _withhold(one: Held) -> int:
    withheld = sum(code.startswith("exemption") for code in one.codes)
    return 2 * ("incomplete" in one.codes) + (withheld > 0) - 3 * (LISTING in one.codes)
