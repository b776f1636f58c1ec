"""Whole chapters as they are opened in JupyterLab: axe-core finds nothing, of whatever weight."""

from __future__ import annotations

import json
import re

import lab
import play_drive
import pytest
from axe_playwright_python.sync_playwright import Axe

from shequ_lib.answer_cells import answer_cells

pytestmark = pytest.mark.browser
# The buttons and results of self-study are the same in every chapter; chapter 6 has every kind but the year.
CHAPTERS = {
    "class": ("00-start", "05-organisations", "06-four-meetings", "11-staff-money-rooms", "14-first-year"),
    "self-study": ("06-four-meetings",),
}
WIDTHS = (1100, 400)
# What is not ours and cannot be mended from here, by axe's rule, and what it is found in.
NOT_OURS = {
    # pandas leaves the corner of its tables empty, above the names of the rows
    "empty-table-header": 'class="dataframe"',
    # Chromium and Firefox let the keyboard come to a table that scrolls and has no field in it
    "scrollable-region-focusable": 'class="dataframe"',
}


@pytest.mark.parametrize("edition", list(CHAPTERS))
def test_nothing_is_found_on_whole_pages(chromium, tmp_path, edition):
    study = tmp_path / "study"
    found = {}
    with (
        lab.served(study, "--edition", edition) as address,
        lab.browser_page(chromium, width=WIDTHS[0], height=900) as page,
    ):
        for chapter in CHAPTERS[edition]:
            notebook = json.loads((study / f"{chapter}.ipynb").read_bytes())
            lab.open_chapter(page, address, f"{chapter}.ipynb", len(answer_cells(notebook)))
            lab.expect(page.locator(".jp-RenderedMarkdown").last).to_be_attached()
            plays = sum("from shequ_lib.play" in "".join(cell["source"]) for cell in notebook["cells"])
            for cell in page.locator(":is(.shequ-role-play, .shequ-role-code)").all():
                cell.scroll_into_view_if_needed()
                lab.expect(cell).not_to_have_class(re.compile("shequ-stale"))
            lab.expect(page.locator(play_drive.PLAY)).to_have_count(plays)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                found[chapter, width] = _findings(page)
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    assert {place: lines for place, lines in found.items() if lines} == {}


def _findings(page):
    """What axe-core finds, one line each."""
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if not _is_not_ours(page, violation["id"], node)
    ]


def _is_not_ours(page, rule, node):
    holder = NOT_OURS.get(rule)
    if not holder:
        return False
    inside = "(node, holder) => node.closest('table')?.outerHTML.slice(0, 200).includes(holder)"
    return page.locator(node["target"][0]).first.evaluate(inside, holder)


def test_the_keyboard_comes_to_the_code_and_out_again(chromium, tmp_path):
    study = tmp_path / "study"
    with lab.served(study) as address, lab.browser_page(chromium) as page:
        lab.open_chapter(page, address, "06-four-meetings.ipynb", 24)
        editor = page.locator(".shequ-role-answer.shequ-kind-table .cm-content").first
        form = page.locator(".shequ-form-table").first
        # from the button of the form before it
        start = page.locator(".shequ-clear").nth(
            page.locator(".shequ-form").evaluate_all(
                "forms => forms.findIndex(form => form.matches('.shequ-form-table')) - 1"
            )
        )
        start.focus()
        lab.expect(start).to_be_focused()
        play_drive.tab_to(page, editor)
        name = "写代码的答题格，按 Esc 出去"
        lab.expect(page.get_by_role("textbox", name=name).first).to_be_focused()
        page.keyboard.type("# 试")
        lab.expect(editor).to_contain_text("# 试")
        page.keyboard.press("Escape")
        lab.expect(form.get_by_role("button").first).to_be_focused()
        page.keyboard.press("Tab")
        lab.expect(form.get_by_role("button").nth(1)).to_be_focused()
