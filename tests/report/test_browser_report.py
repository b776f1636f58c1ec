"""The page of the report in a real browser: opens offline, fits a phone, can be read by everybody, prints."""

import random
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import browser_page
from play_drive import SCREENSHOTS
from report_helpers import choice, class_of, essay

from grading.report import page as report_page
from grading.report.analysis import analyse

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The page of a class with something of everything: copied work, open essays, a weak objective."""
    draw = random.Random(4)
    parts = [choice(n, objectives=("1.1" if n % 3 else "1.2",)) for n in range(1, 25)] + [essay(25)]
    answers = [
        [draw.choice("A" * round(8 * draw.random()) + "BBBCCD") for _ in parts[:-1]] + [None]
        for _ in range(28)
    ]
    answers[7] = list(answers[6])
    answers[8][-1] = answers[9][-1] = "先贴公告再开会最后把结果告诉居民请大家监督"
    report = analyse(class_of(parts, [*answers, None]))
    assert report.suspicions and report.same_essays and report.weak_objectives
    path = tmp_path_factory.mktemp("报告") / "班级报告.html"
    path.write_text(report_page.render(report, date(2026, 3, 20)), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1200, 400])
def test_it_opens_offline_fits_and_is_accessible(chromium, file, width):
    with browser_page(chromium, width=width) as page:
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(file.as_uri())
        assert asked == [file.as_uri()] and said == []
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details").first.get_attribute("open") is not None
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        outside = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(e => !e.closest('svg') && !e.closest('thead') &&"
            " e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
        )
        assert outside == []
        found = Axe().run(page).response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"report-{width}.png", full_page=True)


def test_on_paper_only_what_needs_a_look_and_names_on_a_page_of_their_own(chromium, file):
    with browser_page(chromium, width=800) as page:
        page.goto(file.as_uri())
        page.emulate_media(media="print")
        assert page.locator("nav").evaluate("e => getComputedStyle(e).display") == "none"
        assert page.locator("#pairs").evaluate("e => getComputedStyle(e).breakBefore") == "page"
        assert not page.locator("details table").first.is_visible()
