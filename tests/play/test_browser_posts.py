"""The three-in-one posts in a real browser, all lists: by mouse, by double clicks, by touch, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE, QUESTION, STAGE
from test_play_posts import played

from shequ_lib.play.posts.round import Lists

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("three_in_one_posts") as address:
        yield address


def keys(**how):
    """The buttons of all lists to the end."""
    return stage_drive.presses(Lists(), played(**how)[1])


def test_by_mouse_with_a_list_that_comes_back(chromium, address):
    with lab.browser_page(chromium, width=1100, height=800) as page:
        stage_drive.listen_to_printing(page)
        play = stage_drive.open_stage(page, address)
        play_drive.picture(page, "posts-1100-0")
        stage_drive.asked_in_sight(page, PICTURE)
        assert play_drive.serious_findings(page) == []
        all_keys = keys(slips={0})
        page.locator(
            f'{STAGE} [data-press="{all_keys[0]}"]'
        ).first.click()  # a card of the picture is one, too
        stage_drive.answered(page, "1")
        stage_drive.by_mouse(page, all_keys[1:3])
        lab.expect(play).to_contain_text("名单退回来了")
        play_drive.picture(page, "posts-1100-back")
        stage_drive.by_mouse(page, all_keys[3:])
        lab.expect(play).to_contain_text("退回来过，都改好了")
        play_drive.picture(page, "posts-1100-end")
        assert play_drive.serious_findings(page) == []
        assert stage_drive.no_overflow(page)
        stage_drive.button(page, "paper").click()
        assert "带走这几句" in stage_drive.printed(page)


def test_by_touch_and_double_clicks_each_card_is_put_once(chromium, address):
    with lab.browser_page(chromium, width=400, height=800, fingers=True) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.by_touch(page, keys()[:2])
        stage_drive.by_mouse(page, keys()[2:4], twice=True)
        stage_drive.button(page, "again").click()
        lab.expect(play).to_contain_text("走过的都不要了？")
        page.get_by_role("button", name="留着").click()
        lab.expect(stage_drive.button(page, "again")).to_be_focused()
        stage_drive.settled(page)
        stage_drive.by_touch(page, keys()[4:])
        lab.expect(play).to_contain_text("名单张张一次收下")


def test_by_keyboard_on_a_narrow_page_with_lists_that_are_shown(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        play_drive.picture(page, "posts-400-0")
        all_keys = keys(lost={0, 3})
        stage_drive.by_keyboard(page, all_keys[:1])
        stage_drive.asked_in_sight(page, PICTURE)
        play_drive.picture(page, "posts-400-1")
        assert stage_drive.too_small(page) == []
        stage_drive.by_keyboard(page, all_keys[1:])
        lab.expect(play).to_contain_text("有名单没有改好")
        assert stage_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "posts-400-end")
        stage_drive.by_keyboard(page, ["undo"])
        lab.expect(page.locator(QUESTION)).to_be_visible()
