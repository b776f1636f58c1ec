"""Limits before work: how large a file, an answer, a result and a page may be, to the very sign."""

from __future__ import annotations

import copy
import json

import numpy as np
import pandas as pd
import pytest
from grading_helpers import CHAPTER, MIXED_ANSWERS, exercises, sample, submission
from hypothesis import given
from hypothesis import strategies as st

from grading.common import outside_json
from grading.feedback import page
from grading.intake import homework_file, intake
from grading.marking import sanitize, scheme
from shequ_lib import first_year
from shequ_lib.exercises import literal, plain_table
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.score import mark, mark_source
from shequ_lib.friendly_errors import friendly

SLOTS = scheme.slots_of(sample("source").notebooks[CHAPTER])
RELEASED = submission({})
ANSWERED = submission(MIXED_ANSWERS, RELEASED)
SIGNS = "aB1٢é\u0300\u0315\ufdfa\uff9e\ud800\udfff\uffff\ue000\x00\n\\\"'`[](){}<>|*_&#=-,年月日万"
HOSTILE = st.text(st.sampled_from(SIGNS), max_size=60)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | HOSTILE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(HOSTILE, inner, max_size=4),
    max_leaves=12,
)


# --- files -----------------------------------------------------------------------------------------------


def notebook_of(values):
    return b'{"cells":[' + b",".join([b"[]"] * values) + b"]}"


def test_a_file_may_hold_so_many_values_and_no_more():
    most = (outside_json.MAX_VALUES - 1) // 2  # each list counts, and so does its comma
    assert sanitize.read(notebook_of(most)) is not None
    assert sanitize.read(notebook_of(most + 1)) is None
    assert "内容太多" in outside_json.excess(notebook_of(most + 1))


def test_a_file_may_have_so_many_bytes_and_no_more():
    data = notebook_of(2)
    most = data + b" " * (outside_json.MAX_BYTES - len(data))
    assert sanitize.read(most) is not None
    assert sanitize.read(most + b" ") is None
    assert "10 MB" in outside_json.excess(most + b" ")
    assert intake.MAX_BYTES == homework_file.MAX_BYTES == outside_json.MAX_BYTES


@pytest.mark.parametrize(
    "text",
    [
        "," * 1_000_000,
        '<path d="M1,2,3,[{' * 100_000,
        '\\",\\\\' * 300_000,
        "[" * 400_000 + "\\",
        '"' * 900_000,
    ],
)
def test_what_stands_in_strings_is_no_value(text):
    """A chart in an output, a photo, a long line of code: as many commas as it likes."""
    notebook = copy.deepcopy(ANSWERED)
    notebook["cells"][0]["outputs"] = [{"data": {"text/html": text}}]
    read = sanitize.read(json.dumps(notebook).encode())
    assert sanitize.take(read, SLOTS).answers == MIXED_ANSWERS


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 2_000_000,
        b'{"a":' * 200_000,
        b'"' * 5_000_000,
        b'[""' + b',""' * 300_000 + b"]",
        b'["\\\\"' + b',"\\\\"' * 300_000 + b"]",
        b'{"cells":["' + b'\\",' * 1_000_000,
        b'{"cells":[' + b"9" * 5000 + b"]}",
        b"\xef\xbb\xbf\xef\xbb\xbf{}",
    ],
)
def test_what_is_no_notebook_is_none(data):
    assert sanitize.read(data) is None
    with pytest.raises(homework_file.HomeworkError):
        homework_file.read_homework(data)


def test_the_longest_chapter_is_far_below_the_limits():
    data = json.dumps(ANSWERED, ensure_ascii=False).encode() * 4  # the longest has four times as much
    assert len(data) * 40 < outside_json.MAX_BYTES
    assert (data.count(b",") + data.count(b"[") + data.count(b"{")) * 20 < outside_json.MAX_VALUES


# --- answers ---------------------------------------------------------------------------------------------


def cell_of(notebook, exercise):
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"]["shequ"].get("exercise") == exercise
        and cell["metadata"]["shequ"]["role"] == "answer"
    )


@pytest.mark.parametrize(("exercise", "sign"), [("own-words", "长"), ("big-ones", "#"), ("how-many", "#")])
def test_an_answer_may_be_so_long_and_no_longer(exercise, sign):
    most = sanitize.MAX_ESSAY if exercise == "own-words" else sanitize.MAX_CODE
    answers = {**MIXED_ANSWERS, exercise: sign * most}
    assert sanitize.take(submission(answers, RELEASED), SLOTS) == sanitize.Taken(answers, ())

    taken = sanitize.take(submission({**answers, exercise: sign * 5_000_000}, RELEASED), SLOTS)
    assert len(taken.answers[exercise]) <= most + len(sanitize.CUT)
    assert taken.answers == {**answers, exercise: taken.answers[exercise]}
    assert ["太长" in line and SLOTS[exercise].title in line for line in taken.repairs] == [True]
    again = sanitize.take(submission(taken.answers, RELEASED), SLOTS)
    assert again.answers == taken.answers


def test_a_long_literal_earns_nothing_and_says_why():
    spec, key = exercises()["how-many"]
    taken = sanitize.take(submission({"how-many": "how_many = 5" + " " * 99_999}, RELEASED), SLOTS)
    assert "答案太长" in mark_source(spec, key, taken.answers["how-many"]).messages[0]


def test_an_essay_says_itself_that_it_was_cut():
    """So that it is seen wherever it is read: on the page, and in the formgrader."""
    taken = sanitize.take(submission({"own-words": "长" * 20_001}, RELEASED), SLOTS)
    assert taken.answers["own-words"].endswith(sanitize.CUT)


def test_white_space_does_not_make_an_answer_too_long_to_be_none():
    taken = sanitize.take(submission({"own-words": " \n\u3000" * 500_000}, RELEASED), SLOTS)
    assert taken.answers["own-words"] == SLOTS["own-words"].stub


@pytest.mark.parametrize(
    "source", ["x = [" + "1," * 2_000_000 + "]", "how_many = 1\n" * 100_000, "(" * 300_000]
)
def test_a_split_answer_is_not_parsed_whatever_its_length(source):
    notebook = submission(MIXED_ANSWERS, RELEASED)
    place = notebook["cells"].index(cell_of(notebook, "how-many"))
    first = notebook["cells"][place]
    notebook["cells"][place : place + 1] = [
        {**first, "source": source},
        {**first, "source": "how_many = 5"},
    ]
    taken = sanitize.take(notebook, SLOTS)
    assert len(taken.answers["how-many"]) == sanitize.MAX_CODE + 1
    assert any("太长" in line for line in taken.repairs)
    assert {name: taken.answers[name] for name in SLOTS if name != "how-many"} == {
        name: MIXED_ANSWERS[name] for name in SLOTS if name != "how-many"
    }


def test_more_pieces_than_a_person_makes_are_told():
    notebook = submission(MIXED_ANSWERS, RELEASED)
    place = notebook["cells"].index(cell_of(notebook, "how-many"))
    piece = {**notebook["cells"][place], "source": "# 5"}
    notebook["cells"][place : place + 1] = [piece] * 30_000
    taken = sanitize.take(notebook, SLOTS)
    assert taken.answers["how-many"].count("\n") < 1000
    assert any("太长" in line for line in taken.repairs)


@given(JSON, st.lists(HOSTILE, max_size=3), st.data())
def test_whatever_stands_in_the_cells_is_taken_marked_and_shown(stranger, texts, data):
    notebook = copy.deepcopy(ANSWERED)
    for text in texts:
        name = data.draw(st.sampled_from(list(SLOTS)))
        form = data.draw(st.sampled_from(["TEXT", '@ = "TEXT"', '@ = ["TEXT"]', '@ = {"TEXT": "TEXT"}']))
        source = form.replace("@", name.replace("-", "_")).replace("TEXT", text)
        cell_of(notebook, name)["source"] = source
    notebook["cells"].insert(data.draw(st.integers(0, 5)), stranger)
    notebook["metadata"] = stranger
    read = sanitize.read(json.dumps(notebook).encode("ascii"))
    taken = sanitize.take(read, SLOTS)
    json.dumps([taken.answers, taken.repairs], ensure_ascii=False).encode("utf-8")
    marking = {name: scheme.Exercise(*exercises_once()[name], "题", SLOTS[name]) for name in SLOTS}
    for name, source in taken.answers.items():
        page.readable(marking[name], source).encode("utf-8")
        if marking[name].spec["kind"] not in ("table", "essay"):
            mark_source(marking[name].spec, marking[name].key, source)


def exercises_once(known={}):  # noqa: B006
    return known or known.update(exercises()) or known


@given(JSON)
def test_whatever_value_comes_is_marked(value):
    for name, (spec, key) in exercises_once().items():
        if spec["kind"] != "essay":
            result = mark(spec, key, value)
            assert 0 <= result.points <= spec["points"], name


# --- literals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("x = 1" + " " * (literal.MAX_SOURCE - 5), "x = 1" + " " * (literal.MAX_SOURCE - 4)),
        ("x = 1" + "\n" * literal.MAX_LINES, "x = 1" + "\n" * (literal.MAX_LINES + 1)),
        (f'x = "{"长" * literal.MAX_TEXT}"', f'x = "{"长" * (literal.MAX_TEXT + 1)}"'),
        (f"x = [{'1,' * (literal.MAX_PARTS - 1)}]", f"x = [{'1,' * literal.MAX_PARTS}]"),
        ("x = [[[[1]]]]", "x = [[[[[1]]]]]"),
        (f"x = {10**15}", f"x = {10**15 + 1}"),
        ("x = True", "x = 1j"),
        ('x = "\\uffff"', 'x = "\\ud800"'),
        ('x = {"a": ("b",)}', 'x = {"a": b"b"}'),
        ('x = {"1", "2"}', 'x = {..., "2"}'),
    ],
)
def test_a_literal_at_its_limit_and_beyond(right, wrong):
    literal.read("x", right)
    with pytest.raises(AnswerError):
        literal.read("x", wrong)


# --- results of pandas -----------------------------------------------------------------------------------


def frame(rows, columns=1, cell="甲"):
    return {"type": "frame", "columns": ["列"] * columns, "rows": [[cell] * columns] * rows}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (frame(plain_table.MAX_ROWS), frame(plain_table.MAX_ROWS + 1)),
        (frame(0, plain_table.MAX_COLUMNS), frame(0, plain_table.MAX_COLUMNS + 1)),
        (frame(100, 100, 1), frame(101, 100, 1)),
        (frame(1, 1, "a" * plain_table.MAX_TEXT), frame(1, 1, "a" * (plain_table.MAX_TEXT + 1))),
        (frame(190, 1, "a" * 1000), frame(200, 1, "a" * 1000)),
        (frame(plain_table.MAX_ROWS, 0), frame(plain_table.MAX_ROWS + 1, 0)),
        (frame(1, 1, 10**300 - 1), frame(1, 1, 10**300)),
        (frame(1, 1, "\uffff"), frame(1, 1, "\ud800")),
        (frame(1, 1, None), frame(1, 1, [1])),
        (frame(1, 1, float("inf")), frame(1, 1, {})),
        (frame(1), {**frame(1), "more": 1}),
        ({"type": "number", "value": True}, {"type": "number", "value": "1"}),
        ({"type": "number", "value": 5}, {"type": "number", "value": 5, "more": "\ud800"}),
        ({"type": "series", "index": ["a"], "values": [1]}, {"type": "series", "index": ["a"], "values": []}),
        ({"type": "series", "index": [], "values": []}, {"type": "series", "index": {}, "values": {}}),
        (
            {"type": "series", "index": ["a"] * 2000, "values": [1] * 2000},
            {"type": "series", "index": ["a"] * 2001, "values": [1] * 2001},
        ),
        (frame(1), {"type": ["frame"], "columns": [], "rows": []}),
    ],
)
def test_a_result_at_its_limit_and_beyond(right, wrong):
    assert plain_table.is_plain(right)
    plain_table.share_right(right, right)
    plain_table.digest(right)
    assert not plain_table.is_plain(wrong)
    spec, key = exercises()["big-ones"]
    assert mark(spec, key, wrong).status == "unreadable"


@pytest.mark.parametrize(
    "value",
    [
        pd.DataFrame({"a": range(2000)}),
        pd.DataFrame(columns=range(100)),
        pd.DataFrame(np.zeros((100, 100))),
        pd.Series(range(2000)),
    ],
)
def test_what_pandas_gave_may_be_as_large_as_its_limit(value):
    assert plain_table.is_plain(plain_table.plain(value))


@pytest.mark.parametrize(
    "value",
    [
        pd.DataFrame({"a": range(2001)}),
        pd.DataFrame(columns=range(101)),
        pd.DataFrame(index=range(5000)),
        pd.DataFrame(np.zeros((101, 100))),
        pd.DataFrame({"a": ["长" * 1001]}),
        pd.DataFrame({"长" * 1001: [1]}),
        pd.DataFrame({"a": ["\ud800"]}, dtype=object),
        pd.DataFrame({"a": [1]}).rename(columns={"a": "\ud800"}),
        pd.DataFrame({"a": [10**300]}, dtype=object),
        pd.Series(range(2001)),
        pd.Series([1], index=["长" * 1001]),
        pd.Series([1], index=pd.Index(["\ud800"], dtype=object)),
        10**300,
        "文字",
        [1],
        type("长" * 1000, (), {})(),
    ],
)
def test_a_result_beyond_its_limit_is_refused_in_one_chinese_line(value):
    with pytest.raises(AnswerError) as caught:
        plain_table.plain(value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 150
    str(caught.value).encode("utf-8")


@given(JSON)
def test_no_json_is_taken_for_a_result_that_cannot_be_compared(value):
    for made in (
        value,
        {"type": "frame", "columns": ["甲"], "rows": value},
        {"type": "number", "value": value},
    ):
        if plain_table.is_plain(made):
            plain_table.digest(made).encode("ascii")
            for expected in (frame(1), {"type": "series", "index": ["a"], "values": [1]}, made):
                assert 0 <= plain_table.share_right(made, expected)[0] <= 1


DAYS = pd.Series(pd.date_range("2026-11-02", periods=12, freq="3D"))
WRITTEN = {
    "moments": DAYS,
    "dates": DAYS.dt.date,
    "text": DAYS.dt.strftime("%Y-%m-%d"),
    "Chinese": DAYS.dt.strftime("%Y年%m月%d日"),
    "slashes": DAYS.dt.strftime("%Y/%m/%d"),
    "periods": DAYS.dt.to_period("D"),
    "midnights": DAYS.dt.to_pydatetime() if isinstance(DAYS, pd.Index) else DAYS.astype(object),
    "text of moments": DAYS.astype(str),
    "iso": DAYS.map(lambda day: day.isoformat()),
    "numpy": pd.Series([np.datetime64(day) for day in DAYS], dtype=object),
    "seconds": DAYS.astype("datetime64[s]"),
}


@pytest.mark.parametrize("way", WRITTEN)
@pytest.mark.parametrize("expected", ["moments", "text", "dates"])
def test_a_day_is_a_day_however_it_was_written(way, expected):
    def table(days, shift=0):
        return plain_table.plain(pd.DataFrame({"公告": days, "次": range(shift, len(days) + shift)}))

    right = table(WRITTEN[expected])
    assert plain_table.share_right(table(WRITTEN[way]), right) == (1, [])
    assert plain_table.share_right(table(WRITTEN[way][::-1]), right)[0] == 0.5
    assert plain_table.digest(table(WRITTEN[way])) == plain_table.digest(right)
    later = table(DAYS + pd.Timedelta(days=1))
    assert plain_table.share_right(table(WRITTEN[way]), later)[0] == 0.5
    labels = plain_table.plain(pd.Series(range(12), index=list(WRITTEN[way])))
    assert plain_table.share_right(labels, plain_table.plain(pd.Series(range(12), index=DAYS))) == (1, [])


@pytest.mark.parametrize(
    "other", ["2026-11-02 01:00:00", "2026-11-32", "2026-11", "20261102", "2026-11-02x", "二〇二六"]
)
def test_what_is_no_such_day_is_none(other):
    assert plain_table.share_right(frame(1, 1, other), frame(1, 1, "2026-11-02 00:00:00"))[0] == 0


def test_the_name_of_a_result_with_days_is_what_it_was():
    """Keys that were released before hold it."""
    moments = plain_table.plain(pd.DataFrame({"公告": pd.to_datetime(["2026-11-02"])}))
    assert plain_table.digest(moments) == "88bebe630c34633c"


# --- errors, pages, a year -------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["\ud800", "长" * 10_000, "a" + "\u0300" * 5000])
def test_a_kind_line_is_short_and_can_be_written(key):
    for error in (KeyError(key), NameError("x", name=key), FileNotFoundError(2, "x", key)):
        line = friendly(type(error), error)
        assert len(line.encode("utf-8")) < 500


@pytest.mark.parametrize(
    "text",
    [
        "[a]: " + "b" * 9000 + "\n\n" + "[a]" * 3600,
        '[a]: b "' + "c" * 9000 + '"\n\n' + "[a]" * 3600,
        "|" + "a|" * 1600 + "\n|" + "-|" * 1600 + "\n" + "|\n" * 4000,
        "|" + "a|" * 100 + "\n|" + ":-:|" * 100 + "\n" + "|\n" * 9000,
        ("|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n" + "|\n" * 120 + "\n") * 40,
        "|" + "a|" * 60 + "\r|" + "-|" * 60 + "\r" + "|\r" * 4000,
        "|a|a|a|\n|:-:|:-:|:-:|\n" + "|\n" * 1200,
        "|" + "a|" * 60 + "\r|" + "-|" * 60 + "\r" + "|\r" * 300,
        "> " * 9999,
        "- " * 9999,
        "*" * 20_000,
        "[" * 10_000 + "](b)" * 2500,
        "`" * 20_000,
        '"' * 20_000,
        "<a:" + "中" * 19_990 + ">",
        "\ud800" * 20_000,
        "\x00" * 20_000,
    ],
)
def test_no_essay_makes_a_page_many_times_its_size(text):
    shown = page.markdown(text[:20_000])
    assert len(shown) <= 10 * len(text) + 1000


def test_an_essay_keeps_its_layout_its_table_and_its_links():
    shown = page.markdown("**先**听\n\n- 再办\n\n|谁|何时|\n|-|-|\n|甲|乙|\n\n[网](https://a.cn)")
    for part in ("<strong>先</strong>", "<li>再办</li>", "<td>甲</td>", '<a href="https://a.cn">'):
        assert part in shown


def test_html_and_addresses_named_elsewhere_stay_text():
    shown = page.markdown("<script>alert(1)</script>\n\n[a]: https://b.cn\n\n[a] ![x](y) [z](javascript:1)")
    assert "<script" not in shown
    assert '<a href="https://b.cn' not in shown
    assert "javascript:1)" in shown
    without_tables = page.markdown("|\n" * 2600 + "\n[a]: https://b.cn\n\n[a] [c](https://c.cn)")
    assert '<a href="https://b.cn' not in without_tables
    assert '<a href="https://c.cn' in without_tables
    assert "<img" not in shown


def test_where_the_layout_fails_the_text_is_shown(monkeypatch):
    def fail(_text):
        raise RecursionError

    monkeypatch.setattr(page._TABLES, "render", fail)
    assert page.markdown("<b>先听</b>") == "<pre>&lt;b&gt;先听&lt;/b&gt;</pre>"


@given(HOSTILE)
def test_no_text_stops_a_page(text):
    page.markdown(text).encode("utf-8", "surrogatepass")


YEAR = first_year.scenario(2027)


@given(st.dictionaries(st.sampled_from([task.id for task in YEAR.tasks]), JSON, max_size=4))
def test_no_decision_breaks_a_year(record):
    try:
        normal = first_year.normalise(YEAR, record)
    except AnswerError as error:
        assert len(str(error)) < 300
        str(error).encode("utf-8")
        return
    first_year.replay(YEAR, normal or {})
    first_year.describe(YEAR, normal or {})


def test_an_essay_of_very_many_lines_is_shown_as_it_was_typed():
    """Each line that goes on in ten quotes costs as ten do; an honest essay has some hundred lines."""
    lines = "> " * 10 + "听\n" * 2_998
    assert "<blockquote>" in page.markdown(lines)
    assert page.markdown(lines + "听\n" * 3).startswith("<pre>")
