"""Design-based estimation: what a sample and its design allow one to say.

Statistics on plain arrays; nothing here touches the disk.
"""

from parentdata.survey.intervals import wilson_interval
from parentdata.survey.refusals import BadLevel, EmptyDomain, ImpossibleCount

__all__ = ["BadLevel", "EmptyDomain", "ImpossibleCount", "wilson_interval"]
