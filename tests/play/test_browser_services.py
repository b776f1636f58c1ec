"""A year of services in a real browser, from an empty map to the report: by mouse, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import scene_drive
import stage_drive

from shequ_lib import rulebook
from shequ_lib.play.services.model import ServiceYear

pytestmark = pytest.mark.browser

YEAR = ServiceYear()
FUNCTIONS, GROUPS = "service_functions", "service_functions.groups"


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("year_of_services") as address:
        yield address


def name(group, key):
    return rulebook.active().string(f"{group}.{key}.name")


def card(page, activity):
    """The button of an activity; its first line is its name."""
    return page.locator(".shequ-services-cards button").filter(has_text=activity.name)


def answer(page, group, key):
    return page.get_by_role("button", name=name(group, key), exact=True)


def month(page, number):
    return page.locator(".shequ-services-months button").nth(number - 1)


def click(page, button):
    """Click, as long after the click before that it is no double one."""
    scene_drive.settle(page)
    button.click()


def acted_on_in_sight(page, *more):
    """Whether the picture, who was left out, and the list of what can be done are in sight at once."""
    cards = ".shequ-services-cards"
    page.locator(".shequ-services-desk").scroll_into_view_if_needed()
    stage_drive.in_sight_together(page, cards, *more)
    lab.expect(page.locator(f"{cards} button").first).to_be_in_viewport(ratio=0.9)


def reaction(page):
    return page.locator(".shequ-services [role=status]").first


def steps(page, activity, start):
    """The buttons to press for an activity, each with what is to be read after it."""
    yield card(page, activity), "它归哪项功能"
    after = "专门给谁" if activity.group else "从几月开始"
    yield answer(page, FUNCTIONS, activity.function), after
    if activity.group:
        yield answer(page, GROUPS, activity.group), "从几月开始"
    yield month(page, start), f"“{activity.name}”排在"


def test_by_mouse(chromium, address):
    with lab.browser_page(chromium, width=1100, height=860) as page:
        play = play_drive.open_play(page, address)
        acted_on_in_sight(page, ".shequ-services-map svg", ".shequ-left-out", ".shequ-hands")
        lab.expect(play.get_by_role("img")).to_have_attribute("aria-label", "各项功能的活动次数：" + empty())
        play_drive.picture(page, "services-1100-0")
        assert play_drive.serious_findings(page) == []

        tempted = YEAR.activity("mosquitoes")
        scene_drive.settle(page)
        card(page, tempted).dblclick()  # the second click answers nothing
        lab.expect(play).to_contain_text("它归哪项功能")
        lab.expect(reaction(page)).to_have_text("")
        click(page, answer(page, FUNCTIONS, tempted.tempting))
        lab.expect(reaction(page)).to_contain_text(tempted.why)
        lab.expect(reaction(page)).to_contain_text("规则：")
        play_drive.picture(page, "services-1100-wrong")
        click(page, page.get_by_role("button", name="回到活动单"))

        for number, (key, start) in enumerate(YEAR.best.items()):
            activity = YEAR.activity(key)
            for button, text in steps(page, activity, start):
                click(page, button)
                lab.expect(play).to_contain_text(text)
            acted_on_in_sight(page, ".shequ-services-map svg", ".shequ-left-out", ".shequ-reaction")
            if number == 4:
                play_drive.picture(page, "services-1100-half")
                page.get_by_role("button", name="看总结").click()
                lab.expect(play).to_contain_text("还有缺口")
                click(page, card(page, activity))  # planned already: it can be moved or taken out
                lab.expect(play).not_to_contain_text("还有缺口")
                click(page, page.get_by_role("button", name="撤下这一件"))
                lab.expect(reaction(page)).to_contain_text("又空出来了")
                click(page, card(page, activity))
                click(page, month(page, start))
                lab.expect(reaction(page)).to_contain_text("排在")
        lab.expect(play).to_contain_text("没有听到谁说被漏下了")
        page.get_by_role("button", name="看总结").click()
        lab.expect(play).to_contain_text("这一年：一处不漏")
        lab.expect(play).to_contain_text("带走这几句")
        page.set_viewport_size({"width": 1100, "height": 3200})
        play_drive.picture(page, "services-1100-end")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)

        page.get_by_role("button", name="换一个社区").click()
        lab.expect(play).to_contain_text(ServiceYear(1).name)
        page.get_by_role("button", name="退一步").click()
        lab.expect(play).to_contain_text(ServiceYear(0).name)
        lab.expect(play).to_contain_text("没有听到谁说被漏下了")
        page.get_by_role("button", name="重来").click()
        lab.expect(play).not_to_contain_text("没有听到谁说被漏下了")


def test_by_keyboard_on_a_narrow_page(chromium, address):
    with lab.browser_page(chromium, width=400, height=900) as page:
        play = play_drive.open_play(page, address)
        acted_on_in_sight(page, ".shequ-strip")
        play_drive.picture(page, "services-400-0")
        card(page, YEAR.activities[0]).focus()
        for number, (key, start) in enumerate(list(YEAR.best.items())[:3]):
            for button, text in steps(page, YEAR.activity(key), start):
                play_drive.tab_to(page, button)
                scene_drive.settle(page)
                page.keyboard.press(("Enter", "Space")[number % 2])
                lab.expect(play).to_contain_text(text)
                lab.expect(page.locator(".shequ-services :focus")).to_have_count(1)
            lab.expect(card(page, YEAR.activities[0])).to_be_focused()
            stage_drive.in_sight_together(page, ".shequ-strip", ".shequ-reaction", ".shequ-services-cards")
        play_drive.tab_to(page, page.get_by_role("button", name="看总结"))
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text("还有缺口")
        assert play_drive.no_overflow(page)
        small = play.locator("button:visible").evaluate_all(
            "all => all.filter(e => e.getBoundingClientRect().height < 43.9).map(e => e.textContent)"
        )
        assert small == []
        page.set_viewport_size({"width": 400, "height": 4800})
        play_drive.picture(page, "services-400-end")
        play_drive.tab_to(page, page.get_by_role("button", name="重来"))
        page.keyboard.press("Space")
        lab.expect(play).not_to_contain_text("还有缺口")
        lab.expect(page.get_by_role("button", name="重来")).to_be_focused()


def empty():
    """What the map says in words before anything is planned."""
    names = ServiceYear().coverage().counts
    return "；".join(f"{name} 0 次" for name in names) + f"。缺口：{'、'.join(names)}。"
