"""Spellings of one authority come to one form, and two authorities never do."""

import pytest

from parentdata.authorities.names import fold_text, normalise_name, split_names


@pytest.mark.parametrize(
    "name",
    [
        "London Borough of Camden",
        "Camden Borough Council",
        "Camden London Borough Council",
        "CAMDEN COUNCIL",
        "the London Borough of Camden",
        "Camden",
    ],
)
def test_what_is_added_to_a_place_without_another_being_meant_is_left_out(name):
    assert normalise_name(name) == "camden"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bath & North East Somerset Council", "Bath and North East Somerset"),
        ("Stoke on Trent City Council", "Stoke-on-Trent City Council"),
        ("St. Helens MBC", "Saint Helens Metropolitan Borough Council"),
        ("King's Lynn and West Norfolk", "Borough Council of Kings Lynn & West Norfolk"),
        ("Royal Borough of Kensington and Chelsea", "Kensington & Chelsea"),
        ("Cyngor Gwynedd", "Gwynedd Council"),
        ("Rhondda Cynon Tâf", "Rhondda Cynon Taf"),
        ("Bristol, City of", "Bristol City Council"),
        ("Herefordshire, County of", "Herefordshire County Council"),
        ("County Durham", "Durham County Council"),
        ("City and County of Swansea Council", "Swansea City and County Council"),
        ("Borough of Poole", "Poole Borough Council"),
    ],
)
def test_two_spellings_of_one_name_are_equal(one, other):
    assert normalise_name(one) == normalise_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lichfield City Council", "Lichfield District Council"),
        ("Dorset County Council", "Dorset Council"),
        ("Lewes Town Council", "Lewes District Council"),
        ("Derby City Council", "Derbyshire County Council"),
        ("Greater London Authority", "City of London Corporation"),
        ("Greater London", "City of London"),
        ("Newcastle upon Tyne City Council", "Newcastle-under-Lyme Borough Council"),
        ("Leicester City Primary Care Trust (PCT)", "Leicester City Council"),
        ("North Down Borough Council", "Down District Council"),
        ("Suffolk CC", "Suffolk County Council"),
    ],
)
def test_what_tells_two_bodies_apart_is_kept(one, other):
    assert normalise_name(one) != normalise_name(other)


def test_a_name_of_nothing_but_kinds_has_no_form():
    assert normalise_name("Borough Council") == ""
    assert normalise_name("  ") == ""


def test_text_is_folded_to_small_letters_without_marks():
    assert fold_text("Ynys Môn & The Vale, (of) Saint-Asaph's") == "ynys mon and vale of st asaphs"


def test_a_comma_with_a_space_behind_it_does_not_part_two_names():
    cell = "City of Bristol,Bristol, City of, bristol ua,Sir Ynys Mï¿½n,bristol"
    assert split_names(cell) == ["City of Bristol", "Bristol, City of, bristol ua", "bristol"]
