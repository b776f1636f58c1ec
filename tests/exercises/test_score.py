"""Marks and messages of every kind, at their boundaries."""

import copy
import itertools
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib.exercises import kinds, plain_table
from shequ_lib.exercises.fold import SYNONYMS, same, same_name, shown
from shequ_lib.exercises.score import BOTH, mark, mark_source, normalise

ORDER = ["公告", "召集", "分析", "反馈"]
CASES = {
    "choice": (
        {"options": {"A": "甲", "B": "乙", "C": "丙"}},
        {"answer": "B", "options": {"A": "甲不对", "B": "对", "C": "丙不对"}},
    ),
    "choices": (
        {"options": {"A": "甲", "B": "乙", "C": "丙", "D": "丁"}},
        {"answer": ["A", "C"], "options": {"A": "对", "B": "乙不对", "C": "对", "D": "丁不对"}},
    ),
    "order": ({"items": ["召集", "公告", "反馈", "分析"]}, {"answer": ORDER, "wrong": []}),
    "match": (
        {"items": ["低保", "房屋出租"], "targets": ["初审", "知情"]},
        {
            "answer": {"低保": "初审", "房屋出租": "知情"},
            "wrong": [{"item": "低保", "answer": "知情", "why": "要审"}],
        },
    ),
    "sort": (
        {"items": ["选委员", "统计", "罚款", "低保"], "bins": ["自己办", "协助办", "不归社区"]},
        {
            "answer": {"选委员": "自己办", "统计": "协助办", "罚款": "不归社区", "低保": "协助办"},
            "wrong": [{"item": "罚款", "answer": "自己办", "why": "没有这个权"}],
        },
    ),
    "spot": (
        {
            "heading": "记录",
            "lines": ["告示只贴一处", "专人记录", "没有表决", "没有反馈"],
            "rules": ["两类地方都要贴", "要专人记录", "要反馈"],
        },
        {
            "answer": {"1": "两类地方都要贴", "4": "要反馈"},
            "lines": {"1": "还差出入口。", "2": "小周记的。", "4": "没有回音。"},
            "wrong": [{"line": "4", "answer": "要专人记录", "why": "记了，可没有告诉大家。"}],
        },
    ),
    "fill": (
        {
            "heading": "告示",
            "lines": [[0, "前", 1, "共", 2, "人", 3, 4]],
            "fields": [
                {"label": "日期", "type": "date"},
                {"label": "会议", "type": "choice", "options": ["恳谈会", "协调会", "听证会"]},
                {"label": "人数", "type": "number", "unit": "人"},
                {"label": "代表一", "type": "text", "group": "people"},
                {"label": "代表二", "type": "text", "group": "people"},
            ],
        },
        {
            "answer": {
                "日期": "2026-12-12",
                "会议": "听证会",
                "人数": 25,
                "代表一": "居委会委员",
                "代表二": "《章程》起草人",
            },
            "fields": {
                "日期": {"to": "2026-12-12", "from": "2026-12-10"},
                "会议": {"points": 4},
                "人数": {"from": 20, "to": 30},
                "代表一": {"names": ["委员"]},
                "代表二": {"names": []},
            },
            "wrong": [
                {"item": "日期", "answer": "2026-12-13", "why": "只早两天"},
                {"item": "代表一", "answer": "保安", "why": "保安不是代表"},
            ],
        },
    ),
    "decide": (  # the second situation is a way back, and may be an end
        {
            "steps": [
                {"heading": heading, "text": "怎么办？", "options": options}
                for heading, options in (
                    (
                        "来信",
                        {
                            x: {"text": x, "after": x, "then": then}
                            for x, then in {"A": 3, "B": 2, "C": 2}.items()
                        },
                    ),
                    (
                        "记录",
                        {
                            x: {"text": x, "after": x, "then": then}
                            for x, then in {"A": 0, "B": 3, "C": 0}.items()
                        },
                    ),
                    ("会前", {x: {"text": x, "after": x, "then": 4} for x in "ABC"}),
                    ("结果", {x: {"text": x, "after": x, "then": 0} for x in "ABC"}),
                )
            ]
        },
        {
            "answer": {"1": "A", "3": "C", "4": "B"},
            "right": {"1": "A", "2": "B", "3": "C", "4": "BC"},
            "options": {f"{step}{letter}": f"说{step}{letter}。" for step in "1234" for letter in "ABC"},
        },
    ),
    "number": ({"unit": "人"}, {"answer": 7, "wrong": [{"answer": 6, "why": "少了一档"}]}),
    "date": ({}, {"answer": "2026-12-12", "wrong": [{"answer": "2026-12-13", "why": "只早两天"}]}),
    "schedule": (
        {"fields": ["公告", "反馈"]},
        {"answer": {"公告": "2026-12-12", "反馈": "2026-12-30"}, "wrong": []},
    ),
    "table": (
        {},
        {"expected": {"type": "number", "value": 52}, "wrong": []},
    ),
}


FILLED = CASES["fill"][1]["answer"]


def case(kind, points=4):
    spec, key = CASES[kind]
    return {"id": "x", "kind": kind, "points": points, **spec}, {"hint": "提示", "explain": "讲解", **key}


def points(kind, value):
    return mark(*case(kind), value).points


@pytest.mark.parametrize("right", [1, 2, 3, 4, 5])
def test_an_incomplete_choice_earns_less_than_the_whole(right):
    letters = "ABCDEF"
    spec = {"id": "x", "kind": "choices", "points": 4, "options": dict.fromkeys(letters, "甲")}
    key = {"answer": list(letters[:right]), "options": dict.fromkeys(letters, "对")}
    earned = [mark(spec, key, list(letters[:given])).points for given in range(1, right + 1)]
    assert earned == sorted(set(earned))
    assert earned[-1] == 4


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("choice", "B", 4),
        ("choice", " ｂ ", 4),
        ("choice", "A", 0),
        ("choices", ["A", "C"], 4),
        ("choices", "c、a", 4),
        ("choices", ["A"], 1),
        ("choices", ["A", "B"], 0),
        ("choices", ["A", "B", "C"], 0),
        ("order", ORDER, 4),
        ("order", ["召集", "公告", "分析", "反馈"], 4 * 2 / 3),
        ("order", ORDER[::-1], 0),
        ("match", {"低保": "初审", "房屋出租": "知情"}, 4),
        ("match", {"低保": "初审"}, 2),
        ("match", {"低保": "知情", "房屋出租": "知情"}, 2),
        ("sort", {"选委员": "自己办", "统计": "协助办", "罚款": "不归社区", "低保": "协助办"}, 4),
        ("sort", {"选委员": "自己办"}, 1),
        ("sort", {"选委员": "自己办", "统计": "协助办", "罚款": "自己办", "低保": "协助办"}, 2.5),
        ("sort", {"选委员": "自己办", "罚款": "自己办"}, 0.5),
        ("sort", {"选委员": "自己办", "统计": "自己办", "罚款": "自己办"}, 0),
        ("sort", {"选委员": "协助办", "统计": "自己办", "罚款": "自己办"}, 0),
        ("spot", {"1": "两类地方都要贴", "4": "要反馈"}, 4),
        ("spot", {"1": "两类地方都要贴"}, 2),
        ("spot", {"1": "两类地方都要贴", "4": "要专人记录"}, 3),
        ("spot", {"4": "要专人记录"}, 1),
        ("spot", {"4": ""}, 1),
        ("spot", {"3": "", "1": "两类地方都要贴"}, 0),
        ("spot", {"1": "两类地方都要贴", "2": "要专人记录", "4": "要反馈"}, 2),
        ("spot", {"1": "两类地方都要贴", "2": "要专人记录"}, 0),
        ("spot", {"1": "要反馈", "2": "要反馈", "3": "要反馈", "4": "要反馈"}, 0),
        ("fill", {**FILLED}, 4),
        ("fill", {"会议": "聽證會"}, 2),
        ("fill", {"会议": "恳谈会", "人数": 25}, 0.5),
        ("fill", {"日期": "2026-12-10"}, 0.5),
        ("fill", {"日期": "2026-12-09"}, 0),
        ("fill", {"日期": "2026-12-13"}, 0),
        ("fill", {"人数": "２０ 人"}, 0.5),
        ("fill", {"人数": 30}, 0.5),
        ("fill", {"人数": 30.5}, 0),
        ("fill", {"代表二": "社区居委会 委員。"}, 0.5),
        ("fill", {"代表一": "章程起草人", "代表二": "委员"}, 1),
        ("fill", {"代表一": "委员", "代表二": "居委会委员"}, 0.5),
        ("fill", {"代表一": "——"}, 0),
        ("decide", {"1": "A", "3": "C", "4": "B"}, 4),
        ("decide", {"1": "A", "3": "C", "4": "C"}, 4),  # two are right there
        ("decide", {"1": "A", "3": "C", "4": "A"}, 4 * 2 / 3),
        ("decide", {"1": "A", "3": "C"}, 4 * 2 / 3),  # stopped before the end
        ("decide", {"1": "A"}, 4 / 3),
        ("decide", {"1": "B", "2": "B", "3": "C", "4": "B"}, 3),  # mended, on a way that is longer
        ("decide", {"1": "B", "2": "B"}, 1),
        ("decide", {"1": "B"}, 0),
        ("decide", {"1": "B", "2": "A"}, 0),  # a bad end
        ("decide", {"1": "A", "2": "B", "3": "C", "4": "B"}, 4),  # nobody came to the second
        ("number", 7, 4),
        ("number", 7.0, 4),
        ("number", "７ 人", 4),
        ("number", 8, 0),
        ("date", "2026-12-12", 4),
        ("date", "2026年12月12日", 4),
        ("date", "２０２６／１２／１２", 4),
        ("date", "2026-12-13", 0),
        ("schedule", {"公告": "2026.12.12"}, 2),
        ("schedule", {"公告": "2026-12-12", "反馈": "2026-12-30"}, 4),
        ("table", 52, 4),
        ("table", {"type": "number", "value": 52}, 4),
        ("table", 51, 0),
    ],
)
def test_points(kind, value, expected):
    assert points(kind, value) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("kind", [kind for kind in CASES if kind != "table"])
@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_nothing_is_unanswered_not_wrong(kind, nothing):
    result = mark(*case(kind), nothing)
    assert (result.status, result.points, result.messages) == ("unanswered", 0, ("未作答",))


@pytest.mark.parametrize("kind", CASES)
@given(
    value=st.recursive(
        st.one_of(st.text(max_size=5), st.integers(), st.floats(), st.booleans(), st.none()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
        ),
        max_leaves=5,
    )
)
def test_whatever_is_answered_is_marked_within_bounds(kind, value):
    result = mark(*case(kind), value)
    assert 0 <= result.points <= 4
    assert result.status in ("unanswered", "unreadable", "wrong", "partial", "right")


@pytest.mark.parametrize("bins", [2, 3, 4, 5])
def test_who_sorts_by_chance_earns_nothing_on_average(bins):
    names, cards = list("甲乙丙丁戊")[:bins], ["一", "二", "三"]
    spec = {"id": "x", "kind": "sort", "points": 1, "items": cards, "bins": names}
    key = {"answer": dict(zip(cards, names * 2, strict=False)), "wrong": []}
    answers = [dict(zip(cards, each, strict=True)) for each in itertools.product(names, repeat=3)]
    shares = [kinds.of("sort").judge(spec, key, answer)[0] for answer in answers]
    right = [sum(answer[card] == key["answer"][card] for card in cards) for answer in answers]
    drawn = [(each - (3 - each) / (bins - 1)) / 3 for each in right]
    assert sum(drawn) == pytest.approx(0, abs=1e-9)  # were it not cut off below
    assert shares == pytest.approx([max(0, each) for each in drawn])


def test_a_card_in_the_wrong_bin_is_told_why_and_what_it_costs():
    result = mark(*case("sort"), {"选委员": "自己办", "罚款": "自己办", "低保": "自己办"})
    assert result.messages == (
        "没有这个权",
        "“低保”放得不对，请再想想。",
        "放对 1 项，放错 2 项，还有 1 项没有放。放错的倒扣分，没有放的不扣。",
    )


def test_each_ticked_line_is_answered_and_what_is_missing_is_not_counted():
    result = mark(*case("spot"), {"1": "要反馈", "2": "要专人记录", "3": "要反馈"})
    assert result.messages == (
        "第 1 行有问题，但不是“要反馈”这一条。请再想想是哪一条。",
        "第 2 行没有问题，点了会倒扣分。小周记的。",
        "第 3 行没有问题，点了会倒扣分。",
        "还有问题没有找到，请从头再看一遍。",
    )
    result = mark(*case("spot"), {"1": "两类地方都要贴", "4": "要专人记录"})
    assert result.messages == (
        "第 1 行找对了。还差出入口。",
        "第 4 行有问题，但不是“要专人记录”这一条。记了，可没有告诉大家。",
    )


def test_each_field_that_is_wrong_is_told_why_and_nothing_of_the_others():
    result = mark(*case("fill"), {**FILLED, "日期": "2026-12-13", "代表一": "保 安", "代表二": "保安"})
    assert result.messages == ("“日期”：只早两天", "“代表一”：保安不是代表", "“代表二”：保安不是代表")
    result = mark(*case("fill"), {"会议": "恳谈会", "代表一": "委员", "代表二": "委员"})
    assert result.messages == (
        "“会议”填得不对，请再想想。",
        "“代表二”和别的空填重了，请换一个。",
        "还有 2 处没有填：日期、人数。",
    )
    assert mark(*case("fill"), {**FILLED}).messages == ()


def test_what_a_wider_field_of_a_group_takes_leaves_the_narrower_one_its_own():
    spec, key = case("fill")
    spec["fields"] = [{"label": label, "type": "number", "group": "two"} for label in ("甲", "乙")]
    key |= {"answer": {"甲": 5, "乙": 5}, "fields": {"甲": {"from": 1, "to": 9}, "乙": {}}, "wrong": []}
    for value in ({"甲": 5, "乙": 8}, {"甲": 8, "乙": 5}, {"甲": 5, "乙": 5}):
        assert mark(spec, key, value).points == 4
    assert mark(spec, key, {"甲": 8, "乙": 7}).points == 2


def test_another_answer_of_a_field_leaves_the_others_their_ends():
    spec, key = case("fill")
    key["also"] = [{**FILLED, "会议": "协调会"}]
    assert mark(spec, key, {**FILLED, "会议": "协调会", "人数": 30}).points == 4


def test_each_decision_is_answered_step_by_step():
    result = mark(*case("decide"), {"1": "B", "2": "B", "3": "A", "4": "B"})
    assert result.messages == (
        "第 1 步选得不对：说1B。",
        "第 2 步选对了：说2B。",
        "第 3 步选得不对：说3A。",
        "第 4 步选对了：说4B。",
        "选对 2 步，按 4 步算分。",
    )
    assert mark(*case("decide"), {"1": "A"}).messages == (
        "第 1 步选对了：说1A。",
        "事情还没有办完，请接着往下选。选对 1 步，按 3 步算分。",
    )
    assert mark(*case("decide"), {"1": "A", "3": "C", "4": "B"}).messages == (
        "第 1 步选对了：说1A。",
        "第 2 步选对了：说3C。",
        "第 3 步选对了：说4B。",
    )


def test_a_decision_that_is_right_since_is_told_so():
    spec, key = case("decide")
    key["also"] = [{"3": "A"}]
    assert mark(spec, key, {"1": "A", "3": "A", "4": "B"}).messages == (BOTH,)
    partly = mark(spec, key, {"1": "A", "3": "A", "4": "A"})
    assert partly.points == pytest.approx(4 * 2 / 3, abs=1e-3)
    assert partly.messages[1] == "第 2 步选对了：这样办也对。"


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("date", "2026-02-30", "日历上没有“2026-02-30”这一天。"),
        ("date", pd.NaT, "这一格没有日期，请写成 2026-12-12 这样。"),
    ],
)
def test_what_cannot_be_read_is_told_why(kind, value, said):
    result = mark(*case(kind), value)
    assert (result.status, result.messages) == ("unreadable", (said,))


def test_nothing_but_commas_is_no_choice():
    assert mark(*case("choices"), "、，").status == "unanswered"


def test_true_is_no_number():
    assert mark(*case("number"), True).status == "unreadable"


@pytest.mark.parametrize(
    ("kind", "value", "why"), [("number", 6, "少了一档"), ("date", "2026-12-13", "只早两天")]
)
def test_a_foreseen_wrong_answer_gets_its_own_message(kind, value, why):
    assert mark(*case(kind), value).messages == (why,)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("number", 8, "算得多了，请按规则逐步再算一遍。"),
        ("number", 5, "算得少了，请按规则逐步再算一遍。"),
        ("date", "2026-12-14", "这一天偏晚了，请从题目给的日子起重新数一遍。"),
        ("date", "2026-12-11", "这一天偏早了，请从题目给的日子起重新数一遍。"),
        ("choices", ["A"], "选的都对，但还没有选全，还差 1 项。"),
        ("match", {"低保": "初审"}, "还没有作答：房屋出租。"),
    ],
)
def test_an_answer_that_nobody_foresaw_is_told_on_which_side_it_is(kind, value, said):
    assert mark(*case(kind), value).messages == (said,)


def test_points_have_four_digits():
    assert points("order", ["召集", "公告", "分析", "反馈"]) == 2.6667


def test_the_status_says_whether_all_or_something_is_right():
    results = [mark(*case("match"), value) for value in ({"低保": "知情"}, {"低保": "初审"})]
    assert [result.status for result in results] == ["wrong", "partial"]
    assert mark(*case("number"), 7).status == "right"


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("sort", {"罚款": "协助办"}, "“罚款”放得不对，请再想想。"),
        ("match", {"房屋出租": "初审"}, "“房屋出租”这一项不对，请再想想。"),
        ("spot", {"1": "要专人记录"}, "第 1 行有问题，但不是“要专人记录”这一条。请再想想是哪一条。"),
        ("fill", {"日期": "2026-12-14"}, "“日期”填得不对，请再想想。"),
    ],
)
def test_what_was_foreseen_elsewhere_is_not_said_here(kind, value, said):
    assert mark(*case(kind), value).messages[0] == said


def test_a_reason_goes_with_its_own_wrong_answer_only():
    spec, key = case("match")
    spec["targets"] = ["初审", "知情", "不归社区"]
    assert mark(spec, key, {"低保": "不归社区"}).messages[0] == "“低保”这一项不对，请再想想。"


def test_who_ends_a_case_early_is_measured_by_the_shortest_right_way():
    spec, key = copy.deepcopy(case("decide"))
    spec["steps"][2]["options"]["A"]["then"] = 0
    result = mark(spec, key, {"1": "A", "3": "A"})
    assert result.points == 1.3333
    assert result.messages[-1] == "选对 1 步，按 3 步算分。"


@pytest.mark.parametrize("names", SYNONYMS)
def test_names_for_one_thing_are_one_wherever_they_stand(names):
    assert {same_name(name) for name in names} == {names[0]}
    assert same_name(f"请{names[-1]} 来") == f"请{names[0]}来"


@pytest.mark.parametrize("text", ["# 答案", " #答 案\n", "＃答案", "# 答案" + " " * 1000])
def test_a_stub_is_the_stub_however_it_is_spaced(text):
    assert same(text, "# 答案") is True
    assert same(f"{text}。", "# 答案") is False


def test_an_answer_is_shown_in_thirty_signs_and_as_it_was_written():
    assert shown("长" * 30) == "长" * 30
    assert shown("长" * 31) == "长" * 30 + "…"
    assert (shown("1.0"), shown(1.0), shown(1.5)) == ("1.0", "1", "1.5")


def test_what_is_not_offered_is_no_answer():
    result = mark(*case("match"), {"低保": "终审"})
    assert (result.status, result.messages) == ("unreadable", ("“终审”不在可选的答案之中。",))


@pytest.mark.parametrize("kind", ["order", "match", "sort", "fill", "number", "date", "schedule", "table"])
def test_nothing_is_said_to_what_is_right(kind):
    key = CASES[kind][1]
    assert mark(*case(kind), key.get("answer", key.get("expected"))).messages == ()


def test_of_one_option_two_are_too_many():
    result = mark(*case("choice"), "AB")
    assert (result.status, result.messages) == ("unreadable", ("这是单选题，只选一项。",))


def test_a_wrong_item_gets_its_own_message():
    assert "要审" in mark(*case("match"), {"低保": "知情"}).messages


def test_six_ten_thousand_is_sixty_thousand():
    spec = {"id": "x", "kind": "number", "points": 1, "unit": "元"}
    assert normalise(spec, "6万元") == normalise(spec, "60,000") == 60_000


def test_unreadable_cell_earns_nothing_and_says_why():
    result = mark_source(*case("number"), "number = input()")
    assert (result.status, result.points) == ("unreadable", 0)
    assert mark_source(*case("number"), "x = 7").points == 4


def test_tolerance():
    spec, key = case("number")
    key = {**key, "tolerance": 0.5}
    assert mark(spec, key, 7.5).points == 4
    assert mark(spec, key, 7.6).points == 0


FRAME = pd.DataFrame({"街镇": ["甲", "乙"], "人数": [5, 6]})


def share(given, expected, **options):
    return plain_table.share_right(plain_table.plain(given), plain_table.plain(expected), **options)[0]


def test_a_frame_counts_by_columns_whatever_the_order_of_rows():
    assert share(FRAME, FRAME) == 1
    assert share(FRAME.iloc[::-1], FRAME) == 1
    assert share(FRAME.iloc[::-1], FRAME, ordered=True) == 0
    assert share(FRAME.assign(人数=[5, 7]), FRAME) == 0.5
    assert share(FRAME[["街镇"]], FRAME) == 0.5
    assert share(FRAME.head(1), FRAME) == 0
    assert share(FRAME.set_index("街镇"), FRAME) == 1


def test_a_series_counts_by_cells():
    series = FRAME.set_index("街镇")["人数"]
    assert share(series, series) == 1
    assert share(series.add([0, 1]), series) == 0.5
    assert share(series.head(1), series) == 0.5
    assert share(series["甲"], series) == 0


def test_a_series_in_another_order_loses_half_where_the_order_was_asked_for():
    series = FRAME.set_index("街镇")["人数"]
    assert share(series.iloc[::-1], series) == share(series, series, ordered=True) == 1
    assert share(series.iloc[::-1], series, ordered=True) == 0.5
    assert share(series.iloc[::-1].add([0, 1]), series, ordered=True) == 0.5  # one number is wrong as well


def test_labels_with_numbers_may_be_a_table_or_a_series():
    series = FRAME.set_index("街镇")["人数"]
    assert share(FRAME, series) == 1
    assert share(FRAME.assign(更多=1), series) == 0
    assert share(series.rename_axis(None), FRAME) == 0


def test_rows_or_columns_more_than_were_asked_for():
    series = FRAME.set_index("街镇")["人数"]
    more = pd.concat([series, pd.Series([7, 8], index=["丙", "丁"])])
    assert share(more, series) == 0.5
    assert share(FRAME.assign(更多=1), FRAME) == 1
    assert share(pd.Series([], dtype="int64"), pd.Series([], dtype="int64")) == 0


def test_a_number_may_differ_by_a_millionth():
    assert share(1_000_001, 1_000_000) == 1
    assert share(1_000_002, 1_000_000) == 0


def test_plain_data_keeps_no_numpy_and_no_nan():
    value = plain_table.plain(pd.DataFrame({"数": [1.0, math.nan]}))
    assert value == {"type": "frame", "columns": ["数"], "rows": [[1], [None]]}
    assert all(type(cell) in (int, type(None)) for row in value["rows"] for cell in row)


def test_equal_data_has_an_equal_digest_only():
    assert plain_table.digest(plain_table.plain(FRAME)) == plain_table.digest(plain_table.plain(FRAME.copy()))
    assert plain_table.digest(plain_table.plain(FRAME)) != plain_table.digest(
        plain_table.plain(FRAME.head(1))
    )


# --- orders, corrected for chance ---


def order_share(order):
    """What an order of whole numbers earns, the rising one being right."""
    items = [f"第{number}项" for number in sorted(order)]
    spec = {"id": "x", "kind": "order", "points": 1, "items": items}
    key = {"hint": "", "explain": "", "answer": items, "wrong": []}
    return mark(spec, key, [f"第{number}项" for number in order])


@pytest.mark.parametrize(("items", "percent"), [(3, 28), (4, 19), (5, 16), (6, 14), (7, 13)])
def test_a_random_order_earns_little(items, percent):
    earned = [order_share(order).points for order in itertools.permutations(range(items))]
    assert round(100 * sum(earned) / len(earned)) == percent
    assert earned.count(1) == 1
    assert sum(points == 0 for points in earned) >= len(earned) / 2


@pytest.mark.parametrize("items", range(4, 9))
def test_two_neighbours_the_wrong_way_cost_less_than_half(items):
    right = list(range(items))
    for place in range(items - 1):
        order = [*right[:place], right[place + 1], right[place], *right[place + 2 :]]
        assert order_share(order).points == pytest.approx(1 - 4 / (items * (items - 1)), abs=1e-4)
        assert order_share(order).points > 0.66
    last_first = order_share([right[-1], *right[:-1]])
    assert 0 <= last_first.points < 0.8
    assert "对里有" in last_first.messages[0]


def test_an_order_with_half_the_pairs_right_earns_nothing():
    assert order_share([2, 1, 0, 3]).points == 0  # three of six pairs
    assert order_share([1, 2, 0, 3]).points == pytest.approx(1 / 3, abs=1e-4)  # four of six
    assert order_share([3, 2, 1, 0]).points == 0
