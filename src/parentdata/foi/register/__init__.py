"""The register of requests: deadlines, events, outcomes, times to reply, and bounds."""

from parentdata.foi.register.bounded import estimate_bounds
from parentdata.foi.register.bounds import Bounds, bound_share
from parentdata.foi.register.build import REGISTER_COLUMNS, build_register
from parentdata.foi.register.clean import clean_register
from parentdata.foi.register.deadlines import count_working_days, find_due_dates
from parentdata.foi.register.events import EVENTS, check_events
from parentdata.foi.register.laid_out import format_columns, name_columns, tabulate_by_place
from parentdata.foi.register.matched import estimate_matches
from parentdata.foi.register.outcomes import estimate_exemptions, estimate_outcomes
from parentdata.foi.register.sections import LABELS, SECTIONS, map_section, map_sections, name_code
from parentdata.foi.register.survival import WaitingCurve, kaplan_meier
from parentdata.foi.register.times import classify_times, estimate_times, tabulate_waiting
from parentdata.foi.register.totals import check_register_totals

__all__ = [
    "EVENTS",
    "LABELS",
    "REGISTER_COLUMNS",
    "SECTIONS",
    "Bounds",
    "WaitingCurve",
    "bound_share",
    "build_register",
    "check_events",
    "check_register_totals",
    "classify_times",
    "clean_register",
    "count_working_days",
    "estimate_bounds",
    "estimate_exemptions",
    "estimate_matches",
    "estimate_outcomes",
    "estimate_times",
    "find_due_dates",
    "format_columns",
    "kaplan_meier",
    "map_section",
    "map_sections",
    "name_code",
    "name_columns",
    "tabulate_by_place",
    "tabulate_waiting",
]
