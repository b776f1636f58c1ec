"""When the notebook may take the place of a chapter's text: never while somebody is writing in it."""

from __future__ import annotations

import one_browser
import pytest

from grading.site.packages import HERE

pytestmark = pytest.mark.browser

ADDRESS = "http://site.test/"
PAGE = """<!doctype html><meta charset="utf-8">
<div id="reading"><main id="text">
  <div data-cell="0" data-form="when"><input type="date"><textarea></textarea></div>
</main></div>
<div id="panel"><div class="jp-Notebook"><div class="jp-Cell jp-MarkdownCell">
  <div class="jp-RenderedMarkdown">课文</div>
  <div class="shequ-form"><input type="date"><textarea></textarea></div>
</div></div></div>
<script type="module">
import { swap } from './swap.js';
const [reading, text, panel] = ['reading', 'text', 'panel'].map(id => document.getElementById(id));
const exercises = { save: async () => {}, end() {}, given: new Map(), heard: new Map(), wanted: new Set() };
window.begin = () => void swap({ reading, text, exercises }, panel, {}, Promise.resolve());
</script>"""


@pytest.fixture
def page(chromium):
    launch = one_browser.playwright().chromium.launch
    with launch(executable_path=chromium, args=["--no-sandbox", "--lang=en-US"]) as browser:
        page = browser.new_page(locale="en-US")  # month, day, year
        page.route(ADDRESS, lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        page.route(f"{ADDRESS}swap.js", lambda route: route.fulfill(path=HERE / "web" / "swap.js"))
        page.clock.install()
        page.goto(ADDRESS)
        page.wait_for_function("!!window.begin")
        yield page


def _is_swapped(page):
    return page.locator("#text").count() == 0


def test_half_a_date_is_not_taken_away(page):
    page.locator("#text input").focus()
    page.keyboard.type("11")
    page.evaluate("begin()")
    page.clock.run_for(60_000)
    assert not _is_swapped(page)
    page.keyboard.type("162026")
    assert page.locator("#text input").input_value() == "2026-11-16"
    page.clock.run_for(4_000)
    assert not _is_swapped(page)
    page.clock.run_for(2_000)
    assert _is_swapped(page)
    assert page.evaluate("document.activeElement === document.querySelector('#panel input')")


def test_a_page_that_stood_still_waits_for_the_keys_pressed_meanwhile(page):
    page.locator("#text textarea").focus()
    page.evaluate("begin()")
    page.keyboard.type("先贴")
    page.clock.fast_forward(
        60_000
    )  # every timer once, as after a minute in which the browser did something else
    assert not _is_swapped(page)
    page.keyboard.type("公告")
    page.clock.run_for(4_000)
    assert not _is_swapped(page)
    page.clock.run_for(2_000)
    assert _is_swapped(page)


def test_a_notebook_without_a_size_does_not_take_over_for_it_could_not_be_scrolled(page):
    page.evaluate("document.getElementById('panel').hidden = true")
    page.evaluate("begin()")
    page.clock.run_for(10_000)
    assert not _is_swapped(page)
    page.evaluate("document.getElementById('panel').hidden = false")
    page.clock.run_for(1_000)
    assert _is_swapped(page)
