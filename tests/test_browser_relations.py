"""Who stands where, and the three-in-one posts, in a real browser: by mouse and by keyboard, to the end."""

from __future__ import annotations

from pathlib import Path

import lab
import play_drive
import pytest

from shequ_lib.play.posts.model import DEPUTY, HEAD, SECOND
from shequ_lib.play.posts.round import cases, solution
from shequ_lib.play.relations import view as relations_view
from shequ_lib.play.relations.model import KINDS, Relations
from shequ_lib.play.relations.picture import steps

BODIES = list(Relations().bodies)
LINES = Relations().lines
WORDS = [kind.key for kind in KINDS]
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


def open_picture(page, address):
    play_drive.open_play(page, address)
    cells = page.locator(".shequ-relations-map [role=button]")
    lab.expect(cells).to_have_count(len(BODIES))
    return cells


def said(page):
    return page.locator(".shequ-relations-map .said")


def shown_arrows(page):
    return page.locator(".shequ-relations-map .words .arrow:not(.none)")


def word(page, key):
    buttons = page.locator(".shequ-relations-words").get_by_role("button")
    return buttons.nth(WORDS.index(key))


def full_name(body):
    return Relations().bodies[body].name


def one_is_picked(page, start):
    """Wait until the picture has answered; what the two before have left on the page is gone then."""
    lab.expect(said(page)).to_contain_text(f"先点了{full_name(start)}，再点一家")


def two_are_picked(page, start, end):
    """Wait until the question of these two is there, not that of the two before."""
    lab.expect(said(page)).to_contain_text(
        f"选了{full_name(start)}和{full_name(end)}。它们是什么关系？谁对谁？"
    )
    lab.expect(page.get_by_role("radio").nth(0)).to_be_checked()


def test_relations_by_mouse_from_nothing_to_the_whole_picture(chromium, who_stands):
    with lab.browser_page(chromium, width=1000, height=1500) as page:
        cells = open_picture(page, who_stands)
        play = page.locator(play_drive.PLAY)
        lab.expect(play).to_contain_text(f"图上藏着 {len(LINES)} 条关系")
        play_drive.picture(page, "relations-start-1000")

        # the wrong way round, which is explained and drawn, but not found
        cells.nth(BODIES.index("committee")).click()
        one_is_picked(page, "committee")
        cells.nth(BODIES.index("council")).click()
        two_are_picked(page, "committee", "council")
        word(page, "watch").click()
        lab.expect(play).to_contain_text("方向反了")
        lab.expect(page.locator(".words .arrow.told")).to_have_count(1)
        lab.expect(play).to_contain_text(f"图上藏着 {len(LINES)} 条关系")
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "relations-turned-1000")
        page.get_by_role("radio").nth(1).check()
        word(page, "watch").click()
        lab.expect(shown_arrows(page)).to_have_count(1)

        found = 1
        for line in LINES.values():
            if line.key == "council_to_committee":
                continue
            cells.nth(BODIES.index(line.start)).click()
            cells.nth(BODIES.index(line.end)).click()
            two_are_picked(page, line.start, line.end)
            if line.mutual:
                page.get_by_role("radio").nth(2).check()
            word(page, line.kinds[0]).click()
            found += 1
            lab.expect(shown_arrows(page)).to_have_count(found)
        lab.expect(play).to_contain_text("整张关系图站起来了")
        lab.expect(play).to_contain_text(f"{len(LINES) - 1} 条一次就说对；一共说错 1 次")
        assert play_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "relations-end-1000")

        page.get_by_label("怎样玩").select_option(label="只看看")
        cells.nth(BODIES.index("station")).click()
        around = [line for line in LINES.values() if "station" in (line.start, line.end)]
        lab.expect(shown_arrows(page)).to_have_count(len(around))
        page.set_viewport_size({"width": 400, "height": 2400})
        assert play_drive.no_overflow(page)
        play_drive.picture(page, "relations-look-400")
        page.get_by_role("button", name="重来").click()
        lab.expect(said(page)).to_contain_text("从头")


def walk(page, cells, start, end):
    """Press arrow keys from one organisation to another."""
    ways, waiting = {start: []}, [start]
    while end not in ways:
        body = waiting.pop(0)
        for key, to in steps(body).items():
            if to not in ways:
                ways[to] = [*ways[body], key]
                waiting.append(to)
    for key in ways[end]:
        page.keyboard.press(key)
    lab.expect(cells.nth(BODIES.index(end))).to_be_focused()


def test_relations_by_keyboard_only_on_a_narrow_page(chromium, who_stands):
    with lab.browser_page(chromium, width=400, height=2400) as page:
        cells = open_picture(page, who_stands)
        play_drive.tab_to(page, cells.nth(0))
        at = BODIES[0]
        keys = ["party_to_committee", "committee_to_assembly", "government_to_agencies"]
        for number, key in enumerate(keys, 1):
            line = LINES[key]
            walk(page, cells, at, line.start)
            page.keyboard.press(("Enter", "Space")[number % 2])
            one_is_picked(page, line.start)
            walk(page, cells, line.start, line.end)
            page.keyboard.press("Enter")
            two_are_picked(page, line.start, line.end)
            page.keyboard.press(str(WORDS.index(line.kinds[0]) + 1))
            lab.expect(shown_arrows(page)).to_have_count(number)
            at = line.end
        play_drive.picture(page, "relations-keyboard-400")

        # both ways: Tab to the direction and to the word; then the focus comes back to the picture
        walk(page, cells, at, "units")
        page.keyboard.press("Enter")
        one_is_picked(page, "units")
        walk(page, cells, "units", "committee")
        page.keyboard.press("Enter")
        two_are_picked(page, "units", "committee")
        radios = page.get_by_role("radio")
        play_drive.tab_to(page, radios.nth(0), 2)
        page.keyboard.press("ArrowUp")
        lab.expect(radios.nth(2)).to_be_checked()
        play_drive.tab_to(page, word(page, "share"), 12)
        page.keyboard.press("Enter")
        lab.expect(shown_arrows(page)).to_have_count(len(keys) + 1)
        lab.expect(cells.nth(BODIES.index("committee"))).to_be_focused()
        page.keyboard.press("Escape")
        lab.expect(said(page)).to_contain_text("取消")
        page.keyboard.press("d")
        page.keyboard.press("d")
        page.keyboard.press("b")
        assert page.locator(".jp-Cell").count() == 2  # no key reached the notebook
        assert said(page).get_attribute("aria-live") == "polite"
        assert play_drive.no_overflow(page)


def test_the_picture_lets_go_of_what_it_listens_to_and_can_be_shown_again(chromium):
    """The JavaScript by itself, with a model that counts its listeners."""
    source = (Path(relations_view.__file__).parent / "map.js").read_text(encoding="utf-8")
    view = relations_view.WhoStandsWhere()
    view.pick(0)
    state = {"board": view.map.board, "drawing": view.map.drawing}
    script = """async ([source, state]) => {
        const url = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
        const {render} = (await import(url)).default;
        let heard = [];
        const sent = [];
        const model = {
            get: name => state[name],
            on: (...pair) => heard.push(pair),
            off: (name, call) => { heard = heard.filter(pair => pair[0] !== name || pair[1] !== call); },
            send: message => sent.push(message)
        };
        const counts = [];
        for (let round = 0; round < 2; round++) {
            const el = document.createElement('div');
            document.body.replaceChildren(el);
            const dispose = render({model, el});
            counts.push(heard.length);
            counts.push(el.querySelectorAll('.chosen').length);
            const body = el.querySelectorAll('[role=button]')[2];
            body.dispatchEvent(new Event('click'));
            let leaked = 0;
            document.body.addEventListener('keydown', () => leaked++, {once: true});
            for (const key of ['5', 'Enter', 'x', 'Escape', 'ArrowDown']) {
                body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
            }
            counts.push(leaked);
            dispose();
            counts.push(heard.length);
        }
        return [counts, sent];
    }"""
    with lab.browser_page(chromium) as page:
        counts, sent = page.evaluate(script, [source, state])
    assert counts == [3, 1, 0, 0] * 2
    assert sent == [{"pick": 2}, {"digit": 5}, {"pick": 2}, {"clear": True}] * 2


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
