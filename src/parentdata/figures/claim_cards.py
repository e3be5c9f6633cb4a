"""Claims as HTML: one card each, and links that show one kind alone without a script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from parentdata.figures.parts_html import escape
from parentdata.numbers import Number, write_number

ANCHOR, KIND = "claim-", "claims-"
UNJUDGED = "not_judged"
RULES = {
    "equal": "the same number",
    "rounds_to": "the same when rounded as it was printed",
    "within": "within the range",
    "below": "below the limit",
    "above": "above the limit",
    "at_least": "at least the limit",
    "largest": "more than any other",
    "direction": "every interval on the side that was published",
    "consensus": "every social group on the side that was published",
}


def name_kind(verdict: str) -> str:
    """Name the place on the page that shows the claims of one verdict alone."""
    return KIND + verdict.replace("_", "-")


def write_kinds(counts: Mapping[str, tuple[str, int]]) -> str:
    """Write the links that show claims of one verdict alone.

    Parameters
    ----------
    counts : dict of verdict to label and number of claims
        A style sheet hides all others while the place that a link names is the target of the page;
        without one, or in a browser that cannot, all claims are shown.
    """
    places = "".join(f'<span class="pd-kind" id="{name_kind(name)}"></span>' for name in counts)
    links = "\n".join(
        f'<li><a href="#{name_kind(name)}">{escape(label)} {_write_count(name, count)}</a></li>'
        for name, (label, count) in counts.items()
    )
    total = sum(count for _, count in counts.values())
    return (
        f'{places}<span class="pd-kind" id="{KIND}all"></span>\n'
        '<nav class="pd-kinds" aria-label="Show claims of one kind"><ul>\n'
        f'<li><a href="#{KIND}all">All {_write_count("all", total)}</a></li>\n'
        f"{links}\n</ul></nav>"
    )


def _write_count(name: str, count: int) -> str:
    # Those that were not judged are counted by how they stand, and so is the whole ledger.
    topic = "states" if name in (UNJUDGED, "all") else "verdicts"
    return f'<span class="pd-count" data-id="claims.{topic}.{name}.count">{count:,}</span>'


def write_cards(
    rows: pd.DataFrame, *, sources: Mapping[str, str], labels: Mapping[str, str], states
) -> str:
    """Write one card for each claim.

    Parameters
    ----------
    rows : DataFrame, one row per claim
        Columns of verdicts (missing where a claim was not judged), and `state`, `moved`,
        `approved_date`, `approvals`, `approved_reason`, `value_approved`.
    sources, labels, states : dict
        Words for the keys of sources, verdicts and states.
    """
    return "\n".join(_write_card(row, sources, labels, states) for row in rows.to_dict("records"))


def _write_card(row: dict, sources: Mapping, labels: Mapping, states: Mapping) -> str:
    name, verdict = escape(row["claim_id"]), row["verdict"] or UNJUDGED
    is_settled = row["state"] == "approved"
    badge = "" if is_settled else _write_badge(states[row["state"]], row["moved"])
    return (
        f'<article class="pd-claim" id="{ANCHOR}{name}" data-verdict="{escape(verdict)}"'
        f' data-state="{escape(row["state"])}" aria-label="Claim {name}">\n'
        f'<p class="pd-claim-head"><span class="pd-verdict">'
        f"{escape(labels.get(verdict, states[UNJUDGED]))}</span>{badge} "
        f'<a href="#{ANCHOR}{name}"><code>{name}</code></a></p>\n'
        f'<blockquote class="pd-claim-words">{escape(row["sentence"])}</blockquote>\n'
        f"{_write_entries(_list_first(row))}\n"
        f'<details><summary>How it is decided<span class="pd-sr">: {name}</span></summary>\n'
        f"{_write_entries(_list_rest(row, sources))}\n</details>\n</article>"
    )


def _write_entries(entries: Iterable[tuple[str, str]]) -> str:
    shown = "\n".join(
        f"<div><dt>{escape(term)}</dt><dd>{markup}</dd></div>" for term, markup in entries if markup
    )
    return f"<dl>\n{shown}\n</dl>"


def _write_badge(label: str, moved: str) -> str:
    said = f"{label} ({moved})" if moved else label
    return f' <span class="pd-badge">{escape(said)}</span>'


def _list_first(row: dict) -> Iterable[tuple[str, str]]:
    yield "Published", _write_marked(row, f"published.{row['claim_id']}", row["published"])
    yield "Found here", _write_found(row)
    yield "Distance", _write_figure(row, "distance")
    yield "Why", _write_reason(row)


def _list_rest(row: dict, sources: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    if row["rests_on"]:
        yield "Agrees if", escape(RULES.get(row["rule"], row["rule"]))
    yield "Reading of the words", _write_words(row["tolerance"])
    yield "Rests on", _write_ids(row["rests_on"])
    yield "Source", _write_words(sources[row["source"]])
    yield "Approved", _write_approval(row)


def _write_found(row: dict) -> str:
    found = _write_figure(row, "found")
    if not found or pd.isna(row["ci_low"]):
        return found
    span = write_number(_read(row, "found"), "interval")
    name = f"claims.{row['claim_id']}.found"
    return f"{found} ({_write_marked(row, name, span, field='interval')})"


def _write_figure(row: dict, field: str) -> str:
    if row[field] is None or pd.isna(row[field]):
        return ""
    number = _read(row, field)
    return _write_marked(row, number.id, write_number(number))


def _write_marked(row: dict, name: str, words: str, *, field: str = "") -> str:
    """Write words that hold a number, with the id of what they show."""
    given = f' data-field="{field}"' if field else ""
    return (
        f'<span class="pd-number" data-id="{escape(name)}"{given} '
        f'data-status="{escape(row["data_status"] or "published")}">{escape(words)}</span>'
    )


def _write_words(words: str) -> str:
    """Write words of the ledger, digits in them and all."""
    return f'<span class="pd-words">{escape(words)}</span>' if words else ""


def _write_reason(row: dict) -> str:
    # What was judged says how many intervals decide; what was not has words of the ledger.
    if not row["reason"] or pd.isna(row["found"]):
        return _write_words(row["reason"])
    return _write_marked(row, f"claims.{row['claim_id']}.found", row["reason"])


def _read(row: dict, field: str) -> Number:
    is_distance = field == "distance"
    unit = "points" if is_distance and row["unit"] == "share" else row["unit"]
    ends = {} if is_distance else {"ci_low": row["ci_low"], "ci_high": row["ci_high"]}
    return Number(
        id=f"claims.{row['claim_id']}.{field}", unit=unit, value=float(row[field]), **ends
    )


def _write_ids(rests_on: str) -> str:
    return ", ".join(f"<code>{escape(name)}</code>" for name in rests_on.split(" + ") if name)


def _write_approval(row: dict) -> str:
    if not row["approvals"]:
        return "Not yet"
    times = "" if row["approvals"] == 1 else f" (approved {row['approvals']:.0f} times)"
    return _write_words(f"{row['approved_date']}: {row['approved_reason']}{times}")
