"""A chapter that opens stands still, and loads nothing that it does not need, in a real browser."""

from __future__ import annotations

import json

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
