"""A year of the sewing corner in a real browser, to its end: by mouse with double clicks, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE

from shequ_lib.play.sewing.model import DROP, HOLD, SELF, SERVE, SewingYear

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("year_of_sewing") as address:
        yield address


def pressed(*kinds):
    """The buttons to press for a year of choices of these kinds."""
    year, keys = SewingYear(), []
    for kind in kinds:
        keys.append(next(str(n) for n, option in enumerate(year.options()) if year.kind(option) == kind))
        year.do(keys[-1])
    return stage_drive.presses(SewingYear(), keys)


def test_by_mouse_with_double_clicks_and_then_on_paper(chromium, address):
    with lab.browser_page(chromium, width=1100, height=820) as page:
        stage_drive.listen_to_printing(page)
        play = stage_drive.open_stage(page, address)
        lab.expect(play).to_contain_text("你替小顾管一年缝纫角")
        stage_drive.asked_in_sight(page)
        play_drive.picture(page, "sewing-1100-0")
        assert play_drive.serious_findings(page) == []

        too_much = pressed(*[HOLD, DROP, DROP] * 3)[0]
        label = stage_drive.button(page, too_much).inner_text()
        stage_drive.slow_double_click(page, too_much)
        lab.expect(stage_drive.told(page)).to_contain_text(f"你：{label}")  # the second click did not go on
        lab.expect(page.locator(PICTURE)).to_have_attribute(
            "aria-label", "二月的缝纫角，来了 2 位居民，小顾在机器旁边忙。天平上，服务居民 8，社区自治 2"
        )
        play_drive.picture(page, "sewing-1100-too-much")
        assert play_drive.serious_findings(page) == []
        stage_drive.by_mouse(page, ["undo"])

        stage_drive.by_mouse(page, pressed(*[SERVE, SELF] * 4, SERVE), twice=True)
        lab.expect(play).to_contain_text("圆满的结局：缝纫角站稳了")
        play_drive.picture(page, "sewing-1100-end")
        assert play_drive.serious_findings(page) == []
        assert stage_drive.no_overflow(page)
        stage_drive.button(page, "paper").click()
        assert "自治要扶，不要包，也不要丢" in stage_drive.printed(page)
        stage_drive.by_mouse(page, ["other"])
        lab.expect(play).to_contain_text(f"凑了 {SewingYear(1).own} 元")


def test_by_keyboard_on_a_phone_to_a_locked_door(chromium, address):
    keys = pressed(*[HOLD, DROP, DROP] * 3)
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        for number in range(0, len(keys), 2):
            stage_drive.by_keyboard(page, keys[number : number + 2])
            if number + 2 < len(keys):
                stage_drive.asked_in_sight(page)
        lab.expect(play).to_contain_text("不好的结局：门锁上了")
        assert stage_drive.no_overflow(page)
        assert stage_drive.too_small(page) == []
        page.set_viewport_size({"width": 400, "height": 2400})
        play_drive.picture(page, "sewing-400-end")
        assert play_drive.serious_findings(page) == []
