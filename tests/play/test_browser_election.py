"""The election and its term in a real browser, from first to last: by mouse, by keyboard, by touch."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE, QUESTION, STAGE
from test_play_election import COMPARED, PREPARED, presses, slipping, sound

from shequ_lib import play_record
from shequ_lib.play.election.view import ElectionView

pytestmark = pytest.mark.browser
READY = "direct simple deputy+ member+ seats"


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("election_and_decision") as address:
        yield address


def part(keys, *ends):
    """These keys cut after the first of each of these."""
    parts, start = [], 0
    for end in ends:
        stop = keys.index(end, start) + 1
        parts.append(keys[start:stop])
        start = stop
    return [*parts, keys[start:]]


def seen(page, name):
    """Look at what stands there: nothing too wide, too small or hard to read."""
    play_drive.picture(page, name)
    assert stage_drive.no_overflow(page)
    assert stage_drive.too_small(page) == []
    assert play_drive.serious_findings(page) == []


def test_by_mouse_three_ways_and_a_sound_term(chromium, address):
    keys = presses(ElectionView(), f"{COMPARED} {sound()}")
    with lab.browser_page(chromium, width=1000, height=800) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.asked_in_sight(page, PICTURE)
        seen(page, "election-1000-ways")
        parts = part(keys, "direct", "three", "member+", "hour", "on", "begin")
        names = ("way", "estate", "team", "day", "result", "office", "end")
        for name, some in zip(names, parts, strict=True):
            stage_drive.by_mouse(page, some)
            seen(page, f"election-1000-{name}")
        lab.expect(play).to_contain_text("件件走对了门")
        stage_drive.button(page, "paper").click()
        paper = page.frame_locator(f"{STAGE} iframe")
        lab.expect(paper.locator("body")).to_contain_text("带走这几句")
        lab.expect(paper.locator("body")).to_contain_text("清单里的事，知道就行")
        stage_drive.by_mouse(page, ["undo"])
        lab.expect(play).to_contain_text("这件事怎么办？")
        stage_drive.button(page, "other").click()
        lab.expect(play).to_contain_text("走过的都不要了？")
        page.get_by_role("button", name="留着").click()
        lab.expect(stage_drive.button(page, "other")).to_be_focused()
        lab.expect(play).to_contain_text("这件事怎么办？")
        stage_drive.button(page, "other").click()
        stage_drive.settled(page)
        stage_drive.by_mouse(page, ["other-sure"])
        lab.expect(play).to_contain_text("桂巷社区")
        lab.expect(page.locator(QUESTION)).to_contain_text("用哪种方式选？")
        seen(page, "election-1000-other")


def test_a_double_click_answers_once_but_plus_counts_each_time(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.by_mouse(page, ["direct", "on", "simple", "on"], twice=True)
        lab.expect(page.locator(QUESTION)).to_contain_text("班子怎样排？")
        plus = stage_drive.button(page, "member+")
        plus.hover()
        place = plus.bounding_box()
        for people in (4, 5, 6):  # without a pause, and without the button moving away
            plus.click()
            lab.expect(stage_drive.told(page)).to_contain_text(f"一共 {people} 人")
            lab.expect(plus).to_be_focused()
        assert plus.bounding_box() == place
        stage_drive.by_mouse(page, ["deputy+", "seats"])
        stage_drive.by_mouse(page, ["on", "hour"], twice=True)
        lab.expect(stage_drive.told(page)).to_contain_text("8 点到 9 点来了")
        lab.expect(play).to_contain_text("现在 9 点")


def test_by_keyboard_on_a_narrow_page_a_term_with_slips(chromium, address):
    keys = presses(ElectionView(), slipping())
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        seen(page, "election-400-ways")
        parts = part(keys, "households", "no", "deputy+", "on", "on", "begin", "open")
        names = ("way", "estate", "team", "day", "result", "office", "mended", "end")
        for name, some in zip(names, parts, strict=True):
            stage_drive.by_keyboard(page, some)
            seen(page, f"election-400-{name}")
        lab.expect(play).to_contain_text("带走这几句")
        noted = play_record.load(play_drive.folder())["election"]
        assert noted.title == ElectionView.title and sum(noted.mistakes.values()) > 3
        stage_drive.by_keyboard(page, ["undo"])
        lab.expect(page.locator(QUESTION)).to_contain_text("这件事怎么办？")


def test_by_touch_on_a_telephone_to_the_result(chromium, address):
    keys = presses(ElectionView(), f"{READY} hour hour evening prepare {PREPARED} seats evening")
    with lab.browser_page(chromium, width=400, height=800, fingers=True) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.by_touch(page, keys)
        lab.expect(play).to_contain_text("亲手投票的人多")
        lab.expect(page.get_by_role("list", name="比一比")).to_contain_text("第 2 次")
        seen(page, "election-400-compared")
