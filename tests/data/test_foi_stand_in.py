"""The committed stand-in requests: the generator's, true to what is published, and nobody's."""

import hashlib
import re
import shutil
from datetime import date

import numpy as np
import pandas as pd
import pytest

from parentdata.agreement import MISSING, draw_clusters, measure_agreement
from parentdata.authorities import match_authorities, read_aliases, read_register
from parentdata.authorities.refusals import RealAuthority
from parentdata.coding.adjudications import read_adjudications
from parentdata.coding.codebook_file import load_codebook, load_tools
from parentdata.coding.decide import decide
from parentdata.coding.judgements import check_judgements, read_judgements
from parentdata.coding.pairs import pair_judgements
from parentdata.coding.units_file import load_units
from parentdata.coding.warnings import list_warnings
from parentdata.foi.register import clean_register
from parentdata.provenance import check_folder, renew_hashes
from parentdata.replies.personal_data import find_personal_data
from parentdata.standin import foi_plan as plan
from parentdata.standin.foi import make_foi
from parentdata.standin.foi_sentences_letters import FIRST_LINE

RECEIVED = date(2026, 11, 28)
ADMITS = ["uses_has_used", "uses_is_using"]
# Alpha of each code, as planned: clear codes above 0.8, ambiguous ones between, and two weak ones.
WEAK = {"purpose_neet", "purpose_other"}
AMBIGUOUS = {
    "uses_intends", "uses_denies", "definition_not_met", "family_work_apart",
    "relabelled_matching", "algorithm_denied", "incomplete", "ambiguous_follow_up", "open_listing",
    "purpose_child_protection", "purpose_early_help", "disclosure",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(root):
    return root / "data/raw/foi-requests"


@pytest.fixture(scope="module")
def codebook(folder):
    return load_codebook(folder)


@pytest.fixture(scope="module")
def units(folder):
    return load_units(folder)


@pytest.fixture(scope="module")
def tables(folder):
    """Every table but the judgements; all cells as text."""
    return {
        name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("authorities", "requests", "events", "responses", "adjudications")
    }


@pytest.fixture(scope="module")
def judgements(folder, codebook, units):
    """Of both coders, through the checks that any coder's work goes through."""
    checked = []
    for coder in plan.CODERS:
        path = folder / f"judgements-{coder}.csv"
        checked.append(
            check_judgements(
                read_judgements(path),
                codebook=codebook, units=units, not_after=RECEIVED, coder=coder, file=path,
            )
        )  # fmt: skip
    return pd.concat(checked, ignore_index=True)


@pytest.fixture(scope="module")
def decided(folder, codebook, judgements):
    return decide(
        judgements, read_adjudications(folder / "adjudications.csv"),
        codebook=codebook, undecided_codes="stop", not_after=RECEIVED,
    )  # fmt: skip


@pytest.fixture(scope="module")
def holding(decided):
    """Whether each reply holds each presence code, in the end: units by codes."""
    wide = decided.pivot(index="unit_id", columns="code", values="value")
    return wide.drop(columns="disclosure").eq("present")


@pytest.fixture(scope="module")
def requests(tables):
    return tables["requests"].set_index("request_id")


@pytest.fixture(scope="module")
def matched(folder, requests):
    """Nation and type of each request, by the house's own matching."""
    register = read_register(folder / "authorities.csv")
    found = match_authorities(
        requests["authority"], requests["gss_code"], pd.to_datetime(requests["sent_date"]),
        register, read_aliases(folder / "aliases.csv", register),
    )  # fmt: skip
    return found


# --- as made ----------------------------------------------------------------------------------


def test_the_committed_files_are_the_generators_output_byte_for_byte(folder, codebook):
    made = make_foi(codebook, load_tools(folder))
    committed = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    kept = {"README.md", "origin.yml", "codebook.yml", "tools.yml"}
    assert set(committed) - set(made) == kept
    assert [name for name in made if made[name] != committed[name]] == []


def test_every_file_is_listed_as_stand_in(folder):
    assert check_folder(folder).status == "stand-in"


def test_the_folder_stays_small(folder):
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert size < 4_000_000


# --- what is published ------------------------------------------------------------------------


def test_220_requests_were_sent_and_149_of_them_to_councils_of_the_programme(requests, matched):
    assert len(requests) == matched["authority_id"].nunique() == 220
    programme = requests["is_programme"].eq("true")
    assert programme.sum() == 149
    assert matched.loc[programme, "nation"].eq("England").all()
    assert not matched.loc[programme, "authority_type"].eq("Children's services company").any()


def test_76_of_the_149_admit_use_and_the_other_73_point_to_the_definition_or_say_no(
    requests, holding
):
    programme = holding.loc[requests.index[requests["is_programme"].eq("true")]]
    admits = programme[ADMITS].any(axis=1)
    others = programme[~admits]
    assert (len(programme), admits.sum(), len(others)) == (149, 76, 73)
    assert (others["definition_not_met"] | others["flat_no"]).all()


def test_microsoft_business_intelligence_is_named_most_and_xantura_is_named(holding):
    named = holding.filter(like="tool_").sum().sort_values(ascending=False)
    assert named.index[0] == "tool_microsoft_business_intelligence"
    assert named.iloc[0] > 2 * named.iloc[1]
    assert named["tool_xantura"] > 0


def test_the_northern_ireland_batch_has_11_requests_that_ask_which(requests, matched, units):
    batch = requests["batch"].eq("northern_ireland")
    assert batch.sum() == 11
    assert matched["nation"].eq("Northern Ireland").equals(batch)
    asked = {name for name, unit in units.items() if "if so, which?" in unit.text}
    assert asked <= set(requests.index[batch])
    assert asked


def test_in_northern_ireland_whoever_admits_use_names_a_tool_and_elsewhere_some_do_not(
    requests, holding
):
    admits = holding[ADMITS].any(axis=1)
    names = holding.filter(like="tool_").any(axis=1)
    is_northern = requests.loc[holding.index, "batch"].eq("northern_ireland")
    assert names[admits & is_northern].all()
    assert 0.4 < names[admits & ~is_northern].mean() < 0.9


def test_every_kind_of_reply_that_the_study_describes_is_there(holding):
    described = [
        "definition_not_met", "flat_no", "family_work_apart", "relabelled_matching",
        "algorithm_denied", "incomplete", "exemption_s12", "exemption_s43",
        "ambiguous_follow_up", "open_listing",
    ]  # fmt: skip
    assert holding[described].sum().min() >= 14


def test_protection_and_crime_are_named_more_often_than_early_help(holding):
    counts = holding.sum()
    assert counts["purpose_child_protection"] > counts["purpose_early_help"]
    later = holding[["purpose_child_protection", "purpose_crime_prevention"]].any(axis=1)
    assert later.sum() > counts["purpose_early_help"]


# --- what is assumed --------------------------------------------------------------------------


def test_what_is_decided_is_what_was_planned(decided, holding):
    for code, sizes in plan.HOLDING.items():
        assert holding[code].sum() == sum(sizes.values()), code
    values = decided[decided["code"].eq("disclosure")]["value"].value_counts()
    planned = pd.DataFrame(plan.DISCLOSURE).sum(axis=1)
    assert values.to_dict() == planned.to_dict()


def test_requests_by_nation(matched):
    assert matched["nation"].value_counts().to_dict() == {
        "England": 155, "Scotland": 32, "Wales": 22, "Northern Ireland": 11,
    }  # fmt: skip


def test_authorities_are_found_by_code_by_name_and_by_alias(matched):
    assert matched["how"].value_counts().to_dict() == {"code": 177, "name": 29, "alias": 14}


def test_the_abolished_county_and_its_successors_are_each_asked_while_in_force(matched):
    merged = matched[matched["authority_id"].isin(["Z003", "Z151", "Z152"])]
    sent = merged.groupby("authority_id")["sent_date"].min()
    assert sent["Z003"] < pd.Timestamp("2021-04-01") <= min(sent["Z151"], sent["Z152"])


def test_ten_requests_outside_the_programme_have_no_reply(requests, tables):
    silent = set(requests.index) - set(tables["responses"]["request_id"])
    assert len(silent) == 10
    assert requests.loc[sorted(silent), "is_programme"].eq("false").all()


def test_outcomes_are_in_the_cabinet_offices_terms(tables):
    assert tables["responses"]["outcome"].value_counts().to_dict() == {
        "granted_in_full": 144, "partially_withheld": 38, "not_held": 21, "fully_withheld": 7,
    }  # fmt: skip


def test_what_is_withheld_cites_a_section_and_nothing_else_does(tables):
    responses = tables["responses"]
    withheld = responses["outcome"].isin(["partially_withheld", "fully_withheld"])
    assert responses["exemptions"].ne("").equals(withheld)


def test_each_cited_section_is_coded_and_stands_in_the_reply(tables, holding, units, matched):
    codes = {
        "England": {"s12": "s12", "s14(1)": "s14", "s40(2)": "s40", "s43(2)": "s43"},
        "Scotland": {"s12(1)": "s12", "s14(1)": "s14", "s38(1)(b)": "s40", "s33(1)(b)": "s43"},
    }
    for row in tables["responses"].itertuples():
        nation = matched.loc[row.request_id, "nation"]
        own = codes.get(nation, codes["England"])
        cited = [name for name in row.exemptions.split(";") if name]
        coded = {f"exemption_{own.get(name, 'other')}" for name in cited}
        held = holding.columns[holding.loc[row.request_id]]
        assert coded == {name for name in held if name.startswith("exemption_")}, row.request_id
        for name in cited:
            assert f"section {name[1:]}" in units[row.request_id].text.lower(), row.request_id


# --- dates ------------------------------------------------------------------------------------


def test_events_of_a_request_come_in_order_and_none_before_it_was_sent(requests, tables):
    events = tables["events"]
    sent = events["request_id"].map(requests["sent_date"])
    assert (events["event_date"] >= sent).all()
    assert events["event_date"].max() < "2022"
    for _, own in events.groupby("request_id"):
        order = own["event"].tolist()
        for first, then in (
            ("acknowledged", "replied"), ("extended", "replied"), ("clarified", "replied"),
            ("replied", "internal_review"), ("internal_review", "internal_review_replied"),
            ("internal_review", "ico"),
        ):  # fmt: skip
            if first in order and then in order:
                assert order.index(first) < order.index(then), own


def test_nothing_is_dated_on_a_weekend_but_the_requests_themselves(tables):
    assert pd.to_datetime(tables["events"]["event_date"]).dt.day_of_week.max() <= 4


def test_replies_are_received_on_the_day_of_their_event(tables):
    replied = tables["events"].query("event == 'replied'").set_index("request_id")["event_date"]
    assert (
        tables["responses"]
        .set_index("request_id")["received_date"]
        .equals(replied.rename("received_date"))
    )


def test_replies_are_clearly_in_time_or_clearly_late(requests, tables):
    responses = tables["responses"].set_index("request_id")
    received = pd.to_datetime(responses["received_date"])
    days = (received - pd.to_datetime(requests.loc[responses.index, "sent_date"])).dt.days
    assert not days.between(29, 32).any()
    assert days.ge(33).sum() == plan.LATE + plan.EXTENDED


# --- the letters ------------------------------------------------------------------------------


def test_every_reply_says_in_its_first_line_that_it_is_a_stand_in(units):
    assert {unit.text.split("\n", maxsplit=1)[0] for unit in units.values()} == {FIRST_LINE}


def test_each_reply_is_headed_by_the_authority_that_was_asked(units, matched):
    for name, unit in units.items():
        assert f"\n{matched.loc[name, 'authority']}\n" in unit.text


def test_hashes_are_those_of_the_files_and_line_ends_are_line_feeds(folder, tables):
    for row in tables["responses"].itertuples():
        content = (folder / row.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row.sha256
        assert b"\r" not in content
        assert content.endswith(b"\n")


def test_no_two_replies_have_the_same_body_and_few_are_alike(units):
    bodies = [unit.text.split("\n\n", maxsplit=2)[2] for unit in units.values()]
    assert len(set(bodies)) == len(bodies)
    sentences = [set(re.split(r"(?<=[.:])\s", body)) for body in bodies]
    shared = [
        len(one & other) / min(len(one), len(other))
        for place, one in enumerate(sentences)
        for other in sentences[:place]
    ]
    assert np.mean(shared) < 0.2
    assert np.quantile(shared, 0.95) < 0.5


def test_no_reply_holds_personal_data(units):
    found = {name: find_personal_data(unit.text) for name, unit in units.items()}
    assert {name: what for name, what in found.items() if what} == {}


def test_a_tool_that_a_reply_names_is_coded_and_one_that_it_does_not_name_is_not(
    folder, units, holding
):
    for tool in load_tools(folder).tools:
        names = "|".join(map(re.escape, (tool.label, *tool.aliases)))
        named = {n for n, u in units.items() if re.search(names, u.text, re.IGNORECASE)}
        assert named == set(holding.index[holding[tool.code_id]]), tool.id


def test_all_names_of_the_most_cited_tool_occur(folder, units):
    tool = load_tools(folder).tools[0]
    texts = " ".join(unit.text for unit in units.values())
    assert all(alias in texts for alias in tool.aliases)


# --- the coders -------------------------------------------------------------------------------


def test_both_coders_judge_every_reply_by_every_code(judgements, codebook, units):
    assert len(judgements) == 2 * 210 * len(codebook.leaves)
    assert len(units) == 210
    assert list_warnings(judgements, codebook=codebook, units=units).empty


def measure(judgements, code):
    own = judgements[judgements["code"].eq(code.id)]
    wide = own.pivot(index="unit_id", columns="coder", values="value")
    places = wide.apply(lambda column: column.map(list(code.allowed).index, na_action="ignore"))
    return measure_agreement(
        places.fillna(MISSING).astype(int).to_numpy(),
        values=code.allowed,
        coders=list(wide.columns),
        cluster=np.arange(len(wide)),
        resampling=draw_clusters(len(wide), replicates=2, level=0.95, seed=1),
    )


def test_agreement_is_high_on_clear_codes_and_lower_on_ambiguous_ones(judgements, codebook):
    alphas = {code.id: measure(judgements, code)["alpha"].value for code in codebook.leaves}
    for code, alpha in alphas.items():
        low, high = (0.8, 1.0)
        if code in AMBIGUOUS:
            low, high = (0.5, 0.8)
        elif code in WEAK:
            low, high = (0.2, 0.4)
        assert low <= alpha <= high, (code, alpha)


def test_on_a_rare_code_coders_agree_nearly_always_and_kappa_is_low_all_the_same(
    judgements, codebook
):
    measured = measure(judgements, codebook.by_id["purpose_neet"])
    assert measured["agreed"].value > 0.97
    assert measured["kappa"].value < 0.3


def test_coder_b_sees_more_than_coder_a(judgements):
    present = judgements[judgements["value"].eq("present")]
    counts = present.groupby(["code", "coder"]).size().unstack()
    assert (
        counts.loc["relabelled_matching", "coder-b"]
        > 1.3 * counts.loc["relabelled_matching", "coder-a"]
    )
    assert counts["coder-b"].sum() > counts["coder-a"].sum()


def test_passages_of_the_two_coders_overlap_and_are_mostly_not_the_same(judgements):
    both = [pair for pair in pair_judgements(judgements) if pair["quote_a"] and pair["quote_b"]]
    overlap = [
        min(pair["end_a"], pair["end_b"]) > max(pair["start_a"], pair["start_b"]) for pair in both
    ]
    same = [pair["quote_a"] == pair["quote_b"] for pair in both]
    assert all(overlap)
    assert 0.1 < np.mean(same) < 0.5


def test_passages_begin_and_end_at_the_edge_of_a_word(judgements, units):
    marked = judgements.dropna(subset=["start"])
    for row in marked.itertuples():
        text = units[row.unit_id].text
        assert text[row.start - 1].isspace(), row
        assert not text[row.start].isspace(), row
        assert not text[row.end - 1].isspace(), row
        assert row.end == len(text) or not text[row.end].isalnum(), row


def test_some_judgements_are_missing_and_never_those_of_both_coders(judgements):
    blank = judgements[judgements["value"].isna()]
    assert 50 <= len(blank) <= 100
    assert not blank.duplicated(["unit_id", "code"]).any()
    assert blank["note"].notna().all()


def test_every_disagreement_is_decided_with_a_reason(decided, tables):
    how = decided["how"].value_counts()
    assert how["adjudicated"] == len(tables["adjudications"]) > 300
    assert "undecided" not in how
    assert tables["adjudications"]["reason"].str.len().min() > 20
    assert set(tables["adjudications"]["adjudicated_by"]) == {"adjudicator"}


# --- nobody real ------------------------------------------------------------------------------


def read_everything(folder):
    # The list of files is left out: hashes hold letters and digits of every kind.
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != "origin.yml"
    }


def find_names(texts, names):
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")
    return {(file, hit) for file, text in texts.items() for hit in pattern.findall(text)}


def test_no_name_or_code_of_a_real_authority_appears(folder, shared):
    register = pd.read_csv(
        shared / "data/authority-register/uk_local_authorities.csv", dtype=str
    ).fillna("")
    texts = read_everything(folder)
    # Two combined authorities have the names of regions, and regions are real.
    names = {*register["official-name"], *register["nice-name"]} - {*register["region"]}
    assert len(names) > 400
    assert find_names(texts, names) == set()
    codes = {code for code in register["gss-code"] if code}
    assert find_names(texts, codes) == set()
    assert not any(re.search(r"\b[ENSW]\d{8}\b", text) for text in texts.values())


def test_no_authority_whose_outcome_is_public_appears(root, folder):
    outcomes = pd.read_csv(root / "data/raw/foi-outcomes/outcomes.csv", dtype=str)
    assert len(outcomes) == 40
    assert find_names(read_everything(folder), set(outcomes["authority"])) == set()


def test_a_real_code_among_the_stand_in_authorities_stops_the_run(folder, tmp_path, monkeypatch):
    raw = tmp_path / "data/raw/foi-requests"
    shutil.copytree(folder, raw)
    for name in ("dvc.yaml", "params.yaml"):
        (tmp_path / name).touch()
    table = raw / "authorities.csv"
    altered = table.read_text(encoding="utf-8").replace("ZE000002", "E06000002")
    table.write_text(altered, encoding="utf-8")
    renew_hashes(raw)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RealAuthority, match=r"Authority 002 \(E06000002\)"):
        clean_register()
    assert not (tmp_path / "data/derived").exists()


def test_no_cell_of_region_and_type_is_so_small_that_one_real_authority_could_be_meant():
    assert min(plan.ENGLAND.values()) >= 3


def test_all_authorities_are_numbers_with_codes_that_are_no_gss_codes(tables):
    authorities = tables["authorities"]
    assert authorities["official-name"].str.fullmatch(r"Authority \d{3}").all()
    assert authorities["gss-code"].str.fullmatch(r"Z[ENSW]\d{6}").all()


def test_the_only_real_tools_are_the_two_that_the_study_names(folder):
    labels = [tool.label for tool in load_tools(folder).tools]
    real = [name for name in labels if not re.fullmatch(r"(Tool|Supplier) [A-Z]", name)]
    assert real == ["Microsoft Business Intelligence", "Xantura", "In-house system"]
