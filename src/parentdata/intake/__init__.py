"""Reading and checking responses: files as received to one row per respondent.

CSV, SPSS and Excel files give the same cleaned table; what does not fit the instrument is refused
before anything is written (decisions/0003).
"""

from parentdata.intake.clean import clean_responses, clean_study, clean_survey
from parentdata.intake.schema import build_schema

__all__ = ["build_schema", "clean_responses", "clean_study", "clean_survey"]
