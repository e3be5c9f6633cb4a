"""Sections of Scotland's Act in terms of the other one."""

import pytest

from parentdata.foi.register import LABELS, SECTIONS, map_section, map_sections, name_code
from parentdata.foi.register.refusals import UnknownSection


@pytest.mark.parametrize(
    ("cited", "in_scotland", "elsewhere"),
    [
        ("s12", "s12", "s12"),
        ("s14(1)", "s14", "s14"),
        ("s33(1)(b)", "s43", "s33"),  # commercial interests in Scotland, audit elsewhere
        ("s38(1)(b)", "s40", "s38"),  # personal information; health and safety
        ("s40", "s33", "s40"),  # audit; personal information
        ("s36(1)", "s42", "s36"),
        ("s36(2)", "s41", "s36"),
        ("s30(b)(i)", "s36", "s30"),
        ("s25", "s21", None),
        ("s27(1)", "s22", "s27"),
        ("s43(2)", None, "s43"),
        ("s33", None, "s33"),  # commercial interests or the economy: the Scottish reply must say
        ("s13", None, None),
        ("section 12", None, None),
        ("", None, None),
    ],
)
def test_one_number_means_different_things_under_the_two_acts(cited, in_scotland, elsewhere):
    for nation, wanted in (("Scotland", in_scotland), ("England", elsewhere), ("Wales", elsewhere)):
        if wanted is None:
            with pytest.raises(UnknownSection, match="is no ground for withholding under the"):
                map_section(cited, nation)
        else:
            assert map_section(cited, nation) == wanted


def test_every_section_of_each_act_stands_once():
    for own in ([s.uk for s in SECTIONS], [s.scotland for s in SECTIONS if s.scotland]):
        assert len(set(own)) == len(own)
    assert LABELS["s43"] == "Commercial interests"


def test_a_list_is_mapped_in_order_and_without_repeats():
    assert map_sections("s38(1)(b);s33(1)(a);s33(1)(b);s12", "Scotland") == ("s12", "s40", "s43")
    assert map_sections("", "England") == ()


def test_a_section_falls_under_a_code_of_the_codebook():
    assert [name_code(section) for section in ("s12", "s43", "s36")] == [
        "exemption_s12",
        "exemption_s43",
        "exemption_other",
    ]
