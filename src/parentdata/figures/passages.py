"""Passages behind counts as HTML: folded by code, each with its request, coders and decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from parentdata.figures.parts_html import escape
from parentdata.figures.passage_rows import PRESENT, Judged, Passage
from parentdata.numbers.cells import LISTED

ANCHOR = "code-"
COULD_NOT_TELL = "could not tell"
HOW = {
    "agreed": "both coders agree",
    "one_coder": "one coder alone",
    "adjudicated": "decided by",
    "undecided": "the coders differ and nobody has decided",
}


def name_anchor(code: str, value: str | None = None) -> str:
    """Name the place on the page where the passages of a code (and value) stand."""
    return f"{ANCHOR}{code}" if value in (None, PRESENT) else f"{ANCHOR}{code}-{value}"


def link_codes(rows: pd.DataFrame, *, page: str) -> dict[str, str]:
    """Link rows of estimates to the passages of their codes.

    Parameters
    ----------
    rows : DataFrame, one row per estimate
        `id`; `item` is a code, and `answer` its value.
    page : str
        The notebook of the passages, such as "33-foi-passages.ipynb".

    Returns
    -------
    dict of id to address
        As `display.show_figure` takes them.
    """
    return {
        row["id"]: f"{page}#{name_anchor(row['item'], row.get('answer'))}"
        for row in rows.to_dict("records")
    }


def write_code(
    code: str,
    label: str,
    judged: Sequence[Judged],
    *,
    mark: str = "",
    outcomes: Mapping[str, str] | None = None,
) -> str:
    """Write one code: its label, its count, its mark, and every passage, folded away.

    Parameters
    ----------
    code, label : str
    judged : sequence of Judged
        As `read_judged` gives them; a code with values has a fold for each value.
    mark : str
        Words that must stand wherever its count does, such as "not reliable: alpha 0.52".
    outcomes : dict of outcome to label, optional
    """
    known = [each for each in judged if each.value is not None]
    open_ = [each for each in judged if each.value is None]
    values = list(dict.fromkeys(each.value for each in known))
    if set(values) <= {PRESENT}:
        inside = _write_list(known, outcomes or {})
    else:
        inside = "\n".join(
            _write_fold(
                name_anchor(code, value),
                value.replace("_", " ").capitalize(),
                _count(own, f"foi.code.{code}.{value}.count"),
                _write_list(own, outcomes or {}),
            )
            for value in sorted(values)
            for own in [[each for each in known if each.value == value]]
        )
    if open_:
        inside += (
            f'<p class="pd-undecided">Not decided, and not in the count: '
            f'<span data-id="{LISTED}{escape(code)}.undecided">{len(open_)}</span>.</p>\n'
            f"{_write_list(open_, outcomes or {})}"
        )
    has_values = not set(values) <= {PRESENT}
    name = f"{LISTED}{code}" if has_values else f"foi.code.{code}.{PRESENT}.count"
    return _write_fold(name_anchor(code), label, _count(known, name), inside, mark=mark)


def _count(judged: Sequence[Judged], name: str) -> str:
    """Write how many replies stand beneath, with the id of that count."""
    units = len({each.request["request_id"] for each in judged})
    words = f"{units:,} {'reply' if units == 1 else 'replies'}"
    return f'<span class="pd-count" data-id="{escape(name)}">{words}</span>'


def _write_fold(anchor: str, label: str, count: str, inside: str, *, mark: str = "") -> str:
    alpha = escape(f"foi.agreement.{anchor.removeprefix(ANCHOR)}.alpha")
    badge = f'<span class="pd-badge" data-reliable="false" data-id="{alpha}">{escape(mark)}</span>'
    badge = f" {badge}" if mark else ""
    return (
        f'<details class="pd-code" id="{escape(anchor)}"><summary>'
        f'<span class="pd-code-label">{escape(label)}</span> '
        f"{count}{badge}</summary>\n"
        f"{inside or '<p>No reply holds it.</p>'}\n</details>"
    )


def _write_list(judged: Sequence[Judged], outcomes: Mapping[str, str]) -> str:
    if not judged:
        return ""
    entries = "\n".join(_write_entry(each, outcomes) for each in judged)
    return f'<ol class="pd-passages">\n{entries}\n</ol>'


def _write_entry(judged: Judged, outcomes: Mapping[str, str]) -> str:
    request = judged.request
    outcome = outcomes.get(request["outcome"], str(request["outcome"]).replace("_", " "))
    about = " · ".join(
        escape(part)
        for part in (request["request_id"], request["authority"], request["nation"], outcome)
        if pd.notna(part) and part != ""
    )
    return (
        f'<li id="{escape(request["request_id"])}-{escape(judged.code)}">'
        f"{_write_passage(judged.passage)}<p><b>{about}</b><br>{_write_coders(judged)}"
        f"{_write_file(request)}</p></li>"
    )


def _write_passage(passage: Passage | None) -> str:
    if passage is None:
        return "<p>No passage was marked.</p>"
    before = f"… {passage.before}" if passage.before.strip() else ""
    after = f"{passage.after} …" if passage.after.strip() else ""
    return (
        f"<blockquote>{escape(before)}<mark>{escape(passage.quote)}</mark>{escape(after)}"
        "</blockquote>"
    )


def _write_coders(judged: Judged) -> str:
    told = ", ".join(
        f"{escape(row['coder'])}: {escape(_say(row['value']))}{_write_other(judged.passage, row)}"
        for row in judged.coders
    )
    how = HOW.get(judged.how, judged.how)
    if judged.decision is not None and judged.how == "adjudicated":
        decision = judged.decision
        how = (
            f"{how} {decision['adjudicated_by']}: {_say(decision['decision'])}. "
            f"Reason: {decision['reason']}"
        )
    return f"{told}; {escape(how)}" if told else escape(how)


def _say(value: object) -> str:
    return COULD_NOT_TELL if pd.isna(value) or value == "" else str(value).replace("_", " ")


def _write_other(passage: Passage | None, row: Mapping[str, object]) -> str:
    """Quote what a coder marked, where that is not the passage shown already."""
    quote = row["quote"]
    if pd.isna(quote) or quote == "":
        return ""
    shown = passage.quote if passage else ""
    if quote in shown or (shown and shown in str(quote)):
        return ""
    return f" (at “{escape(quote)}”)"


def _write_file(request: Mapping[str, object]) -> str:
    digest = request["sha256"]
    if pd.isna(digest) or pd.isna(request["file"]):
        return ""
    return (
        f'<br><span class="pd-file">{escape(request["file"])}, sha256 '
        f'<abbr title="{escape(digest)}">{escape(str(digest)[:8])}</abbr></span>'
    )
