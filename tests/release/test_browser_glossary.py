"""From a word in a chapter to its entry in the glossary and back, in a real browser."""

from __future__ import annotations

import re

import lab
import play_drive
import pytest
import whole_course

from grading.release import release

pytestmark = pytest.mark.browser
GLOSSARY = "15-glossary.ipynb"
CHAPTER = "05-organisations.ipynb"
TERM = "社区成员代表会议"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of JupyterLab, as `shequ study` opens it, on the whole course."""
    folder = tmp_path_factory.mktemp("study") / "学"
    release.write(whole_course.built(), folder)
    with lab.opened(folder, "study", release=folder) as opened:
        yield opened


def stands_at_top(page, heading):
    lab.expect(page.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
    page.wait_for_function(
        """name => {
            const heading = [...document.querySelectorAll('.jp-Notebook h3, .jp-Notebook h2')]
                .find(one => one.textContent.replace('¶', '').trim() === name);
            const { top } = heading.getBoundingClientRect();
            return top >= 0 && top < 250;
        }""",
        arg=heading,
    )


@pytest.mark.parametrize("width", [1280, 400])
def test_a_word_leads_to_its_entry_and_back(chromium, address, width):
    with lab.browser_page(chromium, width=width) as page:
        page.goto(f"{address}/doc/tree/{CHAPTER}?token={lab.TOKEN}")
        word = page.locator(f'.jp-Notebook a[href*="{GLOSSARY}"]').filter(has_text=TERM)
        word.scroll_into_view_if_needed()
        page.screenshot(path=play_drive.SCREENSHOTS / f"glossary-link-{width}.png")
        word.click()
        page.wait_for_url(re.compile(re.escape(GLOSSARY) + "#"))
        stands_at_top(page, TERM)
        page.screenshot(path=play_drive.SCREENSHOTS / f"glossary-entry-{width}.png")
        assert page.evaluate("document.body.scrollWidth <= innerWidth")
        page.go_back()
        page.wait_for_url(re.compile(re.escape(CHAPTER)))
        lab.expect(word).to_be_in_viewport()


def test_an_entry_leads_to_the_section_that_explains_it(chromium, address):
    running = lab.kernels(address)
    with lab.browser_page(chromium) as page:
        page.goto(f"{address}/doc/tree/{GLOSSARY}?token={lab.TOKEN}")
        page.locator('.jp-Notebook a[href^="#"]').filter(has_text=TERM).click()
        stands_at_top(page, TERM)
        assert lab.kernels(address) == running  # nothing of the glossary needs Python
        page.screenshot(path=play_drive.SCREENSHOTS / "glossary-list.png")
        page.get_by_role("link", name="第五章 · 四、旁边：议事协商委员会").first.click()
        page.wait_for_url(re.compile(re.escape(CHAPTER) + "#"))
        stands_at_top(page, "四、旁边：议事协商委员会")


def test_it_is_offered_beside_the_chapters(chromium, address):
    with lab.browser_page(chromium) as page:
        page.goto(f"{address}/doc/tree/14-first-year.ipynb?token={lab.TOKEN}")
        ways = page.locator(".shequ-end")
        lab.expect(ways.get_by_role("link", name="术语表")).to_have_attribute("href", re.compile(GLOSSARY))
        lab.expect(ways.get_by_role("link")).to_have_count(
            3
        )  # the chapter before, all chapters, the glossary
        page.goto(f"{address}/doc/tree/{GLOSSARY}?token={lab.TOKEN}")
        lab.expect(page.locator(".shequ-end").get_by_role("link")).to_have_count(1)
        page.goto(f"{address}/doc/tree/00-start.ipynb?token={lab.TOKEN}")
        page.locator(".jp-Notebook").get_by_role("link", name="术语表").first.click()
        page.wait_for_url(re.compile(re.escape(GLOSSARY)))
        lab.expect(page.locator(".shequ-role-board")).to_have_count(0)
