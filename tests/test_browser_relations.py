"""Who stands where, and the three-in-one posts, in a real browser: by mouse and by keyboard, to the end."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE, QUESTION, STAGE

from shequ_lib.play.posts.model import DEPUTY, HEAD, SECOND
from shequ_lib.play.posts.round import cases, solution
from shequ_lib.play.relations.model import Relations
from shequ_lib.play.relations.tale import HINT, ROUNDS

LINES = Relations().lines
CASES = cases(0)

pytestmark = pytest.mark.browser


@pytest.fixture
def who_stands():
    """The address of a notebook that holds only this simulator."""
    with play_drive.opened("who_stands_where") as address:
        yield address


@pytest.fixture
def posts():
    """The address of one that holds only the other."""
    with play_drive.opened("three_in_one_posts") as address:
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


# --- the posts ---


def field(page, key):
    """The list of a post of the station."""
    return page.locator(".shequ-station select").nth([HEAD, DEPUTY, SECOND].index(key))


def test_posts_by_mouse_from_the_first_community_to_the_last(chromium, posts):
    with lab.browser_page(chromium, width=1000, height=1500) as page:
        play = play_drive.open_play(page, posts)
        free = CASES[0].people
        field(page, HEAD).select_option(label=free[0])
        field(page, DEPUTY).select_option(label=free[2])
        lab.expect(play).to_contain_text("✓ 排好了")
        page.get_by_role("checkbox").check()
        lab.expect(play).to_contain_text("不算违规，不过有 1 处偏离了原则")
        lab.expect(page.get_by_label("副站长 △ 偏离原则")).to_be_visible()
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "posts-one-shoulder-1000")
        field(page, HEAD).select_option(label="另外招聘一人")
        lab.expect(play).to_contain_text("还要另外加 1 个人")
        page.get_by_role("button", name="退一步").click()
        lab.expect(play).to_contain_text("退回了一步")
        lab.expect(field(page, HEAD).locator("option:checked")).to_have_text(free[0])

        for number, case in enumerate(CASES[1:], 1):
            page.get_by_role("button", name="下一题").click()
            lab.expect(play).to_contain_text(case.story)
            lab.expect(play).to_contain_text("先自己动手排")
            if number == len(CASES) - 1:
                page.get_by_role("button", name="看一种排法").click()
            else:
                for key in (HEAD, DEPUTY, SECOND):
                    person = solution(case)[key]
                    name = "（空着）" if person is None else case.people[person]
                    field(page, key).select_option(label=name)
            lab.expect(play).to_contain_text(f"解开了 {number} 题")
        lab.expect(play).to_contain_text("6 题全解开了，其中 1 题看了排法")
        assert play_drive.no_overflow(page)
        play_drive.picture(page, "posts-end-1000")


def test_posts_by_keyboard_only_on_a_narrow_page(chromium, posts):
    with lab.browser_page(chromium, width=400, height=2400) as page:
        play = play_drive.open_play(page, posts)
        play_drive.tab_to(page, page.get_by_label("排哪个社区"))
        page.keyboard.press("ArrowDown")
        case = CASES[1]
        lab.expect(play).to_contain_text(case.story)
        play_drive.picture(page, "posts-question-400")
        found = solution(case)
        for key in (HEAD, DEPUTY):
            play_drive.tab_to(page, field(page, key))
            for person in range(found[key] + 1):
                page.keyboard.press("ArrowDown")
                lab.expect(field(page, key).locator("option:checked")).to_have_text(case.people[person])
                lab.expect(field(page, key)).to_be_focused()
        lab.expect(play).to_contain_text("解开了 1 题")
        assert play_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "posts-solved-400")
        play_drive.tab_to(page, page.get_by_role("button", name="退一步"))
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text("退回了一步")
        assert page.locator(".jp-Cell").count() == 2
