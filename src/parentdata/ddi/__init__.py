"""A survey in DDI-Codebook 2.5, made from its instrument, design and origin.

Policy: decisions/0035-archive.md.
"""

from parentdata.ddi.document import describe_survey
from parentdata.ddi.elements import NAMESPACE

__all__ = ["NAMESPACE", "describe_survey"]
