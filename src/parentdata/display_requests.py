"""What a page shows of requests where there may be nothing to show."""

from __future__ import annotations

import pandas as pd

from parentdata import display, figures
from parentdata.foi.register.deadlines import LIMIT

STUDY = "foi-requests"
BY_DEADLINE = "foi.time.by_deadline.share"
MEDIAN = "foi.time.median.number"
NO_TIMES = "This list does not say on which days replies came, so no times can be worked out."
NONE_LEFT = "Every name means one authority, or is stated to be that of another body."
ALL_MATCHED = "Every name on the list means one authority, or a body stated to be none."
NOTHING_TO_WARN_OF = "Neither coder gave one answer throughout, and both coded every reply."


def show_waiting(curves: pd.DataFrame, numbers: pd.DataFrame) -> display.Shown:
    """Draw the curves of those still waiting, or say that no reply is dated.

    Parameters
    ----------
    curves : DataFrame
        As `tabulate_waiting` returns it.
    numbers : DataFrame
        Rows of `estimate_times`, for the words.
    """
    if curves.empty:
        return display.say(NO_TIMES)
    options = {
        "deadline": LIMIT, "deadline_label": "Deadline", "time_label": "Working days",
        "risk_label": "Waiting", "measure_label": "Share of requests still without a reply",
    }  # fmt: skip
    columns = {"item_label": "Requests", "time": "Working days", "value": "Still waiting",
               "interval": "Interval", "at_risk": "Waiting until then", "replied": "Replied",
               "censored": "Last seen waiting"}  # fmt: skip
    whole = curves["item"].eq("all")
    shown = [
        display.show_figure(
            figures.draw_survival, rows, study=STUDY, name=name, caption=caption,
            alt=f"{caption} Falling steps. {_describe_curves(rows, numbers)}", numbers=numbers,
            columns=columns, **options,
        )
        for name, rows, caption in (
            ("waiting", curves[whole], "Share of requests still without a reply."),
            ("waiting-by-nation", curves[~whole],
             "Share of requests still without a reply, by the nation of the authority."),
        )
    ]  # fmt: skip
    return display.stack(shown)


def _describe_curves(rows: pd.DataFrame, numbers: pd.DataFrame) -> str:
    """Say in words how many had a reply by the deadline, and when half had one, if ever."""
    sentences = []
    for item, label in rows[["item", "item_label"]].drop_duplicates().itertuples(index=False):
        suffix = "" if item == "all" else f"|nation={item}"
        said = f"{label}: {{{{ {BY_DEADLINE}{suffix} }}}} by the deadline"
        if numbers["id"].eq(f"{MEDIAN}{suffix}").any():
            said += f", half after {{{{ {MEDIAN}{suffix} }}}} working days"
        sentences.append(f"{said}.")
    return " ".join(sentences)


def show_unmatched(unmatched: pd.DataFrame) -> display.Shown:
    """List the names that no single authority was found for, or say that there are none.

    Parameters
    ----------
    unmatched : DataFrame
        As `list_unmatched` returns it, with `data_status`.
    """
    if unmatched.empty:
        return display.say(ALL_MATCHED)
    outside = unmatched["how"].eq("outside")
    shown = [display.say(NONE_LEFT)]
    if not outside.all():
        shown = [
            _show_names(
                unmatched[~outside],
                name="unmatched",
                caption="Names that were not matched to an authority, and why. What is spelt alike "
                "is a help to the reader; none of it was accepted.",
                columns={"reason": "Why it is not matched", "means": "Would mean",
                         "nearest": "Spelt most like it"},
            )
        ]  # fmt: skip
    if outside.any():
        shown.append(
            _show_names(
                unmatched[outside],
                name="outside",
                caption="Bodies that are stated to be no authority of the register, and why.",
                columns={"note": "What it is"},
            )
        )
    return display.stack(shown)


def _show_names(
    names: pd.DataFrame, *, name: str, caption: str, columns: dict[str, str]
) -> display.Shown:
    order = names.sort_values(["requests", "name_given"], ascending=[False, True], kind="stable")
    return display.show_table(
        order, study=STUDY, name=name, caption=caption,
        key=["name_given", "gss_code_given", "how"],
        columns={"name_given": "Name as written", "requests": "Requests", **columns},
        formats={"requests": "count", **dict.fromkeys(columns, "text")},
    )  # fmt: skip


def show_warnings(warnings: pd.DataFrame) -> display.Shown:
    """Show what coders may have overlooked, or say that nothing was found.

    Parameters
    ----------
    warnings : DataFrame
        As `coding.warnings.list_warnings` gives it, with `data_status`.
    """
    if warnings.empty:
        return display.say(NOTHING_TO_WARN_OF)
    return display.show_table(
        warnings, study=STUDY, name="warnings", key=["coder", "code", "warning"],
        caption="What the coders may have overlooked.",
        columns={"coder": "Coder", "code": "Code", "said": "What was found", "n": "How often"},
        formats={"n": "count"},
    )  # fmt: skip
