"""The start page, in a real browser: who one is and how far one is, without a kernel."""

from __future__ import annotations

import json
import re
import shutil

import lab
import play_drive
import pytest

from shequ_lib import trainee

pytestmark = pytest.mark.browser
START = "00-start.ipynb"
CHAPTER = "07-importance.ipynb"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The folder of a trainee, and the address of `shequ study` on it, without simulators (Python)."""
    folder = tmp_path_factory.mktemp("study") / "学"
    with lab.served(folder) as address:
        for path in folder.glob("*.ipynb"):
            notebook = json.loads(path.read_text(encoding="utf-8"))
            cells = [cell for cell in notebook["cells"] if cell["metadata"]["shequ"]["role"] != "play"]
            path.write_text(json.dumps({**notebook, "cells": cells}), encoding="utf-8")
        yield folder, address


@pytest.fixture
def study(served):
    """That folder as it was at first."""
    folder, _ = served
    chapter = (folder / CHAPTER).read_bytes()
    yield served
    (folder / trainee.NAME).unlink(missing_ok=True)
    shutil.rmtree(folder / f".{trainee.NAME}.new", ignore_errors=True)
    (folder / CHAPTER).write_bytes(chapter)


@pytest.mark.parametrize("width", [1100, 400])
def test_who_one_is_is_noted_as_it_is_typed(chromium, study, width):
    folder, address = study
    with lab.browser_page(chromium, width=width) as page:
        page.goto(f"{address}/doc/tree/{START}?token={lab.TOKEN}")
        asked = page.locator(".shequ-form-trainee")
        lab.expect(asked.get_by_role("status")).to_contain_text("还没有填")
        asked.get_by_label("学号或编号").press_sequentially(" 1005 ")
        asked.get_by_label("姓名").press_sequentially("<b>王小明</b>")
        lab.expect(asked.get_by_role("status")).to_contain_text("已记下：<b>王小明</b>（1005）")
        assert trainee.load(folder) == trainee.Trainee("1005", "<b>王小明</b>")
        lab.expect(page.locator(".shequ-role-board")).to_contain_text("接下来：")
        page.screenshot(path=play_drive.SCREENSHOTS / f"start-{width}.png")
        assert page.evaluate("document.body.scrollWidth <= innerWidth")
        page.goto(f"{address}/doc/tree/{CHAPTER}?token={lab.TOKEN}")
        lab.expect(page.locator(".shequ-trainee")).to_contain_text("<b>王小明</b>（1005）")
        page.goto(f"{address}/doc/tree/{START}?token={lab.TOKEN}")
        lab.expect(asked.get_by_label("姓名")).to_have_value("<b>王小明</b>")
        assert lab.kernels(address) == []


def test_a_folder_that_cannot_be_written_is_said(chromium, study):
    folder, address = study
    with lab.browser_page(chromium) as page:
        (folder / f".{trainee.NAME}.new").mkdir()  # so that the file cannot be written
        page.goto(f"{address}/doc/tree/{START}?token={lab.TOKEN}")
        asked = page.locator(".shequ-form-trainee")
        lab.expect(page.locator(".shequ-role-board")).to_contain_text("接下来：")  # JupyterLab is done
        asked.get_by_label("姓名").press_sequentially("王小明")
        lab.expect(asked.get_by_label("姓名")).to_have_value("王小明")
        lab.expect(asked.get_by_role("status")).to_contain_text("记不下来")
        assert trainee.load(folder) == trainee.Trainee()


def test_the_board_says_how_far_one_is_and_what_comes_next(chromium, study):
    folder, address = study
    with lab.browser_page(chromium) as page:
        notebook = json.loads((folder / CHAPTER).read_text(encoding="utf-8"))
        notebook["metadata"]["shequ"]["title"] = "<img src=x onerror=alert(1)>第七章"
        (folder / CHAPTER).write_text(json.dumps(notebook), encoding="utf-8")
        page.goto(f"{address}/doc/tree/{CHAPTER}?token={lab.TOKEN}")
        form = lab.form_of(page, "essay")
        with lab.saved(form):
            form.get_by_role("textbox").fill("先贴公告。")
        page.goto(f"{address}/doc/tree/{START}?token={lab.TOKEN}")
        board = page.locator(".shequ-role-board")
        row = board.get_by_role("row").filter(has_text="第七章")
        lab.expect(row).to_contain_text(re.compile(r"进行中：1 / \d+ 题"))
        assert board.locator("img").count() == 0
        board.get_by_role("link", name="第一章").first.click()
        page.wait_for_url(re.compile("01-concepts"))
        lab.expect(page.locator(".shequ-form")).not_to_have_count(0)
        page.go_back()
        lab.expect(row).to_contain_text("进行中：1 /")
        assert lab.kernels(address) == []


def test_what_is_no_number_and_name_is_refused(chromium, study):
    folder, address = study
    bodies = ["", "[]", "null", '{"number": 1, "name": []}', '{"number": "1"}', "x" * 20_000]
    with lab.browser_page(chromium) as page:
        page.goto(f"{address}/doc/tree/{START}?token={lab.TOKEN}")
        put = """async body => {
            const headers = {'X-XSRFToken': document.cookie.match(/_xsrf=([^;]*)/)[1]};
            return (await fetch('/shequ/start/trainee', {method: 'PUT', body, headers})).status;
        }"""
        assert [page.evaluate(put, body) for body in bodies] == [400] * len(bodies)
        assert trainee.load(folder) == trainee.Trainee()
