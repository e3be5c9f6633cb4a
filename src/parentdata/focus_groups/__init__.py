"""Focus groups and interviews: whom to invite, who came, what was discussed."""

from parentdata.focus_groups.attendance import (
    attendance_chances,
    chance_above,
    chance_any,
    chance_below,
    find_invitations,
)
from parentdata.focus_groups.budget import budget_participants
from parentdata.focus_groups.clean import clean_groups, receive_groups, take_out_withdrawn
from parentdata.focus_groups.coders import measure_coders
from parentdata.focus_groups.flow import (
    compare_dropouts,
    count_flow,
    list_missing,
    share_dropouts,
    share_replies,
)
from parentdata.focus_groups.flow_rows import (
    describe_polls,
    list_against_plan,
    list_dropouts,
    list_flow,
    list_polls,
    list_response,
    take_polls,
)
from parentdata.focus_groups.frame import (
    choose_cells,
    count_memberships,
    cross_cells,
    estimate_size,
    list_not_recruited,
    match_domains,
)
from parentdata.focus_groups.frame_rows import (
    count_cells,
    label_apart,
    list_differences,
    list_overlaps,
    list_sizes,
)
from parentdata.focus_groups.plan_file import STEPS, Plan, load_plan, parse_plan
from parentdata.focus_groups.plan_rows import (
    Attendance,
    list_chances,
    list_plan,
    tabulate_invitations,
)
from parentdata.focus_groups.polls import pool_polls, read_polls
from parentdata.focus_groups.quotations import choose_quotations
from parentdata.focus_groups.scenarios import count_turns, list_scenarios
from parentdata.focus_groups.schedule import count_balance, schedule_discussions
from parentdata.focus_groups.simulation import simulate_attendance
from parentdata.focus_groups.theme_rows import (
    list_new_codes,
    list_presence,
    list_turns,
    total_presence,
)
from parentdata.focus_groups.themes import (
    count_new_codes,
    count_presence,
    find_presence,
    refuse_undecided,
)

__all__ = [
    "STEPS",
    "Attendance",
    "Plan",
    "attendance_chances",
    "budget_participants",
    "chance_above",
    "chance_any",
    "chance_below",
    "choose_cells",
    "choose_quotations",
    "clean_groups",
    "compare_dropouts",
    "count_balance",
    "count_cells",
    "count_flow",
    "count_memberships",
    "count_new_codes",
    "count_presence",
    "count_turns",
    "cross_cells",
    "describe_polls",
    "estimate_size",
    "find_invitations",
    "find_presence",
    "label_apart",
    "list_against_plan",
    "list_chances",
    "list_differences",
    "list_dropouts",
    "list_flow",
    "list_missing",
    "list_new_codes",
    "list_not_recruited",
    "list_overlaps",
    "list_plan",
    "list_polls",
    "list_presence",
    "list_response",
    "list_scenarios",
    "list_sizes",
    "list_turns",
    "load_plan",
    "match_domains",
    "measure_coders",
    "parse_plan",
    "pool_polls",
    "read_polls",
    "receive_groups",
    "refuse_undecided",
    "schedule_discussions",
    "share_dropouts",
    "share_replies",
    "simulate_attendance",
    "tabulate_invitations",
    "take_out_withdrawn",
    "take_polls",
    "total_presence",
]
