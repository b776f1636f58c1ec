"""How a simulator begins stands in its place before Python is there; the simulator pushes nothing about."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lab
import play_drive
import pytest
import site_drive
from nbformat import NotebookNode

import shequ_lib
from grading.release import first_pictures

pytestmark = pytest.mark.browser

BUNDLE = Path(shequ_lib.__file__).parent / "labextension" / "page" / "forms.js"
MOST_SHIFT = 0.05
LEFT_OVER = 60  # pixels of room that may be too much; what stands below comes up when somebody does something
PLAY = ".shequ-role-play"
DRAW = """async ([source, given]) => {
    const url = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
    const {drawFirst, readFirst} = await import(url);
    window.ran = 0;
    document.body.replaceChildren();
    return given.map(one => {
        const first = readFirst(one);
        if (first) {
            document.body.append(drawFirst(first, document.createElement('p')));
        }
        return !!first;
    });
}"""
EVIL = "<img src=x onerror='window.ran++'><script>window.ran++</script>"
SVG = "http://www.w3.org/2000/svg"
PLAIN = {
    "title": "名",
    "picture": f"<svg xmlns='{SVG}'/>",
    "alt": "图",
    "size": [3, 2],
    "lines": [["text", "话"]],
}


FRAMED = [  # what is no stage, which is as high as its beginning: the room that it needs is written down
    ("community_sheet", ""),
    ("community_sheet", "free=True"),
    ("draw_communities", ""),
    ("first_year_board", "exam=14"),
    ("harmonious_community", ""),
    ("quarter_calendar", ""),
    ("size_ruler", ""),
    ("year_of_services", ""),
]


def released(path):
    """Let the simulator of a notebook begin as release makes it, with text below."""
    content = json.loads(path.read_text(encoding="utf-8"))
    notebook = NotebookNode(cells=[NotebookNode(cell) for cell in content["cells"]], metadata={})
    first_pictures.into(notebook)
    content["cells"] = notebook["cells"]
    content["cells"].append(
        {
            "cell_type": "markdown",
            "id": "end",
            "metadata": {"shequ": {"role": "text"}},
            "source": "后面的话。\n" * 9,
        }
    )
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def begun(tmp_path):
    """JupyterLab on a notebook with one simulator as release makes it; yields its address and the folder."""
    folder = play_drive.notebook(tmp_path, "the_counter")
    released(folder / play_drive.NOTEBOOK)
    with play_drive.served(folder) as address:
        yield f"{address}/doc/tree/{play_drive.NOTEBOOK}?token={lab.TOKEN}", folder


def hold_kernels(page):
    """Let no kernel start; returns those that were asked for, and what lets all of them start."""
    held, free = [], []

    def hold(route):
        if route.request.method == "POST" and not free:
            held.append(route)
        else:
            route.continue_()

    def let_go():
        free.append(True)
        for route in held:
            route.continue_()

    page.route(re.compile("/api/sessions"), hold)
    return held, let_go


@pytest.mark.parametrize("width", [1100, 400])
def test_the_first_picture_is_there_without_python_and_the_simulator_takes_its_place(chromium, begun, width):
    address, _ = begun
    with lab.browser_page(chromium, width=width, height=800) as page:
        page.add_init_script(lab.SHIFTS)
        held, let_go = hold_kernels(page)
        page.goto(address)
        first = page.locator(f"{PLAY} .shequ-first")
        lab.expect(first).to_be_visible()
        picture = first.get_by_role("img")
        assert "办事窗口" in picture.get_attribute("alt")
        assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") == 360
        lab.expect(first).to_contain_text("登记簿上，记在哪一项？")
        assert first.locator("button, input, a").count() == 0
        assert play_drive.serious_findings(page, f"{PLAY} .shequ-first") == []
        before = page.locator(PLAY).bounding_box()["height"]
        assert held
        let_go()
        lab.expect(page.locator(f"{PLAY} .shequ-stage")).to_be_visible()
        lab.expect(first).to_be_hidden()
        assert abs(page.locator(PLAY).bounding_box()["height"] - before) <= 4
        assert page.evaluate("window.shifts") <= MOST_SHIFT


@pytest.mark.parametrize(("name", "arguments"), FRAMED)
def test_a_simulator_has_the_room_that_is_kept_for_it(chromium, name, arguments):
    with play_drive.opened(name, arguments) as address:
        released(play_drive.folder() / address.rpartition("/")[2])
        for width in (1100, 400):
            with lab.browser_page(chromium, width=width, height=800) as page:
                _, let_go = hold_kernels(page)
                page.goto(f"{address}?token={lab.TOKEN}")
                first = page.locator(f"{PLAY} .shequ-first")
                lab.expect(first).to_be_visible()
                kept = page.locator(PLAY).bounding_box()["height"]
                let_go()
                lab.expect(page.locator(f"{PLAY} .shequ-play")).to_be_visible()
                lab.expect(first).to_be_hidden()
                page.keyboard.press("Shift")  # whoever does something lets go of room that is too much
                needed = page.locator(PLAY).bounding_box()["height"]
                assert kept - LEFT_OVER <= needed <= kept + 4, (width, kept, needed)
            lab.stop_kernels(address.partition("/doc/")[0])


def test_on_paper_how_it_begins_stands_for_the_simulator(chromium, begun):
    address, _ = begun
    with lab.browser_page(chromium, width=1000, height=800) as page:
        page.goto(address)
        lab.expect(page.locator(f"{PLAY} .shequ-stage")).to_be_visible()
        page.emulate_media(media="print")
        lab.expect(page.locator(f"{PLAY} .shequ-first")).to_be_visible()
        lab.expect(page.locator(f"{PLAY} .shequ-stage")).to_be_hidden()


def test_only_the_release_says_how_a_simulator_begins(chromium, begun, tmp_path):
    """A notebook may be anybody's: what stands in its own cells is not shown."""
    address, folder = begun
    content = json.loads((folder / play_drive.NOTEBOOK).read_text(encoding="utf-8"))
    content["cells"][1]["metadata"]["shequ"]["first"] = {**PLAIN, "title": "别人写的"}
    (folder / "98-other.ipynb").write_text(json.dumps(content), encoding="utf-8")
    with lab.browser_page(chromium, width=1000, height=800) as page:
        page.goto(address.replace(play_drive.NOTEBOOK, "98-other.ipynb"))
        lab.expect(page.locator(".shequ-first-title, .shequ-stage-title").first).to_contain_text(
            "在窗口坐一天"
        )
        assert page.get_by_text("别人写的").count() == 0


def test_nothing_in_it_runs_or_fetches_whoever_wrote_it(chromium):
    inside = f"<script>parent.window.ran++</script><foreignObject>{EVIL}</foreignObject>"
    pictures = [
        f"<svg xmlns='{SVG}' onload='window.ran++'>{inside}<image href='http://127.0.0.1:9/a.png'/></svg>",
        f"'\"><svg/onload=window.ran++>{EVIL}",
        "javascript:window.ran++",
    ]
    hostile = [
        {**PLAIN, "picture": picture, "title": EVIL, "alt": f"\"'>{EVIL}", "question": EVIL, "way": [EVIL]}
        | {"lines": [[f"\"'>{EVIL}", EVIL]], "moves": [["main", EVIL]]}
        for picture in pictures
    ]
    refused = [None, 3, "x", [], {}, {**PLAIN, "size": ["1px", 2]}, {**PLAIN, "lines": [EVIL]}]
    refused += [
        {**PLAIN, "picture": "a" * 60_001},
        {**PLAIN, "room": [1e9, 1]},
        {**PLAIN, "way": ["一"] * 61},
    ]
    refused += [{**PLAIN, "title": "长" * 2001}, {**PLAIN, "title": {"a": 1}}]
    source = BUNDLE.read_text(encoding="utf-8")
    with lab.browser_page(chromium, width=800, height=600) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        assert not any(page.evaluate(DRAW, [source, refused]))
        assert all(page.evaluate(DRAW, [source, [PLAIN, *hostile]]))
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") == 0
        assert page.locator("script, foreignObject, svg, [onerror], [onload]").count() == 0
        assert page.locator("img").count() == 1 + len(hostile)
        assert [url for url in asked if not url.startswith(("data:", "blob:"))] == []


@pytest.mark.site
def test_on_the_site_it_is_there_at_once_and_the_simulator_follows(chromium, site, tmp_path):
    with (
        site_drive.served(site) as address,
        site_drive.Browser(chromium, tmp_path / "profile", address) as browser,
    ):
        page = browser.page
        page.add_init_script(lab.SHIFTS)
        page.goto(f"{address}notebooks/?path=07-importance.ipynb")
        first = page.locator("#shequ-text .shequ-first")
        lab.expect(first).to_be_attached()
        assert "六扇门" in first.get_by_role("img", include_hidden=True).get_attribute("alt")
        page.evaluate("window.shifts = 0")
        first.evaluate("e => e.scrollIntoView({ block: 'nearest' })")  # at once: it is soon gone
        lab.expect(page.locator(".shequ-stage")).to_be_visible()
        lab.expect(page.locator("#shequ-text")).to_have_count(0)
        lab.expect(page.locator(f"{PLAY} .shequ-first").first).to_be_hidden()
        assert page.evaluate("window.shifts") <= MOST_SHIFT
        assert browser.foreign == []
