"""The counter in a real browser, a whole day: by mouse, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import scene_drive

from shequ_lib.play.counter.model import CounterDay

pytestmark = pytest.mark.browser


def texts(*, wrong_from=20):
    """The buttons of the right answers; from the step `wrong_from` on the last button each time."""
    day, found = CounterDay(), []
    for number in range(20):
        wanted = day.matter.function if number % 2 == 0 else day.matter.handler
        choices = {choice.key: choice.label for choice in day.choices()}
        key = wanted if number < wrong_from else list(choices)[-1]
        found.append(choices[key])
        day.answer(key)
    return found


def test_by_mouse_a_day_without_a_mistake(chromium):
    with (
        play_drive.opened("the_counter") as address,
        lab.browser_page(chromium, width=1000, height=1800) as page,
    ):
        play = scene_drive.open_play(page, address)
        play_drive.picture(page, "counter-1000-0")
        scene_drive.by_mouse(page, texts(), "counter-1000", (1, 2, 20))
        lab.expect(play).to_contain_text("一件也没有弄错")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)
        play.get_by_role("button", name="重来").click()
        lab.expect(play).to_contain_text("第 1 件")


def test_by_keyboard_on_a_narrow_page_with_mistakes(chromium):
    with (
        play_drive.opened("the_counter") as address,
        lab.browser_page(chromium, width=400, height=2600) as page,
    ):
        play = scene_drive.open_play(page, address)
        play_drive.picture(page, "counter-400-0")
        scene_drive.by_keyboard(page, texts(wrong_from=14))
        lab.expect(play).to_contain_text("再看一眼")
        play_drive.picture(page, "counter-400-end")
        assert play_drive.no_overflow(page)
        lab.expect(page.locator(":focus")).to_have_text("退一步")
