"""Plan of the stand-in focus groups: every count here is invented; none is published.

No difference between cells or between routes is built in: what a reader may see of one is chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SEED = 485889

FIRST_APPROACH = date(2021, 3, 1)
CODED_BY = {"coder-a": date(2021, 6, 21), "coder-b": date(2021, 6, 28)}
ADJUDICATED = date(2021, 7, 5)


@dataclass(frozen=True, kw_only=True)
class Held:
    """One discussion, how many had a time for it and how many came."""

    id: str
    cell: str
    route: str
    slot: str
    facilitator: str
    second: str
    on: date
    scheduled: int
    attended: int


def _group(number, cell, route, slot, team, on, attended) -> Held:
    lead, second = team[:2], team[2:]
    return Held(
        id=f"G{number:02d}", cell=cell, route=route, slot=slot, facilitator=lead, second=second,
        on=date.fromisoformat(on), scheduled=7, attended=attended,
    )  # fmt: skip


def _interview(number, cell, slot, member, on, attended=1) -> Held:
    return Held(
        id=f"I{number:02d}", cell=cell, route="", slot=slot, facilitator=member, second="",
        on=date.fromisoformat(on), scheduled=1, attended=attended,
    )  # fmt: skip


# Eleven of twelve groups: the last was not held when the record ends, and one had only three.
GROUPS = (
    _group(1, "professionals", "known", "tuesday_evening", "F1F2", "2021-04-06", 5),
    _group(2, "low_income_mothers", "not_known", "saturday_morning", "F2F1", "2021-04-10", 5),
    _group(3, "black_parents", "known", "sunday_afternoon", "F3F1", "2021-04-18", 5),
    _group(4, "lone_parents", "not_known", "thursday_evening", "F1F3", "2021-04-22", 5),
    _group(5, "larger_renting", "known", "tuesday_evening", "F2F3", "2021-04-27", 5),
    _group(6, "professionals", "not_known", "saturday_morning", "F3F2", "2021-05-08", 5),
    _group(7, "low_income_mothers", "known", "sunday_afternoon", "F1F2", "2021-05-16", 4),
    _group(8, "black_parents", "not_known", "thursday_evening", "F2F3", "2021-05-20", 3),
    _group(9, "lone_parents", "known", "saturday_morning", "F3F1", "2021-05-22", 6),
    _group(10, "larger_renting", "not_known", "sunday_afternoon", "F1F3", "2021-05-30", 6),
    _group(11, "professionals", "known", "tuesday_evening", "F2F3", "2021-06-08", 5),
)
INTERVIEWS = (
    _interview(1, "professionals", "tuesday_evening", "F1", "2021-04-13"),
    _interview(2, "professionals", "thursday_evening", "F2", "2021-04-15"),
    _interview(3, "professionals", "saturday_morning", "F3", "2021-04-24"),
    _interview(4, "low_income_mothers", "sunday_afternoon", "F1", "2021-04-25"),
    _interview(5, "low_income_mothers", "tuesday_evening", "F2", "2021-05-04"),
    _interview(6, "low_income_mothers", "thursday_evening", "F3", "2021-05-06"),
    _interview(7, "black_parents", "saturday_morning", "F1", "2021-05-15"),
    _interview(8, "black_parents", "sunday_afternoon", "F2", "2021-05-23"),
    _interview(9, "black_parents", "tuesday_evening", "F3", "2021-05-25"),
    _interview(10, "lone_parents", "thursday_evening", "F1", "2021-05-27"),
    _interview(11, "lone_parents", "saturday_morning", "F2", "2021-05-29"),
    _interview(12, "lone_parents", "sunday_afternoon", "F3", "2021-06-06"),
    _interview(13, "larger_renting", "tuesday_evening", "F1", "2021-06-01"),
    _interview(14, "larger_renting", "thursday_evening", "F2", "2021-06-03"),
    _interview(15, "larger_renting", "saturday_morning", "F3", "2021-06-12", attended=0),
)
DISCUSSIONS = (*GROUPS, *INTERVIEWS)

# For each discussion: how many were lost on the way, by reason, for a group and for an interview.
LOST = {
    "no_reply": (16, 4),
    "no_child_16_or_under": (1, 0),
    "no_service_contact": (0, 1),
    "not_in_cell": (2, 0),
    "declined": (2, 1),
    "silent_after_information": (2, 0),
    "no_slot": (1, 0),
    "group_full": (1, 0),
}
DID_NOT_COME = ("did_not_come", "ill_or_caring", "connection_failed")

# Shares of those approached, by channel.
CHANNELS = {
    "community_group": 0.14,
    "neighbourhood_network": 0.08,
    "health_centre_or_school": 0.16,
    "workplace": 0.10,
    "facebook_group": 0.20,
    "twitter": 0.06,
    "parents_website": 0.12,
    "foodbank": 0.07,
    "housing_organisation": 0.07,
}
NEEDS_TOP_UP = 0.18
NOTES = ("Asked for a reminder the day before", "Joins by phone, no camera", "Prefers evenings")

# Places among those who took part (counted from 0) of one who withdrew afterwards, and of another
# who mentions them; and the place among those with a time of one who withdrew before the group.
WITHDREW_AFTER, MENTIONS = 12, 13
WITHDREW_BEFORE = 3

# How many of the participants say something of each theme.
THEMES = {
    "professional_experience": 9,
    "lay_experience": 18,
    "other_families": 10,
    "asked_first": 20,
    "told_what_happens": 14,
    "depends_on_whom": 12,
    "no_companies": 14,
    "stigma": 12,
    "wrong_records": 11,
    "deterred": 7,
    "unfair_score": 9,
    "help_sooner": 11,
    "protect_children": 13,
}
# Themes of those who asked for their records: of the interviewed, and of those in groups.
RECORDS = {"record_barriers": (6, 1), "record_inaccuracies": (4, 0)}
# Both scenarios have the same counts, so that no difference between them is built in; who says
# nothing of a scenario is not coded by it.
TURNS = {
    "at_counting": 2,
    "at_asking": 5,
    "at_not_asking": 20,
    "at_predicting": 16,
    "at_company": 13,
    "nowhere": 5,
}
SCENARIOS = ("turns_support", "turns_protection")

# How often each coder overlooks a theme, sees one that is not there, cannot tell, or is one step
# off in a scenario.
ERRORS = {"coder-a": (0.05, 0.02, 0.01, 0.08), "coder-b": (0.09, 0.03, 0.01, 0.12)}
REASONS = (
    "The passage fits the definition.",
    "The passage is about something the definition leaves out.",
    "Read again with the examples of the codebook.",
)

# Votes of each group by answer, as shares; everyone who took part votes.
POLLS = {
    "heard": {"yes_heard": 0.45, "not_heard": 0.40, "not_sure": 0.15},
    "asked_first": {"always": 0.60, "sometimes": 0.30, "never": 0.10},
}
