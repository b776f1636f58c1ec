"""A harmonious community in a real browser, from the marks to the result: by mouse, keyboard, touch."""

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
    return page.locator(".shequ-radar input[type=range]")


def card(page, measure):
    return page.locator(".shequ-radar .card").filter(has_text=measure.name)


def chart(page):
    return page.locator(".shequ-radar .chart svg")


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def settled(page):
    """Wait until the panel takes presses."""
    lab.expect(page.locator(".shequ-radar.settling")).to_have_count(0)


def at_step(page, name):
    """Wait until a step is there, its top in sight, with the focus on its button."""
    lab.expect(button(page, name)).to_have_attribute("aria-current", "step")
    lab.expect(button(page, name)).to_be_focused()
    lab.expect(button(page, name)).to_be_in_viewport()
    settled(page)


def too_small(page):
    """The buttons and sliders in sight that are smaller than a finger needs."""
    return page.locator(".shequ-radar :is(button, input):visible").evaluate_all(
        "all => all.map(e => [e.textContent || e.parentElement.textContent, e.getBoundingClientRect()])"
        ".filter(([, box]) => Math.min(box.width, box.height) < 43.9).map(([text]) => text)"
    )


def test_by_mouse(chromium, address):
    harmony = Harmony()
    with lab.browser_page(chromium, width=1000, height=1800) as page:
        play = open_radar(page, address)
        lab.expect(play).to_contain_text(f"短板：{harmony.before().weakest[0]}")
        play_drive.picture(page, "radar-1000-0")
        assert play_drive.serious_findings(page) == []

        # A slider, the note of its goal, the table and the radar go together.
        last = sliders(page).last
        settled(page)
        last.click(position={"x": 2, "y": last.bounding_box()["height"] / 2})
        lab.expect(last).to_have_value("0")
        lowered = Harmony()
        lowered.mark([*harmony.given[:-1], 0])
        mean = points(lowered.before().scores[-1].mean)
        lab.expect(play.locator("fieldset legend").last).to_contain_text(f"平均 {mean} 分")
        lab.expect(chart(page)).to_have_attribute("aria-label", re.compile(rf"{mean} 分。$"))
        button(page, "恢复给出的分数").click()
        button(page, "留着").click()
        lab.expect(last).to_have_value("0")
        button(page, "恢复给出的分数").click()
        button(page, "不要了").click()
        lab.expect(last).to_have_value(str(harmony.given[-1]))
        lab.expect(button(page, "恢复给出的分数")).to_be_focused()

        button(page, "下一步：挑措施").dblclick()  # counts once
        at_step(page, "二　挑措施")
        vain = next(measure for measure in harmony.measures if measure not in BEST.measures)
        card(page, vain).dblclick()  # counts once
        lab.expect(card(page, vain)).to_contain_text("短板没动")
        lab.expect(card(page, vain)).to_have_attribute("aria-pressed", "true")
        lab.expect(play).to_contain_text("短板没有动")
        play_drive.picture(page, "radar-1000-vain")
        button(page, "下一步：看结果").click()
        lab.expect(play).to_contain_text("短板还可以补得更高")
        at_step(page, "三　看结果")
        button(page, "回去再挑一次").click()
        card(page, vain).click()
        lab.expect(play).to_contain_text("不做了")
        for measure in BEST.measures:
            card(page, measure).click()
            lab.expect(card(page, measure)).to_contain_text("✓ 做")
        lab.expect(play).to_contain_text(f"还剩 {STAFF_MONTHS - BEST.cost} 人月")
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "radar-1000-taken")
        button(page, "三　看结果").click()
        lab.expect(play).to_contain_text("短板补到了最高，人手也用得最省")
        lab.expect(play).to_contain_text("带走这几句")
        play_drive.picture(page, "radar-1000-end")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)

        for name in ("换一个社区", "重来"):  # what was chosen is thrown away only if one says so
            button(page, name).click()
            lab.expect(page.get_by_role("group", name="都不要了？")).to_be_visible()
            button(page, "留着").click()
            lab.expect(button(page, name)).to_be_focused()
            lab.expect(play).to_contain_text("短板补到了最高，人手也用得最省")
        button(page, "换一个社区").click()
        button(page, "不要了").click()
        lab.expect(play).to_contain_text(f"短板：{Harmony(1).before().weakest[0]}")
        lab.expect(sliders(page).first).to_have_value(str(Harmony(1).given[0]))
        at_step(page, "一　打分")
        button(page, "重来").click()  # nothing was done, so it does not ask
        at_step(page, "一　打分")
        lab.expect(play).to_contain_text(Harmony(1).name)


def test_by_keyboard_on_a_narrow_page(chromium, address):
    harmony = Harmony()
    with lab.browser_page(chromium, width=400, height=900) as page:
        play = open_radar(page, address)
        assert play_drive.no_overflow(page)
        settled(page)
        button(page, "一　打分").focus()
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

        play_drive.tab_to(page, button(page, "下一步：挑措施"))
        page.keyboard.press("Enter")
        at_step(page, "二　挑措施")
        for measure in harmony.report().best.measures:
            play_drive.tab_to(page, card(page, measure))
            page.keyboard.press("Space")
            lab.expect(card(page, measure)).to_contain_text("✓ 做")
            lab.expect(card(page, measure)).to_be_focused()
        play_drive.tab_to(page, button(page, "下一步：看结果"))
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text("短板补到了最高")
        at_step(page, "三　看结果")
        assert play_drive.no_overflow(page)
        page.set_viewport_size({"width": 400, "height": 2600})
        play_drive.picture(page, "radar-400-end")
        play_drive.tab_to(page, button(page, "重来"))
        page.keyboard.press("Enter")
        lab.expect(button(page, "留着")).to_be_focused()
        settled(page)
        page.keyboard.press("Tab")
        lab.expect(button(page, "不要了")).to_be_focused()
        page.keyboard.press("Enter")
        lab.expect(sliders(page).first).to_have_value(str(Harmony().given[0]))
        at_step(page, "一　打分")
        assert page.locator(".jp-Cell").count() == 2


def test_by_touch_on_a_phone(chromium, address):
    with lab.browser_page(chromium, width=400, height=800, fingers=True) as page:
        play = open_radar(page, address)
        settled(page)
        assert too_small(page) == []
        first = sliders(page).first
        legend = page.locator("legend").first
        before = legend.inner_text()
        first.tap(position={"x": 1, "y": 22})
        lab.expect(first).to_have_value(re.compile(r"^\d$"))
        lab.expect(legend).not_to_have_text(before)  # the kernel has answered
        settled(page)
        button(page, "恢复给出的分数").tap()
        settled(page)
        assert too_small(page) == []
        button(page, "不要了").tap()
        lab.expect(first).to_have_value(str(Harmony().given[0]))
        button(page, "下一步：挑措施").tap()
        at_step(page, "二　挑措施")
        for measure in BEST.measures:
            card(page, measure).tap()
            lab.expect(card(page, measure)).to_have_attribute("aria-pressed", "true")
        assert too_small(page) == []
        assert play_drive.serious_findings(page) == []
        button(page, "下一步：看结果").tap()
        at_step(page, "三　看结果")
        lab.expect(play).to_contain_text("短板补到了最高，人手也用得最省")
        assert play_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
