"""The recruitment log: what is read, and every refusal by its place."""

import pytest

from parentdata.focus_groups.discussions import read_discussions
from parentdata.focus_groups.log import LOG_COLUMNS, read_log
from parentdata.focus_groups.plan_file import STEPS
from parentdata.focus_groups.refusals import (
    BadCell,
    Ineligible,
    PersonalDetails,
    RepeatedRow,
    StepsOutOfOrder,
    WrongDiscussion,
)
from parentdata.intake.refusals import BadTable

from .folder import NO_REPLY, PEOPLE, SPOKEN_TO, person, write_csv, write_folder


@pytest.fixture
def read(tmp_path, plan_text, plan):
    """Read a log of these rows, beside the small folder's discussions."""

    def run(*people):
        folder = write_folder(tmp_path / "groups", plan_text)
        write_csv(list(people), folder / "recruitment.csv")
        return read_log(folder, plan, read_discussions(folder, plan))

    return run


def test_each_person_comes_as_far_as_their_row_says(read):
    log = read(*PEOPLE)
    steps = [f"has_{step}" for step in STEPS]
    assert log.set_index("person_id")[steps].sum(axis=1).to_dict() == {
        "A001": 6, "A002": 6, "A003": 6, "A004": 6, "A005": 1, "A006": 5,
    }  # fmt: skip
    assert not log["has_withdrawn"].any()
    assert "note" not in log


def test_a_column_for_names_is_refused(read):
    with pytest.raises(BadTable, match="the column 'name' is not known"):
        read(person(1) | {"name": "Somebody"})


def test_there_is_no_column_that_could_hold_a_name_or_an_address():
    free = {"note"}
    assert not {"name", "email", "phone", "address", "postcode"} & set(LOG_COLUMNS)
    assert free <= set(LOG_COLUMNS)


@pytest.mark.parametrize(
    ("changes", "said", "column"),
    [
        ({"person_id": "7"}, "the cell holds '7'", "person_id"),
        ({"channel": "pub"}, "the cell holds 'pub'", "channel"),
        ({"cell": "tenants"}, "the cell holds 'tenants'", "cell"),
        ({"route": ""}, "the cell is blank", "route"),
        ({"kind": "meeting"}, "the cell holds 'meeting'", "kind"),
        ({"approached_date": ""}, "the cell is blank", "approached_date"),
        ({"replied_date": "2 March"}, "the cell holds '2 March'", "replied_date"),
        ({"replied_date": "2021-02-30"}, "the cell holds '2021-02-30'", "replied_date"),
        ({"is_in_cell": "yes"}, "the cell holds 'yes'", "is_in_cell"),
        ({"lost_reason": "bored"}, "the cell holds 'bored'", "lost_reason"),
        ({"pseudonym": ""}, "the cell is blank", "pseudonym"),
        ({"pseudonym": "Sam"}, "the cell holds 'Sam'", "pseudonym"),
    ],
)
def test_a_cell_that_is_none_of_the_plans_is_refused(read, changes, said, column):
    with pytest.raises(BadCell, match=said) as refusal:
        read(person(1, **changes))
    assert (refusal.value.row, refusal.value.column) == (2, column)


def test_a_pseudonym_of_somebody_who_did_not_come_is_refused(read):
    with pytest.raises(BadCell, match="blank for somebody who did not take part"):
        read(person(1, has_attended="false", lost_reason="did_not_come"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"consented_date": ""}, "scheduled without having consented"),
        ({"scheduled_date": "", "discussion_id": ""}, "attended without having scheduled"),
        ({"replied_date": "2021-02-01"}, "replied_date is 2021-02-01, before approached_date"),
        ({"consented_date": "2021-03-09"}, "scheduled_date is 2021-03-04, before consented_date"),
        ({"has_attended": ""}, "has a time, but not whether they came"),
        ({"lost_reason": "did_not_come"}, r"took part, yet was lost \(did_not_come\)"),
        ({**NO_REPLY, "lost_reason": "declined"}, "the reason is 'declined', and"),
        ({**NO_REPLY}, "the reason is 'blank'"),
        ({**NO_REPLY, "withdrew_date": "2021-03-09"}, "withdrew without having consented"),
        ({**NO_REPLY, "scheduled_date": "2021-03-09"}, "scheduled without having consented"),
        ({"discussion_id": ""}, "has a time or a discussion, not both"),
    ],
)  # fmt: skip
def test_steps_that_do_not_follow_one_another_are_refused(read, changes, said):
    kinds = (StepsOutOfOrder, WrongDiscussion)
    with pytest.raises(kinds, match=said):
        read(person(1, **changes))


def test_a_group_takes_parents_of_a_child_of_16_or_under_alone(read):
    with pytest.raises(Ineligible, match="A001 consented, but has_child_16_or_under is 'false'"):
        read(person(1, has_child_16_or_under="false"))


def test_a_consent_without_a_reply_is_refused(read):
    with pytest.raises(Ineligible, match="A001 consented, but has_child_16_or_under is 'blank'"):
        read(person(1, **NO_REPLY | {"consented_date": "2021-03-09"}))


def test_somebody_outside_the_cell_is_refused(read):
    with pytest.raises(Ineligible, match="is_in_cell is 'blank'"):
        read(person(1, is_in_cell=""))


def test_an_interview_needs_contact_with_family_support_services_too(read):
    with pytest.raises(Ineligible, match="has_service_contact is 'false'") as refusal:
        read(person(4, **SPOKEN_TO | {"has_service_contact": "false"}))
    assert refusal.value.column == "has_service_contact"
    assert read(person(4, **SPOKEN_TO))["has_eligible"].tolist() == [True]


def test_whoever_was_found_ineligible_is_kept_with_the_reason(read):
    gone = {**NO_REPLY, "replied_date": "2021-03-02", "has_child_16_or_under": "false",
            "lost_reason": "too_old"}  # fmt: skip
    log = read(person(1, **gone))
    assert log[["has_replied", "has_eligible"]].iloc[0].tolist() == [True, False]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"discussion_id": "G09"}, "no discussion is named 'G09'"),
        ({"discussion_id": "G02"}, "A001 is of 'owners', and G02 is of 'renters'"),
        ({"route": "not_known"}, "A001 is of 'not_known', and G01 is of 'known'"),
    ],
)
def test_a_discussion_of_another_cell_or_route_is_refused(read, changes, said):
    with pytest.raises(WrongDiscussion, match=said):
        read(person(1, **changes))


def test_a_person_or_a_pseudonym_that_stands_twice_is_refused(read):
    with pytest.raises(RepeatedRow, match="A001 stands in row 2 too"):
        read(person(1), person(1, pseudonym="P02"))
    with pytest.raises(RepeatedRow, match="P01 stands in row 2 too"):
        read(person(1), person(2, pseudonym="P01"))


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Ask at parent@example.org", "e-mail address"),
        ("Ring 07700 900123 after six", "telephone number"),
        ("Lives in SW1A 1AA", "postcode"),
        ("Ask for Mrs Somebody", "name of a person"),
    ],
)
def test_a_note_that_could_name_or_reach_a_person_is_refused_and_masked(read, note, kind):
    with pytest.raises(PersonalDetails, match=f"looks like a {kind}") as refusal:
        read(person(1, note=note))
    assert (refusal.value.row, refusal.value.column) == (2, "note")
    assert "900123" not in str(refusal.value)


def test_a_harmless_note_is_kept_out_of_the_table_and_refused_by_nobody(read):
    assert len(read(person(1, note="Prefers to join by phone"))) == 1
