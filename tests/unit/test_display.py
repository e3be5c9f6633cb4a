"""HTML of figures and tables: whole, escaped, stamped, with their files."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from parentdata.display import BadDisplay, say, show_figure, show_table, stack
from parentdata.figures import BadOption, NotDrawable, draw_bars, draw_likert
from parentdata.figures.links import BadLink
from parentdata.numbers import UnknownNumber, read_estimates
from parentdata.tables import NoDataStatus, read_table

HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(1)> {{ s.nhs.yes }} & "more"'


def rows(status="stand-in"):
    """Two answers of one item, and one of an item that is withheld."""
    return pd.DataFrame(
        {
            "id": ["s.nhs.yes", "s.nhs.no", "s.gp.yes", "s.gp.no"],
            "item_label": ["NHS", "NHS", "GP", "GP"],
            "answer": ["yes", "no", "yes", "no"],
            "answer_label": ["Trust", "Not trust", "Trust", "Not trust"],
            "side": ["positive", "negative", "positive", "negative"],
            "unit": "share",
            "domain": "",
            "value": [0.45, 0.55, None, None],
            "ci_low": [0.4, 0.5, None, None],
            "ci_high": [0.5, 0.6, None, None],
            "count": pd.array([45, 55, None, None], dtype="Int64"),
            "n": [100, 100, 12, 12],
            "base": "everyone",
            "is_withheld": [False, False, True, True],
            "data_status": status,
        }
    )


@pytest.fixture
def out(tmp_path, monkeypatch):
    monkeypatch.setenv("PARENTDATA_OUT", str(tmp_path))
    return tmp_path


def show(estimates, **changes):
    given = {
        "study": "pilot-survey",
        "name": "trust",
        "caption": "Trust in the NHS is {{ s.nhs.yes }}.",
        "alt": "Bars: {{ s.nhs.yes }} trust the NHS.",
    }
    return show_figure(draw_likert, estimates, **{**given, **changes})._repr_html_()


class Outline(HTMLParser):
    """Elements outside the drawings, in order, with their classes."""

    def __init__(self, markup):
        super().__init__()
        self.seen, self.inside_svg, self.tags = [], 0, set()
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if not self.inside_svg:
            name = dict(attrs).get("class")
            self.seen.append(f"{tag}.{name}" if name else tag)
        self.inside_svg += tag == "svg"

    def handle_endtag(self, tag):
        self.inside_svg -= tag == "svg"


def test_a_figure_has_exactly_the_agreed_structure(out):
    seen = Outline(show(rows())).seen
    before, after = seen[: seen.index("thead")], seen[seen.index("tbody") :]
    assert before == [
        "figure.pd-figure", "p.pd-stamp", "div.pd-wide", "svg", "div.pd-narrow", "svg",
        "figcaption", "span.pd-number", "details.pd-data", "summary", "div.pd-scroll",
        "table.pd-table",
    ]  # fmt: skip
    assert after[-5:] == ["p.pd-downloads", "a", "span.pd-sr", "a", "span.pd-sr"]


def test_a_figure_names_its_anchor_status_words_and_files(out):
    shown = show(rows())
    assert shown.startswith(
        '<figure class="pd-figure" id="fig-trust" data-status="stand-in"'
        ' data-alt="Bars: &#123;&#123; s.nhs.yes &#125;&#125; trust the NHS.">'
    )
    assert shown.count('aria-label="Bars: 45% trust the NHS."') == 2
    assert (
        '<figcaption>Trust in the NHS is <span class="pd-number" data-id="s.nhs.yes"'
        ' data-status="stand-in">45%</span>.</figcaption>' in shown
    )
    assert re.findall(r'href="([^"]+)" download', shown) == [
        "../data/derived/pilot-survey/figures/trust.svg",
        "../data/derived/pilot-survey/figures/trust.csv",
    ]
    assert '<span class="pd-sr"> of the figure “Trust in the NHS is 45%.”</span>' in shown
    assert 'aria-label="Table: Trust in the NHS is 45%."' in shown


def test_the_table_behind_a_figure_is_written_as_in_prose(out):
    table = re.search(r"<thead>.*</table>", show(rows()), re.DOTALL).group()
    assert re.findall(r"<th scope=\"col\"[^>]*>([^<]+)", table) == [
        "Item", "Answer", "Value", "Interval", "Count", "Base"
    ]  # fmt: skip
    cells = [re.findall(r">([^<]+)</t[hd]>", line) for line in table.split("\n")[2:6]]
    assert cells == [
        ["NHS", "Trust", "45%", "40% to 50%", "45", "100"],
        ["NHS", "Not trust", "55%", "50% to 60%", "55", "100"],
        ["GP", "Trust", "withheld", "withheld", "withheld", "12"],
        ["GP", "Not trust", "withheld", "withheld", "withheld", "12"],
    ]
    assert table.count('data-id="s.nhs.yes"') == 4


def test_the_files_of_a_figure_are_the_drawing_with_its_stamp_and_the_rows(out):
    show(rows())
    folder = out / "pilot-survey" / "figures"
    assert sorted(file.name for file in folder.iterdir()) == ["trust.csv", "trust.svg"]
    drawing = (folder / "trust.svg").read_text("utf-8")
    assert drawing.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert ">Stand-in data</text>" in drawing
    table = read_table(folder / "trust.csv")
    assert list(table["id"]) == sorted(rows()["id"])
    assert list(table.columns) == list(rows().columns)


def test_a_figure_of_real_data_has_no_stamp_in_page_or_file(out):
    shown = show(rows("real"))
    assert 'data-status="real"' in shown
    assert "tand-in" not in shown
    assert "tand-in" not in (out / "pilot-survey" / "figures" / "trust.svg").read_text("utf-8")


def test_the_same_figure_is_the_same_html_and_files_twice(out):
    first = show(rows()), (out / "pilot-survey" / "figures" / "trust.svg").read_bytes()
    again = show(rows()), (out / "pilot-survey" / "figures" / "trust.svg").read_bytes()
    assert first == again


def test_drawings_of_both_widths_share_no_element_id(out):
    ids = re.findall(r'\sid="([^"]+)"', show(rows()))
    assert len(ids) == len(set(ids))


def test_what_a_notebook_keeps_as_plain_text_is_the_name_alone(out):
    shown = say("Nothing <here>.")
    assert repr(shown) == "<Nothing <here>.>"


def test_numbers_can_come_from_other_rows(out):
    other = read_estimates(
        [{"id": "published.x", "unit": "count", "value": "365"}], source="claims"
    )
    assert "of 365 parents" in re.sub(
        "<[^>]+>", "", show(rows(), caption="of {{ published.x }} parents", alt="x", numbers=other)
    )


def test_options_reach_the_drawing(out):
    with pytest.raises(BadOption, match="order='best'"):
        show(rows(), order="best")
    assert not list(out.iterdir())


def test_hostile_labels_and_captions_stay_text(out):
    shown = show(
        rows().assign(item_label=["NHS", "NHS", HOSTILE, HOSTILE]),
        caption=HOSTILE.replace("{{ s.nhs.yes }}", ""),
        alt=HOSTILE,
    )
    outline = Outline(shown)
    assert not {"script", "img"} & outline.tags
    assert not re.search(r"<[^>]*\sonerror\s*=", shown)


def test_a_table_is_shown_as_asked_and_written_whole(out):
    frame = pd.DataFrame(
        {
            "authority": ["Hull", HOSTILE],
            "sent_date": pd.to_datetime(["2021-02-11", None]),
            "requests": [1234, 2],
            "is_decided": [True, False],
            "share": [0.051, 0.5],
            "data_status": "real",
        }
    )
    shown = show_table(
        frame,
        study="foi-outcomes",
        name="requests",
        caption="Requests <listed>",
        columns={
            "authority": "Authority", "sent_date": "Sent", "requests": "Requests",
            "is_decided": "Decided", "share": "Share",
        },
        formats={"share": "share", "requests": lambda count: f"no. {count}"},
    )._repr_html_()  # fmt: skip
    assert shown.startswith(
        '<figure class="pd-tablefig" id="tab-requests" data-status="real">\n'
        '<div class="pd-scroll" tabindex="0" role="region"'
        ' aria-label="Table: Requests &lt;listed&gt;">'
        '<table class="pd-table"><caption>Requests &lt;listed&gt;</caption>\n'
        '<thead><tr><th scope="col">Authority</th><th scope="col">Sent</th>'
        '<th scope="col">Requests</th><th scope="col">Decided</th>'
        '<th scope="col" class="pd-num">Share</th></tr></thead>\n'
        '<tbody>\n<tr><th scope="row">Hull</th><td class="pd-name">2021-02-11</td>'
        '<td data-id="table.foi-outcomes.requests.requests|authority&#61;hull">no. 1234</td>'
        "<td>yes</td>"
        '<td class="pd-num" data-id="table.foi-outcomes.requests.share|authority&#61;hull">5.1%'
        '</td></tr>\n<tr><th scope="row">&lt;script&gt;'
    )
    assert '<td>–</td><td data-id="table.foi-outcomes.requests.requests|authority' in shown
    assert 'href="../data/derived/foi-outcomes/figures/requests.csv" download>CSV' in shown
    written = read_table(out / "foi-outcomes" / "figures" / "requests.csv")
    assert list(written["authority"]) == sorted(frame["authority"])


def test_a_row_without_a_name_has_no_empty_heading(out):
    table = pd.DataFrame({"of": ["Age", ""], "n": [3, 4], "data_status": "real"})
    shown = show_table(
        table, study="s", name="t", caption="C", key=["of"], columns={"of": "Of", "n": "N"}
    )
    assert '<th scope="row">Age</th><td' in shown.html
    assert "<tr><td></td><td" in shown.html


def test_a_table_of_stand_in_rows_is_stamped_and_marks_its_numbers(out):
    shown = show_table(
        rows(),
        study="pilot-survey",
        name="trust",
        caption="Trust",
        columns={"item_label": "Item", "value": "Share", "interval": "Interval", "n": "Base"},
    )._repr_html_()
    assert '<p class="pd-stamp">Stand-in data</p>' in shown
    assert (
        '<tr><th scope="row">NHS</th><td class="pd-num" data-id="s.nhs.yes">45%</td>'
        '<td class="pd-num" data-id="s.nhs.yes" data-field="interval">40% to 50%</td>'
        '<td class="pd-num" data-id="s.nhs.yes" data-field="n">100</td></tr>' in shown
    )


def test_any_figure_of_counts_can_be_shown(out):
    counts = pd.DataFrame(
        {"id": ["c.a"], "item_label": ["A"], "unit": ["count"], "value": [3.0],
         "is_withheld": [False], "data_status": ["real"]}
    )  # fmt: skip
    shown = show_figure(
        draw_bars, counts, study="foi-outcomes", name="counts", caption="C", alt="One bar."
    )._repr_html_()
    assert '<td class="pd-num" data-id="c.a">3</td>' in shown


def show_linked(out, **changes):
    counts = pd.DataFrame(
        {"id": ["c.a", "c.b"], "item_label": ["A", "B"], "unit": "count", "value": [3.0, 1.0],
         "is_withheld": False, "data_status": "real"}
    )  # fmt: skip
    given = {"links": {"c.a": "33-foi-passages.ipynb#code-a"}, "links_to": "the <passages>"}
    return show_figure(
        draw_bars, counts, study="foi-requests", name="counts", caption="C", alt="Two bars.",
        **{**given, **changes},
    )._repr_html_()  # fmt: skip


def test_a_figure_with_links_says_so_and_its_table_leads_to_the_same_places(out):
    shown = show_linked(out)
    assert '<p class="pd-hint">Each mark is a link to the &lt;passages&gt;.</p>' in shown
    assert shown.count('<a href="33-foi-passages.ipynb#code-a" aria-label="A: 3">') == 2
    assert (
        '<td class="pd-num" data-id="c.a"><a href="33-foi-passages.ipynb#code-a">'
        '<span class="pd-sr">A, Value: </span>3</a></td>' in shown
    )
    assert '<td class="pd-num" data-id="c.b">1</td>' in shown


def test_the_file_of_a_figure_with_links_has_none_and_is_an_image(out):
    show_linked(out)
    folder = out / "foi-requests" / "figures"
    linked = {name: (folder / f"counts.{name}").read_bytes() for name in ("svg", "csv")}
    show_linked(out, links=None)
    assert linked == {name: (folder / f"counts.{name}").read_bytes() for name in ("svg", "csv")}
    assert b'role="img"' in linked["svg"]
    assert b"passages" not in linked["svg"] + linked["csv"]


def test_words_for_a_resting_pointer_come_from_the_columns_named(out):
    shown = show_linked(out, titles=("item_label",))
    assert shown.count("<title>A</title>") == 4


def test_a_link_to_what_could_run_is_refused_before_anything_is_written(out):
    with pytest.raises(BadLink, match=r"'c\.a' leads to 'javascript:x'"):
        show_linked(out, links={"c.a": "javascript:x"})
    with pytest.raises(BadLink, match=r"links are given for c\.z"):
        show_linked(out, links={"c.z": "#x"})
    assert not list(out.iterdir())


def test_cells_of_a_table_lead_where_another_column_says(out):
    frame = rows().assign(to=["#nhs", None, "", "#gp"])
    shown = show_table(
        frame, study="s", name="t", caption="C", columns={"item_label": "Item", "count": "Count"},
        links={"item_label": "to", "count": "to"},
    )._repr_html_()  # fmt: skip
    assert '<th scope="row"><a href="#nhs">NHS</a></th>' in shown
    assert '<a href="#nhs"><span class="pd-sr">NHS, Count: </span>45</a>' in shown
    assert '<th scope="row">NHS</th>' in shown
    with pytest.raises(NotDrawable, match="no column where"):
        show_table(
            frame, study="s", name="t", caption="C", columns={"count": "Count"},
            links={"count": "where"},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"alt": " "}, "'trust' has an empty alt"),
        ({"caption": ""}, "'trust' has an empty caption"),
        ({"name": "../trust"}, r"'\.\./trust' cannot name a file"),
        ({"name": "Trust"}, "'Trust' cannot name a file"),
    ],
)
def test_a_figure_without_words_or_a_name_is_refused_before_anything_is_written(changes, says, out):
    with pytest.raises(BadDisplay, match=says):
        show(rows(), **changes)
    assert not list(out.iterdir())


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (["real", "real", "real", "stand-in"], "real and stand-in"),
        (["made up"] * 4, "made up"),
        ([None] * 4, "None|nan"),
    ],
)
def test_a_mixed_or_unknown_status_is_refused(status, says, out):
    with pytest.raises(NoDataStatus, match=f"the data status of 'trust' is (?:{says})"):
        show(rows(status))
    assert not list(out.iterdir())


def test_rows_that_do_not_say_their_status_are_refused(out):
    with pytest.raises(NoDataStatus, match="is not given"):
        show(rows().drop(columns="data_status"))
    with pytest.raises(NoDataStatus, match="is perhaps"):
        show(rows().assign(data_status="perhaps"))


def test_a_placeholder_that_names_nothing_is_refused(out):
    with pytest.raises(UnknownNumber, match=r"s\.nhs\.maybe"):
        show(rows(), caption="{{ s.nhs.maybe }}")
    assert not list(out.iterdir())


def test_a_table_with_a_column_that_is_not_there_is_refused(out):
    with pytest.raises(NotDrawable, match="no column colour"):
        show_table(rows(), study="s", name="t", caption="C", columns={"colour": "Colour"})
    with pytest.raises(NotDrawable, match="no column to show"):
        show_table(rows(), study="s", name="t", caption="C", columns={})
    assert not list(out.iterdir())


def test_a_format_that_is_not_known_is_refused(out):
    with pytest.raises(BadOption, match="'percent' is not known"):
        show_table(
            rows(), study="s", name="t", caption="C", columns={"value": "V"},
            formats={"value": "percent"},
        )  # fmt: skip


def test_a_plain_sentence_is_text_and_stands_in_a_stack_in_its_order():
    both = stack([say("First & foremost."), say("Then this.")])
    assert both._repr_html_() == "<p>First &amp; foremost.</p>\n<p>Then this.</p>"
