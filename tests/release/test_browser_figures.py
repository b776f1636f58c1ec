"""The figures as they are seen: in JupyterLab, on the site's page, by night, on a phone, on paper."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import lab
import pytest
import site_drive
import whole_course
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from grading.figures import book
from grading.figures.drawing import WIDTH
from grading.figures.words import SMALL
from grading.site import pages
from shequ_lib import rulebook
from shequ_lib.answer_cells import answer_cells

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
CHAPTER = "06-four-meetings"
FIGURES = "figure.shequ-figure"
SMALLEST = 11  # pixels of the smallest text
# What a person sees of each figure: whether the image can be read, where it is, and its colours' filter.
SEEN = """figures => figures.map(figure => {
  const image = figure.querySelector('img');
  const box = image.getBoundingClientRect();
  return {
    drawn: image.complete && image.naturalWidth,
    left: box.left, right: box.right, width: box.width, height: box.height,
    filter: getComputedStyle(image).filter,
    alt: image.alt, caption: figure.querySelector('figcaption').innerText,
  };
})"""


def drawn():
    rules = rulebook.use("gongshu-2008")
    return {number: book.draw(number, rules) for number in book.numbers() if number.startswith("6-")}


def seen(page):
    """The figures of the open page, each having been in sight."""
    expect(page.locator(FIGURES)).to_have_count(len(drawn()))
    for figure in page.locator(FIGURES).all():
        figure.scroll_into_view_if_needed()
        expect(figure.locator("img")).to_have_js_property("complete", True)
    shown = page.locator(FIGURES).evaluate_all(SEEN)
    for one, (number, figure) in zip(shown, drawn().items(), strict=True):
        assert one["drawn"] == WIDTH
        assert (one["alt"], one["caption"]) == (figure.alt, f"图 {number}　{figure.caption}")
        assert one["height"] / one["width"] == pytest.approx(figure.drawing.height / WIDTH, rel=0.02)
        assert one["left"] >= 0 and one["right"] <= page.viewport_size["width"]
    return shown


def test_figures_are_seen_in_jupyterlab_by_day_and_by_night(chromium, tmp_path):
    study = Path(shutil.copytree(ROOT / "course", tmp_path / "study"))
    forms = len(answer_cells(json.loads((study / f"{CHAPTER}.ipynb").read_bytes())))
    with lab.served(study) as address, lab.browser_page(chromium, width=1000) as page:
        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", forms)
        assert {one["filter"] for one in seen(page)} == {"none"}
        page.evaluate(
            """async theme => {
              const config = JSON.parse(document.getElementById('jupyter-config-data').textContent);
              const token = document.cookie.match(/_xsrf=([^;]*)/)[1];
              const themes = '@jupyterlab/apputils-extension:themes';
              await fetch(`${config.settingsUrl}/${themes}?token=${config.token}`, {
                method: 'PUT', headers: {'X-XSRFToken': token},
                body: JSON.stringify({raw: JSON.stringify({theme})})
              });
            }""",
            "JupyterLab Dark",
        )
        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", forms)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
        assert all("invert" in one["filter"] for one in seen(page))


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The pages of the site without Python and JupyterLite behind them: its text needs neither."""
    course = whole_course.built("self-study")
    site = tmp_path_factory.mktemp("site")
    pages.write(site, course, {}, {"kernel": "", "scripts": [], "first": []})
    with site_drive.served(site) as address:
        yield f"{address}notebooks/?path={CHAPTER}.ipynb"


@pytest.mark.parametrize("width", [1100, 400])
def test_figures_are_seen_on_the_page_for_reading(chromium, address, width):
    with lab.browser_page(chromium, width=width) as page:
        page.goto(address)
        for one in seen(page):
            assert one["width"] / WIDTH * SMALL >= SMALLEST
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(page, FIGURES)
        assert found.response["violations"] == []


def test_on_paper_figures_are_as_they_were_drawn(chromium, address):
    with lab.browser_page(chromium, width=1000) as page:
        page.emulate_media(color_scheme="dark")
        page.goto(address)
        assert all("invert" in one["filter"] for one in seen(page))
        page.emulate_media(media="print", color_scheme="dark")
        assert {one["filter"] for one in page.locator(FIGURES).evaluate_all(SEEN)} == {"none"}
        kept = page.locator(FIGURES).evaluate_all("all => all.map(one => getComputedStyle(one).breakInside)")
        assert set(kept) == {"avoid"}
