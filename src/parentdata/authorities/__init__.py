"""UK authorities as they were on a day, and the authorities that lists of names mean."""

from parentdata.authorities.aliases import Alias, read_aliases
from parentdata.authorities.corrections import CORRECTIONS, Correction, correct_register
from parentdata.authorities.index import find_shared_names
from parentdata.authorities.match import MATCHED, UNMATCHED, match_authorities
from parentdata.authorities.names import normalise_name
from parentdata.authorities.register import in_force, read_register
from parentdata.authorities.report import list_unmatched, require_matches, suggest_names
from parentdata.authorities.stand_in import refuse_real_authorities

__all__ = [
    "CORRECTIONS",
    "MATCHED",
    "UNMATCHED",
    "Alias",
    "Correction",
    "correct_register",
    "find_shared_names",
    "in_force",
    "list_unmatched",
    "match_authorities",
    "normalise_name",
    "read_aliases",
    "read_register",
    "refuse_real_authorities",
    "require_matches",
    "suggest_names",
]
