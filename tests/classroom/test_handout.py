"""What is handed out stays as it was made: no answers of the instructor's in it, and nothing of hers lost."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from grading_helpers import CHAPTER, MIXED_ANSWERS, hand_in, sample, set_up, submission
from tornado.web import HTTPError

from grading import cli
from grading.jupyter.contents import TeachersContents
from shequ_lib.answer_cells import put_answers

pytestmark = pytest.mark.pipeline


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A class folder; tests take copies."""
    place = tmp_path_factory.mktemp("发")
    set_up(place / "班")
    return place


@pytest.fixture
def room(fresh, tmp_path):
    return Path(shutil.copytree(fresh, tmp_path / "一 份")) / "班"


def released(room):
    return room / "release" / CHAPTER / f"{CHAPTER}.ipynb"


def answer(room):
    """Somebody tries the chapter and saves it; return what is in the file then."""
    notebook = json.loads(released(room).read_bytes())
    put_answers(notebook, MIXED_ANSWERS)
    released(room).write_text(json.dumps(notebook), encoding="utf-8")
    return released(room).read_bytes()


def aside(room):
    return [path.read_bytes() for path in sorted((room / "练习稿").rglob("*.*"))]


def test_teach_takes_answers_out_of_what_is_handed_out_and_keeps_them(room):
    whole = released(room).read_bytes()
    tried = answer(room)
    (line,) = set_up(room).notes
    assert f"release/{CHAPTER}" in line and "练习稿" in line
    assert released(room).read_bytes() == whole and aside(room) == [tried]
    assert set_up(room).notes == []
    answer(room)
    set_up(room)
    assert set(aside(room)) == {tried}


@pytest.mark.parametrize("changed", ["output", "text", "data"])
def test_any_other_change_is_taken_back_too(room, changed):
    path = released(room).with_name("data") / "communities.csv" if changed == "data" else released(room)
    whole = path.read_bytes()
    if changed == "data":
        path.write_bytes(whole + b"x\n")
    else:
        notebook = json.loads(whole)
        cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
        cell |= {"execution_count": 1} if changed == "output" else {"source": "pass"}
        path.write_text(json.dumps(notebook), encoding="utf-8")
    tried = path.read_bytes()
    (line,) = set_up(room).notes
    assert path.name in line
    assert path.read_bytes() == whole and aside(room) == [tried]


def test_a_new_edition_keeps_what_was_tried_in_the_old_one(room):
    tried = answer(room)
    course = sample("source")
    course.notebooks[CHAPTER].cells[0].source += "\n\n新的一段。"
    done = set_up(room, course)
    assert done.refreshed == [CHAPTER] and "练习稿" in done.notes[0]
    assert aside(room) == [tried] and "新的一段" in released(room).read_text("utf-8")
    assert '恳谈会\\", \\"化解' not in released(room).read_text("utf-8")


@pytest.mark.parametrize("tried", [False, True])
def test_a_class_folder_from_before_it_was_noted(room, tried):
    whole = released(room).read_bytes()
    shutil.rmtree(room / ".jupyter" / "release")
    if tried:
        answer(room)
    assert len(set_up(room).notes) == tried
    assert released(room).read_bytes() == whole
    answer(room)
    assert len(set_up(room).notes) == 1 and released(room).read_bytes() == whole


@pytest.mark.parametrize("noted", [True, False])
def test_grade_says_it_too(room, tmp_path, capsys, noted):
    whole = released(room).read_bytes()
    hand_in(tmp_path / "来" / "甲.ipynb", submission(MIXED_ANSWERS))
    answer(room)
    if not noted:
        shutil.rmtree(room / ".jupyter" / "release")
    assert cli.main(["grade", CHAPTER, str(tmp_path / "来"), "--classroom", str(room)]) == 0
    output = capsys.readouterr().out
    assert ("已经复原" in output) == noted and ("shequ teach 复原" in output) != noted
    assert (released(room).read_bytes() == whole) == noted


def test_jupyterlab_of_teach_shows_it_and_does_not_save_it(room):
    contents = TeachersContents(root_dir=str(room))

    def ask(what):
        return asyncio.run(what)

    place = f"release/{CHAPTER}/{CHAPTER}.ipynb"
    model = ask(contents.get(place))
    assert model["writable"] is False and model["content"]["cells"]
    whole = released(room).read_bytes()
    for path in (
        place,
        f"/{place}",
        f"source/{CHAPTER}/{CHAPTER}.ipynb",
        "Release/neu.ipynb",
        "发卷/样章/甲.ipynb",
    ):
        with pytest.raises(HTTPError) as caught:
            ask(contents.save({**model, "type": "notebook"}, path))
        assert caught.value.status_code == 403 and "练习稿" in str(caught.value.log_message)
    assert released(room).read_bytes() == whole
    (room / "练习稿").mkdir()
    saved = ask(contents.save({"type": "notebook", "content": model["content"]}, "练习稿/我的.ipynb"))
    assert saved["writable"] is True and ask(contents.get("练习稿/我的.ipynb"))["writable"] is True
