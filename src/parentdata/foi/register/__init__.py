"""The register of requests: deadlines, events, outcomes, times to reply, and bounds."""

from parentdata.foi.register.bounds import Bounds, bound_share
from parentdata.foi.register.build import REGISTER_COLUMNS, build_register
from parentdata.foi.register.clean import clean_register
from parentdata.foi.register.deadlines import count_working_days, find_due_dates
from parentdata.foi.register.events import EVENTS, check_events
from parentdata.foi.register.sections import LABELS, SECTIONS, map_section, map_sections, name_code
from parentdata.foi.register.survival import WaitingCurve, kaplan_meier

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
    "clean_register",
    "count_working_days",
    "find_due_dates",
    "kaplan_meier",
    "map_section",
    "map_sections",
    "name_code",
]
