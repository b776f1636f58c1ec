"""The practice year in a real browser: by mouse, by keyboard, found again by another kernel, its report."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date

import lab
import play_drive
import pytest
import scene_drive

from shequ_lib import first_year
from shequ_lib.first_year import practice_file
from shequ_lib.first_year.practice_model import PracticeYear

SEED, EXAM = 15, 14
YEAR = first_year.scenario(SEED)
SOLVED = first_year.solve(YEAR)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """One JupyterLab for all tests; each has a folder of its own, and so a year of its own."""
    root = tmp_path_factory.mktemp("study")
    for name in (".", "mouse", "keyboard", "report"):
        play_drive.notebook(root / name, "first_year_board", f"seed={SEED}, exam={EXAM}")
    with play_drive.served(root) as address:
        yield root, address


def saved(folder):
    return json.loads((folder / practice_file.NAME).read_text(encoding="utf-8"))


def of_month(month):
    """The decisions of a month as its page shows them: cards with few numbers to work out come first."""
    cards = sorted(YEAR.month(month), key=lambda card: sum(task.kind == "number" for task in card.tasks))
    return [task for card in cards for task in card.tasks]


def open_board(page, address, name):
    page.goto(f"{address}/doc/tree/{name}/{play_drive.NOTEBOOK}?token={lab.TOKEN}")
    play = page.locator(play_drive.PLAY)
    lab.expect(play.get_by_role("tab")).to_have_count(12)
    return play


def tab(play, month):
    return play.get_by_role("tab", name=re.compile(f"^{month} 月"))


def decide(page, play, task, decision):
    """Decide by mouse: type a number, choose from a list, or click a line."""
    card = play.locator(".shequ-card").filter(has_text=card_text(task)).first
    if task.kind == "number":
        field = card.get_by_label(task.label, exact=False).first
        if not field.is_visible():  # a long card gives its numbers a few at a time
            card.get_by_role("button", name="接着填").click()
        field.click()
        page.keyboard.press("Control+a")
        page.keyboard.type(str(decision))
        page.keyboard.press("Enter")
    elif task.kind == "date":
        day = date.fromisoformat(decision)
        card.get_by_label(task.label).select_option(label=f"{day.month}月{day.day}日")
    elif card.get_by_role("radio").count():
        card.get_by_text(task.option(decision).text, exact=True).click()
    else:
        card.get_by_label(task.label).select_option(label=task.option(decision).text)


def card_text(task):
    return next(card.text for card in YEAR.cards if task in card.tasks)


def test_two_months_by_mouse_are_found_again(chromium, study):
    root, address = study
    folder = root / "mouse"
    january, february = of_month(1), of_month(2)
    with lab.browser_page(chromium, width=1000, height=2400) as page:
        play = open_board(page, address, "mouse")
        play_drive.picture(page, "board-1000-start")
        for done, task in enumerate(january, 1):
            decide(page, play, task, SOLVED[task.id])
            lab.expect(play).to_contain_text(f"1 月：已定 {done} / {len(january)} 件")
        lab.expect(play.get_by_text("✓ 合规")).to_have_count(len(january))
        play.get_by_role("button", name="这个月做完了").click()
        lab.expect(play).to_contain_text("1 月过完了，不能再改")
        lab.expect(play.get_by_role("button", name="到 2 月")).to_be_focused()
        scene_drive.settle(page)
        page.keyboard.press("Enter")
        lab.expect(tab(play, 2)).to_be_focused()

        number = next(task for task in february if task.kind == "number")
        card = play.locator(".shequ-card").filter(has_text=card_text(number)).first
        decide(page, play, number, SOLVED[number.id] + 1)
        lab.expect(card).to_contain_text("✗ 违规")
        lab.expect(card).to_contain_text("规定：")
        play_drive.picture(page, "board-1000-broken")
        assert play_drive.serious_findings(page) == []
        play.get_by_role("button", name="退一步").click()
        lab.expect(play).to_contain_text("退回了一步")
        lab.expect(play).not_to_contain_text("✗ 违规")
        choice = next(task for task in february if task.kind == "choice")
        for task in february:
            decide(page, play, task, wrong(task) if task is choice else SOLVED[task.id])
        lab.expect(play).to_contain_text(f"2 月：已定 {len(february)} / {len(february)} 件")
        play.get_by_role("button", name="这个月做完了").click()
        lab.expect(play).to_contain_text("违规 1 件")
        play_drive.picture(page, "board-1000-month")
        scene_drive.settle(page)
        play.get_by_role("button", name="到 3 月").click()
        meeting = next(task for task in of_month(3) if task.id == "symposium-1-meeting")
        decide(page, play, meeting, SOLVED[meeting.id])
        notice = date.fromisoformat(SOLVED["symposium-1-notice"])
        lab.expect(play.locator(".shequ-side")).to_contain_text(f"{notice.day}日 会议公告最迟这天")
        play_drive.picture(page, "board-1000-calendar")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)

        # another page, then another kernel: all is as it was left
        before = saved(folder)
        assert before["month"] == 3
        running = lab.kernels(address)
        for stop in (False, True):
            if stop:
                lab.stop_kernels(address)
            play = open_board(page, address, "mouse")
            lab.expect(play).to_contain_text("接着上次的进度：过到 3 月")
            lab.expect(play).to_contain_text(f"3 月：已定 1 / {len(of_month(3))} 件")
            lab.expect(tab(play, 1)).to_contain_text(f"过完✓{len(january)}")
            lab.expect(tab(play, 2)).to_contain_text(f"✓{len(february) - 1} ✗1")
            chosen = play.get_by_label(meeting.label)
            lab.expect(chosen).to_have_value(re.compile("."))
            day = date.fromisoformat(SOLVED[meeting.id])
            assert (
                chosen.evaluate("e => e.selectedOptions[0].textContent").strip()
                == f"{day.month}月{day.day}日"
            )
            assert saved(folder) == before
        assert set(lab.kernels(address)).isdisjoint(running)
        play.get_by_role("button", name="退一步").click()  # the step back is found again, too
        lab.expect(play).to_contain_text(f"3 月：已定 0 / {len(of_month(3))} 件")

        # a year of work is not lost by one click
        play.get_by_role("button", name="重来").click()
        lab.expect(play.get_by_role("button", name="不，接着过")).to_be_focused()
        play_drive.picture(page, "board-1000-confirm")
        page.keyboard.press("Enter")
        lab.expect(tab(play, 3)).to_be_focused()
        assert saved(folder)["month"] == 3
        play.get_by_role("button", name="换一年").click()
        play.get_by_role("button", name="确定，从头开始").click()
        lab.expect(play).to_contain_text(first_year.scenario(SEED + 1).community.name)
        lab.expect(tab(play, 1)).to_be_focused()


def wrong(task):
    return next(option.key for option in task.options if option.key != SOLVED[task.id])


def test_a_month_by_keyboard_on_a_narrow_page(chromium, study):
    root, address = study
    folder = root / "keyboard"
    january = of_month(1)
    with lab.browser_page(chromium, width=400, height=900) as page:
        play = open_board(page, address, "keyboard")
        tab(play, 1).focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text("还没有到 2 月，先把 1 月过完")
        lab.expect(tab(play, 2)).to_be_focused()
        for done, task in enumerate(january, 1):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.localName") == "button":  # a long card's next numbers
                lab.expect(page.locator(":focus")).to_contain_text("接着填")
                page.keyboard.press("Enter")
                lab.expect(page.locator("input:focus")).to_be_visible()
            if task.kind == "number":
                page.keyboard.type(str(SOLVED[task.id]))
                page.keyboard.press("Enter")
            elif page.evaluate("document.activeElement.type") == "radio":
                keys = [option.key for option in task.options]
                page.keyboard.press("Space")
                for _ in range(keys.index(SOLVED[task.id])):
                    page.keyboard.press("ArrowDown")
            else:
                keys = [option.key for option in task.options]
                for _ in range(keys.index(SOLVED[task.id]) + 1):
                    page.keyboard.press("ArrowDown")
            lab.expect(play).to_contain_text(f"1 月：已定 {done} / {len(january)} 件")
            assert play.locator(":focus").count() == 1  # the reaction takes the focus from nobody
        lab.expect(play.get_by_text("✓ 合规")).to_have_count(len(january))
        page.set_viewport_size({"width": 400, "height": 3600})
        play_drive.picture(page, "board-400-month")
        page.set_viewport_size({"width": 400, "height": 900})
        assert play_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
        page.keyboard.press("Tab")
        play_drive.tab_to(page, play.get_by_role("button", name="这个月做完了"))
        page.keyboard.press("Space")
        lab.expect(play.get_by_role("button", name="到 2 月")).to_be_focused()
        scene_drive.settle(page)
        lab.expect(play).to_contain_text("这个月一件也没有出错")
        page.keyboard.press("Enter")
        lab.expect(tab(play, 2)).to_be_focused()
        lab.expect(tab(play, 2)).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text("1 月过完了，不能再改")
        assert play_drive.no_overflow(page)
    assert saved(folder)["decisions"] == {task.id: SOLVED[task.id] for task in january}


def test_the_final_report(chromium, study):
    """Eleven months lie in the file; December is closed, and the year has its report."""
    root, address = study
    folder = root / "report"
    game = PracticeYear(SEED, exam=EXAM)
    for month in range(1, 12):
        for task in of_month(month):
            if month != 7:
                game.decide(task.id, SOLVED[task.id])
        game.close()
    practice_file.save(folder / practice_file.NAME, game)
    shutil.copy(play_drive.COURSE / "06-four-meetings.ipynb", folder)  # the chapter that the report links to
    with lab.browser_page(chromium, width=1000, height=3000) as page:
        play = open_board(page, address, "report")
        lab.expect(play).to_contain_text("过到 12 月")
        task = of_month(12)[0]
        decide(page, play, task, SOLVED[task.id])
        lab.expect(play).to_contain_text("12 月：已定 1 /")
        play.get_by_role("button", name="这个月做完了").click()
        lab.expect(play).to_contain_text("要关，再点一次")
        scene_drive.settle(page)
        play.get_by_role("button", name="这个月做完了").click()
        scene_drive.settle(page)
        play.get_by_role("button", name="看全年报告").click()
        lab.expect(play).to_contain_text(f"合规的占 {100 * share(folder):.0f}%")
        lab.expect(play.locator("svg.shequ-chart")).to_be_visible()
        lab.expect(play).to_contain_text("带走这几句")
        lab.expect(play.get_by_role("link", name=re.compile("四会"))).to_be_visible()
        play_drive.picture(page, "board-1000-report")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)
        page.set_viewport_size({"width": 400, "height": 5000})
        lab.expect(tab(play, 12)).to_contain_text("过完")
        play_drive.picture(page, "board-400-report")
        assert play_drive.no_overflow(page)


def share(folder):
    return first_year.replay(YEAR, saved(folder)["decisions"]).share
