"""Charts: every value is said, nothing depends on the day or is fetched, any text is only text."""

import re

import pytest

from shequ_lib import charts, script

LABELS = ("社区居委会专职成员", "党组织", "<b>&劳动保障</b>")
KINDS = {
    "bars": lambda: charts.bars("人员", {"人数": [5, 3, 1]}, LABELS, unit="人"),
    "two": lambda: charts.bars("比一比", {"甲": [5, 3, 1], "乙": [7, 0, 12345.5]}, LABELS, unit="人"),
    "stacked": lambda: charts.bars(
        "经费", {"市级": [60000, 1, 0], "区级": [60000, 1, 0]}, LABELS, stacked=True
    ),
    "columns": lambda: charts.columns("分布", {"人数": [0, 4, 9]}, ("0–20", "20–40", "40–60")),
    "lines": lambda: charts.lines("一年", {"满意度": [60, 62.5, 100]}, LABELS, top=100, unit="分"),
    "radar": lambda: charts.radar("自评", {"现在": [60, 80, 45]}, LABELS, top=100, unit="分"),
    "empty": lambda: charts.columns("没有人", {"人数": []}, ()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_figures_give_the_same_text_and_nothing_is_fetched_or_run(kind):
    html = KINDS[kind]()
    assert html == KINDS[kind]()
    assert not re.search(r"<script|<b>|href|src=|@import|url\((?!#)|pygal\.org|20\d\d-\d\d-\d\d", html)
    assert set(re.findall(r"https?://[^\"'<\s]+", html)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_every_value_is_said_in_words():
    said = re.search(r'aria-label="([^"]+)"', KINDS["two"]())[1]
    assert said == (
        "比一比：社区居委会专职成员 甲 5 人，乙 7 人；党组织 甲 3 人，乙 0 人；"
        "&lt;b&gt;&amp;劳动保障&lt;/b&gt; 甲 1 人，乙 12,345.5 人。"
    )


def test_rows_stand_from_top_to_bottom_as_given():
    html = KINDS["bars"]()
    places = {
        label: float(y) for y, label in re.findall(r'<[^>]*text [^>]*y="([\d.]+)"[^>]*>([^<]+)</', html)
    }
    assert places["社区居委会专职成员"] < places["党组织"]


def test_the_value_of_a_row_begins_where_its_bar_has_ended():
    html = charts.bars("人", {"人数": [123456]}, ("一",))
    bar = float(re.search(r'<rect x="([\d.]+)"[^>]*class="rect', html)[1])
    bar += float(re.search(r'width="([\d.]+)"[^>]*class="rect', html)[1])
    anchor, place = re.search(r'text-anchor="(\w+)" x="([\d.]+)"[^>]*class="value"', html).groups()
    assert anchor == "start"
    assert float(place) > bar


def test_a_chart_speaks_traditional_characters():
    with script.using("hant"):
        html = charts.bars("各岗位人员", {"人数": [1]}, ("党组织",))
    assert "人員" in html and "黨組織" in html and "党" not in html


def test_two_charts_on_one_page_do_not_share_their_rules():
    ids = [re.search(r'id="(chart-\w+)"', KINDS[kind]())[1] for kind in ("bars", "two", "radar")]
    assert len(set(ids)) == 3


def test_the_value_of_a_bar_stands_beside_its_end():
    html = charts.bars("差别", {"差": [58, -12.5]}, ("上", "下"))
    bars = [
        (float(x), float(x) + float(width))
        for x, width in re.findall(
            r'<rect x="([-\d.]+)"[^>]* width="([\d.]+)"[^>]*class="rect reactive', html
        )
    ]
    values = {
        text: (anchor, float(x))
        for anchor, x, text in re.findall(
            r'<text text-anchor="(\w+)" x="([-\d.]+)"[^>]*class="value">([^<]+)<', html
        )
    }
    assert len(bars) == len(values) == 2
    left, right = min(start for start, _ in bars), max(end for _, end in bars)
    assert values["58"][0] == "start" and right < values["58"][1] < right + 10
    assert values["-12.5"][0] == "end" and left - 10 < values["-12.5"][1] < left
