"""What assistive technology is told of each form, and what a page is at 200 % and in forced colours."""

from __future__ import annotations

import lab
import pytest
from grading_helpers import CHAPTER, sample

from grading.release import release

pytestmark = pytest.mark.browser

# Names, order and states of the controls of each kind, as the browser hands them to a screen reader: first as
# the chapter was handed out, then with an answer. `- text:` is what stands beside a control and names it.
UNTOUCHED = {
    "choice": """
- group "选一个":
  - radio "A．会前" [checked=false]
  - radio "B．会后" [checked=false]
  - radio "C．会上" [checked=false]
  - radio "D．不贴" [checked=false]
- button "清除" [disabled]
- status: 未作答
""",
    "choices": """
- group "选几个":
  - checkbox "A．公开栏" [checked=false]
  - checkbox "B．主要出入口" [checked=false]
  - checkbox "C．办公室里" [checked=false]
  - checkbox "D．主任家门口" [checked=false]
  - checkbox "E．干部的群里" [checked=false]
- button "清除" [disabled]
- status: 未作答
""",
    "order": """
- group "排次序":
  - list:
    - listitem:
      - text: 1．召集
      - button "上移：召集" [disabled]
      - button "下移：召集"
    - listitem:
      - text: 2．反馈
      - button "上移：反馈"
      - button "下移：反馈"
    - listitem:
      - text: 3．分析
      - button "上移：分析"
      - button "下移：分析"
    - listitem:
      - text: 4．公告
      - button "上移：公告"
      - button "下移：公告" [disabled]
- button "就用这个次序"
- button "清除" [disabled]
- status: 未作答
""",
    "match": """
- group "连一连":
  - combobox "征求意见":
    - option "（请选择）" [selected]
    - option "协调会"
    - option "评议会"
    - option "恳谈会"
  - combobox "化解矛盾"
- button "清除" [disabled]
- status: 未作答
""",
    "number": """
- group "算人数":
  - textbox "答案（人）"
- button "清除" [disabled]
- status: 未作答
""",
    "date": """
- group "定日期":
  - textbox "日期"
- button "清除" [disabled]
- status: 未作答
""",
    "schedule": """
- group "排日程":
  - textbox "公告"
  - textbox "反馈"
- button "清除" [disabled]
- status: 未作答
""",
    "table": """
- group "大社区":
  - paragraph: 代码写在上面的格子里，写好后点“运行并检查”。
- button "运行并检查"
- button "恢复初始" [disabled]
- status: 未作答
""",
    "essay": """
- group "写一段":
  - textbox "你的回答"
  - paragraph: 已写 0 字
- button "清除" [disabled]
- status: 未作答
""",
}
ANSWERED = {
    "choice": """
- group "选一个":
  - radio "A．会前" [checked]
  - radio "B．会后" [checked=false]
- button "清除"
- status: /已保存/
""",
    "choices": """
- group "选几个":
  - checkbox "A．公开栏" [checked]
  - checkbox "B．主要出入口" [checked=false]
- button "清除"
- status: /已保存/
""",
    "order": """
- group "排次序":
  - list:
    - listitem:
      - text: 1．反馈
    - listitem:
      - text: 2．召集
- button "清除"
- status: /已保存/
""",
    "match": """
- group "连一连":
  - combobox "征求意见":
    - option "恳谈会" [selected]
- button "清除"
- status: /已保存/
""",
    "number": """
- group "算人数":
  - textbox "答案（人）": "6"
- button "清除"
- status: /已保存/
""",
    "date": """
- group "定日期":
  - textbox "日期 2026年6月1日（星期一）": 2026-06-01
- button "清除"
- status: /已保存/
""",
    "schedule": """
- group "排日程":
  - textbox "公告 2026年6月1日（星期一）": 2026-06-01
- button "清除"
- status: /已保存/
""",
    "essay": """
- group "写一段":
  - textbox "你的回答": 先开会。
  - paragraph: 已写 4 字
- button "清除"
- status: /已保存/
""",
}
DO = {
    "choice": lambda form: form.get_by_role("radio").first.check(),
    "choices": lambda form: form.get_by_role("checkbox").first.check(),
    "order": lambda form: form.get_by_role("button", name="下移：召集").click(),
    "match": lambda form: form.get_by_role("combobox").first.select_option("恳谈会"),
    "number": lambda form: form.get_by_role("textbox").fill("6"),
    "date": lambda form: form.get_by_role("textbox").fill("2026-06-01"),
    "schedule": lambda form: form.get_by_role("textbox").first.fill("2026-06-01"),
    "essay": lambda form: form.get_by_role("textbox").fill("先开会。"),
}


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    """The sample chapter in JupyterLab."""
    folder = tmp_path_factory.mktemp("学员")
    course = sample("class")
    release.write(course, folder)
    forms = sum(cell.metadata["shequ"]["role"] == "form" for cell in course.notebooks[CHAPTER].cells)
    with lab.opened(folder, "study", release=folder) as address, lab.browser_page(chromium) as page:
        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", forms)
        yield page


def test_each_kind_says_what_it_asks_what_can_be_done_and_what_is_answered(page):
    for kind, tree in UNTOUCHED.items():
        lab.expect(lab.form_of(page, kind)).to_match_aria_snapshot(tree)
    assert DO.keys() == ANSWERED.keys() == UNTOUCHED.keys() - {"table"}  # its answer is the cell above it
    for kind, tree in ANSWERED.items():
        DO[kind](lab.form_of(page, kind))
        lab.expect(lab.form_of(page, kind)).to_match_aria_snapshot(tree)


def test_at_200_percent_nothing_is_cut_off(page):
    """A window of 1280 by 900 has half as many points then; all text and controls are within its width."""
    page.set_viewport_size({"width": 640, "height": 450})
    shown = page.locator(".jp-Notebook .jp-Cell :is(button, input, select, textarea, p, li, td, h2):visible")
    beyond = """all => all.filter(one => {
        const { left, right } = one.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
    }).map(one => one.outerHTML.slice(0, 120))"""
    assert shown.count() > 30
    assert shown.evaluate_all(beyond) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def test_in_forced_colours_the_focus_and_the_answer_are_seen(page):
    """Colours of ours are gone there; what is left are the system's controls, their borders and outlines."""
    page.emulate_media(forced_colors="active")
    for kind in DO:
        form = lab.form_of(page, kind)
        controls = form.locator(":is(input, select, textarea, button):not(:disabled)")
        for place in range(min(controls.count(), 4)):
            control = controls.nth(place)
            control.scroll_into_view_if_needed()
            page.evaluate("document.activeElement.blur()")
            before = form.screenshot(animations="disabled", caret="hide")
            control.focus()
            page.keyboard.press("Shift")  # the focus came by keyboard
            assert form.screenshot(animations="disabled", caret="hide") != before, (kind, place)
    radios = lab.form_of(page, "choice").get_by_role("radio")
    one, other = (radios.nth(place).screenshot(animations="disabled") for place in (0, 1))
    assert one != other  # the first is chosen, the second is not
    page.emulate_media(forced_colors="none")
