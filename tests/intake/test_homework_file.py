"""The homework file of the self-study site: read strictly, whatever comes, and graded like a notebook."""

import copy
import json
import os
import zipfile

import nbformat
import pytest
from grading_helpers import (
    CHAPTER,
    MIXED_ANSWERS,
    MIXED_POINTS,
    hand_in,
    points_in_gradebook,
    rows_of,
    sample,
    set_up,
    submission,
)
from hypothesis import given
from hypothesis import strategies as st

from grading.grade.grade import Options, run
from grading.intake import homework_file, intake
from grading.intake.homework_file import HomeworkError, read_homework
from grading.marking import scheme
from shequ_lib.answer_cells import read_answers
from shequ_lib.first_year.practice_model import KEYS

GOOD = {
    "format": "shequ-homework",
    "version": 1,
    "name": "王小明",
    "rulebook": "gongshu-2008",
    "script": "hans",
    "saved": "2026-11-27T06:32:30.809Z",
    "chapters": {
        "06-four-meetings": {
            "release": "8382ec0be5d7",
            "saved": "2026-11-27T06:31:46.105Z",
            "answers": {"four-names": 'four_names = ["A"]', "own-words": "先听，\n再办。"},
        },
        "11-staff-money-rooms": {"release": "06447e3af068", "saved": "", "answers": {}},
    },
}


def dumps(value):
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


def changed(path, value):
    """A good file with one part replaced (or added)."""
    made = copy.deepcopy(GOOD)
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return dumps(made)


def test_every_chapter_becomes_a_notebook_of_answer_cells():
    read = read_homework(dumps(GOOD))
    assert {name: read_answers(notebook) for name, notebook in read.items()} == {
        name: chapter["answers"] for name, chapter in GOOD["chapters"].items()
    }
    for name, notebook in read.items():
        nbformat.validate(nbformat.from_dict(notebook))
        assert notebook["metadata"]["shequ"]["chapter"] == name


YEAR = dict.fromkeys(KEYS, 1)


def test_a_practice_year_in_the_file_changes_nothing():
    assert read_homework(changed(["practice_year"], YEAR)) == read_homework(dumps(GOOD))


def test_a_byte_order_mark_does_no_harm():
    assert read_homework(b"\xef\xbb\xbf" + dumps(GOOD)) == read_homework(dumps(GOOD))


CHAPTER_6 = ("chapters", "06-four-meetings")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        dumps(GOOD)[:-30],
        b"[" * 100_000,
        dumps({"format": "shequ-homework", "version": 1}),
        dumps({key: value for key, value in GOOD.items() if key != "saved"}),
        changed(["format"], "other"),
        changed(["version"], 2),
        changed(["version"], "1"),
        changed(["more"], 1),
        changed(["practice_year"], None),
        changed(["practice_year"], {**YEAR, "more": 1}),
        changed(["name"], 5),
        changed(["name"], "长" * 201),
        changed(["chapters"], []),
        changed(["chapters"], {f"{n:02}-x{n}": GOOD["chapters"]["06-four-meetings"] for n in range(101)}),
        changed(["chapters", "../../etc"], GOOD["chapters"]["06-four-meetings"]),
        changed(["chapters", "06-Four"], GOOD["chapters"]["06-four-meetings"]),
        changed(["chapters", "06-four-meetings\n"], GOOD["chapters"]["06-four-meetings"]),
        changed(CHAPTER_6, None),
        changed(CHAPTER_6, {"answers": {}}),
        changed([*CHAPTER_6, "more"], 1),
        changed([*CHAPTER_6, "release"], ["x"]),
        changed([*CHAPTER_6, "answers"], ["x"]),
        changed([*CHAPTER_6, "answers", "four-names"], None),
        changed([*CHAPTER_6, "answers", "four-names"], ["a", "b"]),
        changed([*CHAPTER_6, "answers", "four-names"], "x" * (homework_file.MAX_ANSWER + 1)),
        changed([*CHAPTER_6, "answers", "four names"], "x"),
        changed([*CHAPTER_6, "answers"], {f"x-{n}": "" for n in range(homework_file.MAX_ANSWERS + 1)}),
        dumps(GOOD).replace(b'"answers": {"four-names"', b'"answers": {"own-words": "", "four-names"'),
        dumps(GOOD).replace('"先听，\\n再办。"'.encode(), b'"\\ud800"'),
        dumps(GOOD).replace(b'"version": 1', b'"version": NaN'),
    ],
)
def test_anything_else_is_refused_in_one_chinese_line(data):
    with pytest.raises(HomeworkError) as caught:
        read_homework(data)
    assert "\n" not in str(caught.value)
    assert any("一" <= sign <= "鿿" for sign in str(caught.value))


def test_a_huge_file_is_not_even_parsed():
    with pytest.raises(HomeworkError, match="10 MB"):
        read_homework(b" " * (homework_file.MAX_BYTES + 1))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@given(path=st.sampled_from([["chapters"], list(CHAPTER_6), [*CHAPTER_6, "answers"], ["name"]]), value=JSON)
def test_no_content_raises_anything_else(path, value):
    try:
        read = read_homework(changed(path, value))
    except (HomeworkError, UnicodeEncodeError):  # the second is of the test's own encoder
        return
    for notebook in read.values():
        json.dumps(notebook).encode("utf-8")
        nbformat.validate(nbformat.from_dict(notebook))


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data):
    with pytest.raises(HomeworkError):
        read_homework(data)


# ---- handing it in ----


def homework(answers, chapter=CHAPTER):
    made = copy.deepcopy(GOOD)
    made["chapters"] = {chapter: {"release": "x", "saved": "", "answers": answers}}
    return dumps(made)


def test_it_is_taken_in_beside_notebooks_and_in_a_zip(tmp_path):
    (tmp_path / "王小明.json").write_bytes(homework({"how-many": "how_many = 5"}))
    with zipfile.ZipFile(tmp_path / "一班.zip", "w") as archive:
        archive.writestr("李四.json", homework({"how-many": "how_many = 6"}))
        archive.writestr("赵六.json", homework({"how-many": "how_many = 6"}, "02-other"))
        archive.writestr("张三.json", b"{}")
    room = tmp_path / "班"
    hand_in(room / "release" / CHAPTER / f"{CHAPTER}.ipynb", submission({}))
    slots = scheme.slots_of(sample("source").notebooks[CHAPTER])
    inbox = intake.Inbox(room, CHAPTER, slots, None, count_self_study=True)
    came = inbox.take_in([tmp_path / "王小明.json", tmp_path / "一班.zip"])
    filed = {
        who: json.loads((room / "submitted" / who / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())
        for who in came.taken
    }
    assert {who: read_answers(notebook)["how-many"] for who, notebook in filed.items()} == {
        "王小明": "how_many = 5",
        "李四": "how_many = 6",
    }
    assert [path.name[-5:] for path in (room / intake.RECEIVED / "李四").rglob("*.*")] == [".json"]
    assert len(came.problems) == 2
    assert any("赵六" in line and CHAPTER in line for line in came.problems)
    assert any("张三" in line and "不是从自学网站下载的作业文件" in line for line in came.problems)


@pytest.mark.pipeline
def test_it_is_graded_like_a_notebook(tmp_path):
    room = tmp_path / "一 个 班"
    set_up(room)
    (tmp_path / "王小明.json").write_bytes(homework(MIXED_ANSWERS))
    summary = run(room, CHAPTER, [tmp_path / "王小明.json"], options=Options(count_self_study=True))
    assert (summary.graded, summary.problems) == (1, [])
    assert points_in_gradebook(room, "王小明") == pytest.approx(MIXED_POINTS)
    assert not (room / "practice").exists()


def at(path, moment):
    os.utime(path, (moment, moment))
    return path


@pytest.mark.pipeline
def test_without_being_told_it_is_practice_and_changes_no_mark(tmp_path):
    room = tmp_path / "一 个 班"
    set_up(room)
    roster = tmp_path / "花名册.csv"
    roster.write_text("编号,姓名\n1,王小明\n2,李华\n3,张伟\n", encoding="utf-8")
    hand_in(tmp_path / "王小明.ipynb", submission({}))
    right = homework(MIXED_ANSWERS)
    for name in ("王小明", "李华"):
        (tmp_path / f"{name}.json").write_bytes(right)
    came = [tmp_path / name for name in ("王小明.ipynb", "王小明.json", "李华.json")]

    summary = run(room, CHAPTER, came, roster)
    assert (summary.graded, summary.missing, summary.problems) == (1, 2, [])
    assert set(points_in_gradebook(room, "1").values()) == {0}
    (line,) = [line for line in summary.lines() if "自学网站" in line]
    assert line.startswith("2 份来自自学网站，算练习，不计分") and line.endswith("请加 --count-self-study。")
    assert [path.read_bytes() for path in (room / "received" / "2").rglob("*.json")] == [right]
    assert not (room / "submitted" / "2").exists()

    table = summary.marks.with_name(f"练习-{CHAPTER}.xlsx")
    rows = rows_of(table, "练习")
    points = [points for points in MIXED_POINTS.values() if points is not None]
    assert [(row["编号"], row["姓名"]) for row in rows] == [("1", "王小明"), ("2", "李华")]
    assert [list(row.values())[-len(points) :] for row in rows] == [points] * 2
    assert rows[0]["总分"] == sum(points) and rows[0]["状态"] == "练习，不计分"
    pages = sorted((summary.marks.parent / "练习").iterdir())
    assert [page.name for page in pages] == ["1-王小明.html", "2-李华.html"]
    assert "不计分" in pages[1].read_text(encoding="utf-8")
    assert not (summary.feedback / "2-李华.html").exists()
    assert [row["状态"] for row in rows_of(summary.marks)] == ["白卷", "未交", "未交"]

    again = run(room, CHAPTER)  # with nothing new: the same practice, not marked again
    assert [line for line in again.lines() if "自学网站" in line] == [line]
    assert rows_of(table, "练习") == rows

    counted = run(room, CHAPTER, [tmp_path / "李华.json"], options=Options(count_self_study=True))
    assert (counted.graded, counted.missing) == (2, 1)
    assert points_in_gradebook(room, "2") == pytest.approx(MIXED_POINTS)
    assert [page.name for page in sorted((summary.marks.parent / "练习").iterdir())] == ["1-王小明.html"]
    assert run(room, CHAPTER, [tmp_path / "李华.json"]).graded == 2  # what counted goes on counting


@pytest.mark.parametrize("first", [".ipynb", ".json"])
@pytest.mark.parametrize("in_one_run", [True, False])
@pytest.mark.parametrize("later", [".ipynb", ".json"])
def test_where_it_counts_a_notebook_counts_before_it_whatever_the_times(tmp_path, first, in_one_run, later):
    room = tmp_path / "班"
    hand_in(room / "release" / CHAPTER / f"{CHAPTER}.ipynb", submission({}))
    slots = scheme.slots_of(sample("source").notebooks[CHAPTER])
    hand_in(tmp_path / "甲.ipynb", submission({"how-many": "how_many = 1"}))
    (tmp_path / "甲.json").write_bytes(homework({"how-many": "how_many = 2"}))
    for suffix in (".ipynb", ".json"):
        at(tmp_path / f"甲{suffix}", 1_700_000_000 + (suffix == later))
    came = [
        tmp_path / f"甲{suffix}" for suffix in sorted((".ipynb", ".json"), key=lambda each: each != first)
    ]
    notes = []
    for paths in [came] if in_one_run else [[each] for each in came]:
        notes += intake.Inbox(room, CHAPTER, slots, None, count_self_study=True).take_in(paths).notes
    filed = json.loads((room / "submitted" / "甲" / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())
    assert read_answers(filed)["how-many"] == "how_many = 1"
    assert len(notes) == 1 and ("笔记本" in notes[0] or first == ".json")
