"""The chain from a count to its passages: counted, quoted in place, escaped, and never guessed."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from parentdata.display_passages import show_passages
from parentdata.figures import NotDrawable
from parentdata.figures.passage_rows import BadPassage, find_passage
from parentdata.figures.passages import link_codes
from parentdata.site.outputs import check_markup
from parentdata.tables import NoDataStatus

TEXT = "Thank you for your request. The answer to every question is no. Please ask for a review."
QUOTE = "The answer to every question is no."
AT = (TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))
HOSTILE = "</mark><script>alert(1)</script> onload=x {{ y }}"
CODES = {"flat_no": "Flat no", "disclosure": "How much is told"}


def make_decided(rows):
    """Rows from (unit, code, value, how, has a quote)."""
    return pd.DataFrame(
        [
            {
                "unit_id": unit, "code": code, "value": value, "how": how,
                "start": AT[0] if quoted else None, "end": AT[1] if quoted else None,
                "quote": QUOTE if quoted else None, "data_status": "stand-in",
            }
            for unit, code, value, how, quoted in rows
        ]
    )  # fmt: skip


DECIDED = make_decided(
    [
        ("R001", "flat_no", "present", "agreed", True),
        ("R002", "flat_no", "present", "adjudicated", True),
        ("R003", "flat_no", "absent", "agreed", False),
        ("R004", "flat_no", None, "undecided", False),
        ("R001", "disclosure", "none", "agreed", False),
        ("R002", "disclosure", "some", "agreed", True),
    ]
)
JUDGEMENTS = pd.DataFrame(
    [
        ("R002", "flat_no", "coder-b", "absent", None, None, None),
        ("R002", "flat_no", "coder-a", "present", *AT, QUOTE),
        ("R001", "flat_no", "coder-a", "present", *AT, QUOTE),
        ("R001", "flat_no", "coder-b", "present", 0, 9, "Thank you"),
        ("R004", "flat_no", "coder-a", None, None, None, None),
        ("R004", "flat_no", "coder-b", "present", *AT, QUOTE),
    ],
    columns=["unit_id", "code", "coder", "value", "start", "end", "quote"],
)
REGISTER = pd.DataFrame(
    {
        "request_id": ["R001", "R002", "R003", "R004"],
        "authority": [f"Authority 00{n}" for n in range(1, 5)],
        "nation": "Wales",
        "outcome": "granted_in_full",
        "file": [f"replies/R00{n}.txt" for n in range(1, 5)],
        "sha256": ["a1b2c3d4" + "0" * 56] * 4,
    }
)
ADJUDICATIONS = pd.DataFrame(
    {
        "unit_id": ["R002"], "code": ["flat_no"], "decision": ["present"],
        "adjudicated_by": ["adjudicator"], "reason": ["Says no & nothing else."],
    }
)  # fmt: skip
TEXTS = {f"R00{n}": TEXT for n in range(1, 5)}


def show(**changes):
    given = {
        "decided": DECIDED, "judgements": JUDGEMENTS, "register": REGISTER,
        "adjudications": ADJUDICATIONS, "codes": CODES, "texts": TEXTS, **changes,
    }  # fmt: skip
    tables = [given.pop(name) for name in ("decided", "judgements", "register", "adjudications")]
    return show_passages(*tables, **given)._repr_html_()


class Words(HTMLParser):
    """Words of a page, and its elements with an id."""

    def __init__(self, markup):
        super().__init__()
        self.said, self.ids, self.tags = [], [], []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.ids += [dict(attrs)["id"]] if "id" in dict(attrs) else []

    def handle_data(self, data):
        self.said.append(data)


def say(markup):
    return re.sub(r"\s+", " ", "".join(Words(markup).said))


def entry(markup, name):
    return say(re.search(rf'<li id="{name}">.*?</li>', markup, re.DOTALL).group())


def test_a_code_says_how_many_replies_hold_it_and_lists_each_with_its_anchor():
    words = Words(show())
    assert "Flat no 2 replies" in say(show())
    assert words.ids == [
        "code-flat_no", "R001-flat_no", "R002-flat_no", "R004-flat_no",
        "code-disclosure", "code-disclosure-none", "R001-disclosure",
        "code-disclosure-some", "R002-disclosure",
    ]  # fmt: skip


def test_an_entry_tells_the_whole_chain_from_the_request_to_the_file():
    assert entry(show(), "R002-flat_no") == (
        "… Thank you for your request. The answer to every question is no. Please ask for a"
        " review. …R002 · Authority 002 · Wales · granted in fullcoder-a: present, coder-b: absent;"
        " decided by adjudicator: present. Reason: Says no & nothing else."
        "replies/R002.txt, sha256 a1b2c3d4"
    )
    assert f'<abbr title="{REGISTER["sha256"][0]}">' in show()
    assert f"<mark>{QUOTE}</mark>" in show()


def test_a_passage_that_another_coder_marked_elsewhere_is_quoted_too():
    said = entry(show(), "R001-flat_no")
    assert "coder-a: present, coder-b: present (at “Thank you”); both coders agree" in said


def test_what_nobody_decided_is_listed_apart_and_not_counted():
    said = say(show())
    assert "Not decided, and not in the count: 1." in said
    assert "coder-a: could not tell, coder-b: present" in entry(show(), "R004-flat_no")
    assert "R003" not in show()


def test_a_code_with_values_has_a_fold_for_each():
    said = say(show())
    assert "How much is told 2 replies" in said
    assert "None 1 reply" in said
    assert "No passage was marked." in entry(show(), "R001-disclosure")


def test_a_code_that_is_not_reliable_says_so_beside_its_count():
    assert "Flat no 2 replies not reliable: alpha 0.52" in say(
        show(marks={"flat_no": "not reliable: alpha 0.52"})
    )
    assert "pd-badge" not in show()


def test_outcomes_are_named_as_given_and_stand_in_data_is_stamped():
    shown = show(outcomes={"granted_in_full": "Granted in full"})
    assert "Wales · Granted in full" in say(shown)
    assert '<p class="pd-stamp">Stand-in data</p>' in shown
    assert "pd-stamp" not in show(decided=DECIDED.assign(data_status="real"))


def test_a_code_that_no_reply_holds_says_so():
    decided = make_decided([("R001", "flat_no", "absent", "agreed", False)])
    assert "Flat no 0 replies No reply holds it." in say(
        show(decided=decided, codes={"flat_no": "Flat no"})
    )


def test_words_of_replies_labels_and_reasons_are_never_markup():
    text = f"{HOSTILE} {HOSTILE}"
    decided = make_decided([("R002", "flat_no", "present", "adjudicated", True)])
    decided = decided.assign(start=0, end=len(HOSTILE), quote=HOSTILE)
    shown = show(
        decided=decided,
        register=REGISTER.assign(authority=HOSTILE, file=HOSTILE, outcome=HOSTILE),
        adjudications=ADJUDICATIONS.assign(reason=HOSTILE, adjudicated_by=HOSTILE),
        judgements=JUDGEMENTS.assign(quote=HOSTILE, coder=HOSTILE),
        codes={"flat_no": HOSTILE},
        marks={"flat_no": HOSTILE},
        texts={"R002": text},
    )
    assert "script" not in Words(shown).tags
    assert check_markup(shown, where="cell 1") == shown


def test_the_words_around_a_passage_are_cut_between_words():
    text = f"{'one two three ' * 9}{QUOTE}{' four five six' * 9}"
    start = text.index(QUOTE)
    row = {"unit_id": "R1", "code": "c", "quote": QUOTE, "start": start, "end": start + len(QUOTE)}
    passage = find_passage(row, text)
    assert len(passage.before) <= 60
    assert passage.before.split()[0] in ("one", "two", "three")
    assert passage.after.split()[-1] in ("four", "five", "six")
    assert passage.before + passage.quote + passage.after in text
    alone = find_passage(row, None)
    assert (alone.before, alone.quote, alone.after) == ("", QUOTE, "")


def test_rows_of_estimates_lead_to_the_passages_of_their_codes_and_values():
    rows = pd.DataFrame(
        {"id": ["a", "b"], "item": ["flat_no", "disclosure"], "answer": ["present", "some"]}
    )
    assert link_codes(rows, page="33-foi-passages.ipynb") == {
        "a": "33-foi-passages.ipynb#code-flat_no",
        "b": "33-foi-passages.ipynb#code-disclosure-some",
    }
    assert {to.partition("#")[2] for to in link_codes(rows, page="p").values()} <= set(
        Words(show()).ids
    )


def test_two_hundred_replies_of_eight_passages_make_a_page_that_opens_quickly():
    rows = [(f"R{n:03d}", f"code_{k}", "present", "agreed", True)
            for n in range(200) for k in range(8)]  # fmt: skip
    decided = make_decided(rows)
    judged = pd.concat([decided.assign(coder=name) for name in ("coder-a", "coder-b")])
    units = [f"R{n:03d}" for n in range(200)]
    register = pd.concat([REGISTER.iloc[:1]] * 200, ignore_index=True).assign(request_id=units)
    shown = show(
        decided=decided, judgements=judged, register=register,
        codes={f"code_{k}": "A code" for k in range(8)}, texts=dict.fromkeys(units, TEXT),
    )  # fmt: skip
    assert shown.count("<li ") == 1600
    assert len(shown.encode()) < 1_200_000


def test_words_that_are_not_where_they_were_coded_are_refused():
    with pytest.raises(BadPassage, match=r"R001 says 'XXXX.*where flat_no was coded"):
        show(texts={**TEXTS, "R001": "X" * 200})


def test_a_unit_that_is_not_in_the_register_is_refused():
    with pytest.raises(NotDrawable, match=r"column 'unit_id'.*R004 were coded and are not"):
        show(register=REGISTER.iloc[:3])


def test_a_code_that_nobody_coded_by_and_a_lost_column_are_refused():
    with pytest.raises(NotDrawable, match="no reply was coded by flat_nope"):
        show(codes={"flat_nope": "?"})
    with pytest.raises(NotDrawable, match="the table of register has no column sha256"):
        show(register=REGISTER.drop(columns="sha256"))


def test_decisions_of_two_statuses_are_refused():
    with pytest.raises(NoDataStatus, match="is real and stand-in"):
        show(decided=DECIDED.assign(data_status=["real"] + ["stand-in"] * 5))
