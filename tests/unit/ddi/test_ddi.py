"""A survey in DDI-Codebook 2.5: questions, answers, missing codes, routing, weights, status."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from parentdata.ddi import NAMESPACE, describe_survey
from parentdata.design_file import load_design_file, parse_design_file
from parentdata.instrument import load_instrument, parse_instrument
from parentdata.origin import Origin, read_origin

INSTRUMENT = """
study: survey
key: survey
title: A small survey
population: parents of children
sampling: probability
respondent_id: respondent_id
respondent_id_pattern: "[0-9]{4}"
missing:
  not_answered: {code: -99, label: Not answered}
  dont_know: {code: -98, label: Don't know}
  not_asked: {code: -96, label: Not asked}
scales:
  heard: [{code: 1, name: heard, label: Had heard}, {code: 2, name: not_heard, label: Had not}]
  well: [{code: 1, name: well, label: Well}, {code: 2, name: badly, label: Badly}]
questions:
  - {id: Q1, topic: awareness, short: Awareness, text: "Had you heard?", wording: published,
     type: single, scale: heard, items: {heard: Had heard of it}}
  - {id: Q2, topic: data_use, short: Understanding, text: "How well do you understand?",
     wording: reconstructed, type: single, scale: well, missing: [not_answered, dont_know],
     ask_if: {heard: [heard]}, items: {know_why: Why, know_how: How}}
  - {id: Q3, topic: respondent, short: Age, text: "How old are you?", wording: paraphrased,
     type: number, unit: years, range: [16, 99], items: {age: Age},
     bands: {young: {label: Young, range: [16, 29]}, old: {label: Old, range: [30, 99]}}}
  - {id: Q4, topic: concerns, short: Concerns, text: "What worries you?", wording: published,
     type: open, items: {worry_text: Worries}}
  - {id: Q5, topic: sources, short: Sources, text: "Which of these?", wording: published,
     type: multiple, items: {bank: Bank, shop: Shop}}
"""
DESIGN = """
description: Drawn from regions.
weight: weight
stratum: region
psu: psu
note: Weights have a mean of one.
margins:
  gender: {basis: assumed, source: Nobody., shares: {woman: 0.6, man: 0.4}}
"""
# The order in which the schema has them; a codebook with another one is not valid.
ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs"
    " othrStdyMat notes",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes exPostEvaluation",
    "sumDscr": "timePrd collDate nation geogCover geogUnit geoBndBox boundPoly anlyUnit universe"
    " dataKind",
    "method": "dataColl notes anlyInfo stdyClas dataProcessing codingInstructions",
    "dataColl": "timeMeth dataCollector collectorTraining frequenc sampProc sampleFrame"
    " targetSampleSize deviat collMode resInstru instrumentDevelopment sources collSitu actMin"
    " ConOps weight cleanOps",
    "fileTxt": "fileName fileCitation dataFingerprint fileCont fileStrc dimensns fileType format"
    " filePlac dataChck",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng invalrng"
    " undocCod universe TotlResp sumStat txt stdCatgry catgryGrp catgry codInstr verStmt concept"
    " derivation varFormat geoMap catLevel notes",
    "qstn": "preQTxt qstnLit postQTxt forward backward ivuInstr",
}


def describe(status="stand-in", design=DESIGN, instrument=INSTRUMENT):
    origin = Origin(
        producer="a program",
        title="Answers",
        reference="a note",
        date_accessed=date(2026, 11, 28),
        licence="CC-BY-4.0",
        status=status,
        files={"responses.csv": "a" * 64, "instrument.yml": "b" * 64},
    )
    return describe_survey(
        parse_instrument(instrument, source="instrument.yml"),
        parse_design_file(design, source="design.yml") if design else None,
        origin,
    )


def read(content):
    return ElementTree.fromstring(content)


def name(tag):
    return f"{{{NAMESPACE}}}{tag}"


def find(top, path):
    return top.findall("/".join(name(tag) for tag in path.split("/")))


def words(top, path):
    return [element.text for element in find(top, path)]


def variable(top, wanted):
    return next(each for each in find(top, "dataDscr/var") if each.get("name") == wanted)


def categories(column):
    return [
        (words(each, "catValu")[0], words(each, "labl")[0], each.get("missing"))
        for each in find(column, "catgry")
    ]


def test_every_column_as_received_is_a_variable_in_the_order_asked():
    names = [column.get("name") for column in find(read(describe()), "dataDscr/var")]
    asked = ["heard", "know_why", "know_how", "age", "worry_text", "bank", "shop"]
    assert names == ["respondent_id", *asked, "weight", "region", "psu"]


def test_a_question_has_its_words_and_says_how_they_are_known():
    column = variable(read(describe()), "know_how")
    assert words(column, "labl") == ["How"]
    assert words(column, "qstn/qstnLit") == ["How well do you understand?"]
    assert words(column, "qstn/postQTxt") == ["How"]
    assert words(column, "notes") == ["Wording of the question: reconstructed."]
    assert words(column, "concept") == ["data use"]


def test_answers_and_missing_values_are_categories_told_apart():
    column = variable(read(describe()), "know_why")
    assert categories(column) == [
        ("1", "Well", None),
        ("2", "Badly", None),
        ("-99", "Not answered", "Y"),
        ("-98", "Don't know", "Y"),
        ("-96", "Not asked", "Y"),
    ]
    invalid = [item.get("VALUE") for item in find(column, "invalrng/item")]
    assert invalid == ["-99", "-98", "-96"]


def test_routing_leads_both_ways_and_says_who_was_asked():
    top = read(describe())
    (forward,) = find(variable(top, "heard"), "qstn/forward")
    assert forward.get("qstn") == "Q_know_why Q_know_how"
    (backward,) = find(variable(top, "know_why"), "qstn/backward")
    assert backward.get("qstn") == "Q_heard"
    assert words(variable(top, "know_why"), "universe") == [
        "those who answered “Had heard” to Q1",
    ]
    assert words(variable(top, "heard"), "universe") == ["everyone"]


def test_a_number_has_its_range_and_unit_and_no_bands():
    column = variable(read(describe()), "age")
    (limits,) = find(column, "valrng/range")
    assert (limits.get("min"), limits.get("max")) == ("16", "99")
    assert "Unit: years." in words(column, "notes")
    assert column.get("intrvl") == "contin"
    assert categories(column) == [("-99", "Not answered", "Y")]


def test_items_of_one_question_are_a_group():
    groups = find(read(describe()), "dataDscr/varGrp")
    assert [(each.get("type"), each.get("var")) for each in groups] == [
        ("grid", "V_know_why V_know_how"),
        ("multipleResp", "V_bank V_shop"),
    ]


def test_the_weight_is_one_and_every_answer_points_at_it():
    top = read(describe())
    assert variable(top, "weight").get("wgt") == "wgt"
    assert variable(top, "heard").get("wgt-var") == "V_weight"
    assert words(top, "stdyDscr/method/dataColl/weight") == [
        "Weight in column weight; stratum in region; sampling unit in psu. Weights have a mean of"
        " one."
    ]
    assert words(top, "stdyDscr/method/notes") == [
        "Weights were fitted to gender: woman 0.6, man 0.4. Assumed. Nobody."
    ]


def test_a_survey_without_a_design_says_that_nobody_is_weighted():
    top = read(describe(design=None))
    assert words(top, "stdyDscr/method/dataColl/weight") == [
        "None: every respondent counts the same."
    ]
    assert variable(top, "heard").get("wgt-var") is None


def test_replicate_weights_known_by_their_prefix_are_described_with_the_study():
    design = "description: Drawn.\nweight: weight\nreplicates: {prefix: rep, type: JK1}\n"
    top = read(describe(design=design))
    assert words(top, "stdyDscr/method/dataColl/weight") == [
        "Weight in column weight; replicate weights (JK1) in those that begin with rep."
    ]
    assert variable(top, "weight").get("wgt") == "wgt"


def test_stand_in_data_say_so_in_title_abstract_kind_terms_and_notes():
    top = read(describe())
    loud = "STAND-IN DATA. These responses were made by a program"
    for path in ("citation/titlStmt/subTitl", "stdyInfo/abstract", "dataAccs/useStmt/restrctn",
                 "notes"):  # fmt: skip
        (text,) = words(top, f"stdyDscr/{path}")
        assert text.startswith(loud), path
    assert words(top, "stdyDscr/stdyInfo/sumDscr/dataKind") == [
        "Stand-in survey data, made by a program"
    ]
    assert "Status: stand-in" in words(top, "fileDscr/fileTxt/fileCont")[0]


def test_real_data_are_not_called_stand_in():
    assert b"stand-in" not in describe(status="real").lower()


def test_the_file_has_the_hash_of_its_origin():
    top = read(describe())
    assert words(top, "fileDscr/fileTxt/fileName") == ["responses.csv"]
    assert words(top, "fileDscr/fileTxt/dataChck") == [f"SHA-256 of the file: {'a' * 64}"]


def test_the_same_survey_gives_the_same_bytes():
    assert describe() == describe()


def list_studies(root):
    return sorted(path.parent for path in (root / "data" / "raw").glob("*/instrument.yml"))


def describe_study(folder):
    design = folder / "design.yml"
    return describe_survey(
        load_instrument(folder / "instrument.yml"),
        load_design_file(design) if design.is_file() else None,
        read_origin(folder),
    )


def test_elements_stand_in_the_order_of_the_schema(root):
    for content in (describe(), describe(design=None), *map(describe_study, list_studies(root))):
        for parent in read(content).iter():
            tag = parent.tag.removeprefix(name(""))
            if tag in ORDER:
                order = ORDER[tag].split()
                places = [order.index(child.tag.removeprefix(name(""))) for child in parent]
                assert places == sorted(places), tag


def test_ids_are_given_once_and_everything_that_is_pointed_at_has_one(root):
    for content in (describe(), *map(describe_study, list_studies(root))):
        elements = list(read(content).iter())
        ids = [each.get("ID") for each in elements if each.get("ID")]
        assert len(ids) == len(set(ids))
        pointers = ("files", "wgt-var", "var", "qstn")
        pointed = {
            part for each in elements for key in pointers for part in each.get(key, "").split()
        }
        assert pointed <= set(ids)


def test_every_survey_is_valid_against_the_schema(root, shared):
    schema = shared / "ddi-codebook-2.5" / "codebook.xsd"
    if not schema.is_file():
        pytest.skip("no schema of DDI-Codebook 2.5 beside the checkout: it may not be copied here")
    from lxml import etree

    check = etree.XMLSchema(etree.parse(schema))
    contents = [describe(), describe(design=None), *map(describe_study, list_studies(root))]
    assert len(contents) == 4
    for content in contents:
        check.assertValid(etree.fromstring(content))
