"""Who stands where, in a real browser: by mouse and by keyboard, to the end."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE, QUESTION, STAGE

from shequ_lib.play.relations.model import Relations
from shequ_lib.play.relations.tale import HINT, ROUNDS

LINES = Relations().lines

pytestmark = pytest.mark.browser


@pytest.fixture
def who_stands():
    """The address of a notebook that holds only this simulator."""
    with play_drive.opened("who_stands_where") as address:
        yield address


# --- who stands where ---


def right(line):
    """The presses that say a line rightly, and go on."""
    return [line.start, line.end, line.kinds[0], stage_drive.ON]


def test_relations_by_mouse_to_the_end_of_a_round(chromium, who_stands):
    with lab.browser_page(chromium, width=1100, height=800) as page:
        play = stage_drive.open_stage(page, who_stands)
        play_drive.picture(page, "relations-1100-0")
        assert play_drive.serious_findings(page) == []
        first, *others = [LINES[key] for key in ROUNDS[0]["lines"]]
        stage_drive.asked_in_sight(page, PICTURE)
        page.locator(f'{STAGE} [data-press="{first.start}"]').click()  # in the picture
        lab.expect(page.locator(QUESTION)).to_have_text("做给谁？")
        stage_drive.settled(page)
        stage_drive.by_mouse(page, [first.end])
        stage_drive.asked_in_sight(page, PICTURE)
        stage_drive.by_mouse(page, ["watch"], twice=True)
        lab.expect(play).to_contain_text("提示")
        lab.expect(play).not_to_contain_text("答案：")
        stage_drive.by_mouse(page, ["on", first.kinds[0], "on"])
        for line in others:
            stage_drive.by_mouse(page, right(line))
        play_drive.picture(page, "relations-1100-apart")
        stage_drive.by_mouse(page, ["nothing", "on"])
        lab.expect(play).to_contain_text("箭头都画上了")
        play.get_by_text("看整张关系图").click()
        lab.expect(page.locator(".shequ-stage-folds svg")).to_be_visible()
        play_drive.picture(page, "relations-1100-end")
        assert play_drive.serious_findings(page) == []
        assert stage_drive.no_overflow(page)
        stage_drive.button(page, "paper").click()
        paper = page.frame_locator(f"{STAGE} iframe")
        lab.expect(paper.locator("table")).to_contain_text("街道党工委")
        stage_drive.by_mouse(page, ["other"])
        lab.expect(play).to_contain_text("画上了 0 支")


def test_relations_by_keyboard_on_a_narrow_page(chromium, who_stands):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, who_stands)
        first, second, *_ = [LINES[key] for key in ROUNDS[0]["lines"]]
        stage_drive.asked_in_sight(page, PICTURE)
        assert stage_drive.too_small(page) == []
        stage_drive.by_keyboard(page, [first.start, first.end])
        stage_drive.asked_in_sight(page, PICTURE)
        assert stage_drive.too_small(page) == []
        play_drive.picture(page, "relations-400-word")
        stage_drive.by_keyboard(page, [first.kinds[0], stage_drive.ON, HINT, stage_drive.ON])
        lab.expect(play).to_contain_text("画上了 1 支")
        stage_drive.by_keyboard(page, [second.start, second.end])
        assert stage_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
        stage_drive.button(page, "again").click()
        lab.expect(play).to_contain_text("走过的都不要了？")
        assert page.locator(".jp-Cell").count() == 2  # no key reached the notebook
