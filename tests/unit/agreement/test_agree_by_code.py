"""Agreement by code: what is measured, in which parts, and the tables that tell of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest

from parentdata.agreement import (
    AgreementChoices,
    BadJudgements,
    JudgedTwice,
    OneCoder,
    UnknownValue,
    UnplacedUnit,
    agree_by_code,
    list_agreement,
    tabulate_agreement,
    tabulate_confusion,
)
from parentdata.answers import ESTIMATE_COLUMNS
from parentdata.answers.checks import check_estimates

CHOICES = AgreementChoices(replicates=50, seed=3, level=0.9, reliable_alpha=0.667)
UNITS = [f"R{number}" for number in range(1, 9)]
AUTHORITY = {unit: f"ZE{number // 2}" for number, unit in enumerate(UNITS)}
NATION = {unit: "Wales" if number < 4 else "Northern Ireland" for number, unit in enumerate(UNITS)}


@dataclass
class Code:
    id: str
    label: str
    kind: str | None
    allowed: tuple[str, ...]


FLAT_NO = Code("flat_no", "A flat no", "presence", ("present", "absent"))
INCOMPLETE = Code("incomplete", "Incomplete", "presence", ("present", "absent"))
DISCLOSURE = Code("disclosure", "Extent of disclosure", "ordinal", ("none", "some", "full"))


def judge(code: str, coder: str, values: str) -> pd.DataFrame:
    """One coder's judgements of all units: p present, a absent, n s f ordered, . cannot tell."""
    words = {"p": "present", "a": "absent", "n": "none", "s": "some", "f": "full", ".": None}
    given = [words[letter] for letter in values]
    return pd.DataFrame({"unit_id": UNITS, "code": code, "coder": coder, "value": given})


@pytest.fixture
def judgements() -> pd.DataFrame:
    return pd.concat(
        [
            judge("flat_no", "coder-b", "ppaaappa"),
            judge("flat_no", "coder-a", "pppaaapa"),
            judge("incomplete", "coder-a", "aaaaaaaa"),
            judge("incomplete", "coder-b", "aaaa.aaa"),
            judge("disclosure", "coder-a", "nnssffnn"),
            judge("disclosure", "coder-b", "nnssfsnn"),
        ],
        ignore_index=True,
    )


CODES = [FLAT_NO, INCOMPLETE, DISCLOSURE]


def agree(judgements, codes=CODES, **choices):
    given = {"authority": AUTHORITY, "choices": CHOICES} | choices
    return agree_by_code(judgements, codes, **given)


def test_codes_are_measured_each_on_its_scale_after_the_presence_codes_pooled(judgements):
    found = agree(judgements)
    assert [each.code for each in found] == ["overall", "flat_no", "incomplete", "disclosure"]
    overall, flat_no, incomplete, disclosure = (each.agreement for each in found)
    assert (overall.n_pairable, flat_no.n_pairable, incomplete.n_pairable) == (15, 8, 7)
    assert flat_no.coders == ("coder-a", "coder-b")
    assert flat_no.values == ("absent", "present")
    assert flat_no.confusion.tolist() == [[3, 1], [1, 3]]
    assert overall.confusion.tolist() == [[10, 1], [1, 3]]
    assert (disclosure.scale, disclosure.weights) == ("ordinal", "quadratic")
    assert flat_no.n_clusters == 4


def test_pooled_codes_have_no_standard_error_that_takes_them_for_independent(judgements):
    overall, flat_no, *_ = (each.agreement for each in agree(judgements))
    assert overall["alpha"].se is None
    assert overall["alpha"].cluster_se is not None
    assert flat_no["alpha"].se is not None


def test_a_code_is_reliable_where_alpha_reaches_what_is_stated(judgements):
    assert {each.code: each.is_reliable for each in agree(judgements)} == {
        "overall": True,  # pooled codes may be reliable though one of them is not
        "flat_no": False,
        "incomplete": False,  # alpha is undefined where nothing varies
        "disclosure": True,
    }
    lower = AgreementChoices(replicates=50, seed=3, level=0.9, reliable_alpha=0.5)
    assert {each.code for each in agree(judgements, choices=lower) if each.is_reliable} == {
        "overall",
        "flat_no",
        "disclosure",
    }


def test_whether_a_code_is_reliable_is_certain_where_its_whole_interval_says_so():
    def find(values_a, values_b, least):
        units = [f"R{number:03d}" for number in range(60)]
        table = pd.concat(
            pd.DataFrame({"unit_id": units, "code": "flat_no", "coder": coder, "value": values})
            for coder, values in (("coder-a", values_a), ("coder-b", values_b))
        )
        choices = AgreementChoices(replicates=200, seed=1, level=0.95, reliable_alpha=least)
        own = {unit: unit for unit in units}
        return agree_by_code(table, [FLAT_NO], authority=own, choices=choices)[1]

    one = ["present", "absent"] * 30
    other = ["present", "absent"] * 26 + ["absent", "present"] * 4  # alpha is about 0.73
    cases = [find(one, other, least) for least in (0.2, 0.7, 0.75, 0.99)]
    assert [each.is_reliable for each in cases] == [True, True, False, False]
    assert [each.is_certain for each in cases] == [True, False, False, True]
    assert not find(one, one, 0.5).is_certain  # an interval without width tells nothing


def test_parts_are_domains_of_their_own_authorities(judgements):
    found = agree(judgements, groups={"nation": NATION})
    flat_no = {each.domain.name: each.agreement for each in found if each.code == "flat_no"}
    assert list(flat_no) == ["", "nation=northern_ireland", "nation=wales"]
    assert [each.n_pairable for each in flat_no.values()] == [8, 4, 4]
    assert [each.n_clusters for each in flat_no.values()] == [4, 2, 2]
    labels = {each.domain.label for each in found}
    assert labels == {"All", "Nation: Northern Ireland", "Nation: Wales"}


def test_a_code_that_too_few_judged_twice_is_listed_and_says_so(judgements):
    judgements.loc[judgements["code"].eq("disclosure"), "value"] = None
    found = agree(judgements)
    assert found[-1].agreement is None
    assert found[-1].refused == "0 units were judged by two coders."
    table = tabulate_agreement(found, choices=CHOICES, data_status="stand-in")
    assert table.iloc[-1]["undefined"] == "0 units were judged by two coders."
    rows = list_agreement(
        found, prefix="foi.agreement", study="s", choices=CHOICES, data_status="stand-in"
    )
    assert rows[rows["item"].eq("disclosure")]["is_withheld"].all()
    check_estimates(rows)


def test_the_table_has_a_row_per_code_and_says_why_a_figure_is_blank(judgements):
    found = agree(judgements)
    table = tabulate_agreement(found, choices=CHOICES, data_status="stand-in").set_index("code")
    assert table.loc["flat_no", ["agreed", "kappa", "prevalence", "bias"]].tolist() == [
        0.75, 0.5, 0.0, 0.0,
    ]  # fmt: skip
    assert pd.isna(table.loc["incomplete", "alpha"])
    assert table.loc["incomplete", "undefined"].startswith("kappa: every judgement that can be")
    assert "coder-a gave every unit the same value" in table.loc["incomplete", "warnings"]
    assert table.loc["disclosure", "weights"] == "quadratic"
    assert set(table["data_status"]) == {"stand-in"}


def test_confusion_matrices_are_laid_out_by_pair_of_values(judgements):
    table = tabulate_confusion(agree(judgements), data_status="stand-in")
    cells = table[table["code"].eq("flat_no")]
    assert cells[["value_a", "value_b", "count", "n"]].to_numpy().tolist() == [
        ["absent", "absent", 3, 8],
        ["absent", "present", 1, 8],
        ["present", "absent", 1, 8],
        ["present", "present", 3, 8],
    ]
    assert len(table) == 3 * 4 + 9


def test_estimates_are_named_by_code_statistic_and_domain(judgements):
    found = agree(judgements, groups={"nation": NATION})
    rows = list_agreement(
        found, prefix="foi.agreement", study="foi-requests", choices=CHOICES, data_status="stand-in"
    )
    check_estimates(rows)
    assert tuple(rows.columns) == ESTIMATE_COLUMNS
    rows = rows.set_index("id")
    row = rows.loc["foi.agreement.flat_no.kappa|nation=wales"]
    assert (row["value"], row["n"], row["domain"]) == (0.5, 4, "nation=wales")
    assert row["base"] == "the 4 units that two coders judged; Nation: Wales"
    assert row["method"] == "percentile bootstrap over authorities, 50 replicates"
    assert pd.isna(row["se"])  # two authorities leave too few replicates in which it is defined
    kappa = found[1].agreement["kappa"]
    assert rows.loc["foi.agreement.flat_no.kappa", "se"] == kappa.cluster_se != kappa.se
    whole = rows.loc["foi.agreement.disclosure.alpha"]
    assert whole["answer_label"] == "Krippendorff's alpha, ordinal"
    assert "undefined" in rows.loc["foi.agreement.incomplete.alpha", "base"]
    assert rows.loc["foi.agreement.flat_no.prevalence", "value"] == 0


def test_what_was_resampled_is_named_in_the_method(judgements):
    rows = list_agreement(
        agree(judgements), prefix="groups.agreement", study="focus-groups", choices=CHOICES,
        data_status="stand-in", clusters="discussions",
    )  # fmt: skip
    assert rows["method"].iloc[0] == "percentile bootstrap over discussions, 50 replicates"


def test_the_order_of_rows_does_not_matter(judgements):
    again = judgements.sample(frac=1, random_state=5, ignore_index=True)
    tables = [
        tabulate_agreement(agree(each), choices=CHOICES, data_status="stand-in")
        for each in (judgements, again)
    ]
    pd.testing.assert_frame_equal(*tables)


def test_one_coder_is_refused(judgements):
    with pytest.raises(OneCoder, match="the work of 1 coder"):
        agree(judgements[judgements["coder"].eq("coder-a")])


def test_a_unit_judged_twice_by_one_coder_is_refused(judgements):
    with pytest.raises(JudgedTwice, match="coder-b judged 'R1' twice by 'flat_no'"):
        agree(pd.concat([judgements, judgements.iloc[[0]]]))


def test_a_value_that_the_code_does_not_have_is_refused(judgements):
    judgements.loc[0, "value"] = "full"
    with pytest.raises(UnknownValue, match="coder-b judged 'R1' 'full' by 'flat_no'"):
        agree(judgements)


def test_a_code_that_is_not_measured_is_refused(judgements):
    with pytest.raises(BadJudgements, match="'disclosure' is not among those measured"):
        agree(judgements, CODES[:2])


def test_a_missing_column_is_refused(judgements):
    with pytest.raises(BadJudgements, match="no column 'coder'"):
        agree(judgements.drop(columns="coder"))


@pytest.mark.parametrize("choice", ["authority", "nation"])
def test_a_unit_without_a_place_is_refused(judgements, choice):
    lacking = {unit: "somewhere" for unit in UNITS[1:]}
    given = {"authority": lacking} if choice == "authority" else {"groups": {"nation": lacking}}
    with pytest.raises(UnplacedUnit, match=f"'R1' has no {choice}"):
        agree(judgements, **given)
