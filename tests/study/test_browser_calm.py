"""A chapter that opens stands still, and loads nothing that it does not need, in a real browser."""

from __future__ import annotations

import json
import re

import lab
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The folder of a trainee, and the address of `shequ study` on it."""
    folder = tmp_path_factory.mktemp("study") / "学"
    with lab.served(folder) as address:
        yield folder, address


@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_moves_while_a_chapter_opens(chromium, study, width):
    _, address = study
    with lab.browser_page(chromium, width=width, cold=True) as page:
        page.add_init_script(lab.SHIFTS)
        said = []
        page.on("console", lambda message: message.type == "error" and said.append(message.text))
        page.goto(f"{address}/doc/tree/06-four-meetings.ipynb?token={lab.TOKEN}")
        lab.expect(page.locator(".shequ-form")).not_to_have_count(0)
        lab.expect(page.locator("html")).not_to_have_class("shequ-opening")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shifts") <= 0.05
        assert said == []
        config = json.loads(page.locator("#jupyter-config-data").text_content() or "{}")
        names = {each["name"] for each in config.get("federated_extensions", [])}
        assert names == {"shequ-course", "@jupyter-widgets/jupyterlab-manager", "anywidget"}


def test_what_is_no_chapter_is_shown_too(chromium, study):
    folder, address = study
    with lab.browser_page(chromium) as page:
        own = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (folder / "自己的.ipynb").write_text(json.dumps(own), encoding="utf-8")
        page.goto(f"{address}/doc/tree/自己的.ipynb?token={lab.TOKEN}")
        lab.expect(page.locator(".jp-NotebookPanel")).to_be_visible()


@pytest.mark.parametrize("chapter", ["00-start", "05-organisations"])
def test_on_a_phone_the_contents_lie_below_the_text_and_buttons_can_be_touched(chromium, study, chapter):
    _, address = study
    with lab.browser_page(chromium, width=400, height=800) as page:
        page.goto(f"{address}/doc/tree/{chapter}.ipynb?token={lab.TOKEN}")
        lab.expect(page.locator("html")).not_to_have_class("shequ-opening")
        bar = page.get_by_role("button", name=re.compile("^目录"))
        lab.expect(bar).to_be_visible()
        place = bar.bounding_box()
        assert place["height"] >= 44 and place["y"] + place["height"] == 800
        text = page.locator(".jp-WindowedPanel-outer")
        shown = text.evaluate("text => text.getBoundingClientRect().top + text.clientTop + text.clientHeight")
        assert shown <= place["y"]
        tools = [page.get_by_role("button", name=name, exact=True) for name in ("下载作业", "打印")]
        first, second = (tool.bounding_box() for tool in tools)
        assert min(first["height"], second["height"]) >= 44
        assert first["y"] >= 0 and first["y"] + first["height"] <= text.bounding_box()["y"]
        assert second["x"] - first["x"] - first["width"] >= 8
        bar.click()
        listed = page.get_by_role("navigation", name="本章目录").bounding_box()
        assert listed["y"] >= 0 and listed["y"] + listed["height"] <= place["y"]
