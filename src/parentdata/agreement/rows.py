"""Agreement as tables: a row per code, the confusion matrices, and rows of an estimates table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from parentdata.agreement.by_code import AgreementChoices, CodeAgreement
from parentdata.agreement.result import Agreement, Coefficient
from parentdata.answers.frame import ESTIMATE_COLUMNS

LABELS = {
    "agreed": "Share of judgements that agree",
    "kappa": "Cohen's kappa",
    "alpha": "Krippendorff's alpha",
    "ac1": "Gwet's AC1",
    "ac2": "Gwet's AC2",
    "brennan_prediger": "Brennan and Prediger's kappa",
}
# AC1 and AC2 share a column: `weights` says which one it is.
COLUMN_OF = {"ac1": "gwet", "ac2": "gwet"}
COEFFICIENT_COLUMNS = ("agreed", "kappa", "alpha", "gwet", "brennan_prediger")
AGREEMENT_COLUMNS = (
    "code", "code_label", "kind", "domain", "domain_label", "n_units", "n_pairable", "n_clusters",
    *(f"{name}{end}" for name in COEFFICIENT_COLUMNS for end in ("", "_low", "_high")),
    "prevalence", "bias", "scale", "weights", "level", "reliable_alpha", "is_reliable",
    "is_certain", "undefined", "warnings", "data_status",
)  # fmt: skip
CONFUSION_COLUMNS = (
    "code", "code_label", "domain", "coder_a", "coder_b", "value_a", "value_b", "count", "n",
    "data_status",
)  # fmt: skip


def tabulate_agreement(
    found: Iterable[CodeAgreement], *, choices: AgreementChoices, data_status: str
) -> pd.DataFrame:
    """Lay agreement out with one row per code and domain.

    Returns
    -------
    DataFrame, columns `AGREEMENT_COLUMNS`
        Coefficients with their percentile limits; a blank one is explained under `undefined`, by
        name. `warnings` are parted by semicolons.
    """
    rows = [_list_row(each, choices) for each in found]
    table = pd.DataFrame(rows).assign(data_status=data_status)
    return table.reindex(columns=AGREEMENT_COLUMNS)


def _list_row(each: CodeAgreement, choices: AgreementChoices) -> dict:
    row = {
        "code": each.code,
        "code_label": each.label,
        "kind": each.kind,
        "domain": each.domain.name,
        "domain_label": each.domain.label,
        "level": choices.level,
        "reliable_alpha": choices.reliable_alpha,
        "is_reliable": each.is_reliable,
        "is_certain": each.is_certain,
        "undefined": each.refused,
        "warnings": "",
    }
    agreement = each.agreement
    if agreement is None:
        return row
    for name, one in agreement.coefficients.items():
        column = COLUMN_OF.get(name, name)
        limits = {f"{column}_low": one.ci_low, f"{column}_high": one.ci_high}
        row |= {column: one.value} | limits
    told = [f"{n}: {one.undefined}" for n, one in agreement.coefficients.items() if one.undefined]
    return row | {
        "n_units": agreement.n_units,
        "n_pairable": agreement.n_pairable,
        "n_clusters": agreement.n_clusters,
        "prevalence": agreement.prevalence,
        "bias": agreement.bias,
        "scale": agreement.scale,
        "weights": agreement.weights,
        "undefined": "; ".join(told),
        "warnings": "; ".join(agreement.warnings),
    }


def tabulate_confusion(found: Iterable[CodeAgreement], *, data_status: str) -> pd.DataFrame:
    """Lay confusion matrices out, one row per code, domain and pair of values.

    Returns
    -------
    DataFrame, columns `CONFUSION_COLUMNS`
        `count` of the `n` units that both coders judged; none for three coders or more.
    """
    rows = [
        {
            "code": each.code,
            "code_label": each.label,
            "domain": each.domain.name,
            "coder_a": each.agreement.coders[0],
            "coder_b": each.agreement.coders[1],
            "value_a": one,
            "value_b": other,
            "count": int(each.agreement.confusion[row, column]),
            "n": each.agreement.n_pairable,
        }
        for each in found
        if each.agreement is not None and each.agreement.confusion is not None
        for row, one in enumerate(each.agreement.values)
        for column, other in enumerate(each.agreement.values)
    ]
    return pd.DataFrame(rows, columns=CONFUSION_COLUMNS).assign(data_status=data_status)


def list_agreement(
    found: Iterable[CodeAgreement], *, prefix: str, study: str, choices: AgreementChoices,
    data_status: str, clusters: str = "authorities",
) -> pd.DataFrame:  # fmt: skip
    """List every coefficient as a row of an estimates table.

    Parameters
    ----------
    found : iterable of CodeAgreement
    prefix : str
        Before the ids, such as "foi.agreement": `foi.agreement.uses_is_using.alpha|nation=wales`.
    study : str
    choices : AgreementChoices
    data_status : str
    clusters : str
        What was resampled whole, in words.

    Returns
    -------
    DataFrame, columns `ESTIMATE_COLUMNS`
        `se` is that of the bootstrap over authorities, as the interval is. An undefined
        coefficient has no value, and its base says why; where too few units have two judgements
        the rows are withheld.
    """
    rows = [
        {
            "id": f"{prefix}.{each.code}.{statistic}"
            + (f"|{each.domain.name}" if each.domain.name else ""),
            "study": study,
            "topic": "agreement",
            "item": each.code,
            "item_label": each.label,
            "domain": each.domain.name or None,
            "level": choices.level,
            "method": f"percentile bootstrap over {clusters}, {choices.replicates:,} replicates",
            "data_status": data_status,
            **figures,
        }
        for each in found
        for statistic, figures in _list_figures(each)
    ]
    return pd.DataFrame(rows).reindex(columns=ESTIMATE_COLUMNS)


def _list_figures(each: CodeAgreement) -> Iterator[tuple[str, dict]]:
    place = f"; {each.domain.label}" if each.domain.name else ""
    agreement = each.agreement
    if agreement is None:
        base = f"units that two coders judged{place}: {each.refused}"
        for name in ("agreed", "alpha"):
            yield name, _name_figure(name) | {"base": base, "is_withheld": True}
        return
    base = f"the {agreement.n_pairable} units that two coders judged{place}"
    for name, one in agreement.coefficients.items():
        if one.value is None and agreement.confusion is None:
            continue  # Cohen's kappa of three coders exists nowhere
        why = f"; undefined: {one.undefined}" if one.undefined else ""
        yield (
            name,
            _name_figure(name, agreement)
            | _list_spread(one)
            | {
                "base": base + why,
                "n": agreement.n_pairable,
                "is_withheld": False,
            },
        )
    for name in ("prevalence", "bias"):
        value = getattr(agreement, name)
        if value is not None:
            yield name, {
                "answer": name, "answer_label": f"{name.capitalize()} index", "statistic": name,
                "unit": "number", "value": value, "n": agreement.n_pairable, "base": base,
                "method": "count", "is_withheld": False,
            }  # fmt: skip


def _name_figure(name: str, agreement: Agreement | None = None) -> dict:
    label = LABELS[name]
    if agreement is not None and name == "alpha":
        label += f", {agreement.scale}"
    elif agreement is not None and name in ("kappa", "ac2") and agreement.weights != "unweighted":
        label += f", {agreement.weights} weights"
    unit = "share" if name == "agreed" else "number"
    return {"answer": name, "answer_label": label, "statistic": name, "unit": unit}


def _list_spread(one: Coefficient) -> dict:
    return {
        "value": one.value, "se": one.cluster_se, "ci_low": one.ci_low, "ci_high": one.ci_high,
    }  # fmt: skip
