"""A harmonious community in a real browser, from the marks to the result: by mouse, by keyboard."""

from __future__ import annotations

import re

import lab
import play_drive
import pytest

from shequ_lib.play.radar.model import STAFF_MONTHS, Harmony, points

pytestmark = pytest.mark.browser

BEST = Harmony().report().best


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("harmonious_community") as address:
        yield address


def open_radar(page, address):
    play = play_drive.open_play(page, address)
    lab.expect(sliders(page)).to_have_count(len(Harmony().indicators))
    return play


def sliders(page):
    return page.locator(".shequ-sliders input[type=range]")


def card(page, measure):
    return page.locator(".shequ-radar-cards button").filter(has_text=measure.name)


def chart(page):
    return page.locator(".shequ-radar-chart svg")


def test_by_mouse(chromium, address):
    harmony = Harmony()
    with lab.browser_page(chromium, width=1000, height=1800) as page:
        play = open_radar(page, address)
        lab.expect(play).to_contain_text(f"短板：{harmony.before().weakest[0]}")
        play_drive.picture(page, "radar-1000-0")
        assert play_drive.serious_findings(page) == []

        # A slider, the note of its goal, the table and the radar go together.
        last = sliders(page).last
        box = last.bounding_box()
        page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
        lab.expect(last).to_have_value("0")
        lowered = Harmony()
        lowered.mark([*harmony.given[:-1], 0])
        mean = points(lowered.before().scores[-1].mean)
        lab.expect(play.locator("fieldset legend").last).to_contain_text(f"平均 {mean} 分")
        lab.expect(chart(page)).to_have_attribute("aria-label", re.compile(rf"{mean} 分。$"))
        page.get_by_role("button", name="恢复给出的分数").click()
        lab.expect(last).to_have_value(str(harmony.given[-1]))

        page.get_by_role("button", name="下一步：挑措施").click()
        vain = next(measure for measure in harmony.measures if measure not in BEST.measures)
        card(page, vain).click()
        lab.expect(card(page, vain)).to_contain_text("短板没动")
        lab.expect(play).to_contain_text("短板没有动")
        play_drive.picture(page, "radar-1000-vain")
        page.get_by_role("button", name="下一步：看结果").click()
        lab.expect(play).to_contain_text("短板还可以补得更高")
        page.get_by_role("button", name="回去再挑一次").click()
        card(page, vain).click()
        lab.expect(play).to_contain_text("不做了")
        for measure in BEST.measures:
            card(page, measure).click()
            lab.expect(card(page, measure)).to_contain_text("✓ 做")
        lab.expect(play).to_contain_text(f"还剩 {STAFF_MONTHS - BEST.cost} 人月")
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "radar-1000-taken")
        page.get_by_role("button", name="三　看结果").click()
        lab.expect(play).to_contain_text("短板补到了最高，人手也用得最省")
        lab.expect(play).to_contain_text("带走这几句")
        play_drive.picture(page, "radar-1000-end")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)

        page.get_by_role("button", name="换一个社区").click()
        lab.expect(play).to_contain_text(f"短板：{Harmony(1).before().weakest[0]}")
        lab.expect(sliders(page).first).to_have_value(str(Harmony(1).given[0]))
        page.get_by_role("button", name="重来").click()
        lab.expect(play).to_contain_text(Harmony(1).name)


def test_by_keyboard_on_a_narrow_page(chromium, address):
    harmony = Harmony()
    with lab.browser_page(chromium, width=400, height=900) as page:
        play = open_radar(page, address)
        assert play_drive.no_overflow(page)
        page.get_by_role("button", name="一　打分").focus()
        play_drive.tab_to(page, sliders(page).first)
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        marks = [harmony.given[0] + 3, *harmony.given[1:]]
        harmony.mark(marks)
        lab.expect(sliders(page).first).to_have_value(str(marks[0]))
        mean = points(harmony.before().scores[0].mean)
        lab.expect(play.locator("fieldset legend").first).to_contain_text(f"平均 {mean} 分")
        lab.expect(sliders(page).first).to_be_focused()
        assert page.locator(".jp-Cell").count() == 2  # no key reached the notebook

        play_drive.tab_to(page, page.get_by_role("button", name="下一步：挑措施"))
        page.keyboard.press("Enter")
        lab.expect(page.get_by_role("button", name="二　挑措施")).to_be_focused()
        lab.expect(page.get_by_role("button", name="二　挑措施")).to_be_in_viewport()
        for measure in harmony.report().best.measures:
            play_drive.tab_to(page, card(page, measure))
            page.keyboard.press("Space")
            lab.expect(card(page, measure)).to_contain_text("✓ 做")
            lab.expect(card(page, measure)).to_be_focused()
        play_drive.tab_to(page, page.get_by_role("button", name="下一步：看结果"))
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text("短板补到了最高")
        lab.expect(page.get_by_role("button", name="三　看结果")).to_be_focused()
        assert play_drive.no_overflow(page)
        page.set_viewport_size({"width": 400, "height": 2600})
        play_drive.picture(page, "radar-400-end")
        play_drive.tab_to(page, page.get_by_role("button", name="重来"))
        page.keyboard.press("Enter")
        lab.expect(sliders(page).first).to_have_value(str(Harmony().given[0]))
        lab.expect(page.get_by_role("button", name="重来")).to_be_focused()
