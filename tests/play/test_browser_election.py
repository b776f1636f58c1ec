"""The election and its term in a real browser, from first to last: by mouse, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import scene_drive
from test_play_election import COMPARED, slipping, sound

from shequ_lib.play.election.story import ElectionTale

pytestmark = pytest.mark.browser


def test_by_mouse_three_ways_and_a_sound_term(chromium):
    moves = f"{COMPARED} {sound()}"
    texts = scene_drive.labels(ElectionTale, moves)
    day, compared, last = 8, len(COMPARED.split()) - 1, len(texts)
    with (
        play_drive.opened("election_and_decision") as address,
        lab.browser_page(chromium, width=1000, height=2200) as page,
    ):
        play = scene_drive.open_play(page, address)
        play_drive.picture(page, "election-1000-0")
        pictures = (1, 3, 7, day + 3, compared, compared + 2, last)
        scene_drive.by_mouse(page, texts, "election-1000", pictures)
        lab.expect(play).to_contain_text("件件走对了门")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)
        play.get_by_role("button", name="退一步").click()
        lab.expect(play).to_contain_text("这件事怎么办？")
        play.get_by_role("button", name="换一个社区").click()
        lab.expect(play).to_contain_text("桂巷社区")
        play.get_by_role("button", name="退一步").click()  # a new beginning can be taken back
        lab.expect(play).to_contain_text("这件事怎么办？")
        play.get_by_role("button", name="重来").click()
        lab.expect(play).to_contain_text("用哪种方式选？")
        assert play_drive.serious_findings(page) == []


def test_by_keyboard_on_a_narrow_page_a_term_with_slips(chromium):
    moves = slipping()
    texts = scene_drive.labels(ElectionTale, moves)
    with (
        play_drive.opened("election_and_decision") as address,
        lab.browser_page(chromium, width=400, height=2600) as page,
    ):
        play = scene_drive.open_play(page, address)
        play_drive.picture(page, "election-400-0")
        for number, text in enumerate(texts, 1):
            scene_drive.moves(page).first.wait_for()
            scene_drive.settle(page)
            play_drive.tab_to(page, scene_drive.moves(page).get_by_text(text, exact=True))
            page.keyboard.press(("Enter", "Space")[number % 2])
            lab.expect(play).to_contain_text(f"走了 {number} 步")
            assert page.locator(".shequ-scene :focus").count() == 1
            if number in (7, 9, 10, 13, 15):
                play_drive.picture(page, f"election-400-{number}")
                assert play_drive.no_overflow(page)
        lab.expect(play).to_contain_text("带走这几句")
        play_drive.picture(page, "election-400-end")
        lab.expect(page.locator(":focus")).to_have_text("退一步")
        assert play_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
