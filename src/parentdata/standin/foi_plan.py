"""How many stand-in requests there are of each kind, and what their replies hold.

Only what decisions/0025 lists as published is published: 220 requests, 149 councils of the
programme, 76 of them admitting use, 11 requests in the Northern Ireland batch, Microsoft Business
Intelligence cited most, Xantura named, and the kinds of reply. Every other figure is assumed.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

SEED = 220

# --- Authorities ------------------------------------------------------------------------------

# English councils in force on the first day, by region and type (assumed). No cell is so small
# that a reader could take its authority for a real one. The sum is 150; the real register has 151.
ENGLAND = {
    ("North East", "Metropolitan district"): 5,
    ("North East", "Unitary authority"): 7,
    ("North West", "County"): 3,
    ("North West", "Metropolitan district"): 14,
    ("North West", "Unitary authority"): 6,
    ("Yorkshire and The Humber", "Metropolitan district"): 9,
    ("Yorkshire and The Humber", "Unitary authority"): 6,
    ("East Midlands", "County"): 5,
    ("East Midlands", "Unitary authority"): 4,
    ("West Midlands", "County"): 4,
    ("West Midlands", "Metropolitan district"): 7,
    ("West Midlands", "Unitary authority"): 4,
    ("East of England", "County"): 5,
    ("East of England", "Unitary authority"): 6,
    ("London", "London borough"): 32,
    ("South East", "County"): 6,
    ("South East", "Unitary authority"): 12,
    ("South West", "County"): 4,
    ("South West", "Unitary authority"): 11,
}
COMPANIES = ("London", "South East", "West Midlands")
OTHER_NATIONS = {
    "Scotland": ("Scottish unitary authority", 32),
    "Wales": ("Welsh unitary authority", 22),
    "Northern Ireland": ("NI district", 11),
}
# A county of this region is abolished on that day, and two new councils take its place.
MERGER_REGION, MERGER_DATE = "East of England", date(2021, 4, 1)
# Authorities that stand in the register and were asked nothing.
NOT_ASKED = 4

# --- Requests ---------------------------------------------------------------------------------

PROGRAMME = 149
# Days on which requests were sent. The first four are days of listed public requests; how many
# went on each, and the last two, are assumed.
SENT = ((date(2021, 2, 11), 62), (date(2021, 2, 19), 71), (date(2021, 2, 26), 29),
        (date(2021, 3, 16), 45))  # fmt: skip
SENT_TO_SUCCESSORS = date(2021, 4, 20)
SENT_TO_NORTHERN_IRELAND = date(2021, 5, 11)
ROUTES = {"email": 14, "web_form": 10}
BY_ALIAS, BY_OTHER_NAME, WITHOUT_CODE = 14, 10, 16

# Requests outside the programme that nobody answered, by nation.
SILENT = {"England": 1, "Scotland": 5, "Wales": 3, "Northern Ireland": 1}
ACKNOWLEDGED, EXTENDED, CLARIFIED, LATE = 187, 8, 9, 46
# Days from request to reply. 28 days are in time and 33 are late, whatever the bank holidays; the
# first reply comes after any acknowledgement.
DAYS_IN_TIME = (8, 9, 12, 14, 16, 19, 20, 21, 22, 23, 24, 25, 26, 26, 27, 27, 28, 28, 28)
DAYS_LATE = (33, 34, 35, 36, 38, 40, 43, 47, 52, 58, 66, 79, 95, 120)
DAYS_EXTENDED = (37, 41, 44, 47, 49)
# Days on which some nation's offices are shut; nothing is dated on them.
SHUT = frozenset(
    map(date.fromisoformat, (
        "2021-03-17", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-07-12",
        "2021-08-02", "2021-08-30", "2021-11-30",
    ))
)  # fmt: skip
REVIEWS_ASKED = {"refuses": 4, "irrelevant": 2, "silent": 3}
COMPLAINTS = {"refuses": 1, "silent": 2}
NOT_HELD = 21

# --- Replies ----------------------------------------------------------------------------------

# What a reply says in the main: that of the programme by the published counts (76, and 73 whose
# split is not published), the others as assumed.
PROGRAMME_KINDS = {"admits": 76, "definition": 41, "no": 32}
OTHER_KINDS = {
    "England": {"admits": 2, "definition": 1, "no": 1, "refuses": 1},
    "Scotland": {"admits": 6, "definition": 8, "no": 7, "refuses": 4, "irrelevant": 2},
    "Wales": {"admits": 5, "definition": 5, "no": 6, "refuses": 2, "irrelevant": 1},
    "Northern Ireland": {"admits": 4, "definition": 2, "no": 3, "irrelevant": 1},
}
KINDS = ("admits", "definition", "no", "refuses", "irrelevant")

# Replies that hold each code, by kind of reply (assumed).
HOLDING: dict[str, dict[str, int]] = {
    "uses_has_used": {"admits": 79},
    "uses_intends": {"admits": 38, "definition": 9},
    "uses_denies": {"definition": 30, "no": 49},
    "definition_not_met": {"admits": 5, "definition": 57},
    "flat_no": {"no": 49},
    "family_work_apart": {"admits": 5, "definition": 15},
    "relabelled_matching": {"admits": 9, "definition": 19},
    "algorithm_denied": {"admits": 14, "definition": 7},
    "incomplete": {"admits": 17, "definition": 9, "irrelevant": 4},
    "exemption_s12": {"admits": 8, "definition": 4, "refuses": 4},
    "exemption_s43": {"admits": 15, "definition": 3},
    "exemption_s14": {"refuses": 3},
    "exemption_s40": {"admits": 5, "definition": 2},
    "exemption_other": {"admits": 3, "definition": 1},
    "ambiguous_follow_up": {"admits": 7, "definition": 6, "irrelevant": 1},
    "open_listing": {"admits": 16},
    "purpose_child_protection": {"admits": 36, "definition": 3},
    "purpose_crime_prevention": {"admits": 24, "definition": 2},
    "purpose_early_help": {"admits": 31, "definition": 4},
    "purpose_attendance": {"admits": 13, "definition": 3},
    "purpose_neet": {"admits": 4},
    "purpose_programme_claims": {"admits": 22, "definition": 8},
    "purpose_other": {"admits": 9, "definition": 1},
    "tool_microsoft_business_intelligence": {"admits": 40, "definition": 9},
    "tool_in_house": {"admits": 17, "definition": 3},
    "tool_supplier_a": {"admits": 11},
    "tool_a": {"admits": 10},
    "tool_xantura": {"admits": 9},
    "tool_b": {"admits": 6},
    "tool_supplier_b": {"admits": 6},
    "tool_c": {"admits": 4},
}
# Of those that have used, so many do so still; all others that admit use are using.
USED_AND_USING = 68
DISCLOSURE = {
    "admits": {"full": 30, "some": 46, "little": 17},
    "definition": {"full": 3, "some": 21, "little": 33},
    "no": {"little": 49},
    "refuses": {"none": 7},
    "irrelevant": {"little": 2, "none": 2},
}
# Follow-ups that are answered clearly, so that not every follow-up is an ambiguous one.
CLEAR_FOLLOW_UPS = 9

# --- Coders -----------------------------------------------------------------------------------

CODERS = ("coder-a", "coder-b")
# The judgements were made by a program on this day, after the codebook was written.
CODED = date(2026, 11, 28)


class Slips(NamedTuple):
    """Judgements of one code in which the coders part, by coder (a, b).

    `misses` are present by the plan and judged absent; `adds` the other way; `unsure` are left
    blank. For the disclosure, `misses` are one value too low and `adds` one too high.
    """

    misses: tuple[int, int]
    adds: tuple[int, int]
    unsure: tuple[int, int]


# Clear codes differ little, ambiguous ones much; coder-b sees more in a reply than coder-a. On
# `purpose_neet`, which is rare, they agree on nearly every reply and kappa is low all the same.
SLIPS = {
    "uses_has_used": Slips((3, 2), (2, 3), (1, 2)),
    "uses_is_using": Slips((2, 2), (2, 3), (1, 1)),
    "uses_intends": Slips((5, 3), (4, 6), (2, 1)),
    "uses_denies": Slips((6, 3), (4, 8), (2, 2)),
    "definition_not_met": Slips((9, 5), (6, 10), (3, 2)),
    "flat_no": Slips((3, 3), (3, 4), (0, 1)),
    "family_work_apart": Slips((3, 2), (3, 3), (2, 2)),
    "relabelled_matching": Slips((7, 2), (2, 11), (3, 2)),
    "algorithm_denied": Slips((3, 3), (2, 3), (2, 3)),
    "incomplete": Slips((6, 5), (6, 8), (4, 3)),
    "exemption_s12": Slips((0, 0), (0, 1), (0, 0)),
    "exemption_s43": Slips((1, 0), (0, 1), (0, 0)),
    "exemption_s14": Slips((0, 0), (0, 0), (0, 0)),
    "exemption_s40": Slips((1, 0), (0, 0), (0, 0)),
    "exemption_other": Slips((0, 1), (0, 0), (0, 1)),
    "ambiguous_follow_up": Slips((3, 3), (2, 3), (2, 1)),
    "open_listing": Slips((2, 2), (2, 3), (0, 1)),
    "purpose_child_protection": Slips((4, 3), (3, 5), (1, 1)),
    "purpose_crime_prevention": Slips((2, 2), (1, 3), (1, 0)),
    "purpose_early_help": Slips((6, 4), (5, 8), (2, 2)),
    "purpose_attendance": Slips((1, 1), (1, 1), (0, 1)),
    "purpose_neet": Slips((2, 1), (0, 2), (0, 0)),
    "purpose_programme_claims": Slips((2, 2), (1, 2), (1, 1)),
    "purpose_other": Slips((3, 3), (2, 4), (2, 2)),
    "tool_microsoft_business_intelligence": Slips((1, 1), (0, 1), (0, 0)),
    "tool_xantura": Slips((0, 0), (0, 0), (0, 0)),
    "tool_in_house": Slips((2, 1), (1, 2), (0, 1)),
    "tool_a": Slips((0, 1), (0, 0), (0, 0)),
    "tool_b": Slips((0, 0), (0, 0), (0, 0)),
    "tool_c": Slips((1, 0), (0, 0), (0, 0)),
    "tool_supplier_a": Slips((1, 0), (0, 0), (0, 0)),
    "tool_supplier_b": Slips((0, 0), (0, 0), (0, 0)),
    "disclosure": Slips((9, 6), (7, 14), (2, 3)),
}
