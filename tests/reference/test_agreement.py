"""Agreement against R's irr, irrCAC, psych and vcd, published examples, and `krippendorff`."""

from __future__ import annotations

import json

import krippendorff
import numpy as np
import pandas as pd
import pytest

from parentdata.agreement import MISSING, SCALES, Agreement, draw_clusters, measure_agreement

IRRCAC = {
    "gwet.ac1.raw": "gwet",
    "pa.coeff.raw": "agreed",
    "krippen.alpha.raw": "alpha",
    "bp.coeff.raw": "brennan_prediger",
}


def measure(judged, **choices) -> Agreement:
    """Agreement on a table of judgements whose values sort as they are meant to."""
    judged = pd.DataFrame(judged)
    judged = judged.astype(object).where(judged.notna(), None)
    values = sorted({value for value in judged.to_numpy().ravel() if value is not None})
    place = {value: number for number, value in enumerate(values)}
    codes = judged.map(lambda value: MISSING if value is None else place[value]).to_numpy(int)
    return measure_agreement(
        codes,
        values=list(map(str, values)),
        coders=[f"coder-{number}" for number in range(codes.shape[1])],
        cluster=np.zeros(len(codes), int),
        resampling=draw_clusters(1, replicates=2, seed=1, level=0.95),
        **choices,
    )


def from_table(table) -> Agreement:
    """Agreement of two coders on a cross table of counts."""
    table = np.array(table)
    rows, columns = np.indices(table.shape)
    pairs = [np.repeat(part.ravel(), table.ravel()) for part in (rows, columns)]
    return measure(np.column_stack(pairs))


@pytest.fixture(scope="session")
def r(shared) -> dict:
    return json.loads((shared / "oracle" / "agreement.json").read_text())


@pytest.fixture(scope="session")
def coding(shared) -> pd.DataFrame:
    return pd.read_csv(shared / "oracle" / "coding.csv")


def agree_irrcac(ledger, ours: Agreement, theirs: dict, *, only=IRRCAC) -> None:
    """Hold values and standard errors of a block of irrCAC against ours."""
    for block in only:
        name = IRRCAC[block].replace("gwet", "ac1" if ours.weights == "unweighted" else "ac2")
        pair = [ours[name].value, ours[name].se]
        ledger.agree(block, pair, [theirs[block]["coeff.val"], theirs[block]["coeff.se"]])


def test_nominal_codes_are_those_of_four_r_packages(coding, r, ledger):
    ours, theirs = measure(coding[["c1", "c2"]]), r["nominal"]
    agree_irrcac(ledger, ours, theirs["cac"])
    kappa = ours["kappa"]
    ledger.agree(
        "irr", [kappa.value, ours.n_pairable], [theirs["kappa"][k] for k in ("value", "n")]
    )
    ledger.agree("vcd", [kappa.value, kappa.se], theirs["vcd"]["unw"])
    ledger.agree(
        "psych", [kappa.value, kappa.se**2], [theirs["psych"][k] for k in ("kappa", "var")]
    )
    ledger.agree("vcd table", ours.confusion, theirs["vcd"]["table"])
    ledger.agree("irr alpha", ours["alpha"].value, theirs["alpha_irr"])
    ledger.agree("irr agree", 100 * ours["agreed"].value, theirs["agree"])
    assert list(ours.values) == theirs["vcd"]["levels"]
    # R weights these names by their places in the alphabet unless told not to.
    linear = measure(coding[["c1", "c2"]], weights="linear")["kappa"]
    ledger.agree("vcd weighted", [linear.value, linear.se], theirs["vcd"]["w"])
    squared = measure(coding[["c1", "c2"]], weights="quadratic")["kappa"]
    ledger.agree("psych weighted", squared.value, theirs["psych"]["ci"][1][1])
    assert ledger.count == 55


def test_normal_intervals_about_kappa_would_be_those_of_vcd(coding, r, ledger):
    kappa = measure(coding[["c1", "c2"]])["kappa"]
    half = 1.959963984540054 * kappa.se
    ends = [kappa.value - half, kappa.value + half]
    ledger.agree("vcd", ends, r["nominal"]["vcd"]["ci"][0])
    ledger.agree("psych", [ends[0], kappa.value, ends[1]], r["nominal"]["psych"]["ci"][0])


@pytest.mark.parametrize(
    ("weights", "block"),
    [
        ("unweighted", "cac_unw"),
        ("linear", "cac_lin"),
        ("quadratic", "cac_quad"),
        ("gwet_ordinal", "cac_ord"),
    ],
)
def test_ac2_under_each_weighting_is_that_of_irrcac(coding, r, ledger, weights, block):
    ours = measure(coding[["o1", "o2"]], scale="ordinal", weights=weights)
    agree_irrcac(ledger, ours, r["ordinal"][block], only=["gwet.ac1.raw"])


def test_weighted_kappa_is_that_of_irr_and_vcd(coding, r, ledger):
    theirs = r["ordinal"]
    for weights, irr, vcd in (
        ("unweighted", "kappa", theirs["vcd_eq"]["unw"]),
        ("linear", "kappa_lin", theirs["vcd_eq"]["w"]),
        ("quadratic", "kappa_quad", theirs["vcd_fc"]["w"]),
    ):
        ours = measure(coding[["o1", "o2"]], scale="ordinal", weights=weights)
        kappa = ours["kappa"]
        ledger.agree(irr, [kappa.value, ours.n_pairable], [theirs[irr][k] for k in ("value", "n")])
        ledger.agree(f"vcd {weights}", [kappa.value, kappa.se], vcd)
        ledger.agree("vcd table", ours.confusion, theirs["vcd_eq"]["table"])


def test_alpha_on_each_scale_is_that_of_irr(coding, r, ledger):
    for scale in SCALES:
        ours = measure(coding[["o1", "o2"]], scale=scale)["alpha"]
        ledger.agree(scale, ours.value, r["ordinal"]["alpha"][scale])


def test_the_interval_alpha_has_the_standard_error_of_irrcac_with_quadratic_weights(
    coding, r, ledger
):
    agree_irrcac(
        ledger,
        measure(coding[["o1", "o2"]], scale="interval"),
        r["ordinal"]["cac_quad"],
        only=["krippen.alpha.raw", "gwet.ac1.raw"],
    )


def test_irrcac_calls_another_metric_ordinal(coding, r):
    ours = measure(coding[["o1", "o2"]], scale="ordinal")["alpha"]
    theirs = r["ordinal"]["cac_ord"]["krippen.alpha.raw"]["coeff.val"]
    assert abs(ours.value - theirs) > 0.04
    assert ours.se is None


def test_a_code_of_high_prevalence_is_that_of_r(coding, r, ledger):
    ours, theirs = measure(coding[["b1", "b2"]]), r["skewed_binary"]
    agree_irrcac(ledger, ours, theirs["cac"])
    kappa = ours["kappa"].value
    ledger.agree("irr", [kappa, ours.n_pairable], [theirs["kappa"][k] for k in ("value", "n")])
    # Without missing judgements Conger's kappa of two coders is Cohen's.
    ledger.agree("conger", kappa, theirs["cac"]["conger.kappa.raw"]["coeff.val"])
    ledger.agree("irr alpha", ours["alpha"].value, theirs["alpha"])


def test_four_coders_with_missing_judgements_are_those_of_r(r, ledger):
    judged = pd.DataFrame(r["krippendorff2011"]["data"]).T
    agree_irrcac(ledger, measure(judged), r["krippendorff2011"]["ac1"])
    for scale in SCALES:
        ours = measure(judged, scale=scale)["alpha"].value
        ledger.agree(scale, ours, r["krippendorff2011"]["alpha"][scale])


def test_three_of_them_are_the_block_gwet_raw4(r, ledger):
    # irrCAC took the first of four columns for a column of units.
    judged = pd.DataFrame(r["krippendorff2011"]["data"]).T[[1, 2, 3]]
    agree_irrcac(ledger, measure(judged), r["gwet_raw4"])


# Published examples, at the precision in which they are printed.
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Gwet (2002), Kappa Statistic is
# not Satisfactory for Assessing the Extent of Agreement Between Raters; Feinstein and Cicchetti
# (1990), Journal of Clinical Epidemiology 43; Cohen (1960), Educational and Psychological
# Measurement 20, p. 45.
MEG, OWEN = "0100000010", "1110010000"
BEN, GERRY = "aabbdcccedda", "babbbccceddd"


def test_krippendorff_2011_section_a_two_observers_two_values():
    assert round(measure(zip(MEG, OWEN, strict=True))["alpha"].value, 3) == 0.095


def test_krippendorff_2011_section_b_two_observers_five_values():
    assert round(measure(zip(BEN, GERRY, strict=True))["alpha"].value, 3) == 0.692


def test_krippendorff_2011_section_c_and_d_four_observers_with_missing_judgements(r):
    judged = pd.DataFrame(r["krippendorff2011"]["data"]).T
    alpha = {scale: round(measure(judged, scale=scale)["alpha"].value, 3) for scale in SCALES}
    assert alpha == {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849}


def test_gwet_2002_where_kappa_is_below_nought_though_94_percent_agree():
    ours = from_table([[118, 5], [2, 0]])
    assert round(ours["agreed"].value, 3) == 0.944
    assert round(ours["kappa"].value, 4) == -0.0234
    assert round(ours["ac1"].value, 4) == 0.9408


def test_feinstein_and_cicchetti_1990_two_kappas_of_one_share_agreed():
    even, uneven = from_table([[40, 9], [6, 45]]), from_table([[80, 10], [5, 5]])
    assert [round(each["agreed"].value, 2) for each in (even, uneven)] == [0.85, 0.85]
    assert [round(each["kappa"].value, 2) for each in (even, uneven)] == [0.70, 0.32]


def test_cohen_1960_table_2b():
    ours = from_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert round(ours["agreed"].value, 2) == 0.70
    assert round(ours["kappa"].value, 3) == 0.492


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("seed", range(5))
def test_alpha_is_that_of_the_library_krippendorff(scale, seed):
    random = np.random.default_rng(seed)
    truth = random.integers(0, 4, size=(60, 1))
    given = np.clip(truth + random.integers(-1, 2, size=(60, 3)), 0, 3).astype(float)
    given[random.random(given.shape) < 0.2] = np.nan
    ours = measure(given, scale=scale)["alpha"].value
    theirs = krippendorff.alpha(given.T, level_of_measurement=scale, value_domain=[0, 1, 2, 3])
    assert ours == pytest.approx(theirs, rel=1e-12)
