"""Refusals of the coding room: codebooks, units, judgements, adjudications."""

from __future__ import annotations

from parentdata.errors import Refusal


class BadCodebook(Refusal):
    """A codebook does not describe codes that somebody could code by."""


class BadTools(Refusal):
    """A list of tools and suppliers is none, or two of them share a name."""


class UnknownTool(Refusal):
    """A written name is that of no tool or supplier on the list."""


class BadUnits(Refusal):
    """What lists the units of a study is absent, doubled, or has an id or date that is none."""


class BadDocument(Refusal):
    """The text of a unit is absent, empty, no text, or lies outside the study's folder."""


class AlteredDocument(Refusal):
    """The text of a unit is not the one that was listed; spans may have moved."""


class FaultyJudgements(Refusal):
    """Judgements, or decisions on them, have faults, which are listed; its subclasses name one."""

    said = "faults"


class OtherCodebook(FaultyJudgements):
    """Something was coded by another codebook than the present one."""

    said = "coded by another codebook"


class UnknownCode(FaultyJudgements):
    """A code is not in the codebook, or is a group of codes."""

    said = "not a code that is coded"


class RetiredCode(FaultyJudgements):
    """A code was coded that is retired."""

    said = "code that is retired"


class UnlistedValue(FaultyJudgements):
    """A value is not one of the code's."""

    said = "not a value of the code"


class NoPassage(FaultyJudgements):
    """A code is said to be present, and no passage shows it."""

    said = "no passage"


class SpanOutside(FaultyJudgements):
    """A passage begins or ends outside its document, or nowhere."""

    said = "span that is not in the document"


class QuoteMoved(FaultyJudgements):
    """The document has other words at a passage than the quote."""

    said = "quote that is not what stands there"


class UnknownUnit(FaultyJudgements):
    """A unit is not one of the study's."""

    said = "not a unit of the study"


class CodedTwice(FaultyJudgements):
    """One coder coded a unit twice by one code."""

    said = "coded twice by one coder"


class BadCodingDate(FaultyJudgements):
    """A date is none, lies before there was anything to code, or lies in the future."""

    said = "date that cannot be"


class BadCoder(FaultyJudgements):
    """A coder's name is none, or a file holds the work of somebody else too."""

    said = "not the coder"


class FormulaText(FaultyJudgements):
    """Text that a spreadsheet would run stands in a quote or note."""

    said = "formula where text is expected"


class NoDisagreement(FaultyJudgements):
    """A decision is about something that the coders did not disagree on."""

    said = "decision where there is no disagreement"


class DecidedTwice(FaultyJudgements):
    """Two decisions are about one unit and code."""

    said = "decided twice"


class OtherValues(FaultyJudgements):
    """A decision names other values than the coders gave."""

    said = "values that the coders did not give"


class DecisionWithoutReason(FaultyJudgements):
    """A decision gives no reason."""

    said = "decision without a reason"


class UndecidedCodes(Refusal):
    """Disagreements have no decision, and a parameter says that the run then stops."""


class UnknownPolicy(Refusal):
    """A parameter does not say what happens to disagreements without a decision."""


class TooManyCoders(Refusal):
    """More than two coders are to be compared."""


class AmbiguousQuote(FaultyJudgements):
    """A quote stands in its document more than once."""

    said = "quote that stands there more than once"


class NotAnswered(FaultyJudgements):
    """Rows of a coding sheet have no answer."""

    said = "no answer yet"


class NotACodingSheet(Refusal):
    """A workbook is not a coding sheet of this study, or lacks one of its worksheets."""


class ChangedKeys(Refusal):
    """The locked cells that answers are matched by are not those that were handed out."""


class ActiveContent(Refusal):
    """A workbook holds macros, or something that is run or fetched when it is opened."""


class NoJudgements(Refusal):
    """There are no judgements in a study, or two files hold the same ones."""


class FileInTheWay(Refusal):
    """A file that a command would write is there already, or has another ending than its kind."""


class UnknownKind(Refusal):
    """A file of judgements has an ending that no reader knows."""
