"""The forms of the page, by mouse, keyboard and finger: every change is kept, and nothing is lost."""

from __future__ import annotations

import pytest
from forms_page import desk, literal, spec
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def bare(chromium):
    """One page for all tests of this file; each puts its own form on it."""
    with desk(chromium) as found:
        yield found


@pytest.fixture(autouse=True)
def _nothing_kept(bare):
    bare.page.evaluate("() => { kept.length = 0; checks = 0; }")


def test_a_choice_is_kept_at_each_click(bare):
    given = spec("choice")
    bare.make(given, "a_choice = None\n# 答案写在这一格。")
    assert bare.form.get_by_role("radio", checked=True).count() == 0
    bare.says("未作答")
    bare.form.get_by_text("报告街道").click()
    bare.form.get_by_text("请居民商量").click()
    assert bare.kept == [literal(given, "B"), literal(given, "C")]
    bare.says("正在保存")
    bare.say("saved")
    bare.says("已保存（对错由老师批改后告知）")


def test_choices_are_kept_in_order(bare):
    given = spec("choices")
    bare.make(given, 'a_choices = ["C"]')
    bare.form.get_by_text("公告").click()
    bare.form.get_by_text("反馈").click()
    bare.form.get_by_text("公告").click()
    assert bare.kept == [literal(given, ["A", "C"]), literal(given, ["A"]), "a_choices = None"]
    assert bare.progress == "none"


def test_a_match_says_what_is_used_and_what_is_open(bare):
    given = spec("match")
    bare.make(given, "a_match = None")
    lists = bare.form.get_by_role("combobox")
    lists.nth(0).select_option("恳谈会")
    bare.say("saved")
    bare.says("还有 2 项没选")
    assert bare.progress == "part"
    expect(lists.nth(1).locator("option", has_text="恳谈会（已选过）")).to_have_count(1)
    lists.nth(1).select_option("恳谈会")  # a target may be right twice
    lists.nth(2).select_option("评议会")
    assert bare.kept[-1] == literal(given, {"听取意见": "恳谈会", "化解矛盾": "恳谈会", "评议工作": "评议会"})
    assert bare.progress == "whole"


def test_a_row_is_moved_by_its_buttons(bare):
    given = spec("order")
    bare.make(given, "a_order = None")
    bare.button("下移：召集会议").focus()
    bare.page.keyboard.press("Enter")
    bare.page.keyboard.press("Enter")  # the focus goes with the row
    expect(bare.button("下移：召集会议")).to_be_focused()
    assert bare.kept[-1] == literal(given, ["公告会议", "反馈结果", "召集会议", "归档材料"])
    bare.says("“召集会议”现在排第 3，一共 4 项。")


def test_an_order_may_be_taken_as_it_is(bare):
    given = spec("order")
    bare.make(given, "a_order = None")
    bare.button("就用这个次序").click()
    assert bare.kept == [literal(given, given["items"])]
    assert bare.progress == "whole"
    expect(bare.button("就用这个次序")).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "kept"), [("１２００", 1200), ("1,200 人", 1200), ("2.5万", 25000), ("-3", -3), ("0.5", 0.5)]
)
def test_a_number_is_kept_while_it_is_typed(bare, typed, kept):
    given = spec("number")
    bare.make(given, "a_number = None")
    bare.form.get_by_role("textbox").press_sequentially(typed)
    assert bare.kept[-1] == literal(given, kept)


def test_what_is_no_number_does_not_replace_a_good_one(bare):
    bare.make(spec("number"), "a_number = 12")
    field = bare.form.get_by_role("textbox")
    field.press("End")
    field.press_sequentially("个")
    bare.says("还没有保存")
    bare.says("“12个”不是数字，请只写数字，如 12。")
    assert bare.kept == []
    field.press("Backspace")
    bare.says("已保存")
    expect(field).to_have_value("12")


def test_a_date_is_said_in_words(bare):
    given = spec("date")
    bare.make(given, "a_date = None")
    bare.form.get_by_label("日期").fill("2026-12-12")
    expect(bare.form.get_by_text("2026年12月12日（星期六）")).to_be_visible()
    assert bare.kept == [literal(given, "2026-12-12")]


def test_a_schedule_is_kept_day_by_day(bare):
    given = spec("schedule")
    bare.make(given, "a_schedule = None")
    bare.form.get_by_label("结果哪天反馈").fill("2026-12-30")
    assert bare.kept == [literal(given, {"结果哪天反馈": "2026-12-30"})]
    bare.say("saved")
    bare.says("还有 1 个日子没填")


def test_each_letter_of_an_essay_is_kept(bare):
    bare.make(spec("essay"), "（在这里写你的回答）")
    bare.form.get_by_role("textbox").press_sequentially("先商量")
    assert bare.kept == ["先", "先商", "先商量"]
    expect(bare.form.get_by_text("已写 3 字（建议不少于 10 字）")).to_be_visible()


def test_code_is_run_and_put_back(bare):
    given = spec("table")
    bare.make(given, given["stub"])
    assert bare.progress == "none"
    bare.show("a_table = 7")
    assert bare.progress == "whole"
    bare.button("运行并检查").click()
    assert bare.checks == 1
    bare.button("恢复初始").click()
    assert bare.kept == [given["stub"]]
    bare.button("恢复刚才的代码").click()
    assert bare.kept[1:] == ["a_table = 7"]
