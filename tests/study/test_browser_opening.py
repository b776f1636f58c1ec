"""Opening a notebook runs nothing but what is of the course, in a real browser: it may be anybody's."""

import contextlib
import copy
import json
import re
import shutil

import lab
import pytest
from grading_helpers import CHAPTER, hand_in, sample, set_up, solved, submission

from grading.grade import grade
from grading.release import release

pytestmark = pytest.mark.browser

WAYS = ("lab/tree", "doc/tree", "notebooks")
TABLE = "big-ones"
RAN = re.compile(r"\[\d+\]:")  # what stands beside a cell that has run


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The sample chapter as it was handed out."""
    folder = tmp_path_factory.mktemp("发出的")
    release.write(sample("class"), folder)
    return folder


def _spy(path):
    return f"open({str(path)!r}, 'w').write('ran')"


def _cell_of(notebook, exercise, role):
    for cell in notebook["cells"]:
        ours = cell["metadata"].get("shequ", {})
        if ours.get("exercise") == exercise and ours.get("role") == role:
            return cell
    raise AssertionError(exercise)


def _added(source, metadata=None):
    return {
        "cell_type": "code",
        "id": "added",
        "metadata": metadata or {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }


def _run_by_hand(page, text):
    """Run the first cell that holds a text, in the notebook that is seen.

    What is run before the page is connected to its kernel is lost or asked about, so it is run again.
    """
    cell = page.locator(".jp-CodeCell:visible", has_text=text).first
    ran = cell.locator(".jp-InputPrompt").get_by_text(RAN)
    dialog = page.locator(".jp-Dialog")
    lab.expect(cell).to_be_visible()
    for _ in range(30):
        cell.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        with contextlib.suppress(AssertionError):  # it is not visible where code is hidden
            lab.expect(ran.or_(dialog).first).to_be_attached(timeout=2_000)
        if ran.count():
            return
        if dialog.is_visible():
            dialog.locator(".jp-mod-accept").click()
            lab.expect(dialog).to_have_count(0)
    raise AssertionError(f"{text} has not run")


# ---- in teach: nothing at all ----


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A class with one submission that would run in each of its cells; and the folder of what ran."""
    base = tmp_path_factory.mktemp("班")
    spies = base / "spies"
    spies.mkdir()
    room = base / "一 个 班"
    set_up(room)
    notebook = submission({**solved(), "which-one": _spy(spies / "answer"), TABLE: _spy(spies / "table")})
    notebook["cells"][0]["source"] += "\n" + _spy(spies / "setup")
    _cell_of(notebook, "how-many", "check")["source"] += "\n" + _spy(spies / "check")
    notebook["cells"].insert(1, _added(_spy(spies / "added")))
    notebook["cells"].append(_added(_spy(spies / "forged"), {"shequ": {"role": "form", "exercise": "x"}}))
    hand_in(base / "came" / "1.ipynb", notebook)
    assert grade.run(room, CHAPTER, [base / "came"]).graded == 1
    for path in spies.iterdir():
        path.unlink()
    return room, spies


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", ["submitted", "autograded", "received"])
def test_an_instructor_looks_at_a_submission_and_nothing_runs(chromium, teaching, place, way):
    address, room, spies = teaching
    path = next((room / place).rglob("*.ipynb")).relative_to(room).as_posix()
    with lab.browser_page(chromium) as page:
        page.goto(f"{address}/{way}/{path}?token={lab.TOKEN}&reset")
        # the kernel answers in order: when this one cell, run by hand, is done, all before it would be, too
        _run_by_hand(page, "from shequ_lib.notebook import ask")
        assert page.locator(".shequ-course").count() == 0
    assert list(spies.iterdir()) == []


@pytest.fixture(scope="module")
def teaching(room):
    folder, spies = room
    with lab.opened(folder, "teach") as address:
        yield address, folder, spies


# ---- in study: the course's own cells, and plain answers ----


@pytest.fixture(scope="module")
def studying(tmp_path_factory, released):
    """`shequ study` on a folder; what lies in it is put there by each test."""
    folder = tmp_path_factory.mktemp("我 的")
    with lab.opened(folder, "study", release=released) as address:
        yield address, folder


def _fresh(released):
    return json.loads((released / f"{CHAPTER}.ipynb").read_text(encoding="utf-8"))


def _open(page, address, way, name, forms):
    page.goto(f"{address}/{way}/{name}?token={lab.TOKEN}&reset")
    lab.expect(page.locator(".shequ-form")).to_have_count(forms)


def _forms(notebook):
    return sum(cell["metadata"].get("shequ", {}).get("role") == "form" for cell in notebook["cells"])


@pytest.mark.parametrize("way", ["lab/tree", "doc/tree"])
def test_a_strangers_notebook_runs_only_what_is_of_the_course(chromium, studying, released, tmp_path, way):
    """Every kind of cell is changed, forged or added, and each would leave a file."""
    address, folder = studying
    notebook = _fresh(released)
    forms = _forms(notebook)
    cells = notebook["cells"]
    _cell_of(notebook, "which-one", "answer")["source"] = f'which_one = "A"; {_spy(tmp_path / "same-line")}'
    _cell_of(notebook, "which-ones", "answer")["source"] = (
        f'which_ones = ["A"]\n{_spy(tmp_path / "next-line")}'
    )
    _cell_of(notebook, "in-order", "answer")["source"] = (
        f"in_order = '''A',''' and [{_spy(tmp_path / 'quotes')}, 'A'][1] #'"
    )
    _cell_of(notebook, TABLE, "answer")["source"] = f"{_spy(tmp_path / 'table')}\nbig_ones = None"
    _cell_of(notebook, "how-many", "answer")["source"] = "how_many = 7"
    _cell_of(notebook, "how-many", "check")["source"] += "\n" + _spy(tmp_path / "check")
    forged = copy.deepcopy(_cell_of(notebook, TABLE, "check"))
    forged["source"] = _spy(tmp_path / "forged-check")
    cells.insert(1, _added(_spy(tmp_path / "added")))
    cells.insert(2, _added(_spy(tmp_path / "forged-setup"), {"shequ": {"role": "setup"}}))
    cells.insert(3, forged)
    cells.insert(4, _added(_spy(tmp_path / "board"), {"shequ": {"role": "board"}}))
    twin = copy.deepcopy(_cell_of(notebook, "notice-date", "answer"))
    cells.append({**twin, "id": "twin", "source": _spy(tmp_path / "twin")})
    name = f"别人的-{way[:3]}.ipynb"
    hand_in(folder / name, notebook)
    with lab.browser_page(chromium) as page:
        _open(page, address, way, name, forms)
        note = page.locator(".shequ-note")
        lab.expect(note).to_contain_text("有 9 格不是本章原来的内容")
        assert list(tmp_path.iterdir()) == []
        number = page.locator(".shequ-form-number").first
        assert number.get_by_role("textbox").input_value() == "7"
        with lab.saved(number):
            number.get_by_role("textbox").fill("8")
        # neither does coming back to the page run a board that is not
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        with lab.saved(page.locator(".shequ-form-essay").first):
            page.locator(".shequ-form-essay").first.get_by_role("textbox").fill("先贴公告。")
        with lab.saved(page.locator(".shequ-form-date").first):
            page.locator("input[type=date]").first.fill("2026-12-12")
            page.keyboard.press("Tab")
        for cell in page.locator(".jp-Cell:visible").all():
            cell.scroll_into_view_if_needed()  # what runs when it comes near does so now
        table = page.locator(".shequ-form-table").first
        table.scroll_into_view_if_needed()
        assert list(tmp_path.iterdir()) == []
        table.get_by_role("button", name="运行并检查").click()
        lab.expect(lab.status_of(table)).to_have_text("已运行并保存")
        assert [path.name for path in tmp_path.iterdir()] == ["table"]  # on purpose, and seen


@pytest.mark.parametrize(
    "metadata",
    [{}, {"chapter": "no-such-chapter"}, {"chapter": "../01-sample"}, {"chapter": ["01-sample"]}],
    ids=["nothing", "unknown", "path", "list"],
)
def test_a_notebook_that_is_no_chapter_is_read_and_not_run(chromium, studying, tmp_path, metadata):
    address, folder = studying
    notebook = {
        "cells": [
            _added(_spy(tmp_path / "ran")),
            _added(_spy(tmp_path / "setup"), {"shequ": {"role": "setup"}}),
        ],
        "metadata": {"shequ": metadata, "kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    hand_in(folder / "外来.ipynb", notebook)
    with lab.browser_page(chromium) as page:
        page.goto(f"{address}/doc/tree/外来.ipynb?token={lab.TOKEN}")
        lab.expect(page.locator(".shequ-note")).to_contain_text("里面的程序不会运行")
        assert list(tmp_path.iterdir()) == []
        _run_by_hand(page, "ran")
    assert [path.name for path in tmp_path.iterdir()] == ["ran"]


def test_a_copy_of_a_chapter_shows_its_answers_and_code_waits(chromium, studying, released):
    address, folder = studying
    notebook = _fresh(released)
    _cell_of(notebook, "how-many", "answer")["source"] = "how_many = 5\n# 想了很久"
    code = 'import pandas as pd\nbig_ones = pd.read_csv("data/communities.csv").query("户数 > 2000")'
    _cell_of(notebook, TABLE, "answer")["source"] = code
    notebook["cells"].insert(2, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "我的笔记"})
    hand_in(folder / f"{CHAPTER}-Copy1.ipynb", notebook)
    shutil.copytree(released / "data", folder / "data", dirs_exist_ok=True)
    with lab.browser_page(chromium) as page:
        _open(page, address, "doc/tree", f"{CHAPTER}-Copy1.ipynb", _forms(notebook))
        assert page.request.get(f"{address}/notebooks/{CHAPTER}-Copy1.ipynb").status == 404  # no other way
        assert page.locator(".shequ-form-number").first.get_by_role("textbox").input_value() == "5"
        table = page.locator(".shequ-form-table").first
        lab.expect(table).to_contain_text("代码已保存，还没有运行")
        assert lab.shown(page, {"kind": "table"}, table) == code
        table.get_by_role("button", name="运行并检查").click()
        lab.expect(lab.status_of(table)).to_have_text("已运行并保存")
        lab.expect(page.locator(".shequ-role-check.shequ-kind-table")).to_contain_text("格式检查通过")


# ---- in both: what else a file could bring ----

SCRIPT = "export default { render() {} }; window.theirs = 1; document.title = 'theirs';"


@pytest.mark.parametrize("who", ["study", "teach"])
def test_widgets_that_stand_in_a_file_are_not_made(chromium, who, studying, teaching):
    """A notebook may hold the state of widgets, and a widget its own script."""
    address, folder = (studying if who == "study" else teaching)[:2]
    state = {
        "anywidget": {
            "model_name": "AnyModel",
            "model_module": "anywidget",
            "model_module_version": "*",
            "state": {
                "_model_module": "anywidget",
                "_model_module_version": "*",
                "_model_name": "AnyModel",
                "_view_module": "anywidget",
                "_view_module_version": "*",
                "_view_name": "AnyView",
                "_esm": SCRIPT,
                "_anywidget_id": "theirs",
            },
        }
    }
    widgets = {
        "application/vnd.jupyter.widget-state+json": {"state": state, "version_major": 2, "version_minor": 0}
    }
    shown = _added("6 * 7")
    shown["outputs"] = [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {
                "application/vnd.jupyter.widget-view+json": {
                    "model_id": "anywidget",
                    "version_major": 2,
                    "version_minor": 0,
                },
                "text/html": '<img src=x onerror="window.theirs=1"><script>window.theirs=1</script>',
                "application/javascript": "window.theirs = 1",
            },
        }
    ]
    shown["metadata"] = {"trusted": True}
    notebook = {
        "cells": [shown],
        "metadata": {"widgets": widgets, "kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    hand_in(folder / "零件.ipynb", notebook)
    (folder / "ipykernel_launcher.py").write_text(_spy(folder / "kernel-ran"), encoding="utf-8")
    with lab.browser_page(chromium) as page:
        page.goto(f"{address}/lab/tree/零件.ipynb?token={lab.TOKEN}&reset")
        _run_by_hand(page, "6 * 7")
        assert page.evaluate("window.theirs") is None
        assert page.title() != "theirs"
    assert not (folder / "kernel-ran").exists()
