"""The examination's board in a bare page: filled to the end, taken back, shown again, and told as it is."""

from __future__ import annotations

import re
from datetime import date

import play_drive
import pytest
from chance import examples
from forms_page import desk, opened
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from shequ_lib import first_year, script
from shequ_lib.exercises import literal
from shequ_lib.exercises.score import mark_source
from shequ_lib.first_year import board_model

SEED = 14
YEAR = first_year.scenario(SEED)
SOLVED = first_year.solve(YEAR)
BOARD = first_year.public_board(YEAR)
SPEC = {
    "id": "first-year",
    "kind": "year",
    "title": "在任第一年",
    "points": 100,
    "seed": SEED,
    "board": BOARD,
}
KEY = {"hint": "", "explain": "", "wrong": []}
STUB = "first_year = None\n# 答案写在这一格。"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def bare(chromium):
    """One page for all tests of this file; each puts its own board on it."""
    with opened(chromium) as browser, desk(browser, viewport={"width": 1100, "height": 900}) as found:
        yield found


@pytest.fixture(autouse=True)
def _nothing_kept(bare):
    bare.page.set_viewport_size({"width": 1100, "height": 900})
    bare.page.evaluate("() => { kept.length = 0; checks = 0; }")


def written(record):
    return literal.write("first-year", record)


def kept(bare):
    return literal.read("first-year", bare.kept[-1])


def of_month(month):
    return [task for task in YEAR.tasks if task.month == month]


def tab(bare, month):
    return bare.form.get_by_role("tab", name=re.compile(f"^{month} 月"))


def field(bare, name):
    return bare.form.locator(f"[data-task={name}]")


def decide(bare, task, decision):
    """Decide by mouse: type a number, choose from a list, or click a line."""
    place = field(bare, task.id)
    if task.kind == "number":
        place.fill(str(decision))
    elif place.get_attribute("type") == "radio":
        bare.form.get_by_text(task.option(decision).text, exact=True).click()
    else:
        place.select_option(decision)


def shown(bare, task):
    """What the field of a decision shows."""
    place = field(bare, task.id)
    if place.get_attribute("type") == "radio":
        group = place.get_attribute("name")
        chosen = bare.form.locator(f"input[name='{group}']:checked")
        return chosen.get_attribute("value") if chosen.count() else ""
    return place.input_value()


# --- a year by hand ---


def test_a_year_filled_to_the_end_earns_all_points(bare):
    bare.make(SPEC, STUB)
    expect(bare.form).to_contain_text("未作答")
    assert bare.progress == "none"
    for month in range(1, 13):
        expect(tab(bare, month)).to_have_attribute("aria-selected", "true")
        for done, task in enumerate(of_month(month), 1):
            before = len(bare.kept)
            decide(bare, task, SOLVED[task.id])
            assert len(bare.kept) == before + 1  # at once
            assert kept(bare) == {name: SOLVED[name] for name in kept(bare)}
            expect(bare.form).to_contain_text(f"{month} 月：已决定 {done} / {len(of_month(month))} 件。")
        expect(tab(bare, month)).to_contain_text("✓ 都定了")
        if month < 12:
            assert bare.progress == "part"
            bare.button("做好了，到下月").click()
            expect(tab(bare, month + 1)).to_be_focused()
    assert bare.kept[-1] == written(SOLVED)
    result = mark_source(SPEC, KEY, bare.kept[-1])
    assert (result.status, result.points) == ("right", 100)
    assert bare.progress == "whole"
    expect(bare.button("做好了，到下月")).to_have_count(0)
    expect(bare.form).to_contain_text("十二个月都做完了。")
    bare.say("saved")
    expect(bare.form).to_contain_text("已保存（对错由老师批改后告知）")


def test_a_year_is_shown_again_as_it_was_left(bare):
    bare.make(SPEC, written(SOLVED))
    for month in range(1, 13):
        tab(bare, month).click()
        assert {task.id: shown(bare, task) for task in of_month(month)} == {
            task.id: str(SOLVED[task.id]) for task in of_month(month)
        }
    assert bare.kept == []  # looking writes nothing
    bare.show(written({"staff-party": 3}))  # the cell was changed elsewhere
    assert shown(bare, of_month(12)[0]) == ""
    tab(bare, 1).click()
    assert shown(bare, of_month(1)[0]) == "3"
    expect(bare.form).to_contain_text(f"全年：1 / {len(YEAR.tasks)} 件。")


def test_steps_are_taken_back_within_the_month(bare):
    bare.make(SPEC, written(SOLVED))
    bare.button("退一步").click()
    expect(bare.form).to_contain_text("这个月里没有可以退的了。")
    assert bare.kept == []
    field(bare, "staff-committee").click()
    bare.page.keyboard.press("Control+a")
    bare.page.keyboard.type("12")  # two keys, one step
    field(bare, "holder-deputy").select_option("")
    tab(bare, 2).click()
    bare.button("退一步").click()
    expect(bare.form).to_contain_text("这个月里没有可以退的了。")
    bare.button("清除本月").click()
    assert kept(bare).keys().isdisjoint(task.id for task in of_month(2))
    assert len(kept(bare)) == len(SOLVED) - len(of_month(2)) - 1
    expect(bare.form).to_contain_text("别的月份没有动")
    bare.button("退一步").click()
    assert kept(bare)["money-party"] == SOLVED["money-party"]
    tab(bare, 1).click()
    bare.button("退一步").click()
    assert kept(bare) == {**SOLVED, "staff-committee": 12}
    bare.button("退一步").click()
    assert kept(bare) == SOLVED
    expect(field(bare, "staff-committee")).to_have_value(str(SOLVED["staff-committee"]))


def test_clearing_the_only_decision_is_unanswered(bare):
    bare.make(SPEC, written({"staff-committee": 8}))
    bare.button("清除本月").click()
    assert bare.kept == ["first_year = None"]
    assert bare.progress == "none"
    bare.button("清除本月").click()
    expect(bare.form).to_contain_text("这个月还什么也没有定。")
    assert len(bare.kept) == 1


def test_what_is_no_number_costs_nothing_else(bare):
    bare.make(SPEC, written({"staff-committee": 8}))
    field(bare, "staff-committee").fill("八")
    field(bare, "staff-party").fill("２人")
    expect(bare.form).to_contain_text("“八”不是数字，请只写数字，如 12。现在存着的是 8。")
    expect(field(bare, "staff-committee")).to_have_attribute("aria-invalid", "true")
    expect(bare.form).to_contain_text("就是 2 人")
    assert kept(bare) == {"staff-party": 2, "staff-committee": 8}
    bare.say("saved")
    expect(bare.form).to_contain_text("1 处读不懂的没有存")
    assert bare.progress == "part"
    tab(bare, 2).click()
    tab(bare, 1).click()
    expect(field(bare, "staff-committee")).to_have_value("八")  # nothing typed is lost
    field(bare, "staff-committee").fill("9")
    expect(bare.form).not_to_contain_text("不是数字")
    assert kept(bare) == {"staff-party": 2, "staff-committee": 9}


def test_self_study_checks_on_demand(bare):
    bare.make(SPEC, STUB, check=True)
    bare.button("检查").click()
    expect(bare.form).to_contain_text("请先作答，再检查。")
    field(bare, "staff-party").fill("2")
    assert bare.checks == 0
    bare.button("检查").click()
    assert bare.checks == 1
    expect(bare.form).to_contain_text("正在检查")
    bare.say("checked")
    expect(bare.form).to_contain_text("已检查，结果在下面")
    assert bare.form.locator(".shequ-main").count() == 1  # one thing is to be done next


def test_a_typed_fault_waits_until_it_is_told(bare):
    bare.make(SPEC, STUB)
    bare.page.clock.install()
    try:
        field(bare, "staff-party").press_sequentially("1")
        field(bare, "staff-party").press_sequentially(".")
        expect(bare.form).not_to_contain_text("不是数字")
        bare.page.clock.run_for(1000)
        expect(bare.form).to_contain_text("“1.”不是数字")
        field(bare, "staff-party").press_sequentially("5")
        expect(bare.form).not_to_contain_text("不是数字")
        assert kept(bare) == {"staff-party": 1.5}
    finally:
        bare.page.clock.resume()


def test_to_the_first_decision_that_is_open(bare):
    record = {name: value for name, value in SOLVED.items() if name not in ("coverage", "size")}
    bare.make(SPEC, written(record))
    bare.button("到第一件没定的事").click()
    expect(tab(bare, 4)).to_have_attribute("aria-selected", "true")
    expect(field(bare, "coverage")).to_be_focused()
    decide(bare, next(task for task in YEAR.tasks if task.id == "coverage"), SOLVED["coverage"])
    bare.button("到第一件没定的事").click()
    expect(field(bare, "size")).to_be_focused()
    field(bare, "size").select_option(SOLVED["size"])
    bare.button("到第一件没定的事").click()
    expect(bare.form).to_contain_text("十二个月都做完了。")
    assert kept(bare) == SOLVED


def test_the_ends_of_the_year_are_told(bare):
    bare.make(SPEC, STUB)
    bare.button("上月").click()
    expect(bare.form).to_contain_text("这是今年的第一个月了。")
    tab(bare, 12).click()
    bare.button("下月").click()
    expect(bare.form).to_contain_text("这是今年的最后一个月了。")


def test_a_month_by_keyboard(bare):
    bare.make(SPEC, STUB)
    tab(bare, 1).focus()
    for key in ("ArrowRight", "ArrowRight"):
        bare.page.keyboard.press(key)
    expect(tab(bare, 3)).to_be_focused()
    expect(tab(bare, 1)).to_have_attribute("aria-selected", "true")
    bare.page.keyboard.press("Enter")
    expect(tab(bare, 3)).to_have_attribute("aria-selected", "true")
    for task in of_month(3):
        play_drive.tab_to(bare.page, field(bare, task.id))
        if task.kind == "number":
            bare.page.keyboard.type(str(SOLVED[task.id]))
        elif field(bare, task.id).get_attribute("type") == "radio":
            bare.page.keyboard.press("Space")
            for _ in range([option.key for option in task.options].index(SOLVED[task.id])):
                bare.page.keyboard.press("ArrowDown")
        else:
            value = SOLVED[task.id]
            for _ in range(70):
                if field(bare, task.id).input_value() == value:
                    break
                bare.page.keyboard.press("ArrowDown")
    assert kept(bare) == {task.id: SOLVED[task.id] for task in of_month(3)}
    play_drive.tab_to(bare.page, bare.button("做好了，到下月"))
    bare.page.keyboard.press("Enter")
    expect(tab(bare, 4)).to_be_focused()
    bare.page.keyboard.press("End")
    bare.page.keyboard.press("ArrowRight")
    expect(tab(bare, 12)).to_be_focused()


# --- what stands beside ---


def test_calendar_and_money_follow_what_is_decided(bare):
    bare.make(SPEC, STUB)
    side = bare.form.locator(".shequ-board-side")
    expect(side).to_contain_text("这个月还没有要排的日子。")
    expect(side).to_contain_text("还没有编。")
    tab(bare, 2).click()
    field(bare, "money-party").fill("12万")
    expect(side).to_contain_text("120,000")
    tab(bare, 3).click()
    expect(side).to_contain_text("9日 公告（通知）最早这天能发")
    day = date.fromisoformat(SOLVED["symposium-1-meeting"])
    field(bare, "symposium-1-meeting").select_option(label=f"{day.month}月{day.day}日")
    expect(side).to_contain_text(f"{day.day}日 开会（你定的）")
    field(bare, "symposium-1-feedback").select_option("2027-04-02")
    tab(bare, 4).click()
    expect(side).to_contain_text("2日 情况反馈（你定的）")


def test_nothing_is_said_about_right_and_wrong(bare):
    """A wrong year looks like a right one."""
    texts = []
    for record in (SOLVED, {name: _other(name) for name in SOLVED}):
        bare.make(SPEC, written(record))
        for month in range(1, 13):
            tab(bare, month).click()
            texts.append(bare.form.inner_text())
    for word in ("合规", "违规", "规定：", "满意", "最迟应", "▲", "标准（元）"):
        assert not any(word in text for text in texts), word


def _other(name):
    task = next(task for task in YEAR.tasks if task.id == name)
    if task.kind == "number":
        return SOLVED[name] + 1
    if task.kind == "date":
        return f"{YEAR.year}-{task.month:02}-28"
    return next(option.key for option in task.options if option.key != SOLVED[name])


# --- cells of any kind ---


def test_a_day_written_into_the_cell_is_shown(bare):
    bare.make(SPEC, 'first_year = {"symposium-1-notice": "2027年12月24日"}')
    tab(bare, 3).click()
    expect(field(bare, "symposium-1-notice")).to_have_value("2027-12-24")
    assert bare.kept == []


def test_what_can_be_read_of_a_cell_is_shown(bare):
    bare.make(SPEC, 'first_year = {"staff-party": "很多", "staff-committee": 8}')
    expect(bare.form).to_contain_text("答案格里有的内容不能用")
    expect(bare.form).to_contain_text("“很多”不是数字")
    expect(field(bare, "staff-committee")).to_have_value("8")
    assert bare.kept == []
    field(bare, "staff-party").fill("2")
    assert kept(bare) == {"staff-party": 2, "staff-committee": 8}
    expect(bare.form).not_to_contain_text("不能用")


def test_a_cell_that_is_no_answer_is_told(bare):
    bare.make(SPEC, "import os")
    expect(bare.form).to_contain_text("在这里重新作答，就会把它换掉")
    assert bare.progress == "none"
    tab(bare, 2).click()
    expect(bare.form).to_contain_text("在这里重新作答，就会把它换掉")
    field(bare, "money-party").fill("5")
    assert bare.kept == ['first_year = {"money-party": 5}']
    expect(bare.form).not_to_contain_text("不能用")


@pytest.mark.parametrize(
    "board",
    [
        None,
        {},
        [],
        "board",
        {**BOARD, "year": "2027"},
        {**BOARD, "cards": [{"id": "x"}]},
        {**BOARD, "cards": BOARD["cards"] * 2},
        {**BOARD, "cards": BOARD["cards"][:1] * 300},
        {**BOARD, "figures": {"rows": [[1]], "months": []}},
        {**BOARD, "money": {"month": 13, "lines": []}},
    ],
    ids=lambda board: str(board)[:20],
)
def test_a_board_that_is_none_is_told(bare, board):
    bare.make({**SPEC, "board": board}, written(SOLVED))
    expect(bare.form).to_contain_text("不能作答")
    assert bare.progress == "none"


def test_a_strangers_texts_are_text(bare):
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    card = {"id": "a", "month": 1, "title": evil, "text": evil, "incident": evil, "heads": [evil]}
    tasks = [
        {"id": "n", "kind": "number", "name": evil, "label": evil, "unit": evil},
        {"id": "c", "kind": "choice", "name": evil, "label": evil, "options": [["A", evil]]},
        {"id": "d", "kind": "date", "name": evil, "label": evil, "mark": evil},
    ]
    board = {
        **BOARD,
        "cards": [{**card, "rows": [[evil]], "tasks": tasks}],
        "figures": {"rows": [[evil, evil]], "months": [1]},
        "given": [{"day": "2027-01-02", "about": evil, "text": evil}],
        "money": {"month": 1, "lines": ["n"]},
    }
    bare.make({**SPEC, "board": board}, written({"n": 1, "d": "2027-01-03"}))
    assert bare.form.locator("img, script").count() == 0
    expect(bare.form.locator(".shequ-board-card")).to_contain_text(evil)
    expect(bare.form.locator(".shequ-board-side")).to_contain_text(evil)


# --- for every eye ---


@pytest.mark.parametrize("width", [1100, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_and_no_overflow(bare, width, scheme):
    bare.page.emulate_media(color_scheme=scheme)
    if scheme == "dark":
        bare.page.evaluate("document.body.style.background = '#1e1e1e'")  # as a dark page has it
    bare.page.set_viewport_size({"width": width, "height": 900})
    bare.make(SPEC, written({**SOLVED, "staff-party": 4}))
    try:
        for month in (1, 2, 5, 11):
            tab(bare, month).click()
            if month == 2:
                field(bare, "money-party").fill("八")
                field(bare, "money-party").blur()
            assert play_drive.serious_findings(bare.page, "#form") == []
            assert bare.page.evaluate("document.documentElement.scrollWidth") <= width
            small = bare.form.locator(
                "button, select, input[type=text], .shequ-option, summary"
            ).evaluate_all(
                "all => all.filter(e => e.offsetHeight && e.offsetHeight < 44).map(e => e.outerHTML)"
            )
            assert small == []
    finally:
        bare.page.emulate_media(color_scheme="light")
        bare.page.evaluate("document.body.style.background = ''")


def test_all_twelve_months_are_printed(bare):
    bare.make(SPEC, written({"staff-party": 2, "holder-head": "B", "symposium-1-notice": "2027-03-09"}))
    bare.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    bare.page.emulate_media(media="print")
    try:
        printed = bare.form.inner_text()
        for month in range(1, 13):
            assert f"{month} 月\n" in printed
        for task in YEAR.tasks:
            assert task.label in printed
        assert "☑ 物业公司的经理" in printed
        assert printed.count("☑") == 1
        assert "会议公告的日期：3月9日" in printed
        expect(bare.form.get_by_role("button")).to_have_count(0)
    finally:
        bare.page.emulate_media(media="screen")
        bare.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(bare.form.locator(".shequ-board-print")).to_have_count(0)


def test_traditional_characters(bare):
    with script.using(script.HANT):
        board = first_year.public_board(YEAR)
    bare.make({**SPEC, "board": board}, 'first_year = {"holder-head": "社区党组织书记"}', script="hant")
    expect(field(bare, "holder-head")).to_have_value("A")
    field(bare, "staff-party").fill("很多")
    field(bare, "staff-party").blur()
    tab(bare, 3).click()
    text = bare.form.inner_text()
    tab(bare, 1).click()
    text += bare.form.inner_text()
    with script.using(script.HANT):
        assert script.localise(text) == text
    assert "已決定" in text


# --- the same as Python's ---


_NAMES = st.sampled_from([task.id for task in YEAR.tasks])
_DAYS = st.dates(date(YEAR.year, 1, 1), date(YEAR.year, 12, 31)).map(str)
_RECORDS = st.dictionaries(_NAMES, st.just(0)).flatmap(
    lambda names: st.fixed_dictionaries({name: _decisions(name) for name in names})
)


def _decisions(name):
    task = next(task for task in YEAR.tasks if task.id == name)
    if task.kind == "date":
        return _DAYS
    if task.kind == "choice":
        return st.sampled_from([option.key for option in task.options])
    return st.integers(0, 10**9) | st.floats(0, 1e6, allow_nan=False).map(lambda x: round(x, 2))


@examples(60)
@given(_RECORDS, st.integers(1, 12))
def test_the_board_shows_what_pythons_shows(bare, record, month):
    record = first_year.normalise(YEAR, record) or {}
    shown = bare.page.evaluate(
        """async ([board, record, month]) => {
            const { yearModel: year } = await import('./forms.js');
            const decisions = new Map(Object.entries(record));
            return [
                year.tiles(board, decisions), year.marks(board, decisions, month),
                year.money(board, decisions), year.weeks(board.year, month)
            ];
        }""",
        [BOARD, record, month],
    )
    tiles = [
        {
            "month": t.month,
            "decided": t.decided,
            "total": t.total,
            "incidents": [list(i) for i in t.incidents],
        }
        for t in board_model.tiles(YEAR, record)
    ]
    marks = [
        {"day": str(m.day), "kind": m.kind, "about": m.about, "text": m.text}
        for m in board_model.marks(YEAR, record, month)
    ]
    money = [{"name": line.name, "entered": line.entered} for line in board_model.money(YEAR, record)]
    assert shown == [tiles, marks, money, board_model.weeks(YEAR.year, month)]
