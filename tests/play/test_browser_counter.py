"""The counter in a real browser, a whole day: by mouse, by double clicks, by touch, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE, QUESTION
from test_play_counter import played

from shequ_lib.play.counter.model import COLUMN, HANDLER, MATTERS, CounterDay

pytestmark = pytest.mark.browser
EVERY = {(number, part) for number in range(1, MATTERS + 1) for part in (COLUMN, HANDLER)}


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("the_counter") as address:
        yield address


def keys(faults=()):
    """The buttons of a day to its end."""
    return stage_drive.presses(CounterDay(), played(faults=faults)[1])


def test_by_mouse_a_day_on_which_one_comes_again(chromium, address):
    with lab.browser_page(chromium, width=1100, height=800) as page:
        stage_drive.listen_to_printing(page)
        play = stage_drive.open_stage(page, address)
        play_drive.picture(page, "counter-1100-0")
        stage_drive.asked_in_sight(page, PICTURE)
        assert play_drive.serious_findings(page) == []
        all_keys = keys({(2, HANDLER)})
        stage_drive.by_mouse(page, all_keys[:7])
        lab.expect(play).to_contain_text("第 2 位有了回音")
        lab.expect(play).to_contain_text("✗ 请错了人")
        play_drive.picture(page, "counter-1100-news")
        stage_drive.by_mouse(page, all_keys[7:])
        lab.expect(play).to_contain_text("都办成了，有人多跑了路")
        play_drive.picture(page, "counter-1100-end")
        assert play_drive.serious_findings(page) == []
        assert stage_drive.no_overflow(page)
        stage_drive.button(page, "paper").click()
        assert "带走这几句" in stage_drive.printed(page)


def test_by_touch_and_double_clicks_nobody_is_answered_twice(chromium, address):
    with lab.browser_page(chromium, width=400, height=800, fingers=True) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.by_touch(page, keys()[:3])
        stage_drive.by_mouse(page, keys()[3:6], twice=True)
        stage_drive.button(page, "again").click()
        lab.expect(play).to_contain_text("走过的都不要了？")
        page.get_by_role("button", name="留着").click()
        lab.expect(stage_drive.button(page, "again")).to_be_focused()
        stage_drive.settled(page)
        stage_drive.by_touch(page, keys()[6:])
        lab.expect(play).to_contain_text("没有一个人白跑")


def test_by_keyboard_on_a_narrow_page_until_the_window_closes(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        play_drive.picture(page, "counter-400-0")
        all_keys = keys(EVERY)
        stage_drive.by_keyboard(page, all_keys[:1])
        stage_drive.asked_in_sight(page, PICTURE)
        play_drive.picture(page, "counter-400-1")
        assert stage_drive.too_small(page) == []
        stage_drive.by_keyboard(page, all_keys[1:])
        lab.expect(play).to_contain_text("关窗了，还有事没有办完")
        assert stage_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "counter-400-end")
        stage_drive.by_keyboard(page, ["undo"])
        lab.expect(page.locator(QUESTION)).to_be_visible()


def test_who_reloads_the_page_is_answered_by_the_same_kernel(chromium, address):
    """A move that JupyterLab sends to a subshell, which the page before takes away, is answered by nobody."""
    sent = []

    def listen(socket):
        socket.on("framesent", lambda frame: sent.append(frame))  # noqa: PLW0108

    with lab.browser_page(chromium, width=1100, height=860) as page:
        stage_drive.open_stage(page, address)
        stage_drive.by_mouse(page, keys()[:1])
        page.on("websocket", listen)
        page.reload()
        stage_drive.open_stage(page, address)
        stage_drive.by_mouse(page, keys()[:3])
    frames = [frame if isinstance(frame, bytes) else frame.encode() for frame in sent]
    moves = [frame for frame in frames if b'"press"' in frame]
    assert len(moves) == 3
    assert not [frame for frame in moves if b'"subshell_id":"' in frame]
