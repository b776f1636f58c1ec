"""The community sheet in a real browser: sliders, charts, two communities, the table; mouse and keyboard."""

from __future__ import annotations

import re

import lab
import play_drive
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator, without its tasks."""
    with play_drive.opened("community_sheet", "free=True") as address:
        yield address


@pytest.fixture(scope="module")
def tasks():
    """The address of one that begins with the tasks."""
    with play_drive.opened("community_sheet") as address:
        yield address


def open_sheet(page, address):
    play = play_drive.open_play(page, address)
    lab.expect(play.locator(".shequ-panel .figure")).to_have_count(8)
    lab.expect(play.locator(".shequ-chart")).to_have_count(3)
    return play


def open_tasks(page, address):
    play = play_drive.open_play(page, address)
    lab.expect(play.locator(".shequ-panel .figure:visible")).to_have_count(2)
    settled(page)
    return play


def settled(page):
    lab.expect(page.locator(".shequ-panel .body.settling")).to_have_count(0)


def button(page, key):
    return page.locator(f'.shequ-panel .buttons button[data-key="{key}"]')


def in_sight(page, *places):
    for place in places:
        lab.expect(page.locator(f".shequ-panel {place}").first).to_be_in_viewport(ratio=0.99)


def too_small(page):
    """The buttons and fields in sight that are smaller than a finger needs."""
    return page.locator(".shequ-panel :is(button, select, input[type=text]):visible").evaluate_all(
        "all => all.map(e => [e.ariaLabel || e.textContent, e.getBoundingClientRect()])"
        ".filter(([, box]) => Math.min(box.width, box.height) < 43.9).map(([text]) => text)"
    )


def slider(page, label):
    return page.get_by_role("slider", name=f"{label}，滑块")


def field(page, label):
    return page.locator(".shequ-panel").get_by_label(label, exact=True)


def chart_says(page, name, text):
    """Wait until a chart says this in words."""
    svg = page.locator(f".shequ-panel .{name} svg")
    lab.expect(svg).to_have_attribute("aria-label", re.compile(re.escape(text)))


def drag(page, locator, value):
    """Take the thumb of a slider with the mouse to another value, as a hand does."""
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    now, end = (float(locator.evaluate(f"e => e.{name}")) for name in ("value", "max"))
    way = box["width"] - 22  # of the middle of the thumb
    xs = [box["x"] + 11 + way * number / end for number in (now, (now + value) / 2, value)]
    y = box["y"] + box["height"] / 2
    page.mouse.move(xs[0], y)
    page.mouse.down()
    for x in xs[1:]:
        page.mouse.move(x, y, steps=4)
    page.mouse.up()


def test_by_mouse(chromium, address):
    with lab.browser_page(chromium, width=1000, height=2600) as page:
        play = open_sheet(page, address)
        callout = play.locator(".shequ-panel .callout")
        lab.expect(callout).to_contain_text("还没有跨过界线")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)
        play_drive.picture(page, "sheet-1000-first")

        # over a threshold, in one movement of the hand
        drag(page, slider(page, "常住户数"), 2900)
        lab.expect(callout).to_contain_text("刚刚跨过的界线")
        lab.expect(callout).to_contain_text("社区居委会专职成员：5 人 → 7 人")
        lab.expect(callout).to_contain_text("常住户数超过 2000 户的，每超过 400 户增配 1 人")
        chart_says(page, "posts", "社区居委会专职成员 应配 7 人")
        households = int(field(page, "常住户数").input_value())
        assert 2800 <= households < 3200 and households % 10 == 0
        lab.expect(callout).to_contain_text(f"常住户数，现在 {households:,} 户")
        lab.expect(callout).to_contain_text(f"再多 {3200 - households} 户，到 3,200 户")
        play_drive.picture(page, "sheet-1000-crossed")

        # the field is exact: the threshold itself, and one more
        field(page, "登记失业人员").fill("300")
        field(page, "登记失业人员").press("Enter")
        lab.expect(callout).to_contain_text("“超过”不含本数")
        chart_says(page, "posts", "劳动保障管理岗位 应配 1 人；")
        field(page, "登记失业人员").press("ArrowUp")
        chart_says(page, "posts", "劳动保障管理岗位 应配 1 人，可再配 1 人")
        lab.expect(slider(page, "登记失业人员")).to_have_value("300")
        field(page, "困难家庭").fill("-4")
        field(page, "困难家庭").press("Enter")
        lab.expect(field(page, "困难家庭")).to_have_attribute("aria-invalid", "true")
        lab.expect(play).to_contain_text("不小于 0 的整数")
        field(page, "困难家庭").fill("１０１")
        field(page, "困难家庭").press("Enter")
        lab.expect(field(page, "困难家庭")).to_have_value("101")
        chart_says(page, "posts", "帮扶救助管理岗位 应配 2 人")

        field(page, "党组织").select_option("党委")
        chart_says(page, "money", "社区党建工作经费 市级 30,000 元/年，区级 30,000 元/年")
        page.get_by_label("城管由居委会成员兼任").check()
        chart_says(page, "posts", "社区城管工作人员 兼任（不另计） 1 人")

        page.get_by_label("试一试").select_option("暂住人口差一人满一份")
        lab.expect(callout).to_contain_text("试一试：")
        drag(page, slider(page, "暂住人口"), 2300)
        lab.expect(callout).to_contain_text("暂住人口管理岗位：0 人 → 1 人")

        # two communities
        play.get_by_role("button", name="记住这个社区").click()
        lab.expect(play).to_contain_text("完全一样")
        drag(page, slider(page, "常住户数"), 4100)
        lab.expect(play.locator(".shequ-compared")).to_contain_text("社区居委会专职成员")
        chart_says(page, "posts", "社区居委会专职成员 甲 应配 5 人")
        page.get_by_label("甲（比照的）").select_option(label="柳荫街道 桃巷社区")
        lab.expect(play).to_contain_text("甲：桃巷社区")

        # all communities
        play.get_by_role("button", name="打开全区 92 个社区的表").click()
        rows = play.locator(".shequ-district tbody tr")
        lab.expect(rows).to_have_count(92)
        play.get_by_role("button", name="经费 元").click()
        lab.expect(play.get_by_role("columnheader", name="经费 元")).to_have_attribute(
            "aria-sort", "ascending"
        )
        play.get_by_role("button", name="经费 元").click()
        lab.expect(play.get_by_role("columnheader", name="经费 元")).to_have_attribute(
            "aria-sort", "descending"
        )
        top = [int(text.replace(",", "")) for text in rows.locator("td:nth-child(6)").all_inner_texts()]
        assert top == sorted(top, reverse=True)
        name = rows.nth(0).get_by_role("button").inner_text()
        rows.nth(0).get_by_role("button").click()
        lab.expect(play.get_by_role("status").filter(has_text="放到滑块上了")).to_contain_text(name)
        lab.expect(play).to_contain_text(f"乙：{name}（滑块上的）")
        page.get_by_label("看哪些列").select_option("各岗位人数")
        lab.expect(play.get_by_role("columnheader", name="社区居委会专职成员 人")).to_be_visible()
        page.set_viewport_size({"width": 1000, "height": 5000})
        play_drive.picture(page, "sheet-1000-table")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)
        page.get_by_label("哪个街镇").select_option("桑园坞镇")
        lab.expect(rows).to_have_count(7)
        play.get_by_role("button", name="回到滑块").click()
        lab.expect(slider(page, "常住户数")).to_be_focused()

        play.get_by_role("button", name="看准确的数和每条规则").click()
        lab.expect(play.get_by_role("table", name="人员配备")).to_be_visible()
        settled(page)
        button(page, "again").click()
        settled(page)
        button(page, "again-sure").click()
        lab.expect(play.get_by_role("table", name="人员配备")).to_have_count(0)
        lab.expect(field(page, "常住户数")).to_have_value("2310")
        lab.expect(callout).to_contain_text("还没有跨过界线")


def test_by_keyboard_on_a_narrow_page(chromium, address):
    with lab.browser_page(chromium, width=400, height=900) as page:
        play = open_sheet(page, address)
        callout = play.locator(".shequ-panel .callout")
        slider(page, "常住户数").focus()
        for _ in range(9):
            page.keyboard.press("ArrowRight")
        lab.expect(field(page, "常住户数")).to_have_value("2400")
        lab.expect(callout).to_contain_text("社区居委会专职成员：5 人 → 6 人")
        lab.expect(callout).to_contain_text("原文对此不明确")
        lab.expect(slider(page, "常住户数")).to_be_focused()
        lab.expect(slider(page, "常住户数")).to_have_attribute("aria-valuetext", "2400 户")
        page.keyboard.press("ArrowRight")
        lab.expect(callout).to_contain_text("前面跨过的界线")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        lab.expect(callout).to_contain_text("社区居委会专职成员：6 人 → 5 人")

        play_drive.tab_to(page, field(page, "企业退休人员"))
        page.keyboard.press("Control+a")
        page.keyboard.type("1500")
        page.keyboard.press("Enter")
        lab.expect(callout).to_contain_text("劳动保障管理岗位：1 人 → 1 人，可再配 3 人")
        lab.expect(field(page, "企业退休人员")).to_be_focused()
        play_drive.tab_to(page, page.get_by_label("计生副会长兼职"))
        page.keyboard.press("Space")
        chart_says(page, "posts", "计划生育协会副会长 兼任（不另计） 1 人")

        play_drive.tab_to(page, play.get_by_role("button", name="记住这个社区"))
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text("完全一样")
        play_drive.tab_to(page, play.get_by_role("button", name="打开全区"))
        page.keyboard.press("Enter")
        rows = play.locator(".shequ-district tbody tr")
        lab.expect(rows).to_have_count(92)
        heading = play.get_by_role("button", name="还缺 平方米")
        play_drive.tab_to(page, heading)
        page.keyboard.press("Enter")
        lab.expect(play.get_by_role("columnheader", name="还缺 平方米")).to_have_attribute(
            "aria-sort", "ascending"
        )
        page.keyboard.press("Enter")
        lab.expect(play.get_by_role("columnheader", name="还缺 平方米")).to_have_attribute(
            "aria-sort", "descending"
        )
        lab.expect(heading).to_be_focused()
        page.keyboard.press("Tab")
        lab.expect(rows.nth(0).get_by_role("button")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        chosen = rows.nth(2).get_by_role("button")
        lab.expect(chosen).to_be_focused()
        name = chosen.inner_text()
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text(f"{name}放到滑块上了（乙）")
        lab.expect(chosen).to_be_focused()
        lab.expect(chosen).to_have_attribute("aria-pressed", "true")
        lab.expect(play.locator(".shequ-compared")).to_contain_text("应配合计")
        assert page.locator(".jp-Cell").count() == 2  # no key reached the notebook

        page.set_viewport_size({"width": 400, "height": 7600})
        play_drive.picture(page, "sheet-400")
        assert play_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []


def test_three_tasks_by_mouse_and_a_limit(chromium, tasks):
    with lab.browser_page(chromium, width=1100, height=800) as page:
        play = open_tasks(page, tasks)
        told = play.locator(".told")
        in_sight(page, ".goal", ".place svg", ".sums", ".figure:not([hidden])", ".buttons")
        play_drive.picture(page, "sheet-task-1100")
        assert play_drive.serious_findings(page) == []
        field(page, "登记失业人员").fill("99999999")
        field(page, "登记失业人员").press("Enter")
        lab.expect(play.locator(".hint.problem")).to_contain_text("最多写 2,800 人")
        field(page, "登记失业人员").fill("300")
        field(page, "登记失业人员").press("Enter")
        lab.expect(told).to_contain_text("不含本数")
        page.get_by_role("button", name="登记失业人员，多 1 人").click()
        lab.expect(told).to_contain_text("✓ 做到了")
        play_drive.picture(page, "sheet-reached-1100")
        settled(page)
        button(page, "next").dblclick()  # counts once
        lab.expect(play.locator(".goal")).to_contain_text("每年的经费")
        lab.expect(field(page, "党组织")).to_be_visible()
        field(page, "党组织").select_option("党委")
        lab.expect(told).to_contain_text("✓ 做到了")
        settled(page)
        button(page, "next").click()
        settled(page)
        button(page, "hint").click()
        lab.expect(told).to_contain_text("提示")
        drag(page, slider(page, "常住户数"), 2000)
        lab.expect(told).to_contain_text("加过头了")
        settled(page)
        button(page, "again").click()
        lab.expect(play.locator(".ask")).to_contain_text("都不要了？")
        settled(page)
        button(page, "again-stay").click()
        field(page, "常住户数").fill("1166")
        field(page, "常住户数").press("Enter")
        lab.expect(told).to_contain_text("✓ 做到了")
        settled(page)
        button(page, "next").click()
        lab.expect(told).to_contain_text("3 件都做到了，其中 1 件看了提示")
        play_drive.picture(page, "sheet-ended-1100")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)
        settled(page)
        button(page, "paper").click()
        paper = page.frame_locator(".shequ-panel iframe")
        lab.expect(paper.locator("table")).to_contain_text("1,166 户")
        button(page, "free").click()
        lab.expect(play.get_by_role("button", name="记住这个社区")).to_be_visible()


def test_three_tasks_by_keyboard_and_touch_on_a_phone(chromium, tasks):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = open_tasks(page, tasks)
        told = play.locator(".told")
        in_sight(page, ".goal", ".place svg", ".sums", ".figure:not([hidden])")
        assert too_small(page) == []
        play_drive.picture(page, "sheet-task-400")
        more = page.get_by_role("button", name="登记失业人员，多 1 人")
        play_drive.tab_to(page, more)
        for _ in range(16):
            page.keyboard.press("Enter")
        lab.expect(field(page, "登记失业人员")).to_have_value("301")
        lab.expect(told).to_contain_text("✓ 做到了")
        lab.expect(more).to_be_focused()
        settled(page)
        play_drive.tab_to(page, button(page, "next"))
        page.keyboard.press("Enter")
        lab.expect(slider(page, "常住户数")).to_be_focused()
        field(page, "党组织").select_option("党委")
        lab.expect(told).to_contain_text("✓ 做到了")
        in_sight(page, ".sums")
        settled(page)
        button(page, "next").click()
        slider(page, "常住户数").focus()
        page.keyboard.press("ArrowRight")
        lab.expect(field(page, "常住户数")).to_have_value("871")
        settled(page)
        button(page, "free").click()
        lab.expect(play.locator(".shequ-chart")).to_have_count(3)
        field(page, "助老助残服务对象").scroll_into_view_if_needed()
        in_sight(page, ".sums")  # what follows stays in sight above the last slider
        play_drive.picture(page, "sheet-free-400")
        assert too_small(page) == []
        assert play_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
