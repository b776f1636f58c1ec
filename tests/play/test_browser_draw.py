"""Drawing communities in a real browser, from an empty map to a whole division: by mouse, keyboard, touch."""

from __future__ import annotations

import re

import lab
import play_drive
import pytest

from shequ_lib.play.draw.solver import fewest
from shequ_lib.play.draw.town import town

TOWN = town(1)
PLAN = fewest(TOWN, "2007", neat=True)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("draw_communities") as address:
        yield address


def open_map(page, address):
    play_drive.open_play(page, address)
    cells = page.locator(".shequ-draw [role=gridcell]")
    lab.expect(cells).to_have_count(len(PLAN))
    return cells


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def too_small(page):
    """What can be pressed, is in sight and smaller than a finger needs."""
    return page.locator(".shequ-draw :is(button, select, summary, .chip):visible").evaluate_all(
        "all => all.map(e => [e.textContent, e.getBoundingClientRect()])"
        ".filter(([, box]) => Math.min(box.width, box.height) < 43.9).map(([text]) => text)"
    )


def picture(page, name):
    page.set_viewport_size({**page.viewport_size, "height": 1900})
    play_drive.picture(page, f"draw-{name}")


def said(page):
    return page.locator(".shequ-draw .said")


def test_by_mouse(chromium, address):
    with lab.browser_page(chromium, width=1000) as page:
        cells = open_map(page, address)
        lab.expect(page.locator(".shequ-play")).to_contain_text("还没有画")
        assert play_drive.serious_findings(page) == []
        picture(page, "empty-1000")
        for community in range(1, max(PLAN) + 1):
            page.get_by_role("radio", name=f"社区 {community}").check()
            for quarter in [quarter for quarter, owner in enumerate(PLAN) if owner == community]:
                cells.nth(quarter).click()
                lab.expect(cells.nth(quarter)).to_have_attribute(
                    "aria-label", re.compile(f"社区 {community}，")
                )
        lab.expect(said(page)).to_contain_text("每个社区都合适")
        lab.expect(page.locator(".shequ-play")).to_contain_text(f"画好了：{max(PLAN)} 个社区都合适")
        picture(page, "done-1000")

        # through the middle of an area, and into two pieces
        split = next(
            edge for edge in TOWN.edges if edge.kind == "lane" and PLAN[edge.first] == PLAN[edge.second]
        )
        page.get_by_role("radio", name="社区 7").check()
        cells.nth(split.first).click()
        lab.expect(page.locator(".shequ-draw .line.unclear")).not_to_have_count(0)
        lab.expect(page.locator(".shequ-draw-verdict")).to_contain_text("当中的弄堂穿过")
        page.get_by_role("button", name="退一步").click()
        lab.expect(said(page)).to_contain_text("每个社区都合适")

        # dragging paints all that the mouse comes over
        page.get_by_role("button", name="重来").click()
        lab.expect(said(page)).to_contain_text("清空")
        page.get_by_role("radio", name="社区 2").check()
        cells.nth(0).scroll_into_view_if_needed()
        boxes = [cells.nth(quarter).bounding_box() for quarter in (0, 1, 5)]
        middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
        page.mouse.move(*middles[0])
        page.mouse.down()
        for middle in middles[1:]:
            page.mouse.move(*middle, steps=4)
        page.mouse.up()
        for quarter in (0, 1, 5):
            lab.expect(cells.nth(quarter)).to_have_class("fill-2")

        page.set_viewport_size({"width": 400, "height": 900})
        page.get_by_role("button", name="看一种画法").click()
        lab.expect(said(page)).to_contain_text("不是唯一的")
        picture(page, "done-400")
        for part in (".shequ-draw", ".shequ-draw-sides", ".shequ-draw-verdict", ".shequ-play"):
            assert page.locator(part).evaluate("e => e.scrollWidth <= e.clientWidth + 1"), part

        page.get_by_label("换一张图").select_option(label="第 4 张")
        lab.expect(cells.nth(0)).to_have_class("fill-0")
        lab.expect(page.locator(".shequ-draw .name").first).to_have_text(town(4).quarters[0].name)
        lab.expect(cells).to_have_count(len(PLAN))


def test_by_keyboard_only(chromium, address):
    with lab.browser_page(chromium, width=1000) as page:
        cells = open_map(page, address)
        page.locator(".shequ-play select").first.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        lab.expect(page.get_by_role("radio", name="社区 1")).to_be_focused()
        page.keyboard.press("Tab")
        lab.expect(cells.nth(0)).to_be_focused()
        lab.expect(cells.nth(0)).to_have_attribute("aria-label", re.compile(f"^{TOWN.quarters[0].name}"))
        for row in range(5):
            for step in range(4):
                column = step if row % 2 == 0 else 3 - step
                quarter = row * 4 + column
                lab.expect(cells.nth(quarter)).to_be_focused()
                page.keyboard.press(str(PLAN[quarter]))
                lab.expect(said(page)).to_contain_text(
                    f"{TOWN.quarters[quarter].name}划归社区 {PLAN[quarter]}"
                )
                if step < 3:
                    page.keyboard.press("ArrowRight" if row % 2 == 0 else "ArrowLeft")
            page.keyboard.press("ArrowDown")
        lab.expect(said(page)).to_contain_text("每个社区都合适")
        picture(page, "keyboard-1000")
        assert said(page).get_attribute("aria-live") == "polite"
        assert page.locator(".jp-Cell").count() == 2  # no key reached the notebook

        page.keyboard.press("0")
        lab.expect(said(page)).to_contain_text("没有归属")
        page.keyboard.press("Control+z")
        lab.expect(said(page)).to_contain_text("每个社区都合适")
        page.keyboard.press("Tab")
        lab.expect(page.get_by_role("button", name="退一步")).to_be_focused()
        page.keyboard.press("Enter")
        lab.expect(said(page)).to_contain_text("退回了一步")


def test_by_touch_on_a_phone(chromium, address):
    with lab.browser_page(chromium, width=400, height=800, fingers=True) as page:
        cells = open_map(page, address)
        assert too_small(page) == []
        page.get_by_text("社区 2", exact=True).tap()
        cells.nth(0).tap()
        lab.expect(said(page)).to_contain_text(f"{TOWN.quarters[0].name}划归社区 2")
        cells.nth(0).tap()  # once more takes it away
        lab.expect(said(page)).to_contain_text("没有归属")
        button(page, "看一种画法").tap()
        lab.expect(said(page)).to_contain_text("不是唯一的")
        button(page, "重来").tap()
        lab.expect(said(page)).to_contain_text("清空")
        button(page, "退一步").dblclick()  # each takes one step back
        for quarter, owner in enumerate((0,) * len(PLAN)):
            lab.expect(cells.nth(quarter)).to_have_class(f"fill-{owner}")
        page.get_by_label("户数按哪个口径").select_option("2001")
        lab.expect(said(page)).to_contain_text("现在按 2001 年口径")
        page.get_by_text("怎样操作").tap()
        lab.expect(page.get_by_text("按住鼠标拖过去")).to_be_visible()
        assert play_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
