"""The parts of the stand-in requests: draws, dates, passages, and words put into sentences."""

from datetime import date

import numpy as np
import pytest

from parentdata.standin.foi_authorities import COMPANY, Authority, list_register, make_authorities
from parentdata.standin.foi_confusions import CONFUSED, REASONS, give_reason
from parentdata.standin.foi_draw import Draw
from parentdata.standin.foi_passages import Deck, Passage, Voice, lay_out, write_date
from parentdata.standin.foi_plan import HOLDING, SLIPS
from parentdata.standin.foi_requests import Request, move
from parentdata.standin.latent import BadPlan

DRAW = Draw(1)


def make_voice(*, nation="England", kind="County", is_programme=True):
    authority = Authority(number=7, nation=nation, region=nation, kind=kind, role="council")
    request = Request(
        id="R001", authority=authority, sent=date(2021, 3, 2), is_programme=is_programme
    )
    return Voice(request, Deck(DRAW))


# --- draws ------------------------------------------------------------------------------------


def test_words_are_the_raw_output_of_pcg64_which_numpy_promises():
    promised = np.random.PCG64([1, 0xE8B7BE43]).random_raw(2)  # crc32 of "a"
    assert DRAW.words("a", 2).tolist() == promised.tolist()


def test_a_stream_gives_the_same_order_again_and_another_stream_another():
    items = list("abcdefgh")
    assert DRAW.shuffle("one", items) == DRAW.shuffle("one", items)
    assert DRAW.shuffle("one", items) != DRAW.shuffle("two", items)
    assert sorted(DRAW.shuffle("one", items)) == items


def test_what_is_taken_keeps_its_order():
    taken = DRAW.take("some", range(100), 30)
    assert taken == sorted(taken)
    assert len(set(taken)) == 30


def test_taking_more_than_there_are_is_refused():
    with pytest.raises(BadPlan, match="3 are to be taken of 2 for 'too many'"):
        DRAW.take("too many", [1, 2], 3)


# --- authorities and dates --------------------------------------------------------------------


def test_a_code_has_the_letter_of_the_nation_behind_a_z():
    one = Authority(number=7, nation="Wales", region="Wales", kind="x", role="council")
    assert (one.name, one.code, one.short) == ("Authority 007", "ZW000007", "Z007")


def test_the_abolished_county_and_its_districts_are_replaced_by_two_councils_on_the_day():
    rows = list(list_register(make_authorities()))
    ended = [row for row in rows if row["end-date"]]
    begun = [row["local-authority-code"] for row in rows if row["start-date"]]
    assert {row["end-date"] for row in ended} == {"2021-04-01"}
    assert {row["replaced-by"] for row in ended} == {",".join(begun)}
    assert [row["local-authority-type-name"] for row in ended] == [
        "County", *["Non-metropolitan district"] * 4,
    ]  # fmt: skip
    assert len(begun) == 2


@pytest.mark.parametrize(
    ("day", "by", "moved"),
    [
        ((2021, 3, 6), 1, (2021, 3, 8)),  # a Saturday
        ((2021, 3, 7), -1, (2021, 3, 5)),  # a Sunday
        ((2021, 4, 2), 1, (2021, 4, 6)),  # Good Friday, and Easter Monday behind it
        ((2021, 4, 5), -1, (2021, 4, 1)),
        ((2021, 3, 10), 1, (2021, 3, 10)),
    ],
)
def test_a_day_on_which_offices_are_shut_is_moved(day, by, moved):
    assert move(date(*day), by=by) == date(*moved)


def test_months_have_english_names_whatever_the_machine_speaks():
    assert write_date(date(2021, 3, 2)) == "2 March 2021"


# --- texts ------------------------------------------------------------------------------------


def test_a_passage_is_found_where_it_is_said_to_stand():
    one, two, three = Passage("Heading\n"), Passage("One. Two.", ("a",)), Passage("Three.")
    text, placed = lay_out([[one, two], [three]])
    assert text == "Heading\nOne. Two.\n\nThree.\n"
    assert [text[p.start : p.end] for p in placed] == ["Heading\n", "One. Two.", "Three."]
    assert [text[: p.last] for p in placed][:2] == ["Heading\nOne. Two."] * 2


def test_words_of_the_authority_are_put_into_a_sentence_with_a_capital_at_its_start():
    voice = make_voice()
    assert voice.fill("{Body} and {body} on {sent}.", "x") == (
        "The Council and the Council on 2 March 2021."
    )
    assert voice.fill("an in-house {tool}.", "x", tool="tool") == "An in-house tool."


def test_a_company_calls_itself_a_company():
    assert make_voice(kind=COMPANY).fill("{body}", "x") == "The Company"


def test_scotland_has_its_own_act_and_section_numbers():
    said = "{s12}, {s43}, {s14}, {s40} of {act_in_full}, {commissioner}"
    assert make_voice(nation="Scotland").fill(said, "x") == (
        "Section 12(1), section 33(1)(b), section 14(1), section 38(1)(b) of the Freedom of "
        "Information (Scotland) Act 2002, the Scottish Information Commissioner"
    )
    assert make_voice().fill(said, "x") == (
        "Section 12, section 43(2), section 14(1), section 40(2) of the Freedom of Information "
        "Act 2000, the Information Commissioner"
    )


def test_only_the_programme_calls_families_troubled():
    assert make_voice().fill("{families}", "x") == "Troubled families"
    assert make_voice(is_programme=False).fill("{families}", "x") == "Families"


def test_sentences_of_a_list_are_dealt_in_turn_so_that_each_is_used_as_often():
    deck, sentences = Deck(DRAW), ("a", "b", "c")
    dealt = [deck.deal("list", sentences) for _ in range(6)]
    assert sorted(dealt[:3]) == ["a", "b", "c"]
    assert dealt[3:] == dealt[:3]


# --- the plan ---------------------------------------------------------------------------------


def test_every_code_with_false_additions_can_be_confused_with_something():
    adds = {code for code, slips in SLIPS.items() if sum(slips.adds) and code != "disclosure"}
    assert adds <= set(CONFUSED)


def test_every_code_that_coders_part_on_has_a_reason_for_either_decision():
    for code, slips in SLIPS.items():
        if sum((*slips.misses, *slips.adds)) and code != "disclosure":
            assert give_reason(code, "present") != give_reason(code, "absent"), code
    assert give_reason("disclosure", "some").startswith("One question")
    assert set(REASONS) <= set(HOLDING) | {"uses_is_using"}
