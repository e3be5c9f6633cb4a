"""Agreement of coders as a table to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parentdata.agreement import AgreementChoices, CodeAgreement

HEAD = ("code", "units", "agreed", "kappa", "alpha", "alpha from", "to", "AC1", "prevalence",
        "bias", "")  # fmt: skip
UNRELIABLE = "not reliable"
_NONE = "–"


def describe_agreement(
    found: Iterable[CodeAgreement], *, choices: AgreementChoices, clusters: str
) -> str:
    """Lay agreement out as text, the pooled codes first, then every code.

    Parameters
    ----------
    found : iterable of CodeAgreement
        Of one domain.
    choices : AgreementChoices
        As it was measured with.
    clusters : str
        What was drawn again and again for the intervals, such as "authorities".

    Returns
    -------
    str, lines of a table and what its columns are
    """
    rows = [HEAD, *(_list_cells(each) for each in found)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    lines = [_join(row, widths) for row in rows]
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join([*lines, "", *_explain(choices, clusters)])


def _list_cells(each: CodeAgreement) -> tuple[str, ...]:
    agreement = each.agreement
    if agreement is None:
        return (each.code, *[_NONE] * (len(HEAD) - 2), each.refused)
    of = agreement.coefficients
    alpha = of["alpha"]
    gwet = of["ac1"] if "ac1" in of else of["ac2"]
    told = "" if each.is_reliable else UNRELIABLE
    if alpha.value is None:
        told = f"{UNRELIABLE}: {alpha.undefined}"
    return (
        each.code,
        str(agreement.n_pairable),
        _write_share(of["agreed"].value),
        *map(_write, (of["kappa"].value, alpha.value, alpha.ci_low, alpha.ci_high, gwet.value)),
        *map(_write, (agreement.prevalence, agreement.bias)),
        told,
    )


def _write(value: float | None) -> str:
    # Added to nought, minus nought is nought.
    return _NONE if value is None else f"{round(value, 2) + 0.0:.2f}"


def _write_share(value: float | None) -> str:
    return _NONE if value is None else f"{100 * value:.1f}%"


def _join(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others, last = row
    middle = [cell.rjust(width) for cell, width in zip(others, widths[1:-1], strict=True)]
    return "  ".join((first.ljust(widths[0]), *middle, last)).rstrip()


def _explain(choices: AgreementChoices, clusters: str) -> list[str]:
    return [
        "units: judged by both coders. alpha: Krippendorff's, nominal, or ordinal where values",
        f"are ordered (then AC1 is AC2, and kappa is weighted, with {choices.ordinal_weights}",
        f"weights); its interval ({choices.level:.0%}) comes from {choices.replicates:,} draws "
        f"of {clusters}.",
        "prevalence: how lopsided a code is, from -1 (never present) to 1; the farther from 0,",
        "the lower kappa for the same agreement. bias: how much more often one coder sees it.",
        f"{UNRELIABLE}: alpha below {choices.reliable_alpha:g}, or undefined.",
    ]
