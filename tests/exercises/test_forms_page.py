"""The forms of the page, by mouse, keyboard and finger: every change is kept, and nothing is lost."""

from __future__ import annotations

import json

import pytest
import whole_course
from forms_page import SPECS, desk, literal, opened, spec
from playwright.sync_api import expect

from grading.marking import sanitize
from grading.master.keys import read_exercises
from shequ_lib.answer_cells import read_answers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium):
    """One browser for all tests of this file."""
    with opened(chromium) as found:
        yield found


@pytest.fixture(scope="module")
def bare(browser):
    """One page for nearly all tests; each puts its own form on it."""
    with desk(browser) as found:
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


def test_a_card_goes_where_it_is_put_and_the_focus_with_it(bare):
    given = spec("sort")
    bare.make(given, "a_sort = None")
    expect(bare.form.get_by_role("group", name="还没有放的：4 项")).to_be_visible()
    card = bare.form.get_by_label("发放低保金")
    card.focus()
    card.press("ArrowDown")  # each step is a change, and the card moves on with the next
    card.press("ArrowDown")
    expect(bare.form.get_by_role("group", name="协助政府办：1 项").get_by_label("发放低保金")).to_be_focused()
    assert bare.kept[-1] == literal(given, {"发放低保金": "协助政府办"})
    bare.say("saved")
    bare.says("已保存，还有 3 项没放 “发放低保金”放进了“协助政府办”。")
    assert bare.progress == "part"
    card.select_option("")
    assert bare.kept[-1] == "a_sort = None" and bare.progress == "none"
    bare.says("“发放低保金”拿出来了。")


def test_a_card_is_dragged_into_a_bin_and_no_other_thing(bare):
    given = spec("sort")
    bare.make(given, "a_sort = None")
    to = bare.form.get_by_role("group", name="不归社区办：")
    bare.form.get_by_text("处罚占道摊贩").first.drag_to(to)
    assert bare.kept == [literal(given, {"处罚占道摊贩": "不归社区办"})]
    bare.form.locator(".shequ-bin-name").first.drag_to(to)
    assert len(bare.kept) == 1


def test_a_line_that_is_ticked_asks_for_its_rule(bare):
    given = spec("spot")
    bare.make(given, "a_spot = None")
    expect(bare.form.get_by_role("combobox")).to_have_count(0)
    bare.form.get_by_label("告示贴在居务公开栏").focus()
    bare.page.keyboard.press("Space")
    bare.say("saved")
    bare.says("已保存，还有 1 行没选规则")
    assert bare.kept == [literal(given, {"1": ""})] and bare.progress == "part"
    bare.page.keyboard.press("Tab")
    bare.page.keyboard.press("ArrowDown")
    bare.page.keyboard.press("ArrowDown")
    assert bare.kept[-1] == literal(given, {"1": "两类地方都要贴"})
    bare.form.get_by_text("反馈给有关的人").click()
    bare.form.get_by_label("第 4 行违反哪一条").select_option("会后按期反馈")
    assert bare.kept[-1] == literal(given, {"1": "两类地方都要贴", "4": "会后按期反馈"})
    assert bare.progress == "whole"
    bare.form.get_by_text("告示贴在居务公开栏").click()
    assert bare.kept[-1] == literal(given, {"4": "会后按期反馈"})
    expect(bare.form.get_by_role("checkbox", checked=True)).to_have_count(1)


def test_a_tick_without_its_rule_is_not_lost(bare):
    bare.make(spec("spot"), 'a_spot = {"4": ""}')
    expect(bare.form.get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(bare.form.get_by_label("第 4 行违反哪一条")).to_have_value("")


def test_paper_shows_the_rules_and_a_line_to_write_one_on(bare):
    bare.make(spec("spot"), ANSWERED["spot"])
    bare.page.emulate_media(media="print")
    expect(bare.form.get_by_text("违反：两类地方都要贴")).to_be_visible()
    expect(bare.form.locator(".shequ-printed").locator("visible=true")).to_have_count(4)
    expect(bare.form.locator(".shequ-rules li").locator("visible=true")).to_have_count(4)
    expect(bare.form.locator("select").locator("visible=true")).to_have_count(0)
    bare.page.emulate_media(media="screen")


def test_a_document_is_filled_in_field_by_field(bare):
    given = spec("fill")
    bare.make(given, "a_fill = None")
    bare.form.get_by_label("会议", exact=True).select_option("听证会")
    bare.form.get_by_label("人数（人）").press_sequentially("2万")
    bare.say("saved")
    bare.says("已保存，还有 4 处没有填")
    assert bare.kept[-1] == literal(given, {"会议": "听证会", "人数": 20000})
    expect(bare.form.get_by_text("（就是 20000）")).to_be_visible()
    bare.form.get_by_label("开会日期").fill("2026-05-06")
    expect(bare.form.get_by_text("（星期三）").locator("visible=true")).to_have_count(1)
    bare.form.get_by_text("地点", exact=True).click()  # its name below it is a label
    bare.page.keyboard.type(" 三楼 会议室")
    for place, who in (("参加人一", "访客"), ("参加人二", "居民")):
        bare.form.get_by_label(place).select_option(who)
    filled = {"开会日期": "2026-05-06", "会议": "听证会", "人数": 20000}
    filled |= {"参加人一": "访客", "参加人二": "居民", "地点": "三楼 会议室"}
    assert bare.kept[-1] == literal(given, filled)
    assert bare.progress == "whole"


def test_lines_with_bars_are_a_table(bare):
    fields = [{"label": label, "type": "number", "unit": "元"} for label in ("办公费", "活动费")]
    given = spec(
        "fill", lines=[["项目|金额"], ["办公|", 0, " 元"], ["活动|", 1, " 元"], ["一共两项"]], fields=fields
    )
    bare.make(given, "a_fill = None")
    assert bare.form.get_by_role("columnheader").all_inner_texts() == ["项目", "金额"]
    expect(bare.form.get_by_role("row", name="活动").get_by_role("textbox")).to_have_count(1)
    bare.form.get_by_role("row", name="活动").get_by_role("textbox").fill("300")
    assert bare.kept[-1] == literal(given, {"活动费": 300})
    expect(bare.form.locator("table + table, p table")).to_have_count(0)


def test_a_document_is_filled_in_with_the_keyboard_alone(bare):
    bare.make(spec("fill"), "a_fill = None")
    bare.form.get_by_label("会议", exact=True).focus()
    bare.page.keyboard.press("ArrowDown")
    bare.page.keyboard.press("Tab")
    bare.page.keyboard.type("12")
    bare.page.keyboard.press("Tab")
    bare.page.keyboard.press("ArrowDown")
    assert bare.kept[-1] == literal(spec("fill"), {"会议": "恳谈会", "人数": 12, "参加人一": "居民"})


def test_what_one_field_does_not_take_is_told_and_the_others_are_kept(bare):
    given = spec("fill")
    bare.make(given, 'a_fill = {"人数": 12}')
    field = bare.form.get_by_label("人数（人）")
    field.press("End")
    field.press_sequentially("个")
    bare.say("saved")
    bare.says("还有 6 处没有填")  # it may not be finished
    field.press("Tab")
    bare.says("已保存，还有 5 处没有填，有一处没有存：“人数”：“12个”不是数字，请只写数字，如 12。")
    expect(field).to_have_attribute("aria-invalid", "true")
    bare.form.get_by_label("地点").fill("会议室")
    assert bare.kept[-1] == literal(given, {"地点": "会议室"}) and bare.progress == "part"
    bare.form.get_by_label("开会日期").fill("0202-05-06")
    bare.form.get_by_label("开会日期").blur()
    field.fill("12")
    bare.say("saved")
    bare.says("“开会日期”的年份 202 好像没有填完，请写四位，如 2026。")
    assert bare.kept[-1] == literal(given, {"人数": 12, "地点": "会议室"})


def test_paper_shows_a_document_with_room_to_write_and_what_may_be_chosen(bare):
    bare.make(spec("fill"), "a_fill = None")
    bare.page.emulate_media(media="print")
    blanks = bare.form.locator(".shequ-gap .shequ-printed")
    assert [box["width"] >= 100 for box in (one.bounding_box() for one in blanks.all())] == [True] * 6
    expect(bare.form.get_by_text("会议：恳谈会；协调会；听证会")).to_be_visible()
    expect(bare.form.get_by_text("参加人一、参加人二：居民；单位代表；访客")).to_be_visible()
    expect(bare.form.get_by_text("参加人一、参加人二：填的先后不限。")).to_be_visible()
    expect(bare.form.locator("select, input").locator("visible=true")).to_have_count(0)
    bare.page.emulate_media(media="screen")


def _steps(bare):
    return [" ".join(text.split()) for text in bare.form.locator(".shequ-case legend").all_inner_texts()]


def test_a_decision_shows_its_consequence_and_opens_the_next_document(bare):
    given = spec("decide")
    bare.make(given, EMPTY["decide"])
    assert _steps(bare) == ["第 1 步 一封来信"]
    expect(bare.form.get_by_text("会定在下周五。").locator("visible=true")).to_have_count(0)
    bare.form.get_by_text("请双方来协调").locator("visible=true").click()
    expect(bare.form.locator(".shequ-after")).to_have_text("会定在下周五。")
    expect(bare.form.locator("[aria-live=polite]")).to_have_text("会定在下周五。下面是第 2 步：会议记录。")
    assert _steps(bare) == ["第 1 步 一封来信", "第 2 步 会议记录"]
    expect(bare.form.get_by_role("columnheader", name="说定")).to_be_visible()
    bare.say("saved")
    bare.says("已保存，事情还没有办完")
    assert bare.progress == "part"
    bare.form.get_by_text("当场签协议").click()
    expect(bare.form.locator(".shequ-case-end")).to_have_text("这件事办到这里。")
    assert bare.kept == [literal(given, {"1": "A"}), literal(given, {"1": "A", "3": "C"})]
    assert bare.progress == "whole"


def test_a_changed_decision_puts_the_later_ones_away_and_brings_them_back(bare):
    given = spec("decide")
    bare.make(given, ANSWERED["decide"])
    assert _steps(bare) == ["第 1 步 一封来信", "第 2 步 值班记录", "第 3 步 会议记录"]
    first = bare.form.get_by_role("group", name="第 1 步")
    first.get_by_text("请双方来协调").click()  # the third document is reached all the same
    assert bare.kept == [literal(given, {"1": "A", "3": "C"})]
    bare.form.get_by_role("group", name="第 1 步").get_by_text("召集大家恳谈").click()
    assert bare.kept[-1] == ANSWERED["decide"]
    bare.form.get_by_role("group", name="第 2 步").get_by_text("叫舞队写检讨").click()
    assert bare.kept[-1] == literal(given, {"1": "B", "2": "C"})
    bare.say("saved")
    bare.says("后面的 1 步先收起来了，改回来就还在。")
    bare.form.get_by_role("group", name="第 2 步").get_by_text("这就请双方来协调").click()
    assert bare.kept[-1] == ANSWERED["decide"]


def test_arrow_keys_pass_over_options_and_lose_no_decision(bare):
    given = spec("decide")
    bare.make(given, EMPTY["decide"])
    bare.page.keyboard.press("Tab")
    bare.page.keyboard.press("Space")
    bare.page.keyboard.press("Tab")
    expect(bare.form.get_by_role("group", name="第 2 步").get_by_role("radio").first).to_be_focused()
    bare.page.keyboard.press("ArrowDown")
    bare.page.keyboard.press("ArrowDown")
    assert bare.kept[-1] == literal(given, {"1": "A", "3": "C"})
    bare.page.keyboard.press("Shift+Tab")
    for key, letter in (("ArrowDown", "B"), ("ArrowDown", "C"), ("ArrowDown", "A")):
        bare.page.keyboard.press(key)
        expect(
            bare.form.get_by_role("radio").locator(f"xpath=self::*[@value='{letter}']").first
        ).to_be_focused()
    assert bare.kept[-1] == literal(given, {"1": "A", "3": "C"})
    assert bare.progress == "whole"


def test_paper_shows_the_way_that_was_taken_or_all_that_is_to_be_decided(bare):
    bare.make(spec("decide"), ANSWERED["decide"])
    bare.page.emulate_media(media="print")
    expect(bare.form.locator(".shequ-after").locator("visible=true")).to_have_count(3)
    bare.page.emulate_media(media="screen")
    bare.button("清除").click()
    expect(bare.form.locator(".shequ-handout")).to_be_hidden()
    bare.page.emulate_media(media="print")
    expect(bare.form.get_by_text("1B：来了四十多人。到情形 2。")).to_be_visible()
    expect(bare.form.get_by_text("3C：协议存了档。这件事办到这里。")).to_be_visible()
    expect(bare.form.locator("input").locator("visible=true")).to_have_count(0)
    bare.page.emulate_media(media="screen")


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
    expect(bare.button("就用这个次序")).to_be_disabled()


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
    expect(bare.form.get_by_text("2026年12月12日（星期六）").first).to_be_visible()
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


def test_a_self_learner_compares_the_own_text_when_it_is_written(bare):
    middle = {"text": "先贴公告。", "why": "没有回音。", "points": [1]}
    samples = {"top": "先贴公告。\n\n再反馈。", "middle": middle}
    bare.make({**spec("essay"), "samples": samples}, "（在这里写你的回答）")
    expect(bare.form.get_by_text("对照一下")).to_have_count(0)
    bare.form.get_by_role("textbox").fill("公告在居务公开栏贴出")
    bare.form.get_by_text("对照一下：写得好的一篇").click()
    expect(bare.form.get_by_text("再反馈。")).to_be_visible()
    bare.form.get_by_text("对照一下：中等的一篇").click()
    expect(bare.form.get_by_text("这一篇得 1 分，满分 2 分。没有回音。")).to_be_visible()
    bare.form.get_by_role("textbox").fill("公告")
    expect(bare.form.get_by_text("对照一下")).to_have_count(0)


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


# --- nothing is lost ---

ANSWERED = {
    "choice": 'a_choice = "B"',
    "choices": 'a_choices = ["A", "C"]',
    "order": 'a_order = ["归档材料", "召集会议", "公告会议", "反馈结果"]',
    "match": 'a_match = {"听取意见": "恳谈会"}',
    "sort": 'a_sort = {"选举居委会成员": "居委会自己办", "处罚占道摊贩": "不归社区办"}',
    "spot": 'a_spot = {"1": "两类地方都要贴"}',
    "fill": 'a_fill = {"开会日期": "2026-12-12", "会议": "听证会", "人数": 12, "地点": "会议室"}',
    "decide": 'a_decide = {"1": "B", "2": "B", "3": "C"}',
    "number": "a_number = 12",
    "date": 'a_date = "2026-12-12"',
    "schedule": 'a_schedule = {"公告哪天贴出": "2026-12-12"}',
    "essay": "先商量，再投票。\n\n第二段。",
    "table": "import pandas as pd\na_table = 7",
}
EMPTY = {
    **{kind: f"a_{kind} = None" for kind in ANSWERED},
    "essay": "（在这里写你的回答）",
    "table": SPECS["table"]["stub"],
}


@pytest.mark.parametrize("kind", ANSWERED)
def test_what_was_cleared_can_be_had_back(bare, kind):
    bare.make(spec(kind), ANSWERED[kind])
    clear, restore = ("恢复初始", "恢复刚才的代码") if kind == "table" else ("清除", "恢复刚才的答案")
    bare.button(clear).dblclick()  # as people do who are not used to a mouse
    assert bare.kept == [EMPTY[kind]]
    assert bare.progress == "none"
    bare.say("saved")
    bare.button(restore).click()
    assert bare.kept == [EMPTY[kind], ANSWERED[kind]]
    expect(bare.button(restore)).to_have_count(0)
    expect(bare.button(clear)).to_be_focused()


@pytest.mark.parametrize("kind", ANSWERED)
def test_an_answer_comes_back_as_it_was_given(bare, kind):
    bare.make(spec(kind), ANSWERED[kind])
    assert bare.progress != "none"
    assert bare.kept == []
    bare.show(EMPTY[kind])
    assert bare.progress == "none"
    bare.says("未作答")


def test_an_answer_given_after_clearing_does_not_lose_the_one_before(bare):
    bare.make(spec("essay"), "先商量，再投票，最后公布。")
    bare.button("清除").click()
    bare.form.get_by_role("textbox").press_sequentially("新")
    bare.button("恢复刚才的答案").click()
    assert bare.kept[-1] == "先商量，再投票，最后公布。"
    bare.button("恢复刚才的答案").click()
    assert bare.kept[-1] == "新"


def test_what_comes_back_from_the_cell_does_not_disturb_typing(bare):
    bare.make(spec("number"), "a_number = None")
    field = bare.form.get_by_role("textbox")
    field.press_sequentially("1,2")
    bare.show("a_number = 12")
    field.press_sequentially("00")
    expect(field).to_have_value("1,200")
    assert bare.kept[-1] == "a_number = 1200"


def test_what_cannot_be_read_is_said_and_stays_until_there_is_an_answer(bare):
    bare.make(spec("date"), 'a_date = "明天"')
    bare.says(
        "答案格里现在的内容不能用：“明天”不是日期，请写成 2026-12-12 这样。在这里重新作答，就会把它换掉。"
    )
    field = bare.form.get_by_label("日期")
    field.focus()
    field.blur()
    assert bare.kept == []
    field.fill("2026-12-12")
    assert bare.kept == ['a_date = "2026-12-12"']


def test_a_year_that_is_half_typed_does_not_replace_a_good_date(bare):
    bare.make(spec("date"), 'a_date = "2026-12-12"')
    bare.form.get_by_label("日期").fill("0202-12-12")
    bare.says("“日期”的年份 202 好像没有填完，请写四位，如 2026。")
    assert bare.kept == []


def test_every_exercise_of_the_course_has_a_form_that_shows_its_answer(bare):
    wrong = []
    for notebook in whole_course.built("source").notebooks.values():
        answers = read_answers(notebook)
        for exercise, (given, _) in read_exercises(notebook).items():
            if given["kind"] == "year":
                continue  # its form has tests of its own
            bare.make(given, answers[exercise])
            if bare.progress != "whole" or bare.form.locator(".shequ-problem").count():
                wrong.append((exercise, bare.form.inner_text()))
    assert wrong == []
    assert bare.kept == []


# --- what is said ---


def test_the_status_line_says_what_has_become_of_an_answer(bare):
    bare.make(spec("choice"), EMPTY["choice"], check=True)
    bare.form.get_by_text("报告街道").click()
    bare.says("正在保存……")
    bare.say("unsaved", "和学习程序的连接断了。")
    bare.says("还没有保存：和学习程序的连接断了。")
    bare.button("再试一次").click()
    assert bare.kept == ['a_choice = "B"'] * 2
    bare.say("saved")
    expect(bare.form.get_by_role("status")).to_have_text("已保存")
    bare.button("检查").click()
    assert bare.checks == 1
    bare.says("正在检查")
    bare.say("unchecked", "运行太久，已经停下。")
    bare.says("运行太久，已经停下。")
    bare.say("checked")
    bare.says("已检查，结果在下面")


def test_nothing_is_checked_before_there_is_an_answer(bare):
    bare.make(spec("number"), EMPTY["number"], check=True)
    bare.button("检查").click()
    bare.says("请先作答，再检查。")
    bare.form.get_by_role("textbox").fill("七")
    bare.button("检查").click()
    bare.says("“七”不是数字")
    assert bare.checks == 0


def test_the_page_below_does_not_move_when_the_status_changes(bare):
    bare.make(spec("number"), EMPTY["number"])
    height = bare.form.bounding_box()["height"]
    bare.form.get_by_role("textbox").press_sequentially("2万")
    bare.says("正在保存")
    assert bare.form.bounding_box()["height"] == height


def test_forms_speak_traditional_characters(bare):
    bare.make(spec("number"), EMPTY["number"], script="hant")
    bare.form.get_by_role("textbox").fill("七")
    bare.form.get_by_role("textbox").blur()
    bare.says("還沒有保存：“七”不是數字，請只寫數字，如 12。")


def test_an_essay_that_is_longer_than_what_is_taken_in_is_told_so(bare):
    bare.make(spec("essay"), "长" * sanitize.MAX_ESSAY)
    assert bare.progress == "whole"
    bare.form.get_by_role("textbox").fill("长" * (sanitize.MAX_ESSAY + 1))
    bare.say("saved")
    bare.says(f"已保存，写得太长：老师只收得到前 {sanitize.MAX_ESSAY} 个字符，请删去一些")
    assert bare.progress == "part"


# --- what anybody may have written ---

HOSTILE = "<img src=x onerror=\"document.title='bad'\"><script>document.title='bad'</script>"


def _hostile_options(names):
    return {
        letter: {"text": name, "after": HOSTILE, "then": 0} for letter, name in zip("ABC", names, strict=True)
    }


@pytest.mark.parametrize(
    "kind", ["choice", "choices", "order", "match", "sort", "spot", "decide", "number", "schedule", "essay"]
)
def test_a_spec_is_text(bare, kind):
    names = [HOSTILE, "constructor", "__proto__"]
    bare.make(
        spec(
            kind,
            title=HOSTILE,
            options={"A": HOSTILE, "B": "{letter}"},
            items=names,
            targets=names,
            bins=names,
            heading=HOSTILE,
            lines=names,
            rules=names,
            steps=[{"heading": HOSTILE, "text": HOSTILE, "options": _hostile_options(names)}],
            fields=names,
            unit=HOSTILE,
        ),
        EMPTY[kind],
    )
    assert bare.progress == "none"
    assert bare.form.locator("img, script").count() == 0
    assert bare.page.title() == "答题"


def test_the_spec_of_a_document_is_text(bare):
    fields = [
        {"label": HOSTILE, "type": "choice", "options": [HOSTILE, "constructor", "__proto__"], "group": "a"},
        {"label": "__proto__", "type": "text", "group": "a"},
        {"label": "constructor", "type": "number", "unit": HOSTILE},
    ]
    given = spec("fill", heading=HOSTILE, lines=[[HOSTILE, 0, 1], [2]], fields=fields)
    bare.make(given, EMPTY["fill"])
    bare.form.get_by_label("__proto__").fill("甲")
    bare.form.get_by_label("constructor").fill("7")
    assert bare.kept[-1] == 'a_fill = {"__proto__": "甲", "constructor": 7}'
    bare.show('a_fill = {"constructor": 8}')
    expect(bare.form.get_by_label("constructor")).to_have_value("8")
    expect(bare.form.get_by_label("__proto__")).to_have_value("")
    assert bare.form.locator("img, script").count() == 0
    assert bare.page.title() == "答题"


def test_an_answer_is_text(bare):
    bare.make(spec("essay"), HOSTILE)
    expect(bare.form.get_by_role("textbox")).to_have_value(HOSTILE)
    bare.make(spec("number"), f"a_number = {json.dumps(HOSTILE)}")
    bare.says("不是数字")
    assert bare.form.locator("img, script").count() == 0


@pytest.mark.parametrize(
    "given",
    [
        None,
        7,
        {},
        {**spec("choice"), "kind": "constructor"},
        {**spec("choice"), "id": "a'b"},
        {**spec("choice"), "options": {"A": 1}},
        {**spec("choice"), "options": {}},
        {**spec("match"), "items": "甲乙丙"},
        {**spec("match"), "targets": ["甲", "甲"]},
        {**spec("sort"), "bins": []},
        {**spec("spot"), "heading": None},
        {**spec("spot"), "rules": ["甲", ""]},
        {**spec("fill"), "lines": [["甲"]]},
        {**spec("fill"), "lines": [[0, 1, 2, 3, 4, 5, 5]]},
        {**spec("fill"), "lines": [[0, 1, 2, 3, 4, 6]]},
        {**spec("fill"), "lines": [[0], [1], [2], [3], [4], [5]] + [["甲"]] * 55},
        {**spec("fill"), "fields": ["甲"]},
        {**spec("fill"), "lines": [[0]], "fields": [{"label": "甲", "type": "choice"}]},
        {**spec("fill"), "lines": [[0]], "fields": [{"label": "甲", "type": "file"}]},
        {
            **spec("fill"),
            "lines": [[*range(31)]],
            "fields": [{"label": f"{n}", "type": "text"} for n in range(31)],
        },
        {**spec("decide"), "steps": []},
        {**spec("decide"), "steps": SPECS["decide"]["steps"][:2]},  # leads to a third
        {**spec("decide"), "steps": SPECS["decide"]["steps"][::-1]},  # leads back
        {**spec("decide"), "steps": SPECS["decide"]["steps"] + [{"heading": "完", "text": "完"}]},
        {**spec("sort"), "items": [str(n) for n in range(61)]},
        {**spec("order"), "items": [str(i) for i in range(1000)]},
        {**spec("essay"), "min_chars": "many"},
        {**spec("table"), "stub": "x" * 100_000},
    ],
    ids=str,
)
def test_what_is_no_spec_is_said_to_be_none(bare, given):
    bare.make(given, "x = 1")
    expect(bare.form).to_contain_text("这道题的内容不完整，不能作答。")
    assert bare.form.locator("input, button, select, textarea").count() == 0
    bare.say("saved")


# --- by keyboard and by finger, in every size ---


def test_options_are_chosen_with_the_keyboard(bare):
    bare.make(spec("choice"), EMPTY["choice"])
    bare.page.keyboard.press("Tab")
    bare.page.keyboard.press("ArrowDown")
    bare.page.keyboard.press("ArrowDown")
    assert bare.kept[-1] == 'a_choice = "C"'
    expect(bare.form.get_by_role("group", name="练习题")).to_have_count(1)


def _handle(bare, item):
    box = bare.form.get_by_role("listitem").filter(has_text=item).locator(".shequ-handle").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_row_is_dragged_with_the_mouse(bare):
    bare.make(spec("order"), EMPTY["order"])
    bare.page.mouse.move(*_handle(bare, "归档材料"))
    bare.page.mouse.down()
    x, y = _handle(bare, "召集会议")
    bare.page.mouse.move(x, y - 5, steps=5)
    assert bare.kept == []  # nothing is decided before the row is let go
    bare.page.mouse.up()
    assert bare.kept == [literal(spec("order"), ["归档材料", "召集会议", "公告会议", "反馈结果"])]
    bare.says("“归档材料”现在排第 1，一共 4 项。")


def test_a_row_that_is_put_back_is_no_answer(bare):
    bare.make(spec("order"), EMPTY["order"])
    x, y = _handle(bare, "召集会议")
    bare.page.mouse.move(x, y)
    bare.page.mouse.down()
    bare.page.mouse.move(x, y + 10)
    bare.page.mouse.up()
    assert bare.kept == []


@pytest.fixture(scope="module")
def phone(browser):
    """The page on a phone."""
    with desk(browser, viewport={"width": 400, "height": 800}, has_touch=True, is_mobile=True) as found:
        yield found


def test_a_row_is_dragged_with_a_finger(phone):
    phone.make(spec("order"), EMPTY["order"])
    fingers = phone.page.context.new_cdp_session(phone.page)

    def touch(kind, *place):
        points = [{"x": place[0], "y": place[1]}] if place else []
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = _handle(phone, "召集会议")
    _, end = _handle(phone, "反馈结果")
    touch("touchStart", x, y)
    touch("touchMove", x, (y + end) / 2)
    touch("touchMove", x, end + 5)
    touch("touchEnd")
    assert phone.kept[-1] == literal(spec("order"), ["公告会议", "反馈结果", "召集会议", "归档材料"])


@pytest.mark.parametrize("kind", ANSWERED)
def test_a_phone_has_room_for_it_and_for_fingers(phone, kind):
    long = "特别长的一项" * 8
    given = spec(kind, check=True)
    if "items" in given:
        given["items"] = [*given["items"], long]
    phone.make(given, EMPTY[kind], check=True)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 400
    controls = phone.form.locator(
        "button, select, textarea, input:not([type=radio], [type=checkbox]), label:has([name])"
    )
    assert controls.count() > 0
    assert min(box["height"] for box in (one.bounding_box() for one in controls.all())) >= 44


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ANSWERED)
def test_axe_finds_nothing(bare, kind, scheme):
    from axe_playwright_python.sync_playwright import Axe

    bare.page.emulate_media(color_scheme=scheme)
    bare.page.evaluate(
        "scheme => (document.body.style.background = scheme === 'dark' ? '#111' : '#fff')", scheme
    )
    bare.make(spec(kind), ANSWERED[kind], check=True)
    bare.button("恢复初始" if kind == "table" else "清除").click()
    found = Axe().run(bare.page, context="#form").response["violations"]
    bare.page.emulate_media(color_scheme="light")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("match", "恳谈会"),
        ("sort", "☑"),
        ("number", "12"),
        ("date", "2026年12月12日（星期六）"),
        ("schedule", "2026年12月12日（星期六）"),
        ("fill", "听证会"),
        ("fill", "2026年12月12日（星期六）"),
        ("essay", "先商量，再投票。"),
        ("order", "归档材料"),
    ],
)
def test_paper_shows_the_answer_and_nothing_to_press(bare, kind, shown):
    bare.make(spec(kind), ANSWERED[kind])
    bare.page.emulate_media(media="print")
    expect(bare.form.get_by_text(shown).locator("visible=true").first).to_be_visible()
    expect(bare.form.locator("button, select, textarea, input").locator("visible=true")).to_have_count(0)
    bare.page.emulate_media(media="screen")
