"""Who is learning: given once, noted by every chapter, believed only as far as it can be."""

import json

import pytest
import whole_course
from grading_helpers import CHAPTER, hand_in, set_up, submission

from grading import cli
from grading.intake.whose import DoubtError, NoRoster, PurePosixPath, Roster
from grading.roster import Trainee as Listed
from shequ_lib import trainee
from shequ_lib.trainee import Trainee

CLASS = (Listed("1001", "王小明"), Listed("1002", "李红"), Listed("1003", "陈静"), Listed("1004", "陈静"))


def with_note(number, name, notebook=None):
    """A submission whose first cell notes a trainee, as JupyterLab saves it."""
    made = notebook or submission({})
    output = {
        "output_type": "display_data",
        "data": {"text/plain": ""},
        "metadata": {"shequ": {"trainee": {"number": number, "name": name}}},
    }
    made["cells"][0]["outputs"] = [output]
    return made


def test_what_is_typed_is_there_again(tmp_path):
    assert trainee.load(tmp_path) == Trainee()
    assert trainee.save(Trainee("1001", "王小明"), tmp_path)
    assert trainee.load(tmp_path) == Trainee("1001", "王小明")
    assert str(trainee.load(tmp_path)) == "王小明（1001）"


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"number": 5, "name": ""}',
        b"[" * 9000,
        b'{"number": "\\ud800", "name": ""}',
    ],
)
def test_a_file_with_other_content_names_nobody(tmp_path, written):
    (tmp_path / trainee.NAME).write_bytes(written)
    assert trainee.load(tmp_path) == Trainee()


@pytest.fixture
def shown(monkeypatch):
    """What is displayed, with its metadata."""
    found = []
    monkeypatch.setattr("IPython.display.display", lambda html, metadata: found.append((html, metadata)))
    return found


def test_a_chapter_that_is_opened_notes_whose_it_is(tmp_path, shown):
    trainee.save(Trainee("1001", "<b>王"), tmp_path)
    trainee.show(tmp_path)
    ((html, metadata),) = shown
    assert "&lt;b&gt;王（1001）" in html.data and "<b>" not in html.data
    assert metadata["shequ"]["trainee"] == {"number": "1001", "name": "<b>王"}


def test_nobody_leaves_no_output(tmp_path, shown):
    trainee.show(tmp_path)
    assert shown == []


def test_a_notebook_says_whom_it_notes():
    assert trainee.noted(with_note("1001", "王小明")) == Trainee("1001", "王小明")
    assert trainee.noted(submission({})) == Trainee()


@pytest.mark.parametrize(
    "spoil",
    [
        {"outputs": 5},
        {
            "outputs": [
                5,
                {"metadata": 5},
                {"metadata": {"shequ": 5}},
                {"metadata": {"shequ": {"trainee": 5}}},
            ]
        },
        {"outputs": [{"metadata": {"shequ": {"trainee": {"number": "1" * 61, "name": ""}}}}]},
        {"outputs": [{"metadata": {"shequ": {"trainee": {"number": ["1"], "name": ""}}}}]},
        {"metadata": 5},
    ],
)
def test_a_note_with_other_content_names_nobody(spoil):
    notebook = submission({})
    notebook["cells"][0] |= spoil
    assert trainee.noted(notebook) == Trainee()


def whose(path, number, name):
    return Roster(CLASS, CHAPTER).whose(PurePosixPath(path), "", Trainee(number, name)).id


@pytest.mark.parametrize(
    ("path", "number", "name", "expected"),
    [
        (f"{CHAPTER}.ipynb", "1001", "王小明", "1001"),
        (f"{CHAPTER}(3).ipynb", "1001", "", "1001"),
        ("Untitled.ipynb", "", "王 小明", "1001"),
        ("某某.ipynb", "１００１", "王小明", "1001"),
        ("王小明.ipynb", "1001", "王小明", "1001"),
        ("陈静.ipynb", "1004", "陈静", "1004"),
        ("陈静.ipynb", "1004", "", "1004"),
        (f"{CHAPTER}.ipynb", "13800000000", "李红", "1002"),  # some other number
        ("李红.ipynb", "", "小红", "1002"),
    ],
)
def test_the_note_tells_whose_it_is(path, number, name, expected):
    assert whose(path, number, name) == expected


@pytest.mark.parametrize(
    ("path", "number", "name", "says"),
    [
        ("李红.ipynb", "1001", "王小明", "笔记本是 王小明"),
        ("1002/作业.ipynb", "1001", "", "笔记本是 王小明"),
        (f"{CHAPTER}.ipynb", "1001", "李红", "笔记本里有 王小明 和 李红"),
        (f"{CHAPTER}.ipynb", "", "陈静", "不止一人"),
        (f"{CHAPTER}.ipynb", "9", "何其多", "看不出是谁的"),
    ],
)
def test_a_note_that_contradicts_or_says_too_little_is_nobody(path, number, name, says):
    with pytest.raises(DoubtError, match=says):
        whose(path, number, name)


def test_without_a_class_list_the_note_counts_where_the_name_says_nothing():
    people, note = NoRoster((), CHAPTER), Trainee("1001", "王小明")
    assert people.whose(PurePosixPath(f"{CHAPTER}.ipynb"), "", note).id == "1001"
    assert people.whose(PurePosixPath("甲.ipynb"), "", note).id == "甲"


def test_the_page_asks_in_the_class_edition_only():
    for edition, asks in (("class", True), ("self-study", False)):
        course = whole_course.built(edition)
        sources = [cell.source for cell in course.notebooks["00-start"].cells]
        assert any("shequ_lib.trainee" in source for source in sources) is asks


@pytest.mark.pipeline
def test_a_class_that_renames_nothing(tmp_path, capsys):
    room = tmp_path / "班"
    set_up(room)
    roster = tmp_path / "花名册.csv"
    roster.write_text("学号,姓名\n1001,王小明\n1002,李红\n", encoding="utf-8")
    for place, (number, name) in enumerate((("1001", "王小明"), ("1002", "李红"))):
        hand_in(tmp_path / "来" / f"{CHAPTER} ({place}).ipynb", with_note(number, name))
    arguments = ["grade", "1", str(tmp_path / "来"), "--roster", str(roster), "--classroom", str(room)]
    assert cli.main(arguments) == 0
    assert "批改了 2 份" in capsys.readouterr().out
    handed = json.loads((room / "submitted" / "1001" / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())
    assert trainee.noted(handed) == Trainee()  # the clean copy holds the answers alone
