"""Own papers, graded: each by the questions that were handed to that very person, whatever comes back."""

from __future__ import annotations

import json
import pickle
import random
import re
import shutil
from pathlib import Path

import nbformat
import openpyxl
import paper_class
import pytest
from grading_helpers import CHAPTER, hand_in, points_in_gradebook, set_up, submission
from nbgrader.converters import Autograde, GenerateFeedback
from paper_class import FAMILIES, OWN, answered, hand_out, members_of, new_room, paper, right, roster, teach

from grading import cli
from grading.classroom import classroom
from grading.grade import workers
from grading.grade.formgrader import SubmissionPage
from grading.marking import scheme as schemes
from grading.papers import paper_record
from grading.papers import papers as own_papers
from shequ_lib.answer_cells import course_metadata, source_of

pytestmark = pytest.mark.pipeline
TWO = [(1001, "王小明"), (1002, "李红")]
WRONG = {
    "which-ones": 'which_ones = ["E"]',
    "how-many": "how_many = 999",
    "notice-date": 'notice_date = "2026-01-01"',
}


def grade(room, *more):
    return cli.main(["grade", CHAPTER, *map(str, more), "--classroom", str(room), "--jobs", "1"])


def own_answers(room, who, names=FAMILIES):
    """The right answers to somebody's own questions."""
    drawn = members_of(room, str(who))
    return {name: right(name, drawn[name]) for name in names}


def points(room, who, names=FAMILIES):
    found = points_in_gradebook(room, str(who))
    return {name: found[name] for name in names}


def page(room, who):
    (path,) = (room / "results" / CHAPTER / "反馈").glob(f"{who}*.html")
    return text_of(path)


def text_of(path):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", path.read_text("utf-8").partition("<body>")[2]))


def marked(room, who):
    return json.loads((room / "autograded" / str(who) / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())


def question(notebook, exercise):
    (found,) = (
        source_of(cell)
        for cell in notebook["cells"]
        if (course_metadata(cell).get("exercise"), course_metadata(cell).get("role"))
        == (exercise, "question")
    )
    return found


@pytest.fixture(scope="module")
def dealt(tmp_path_factory):
    """A class of two with own papers, different ones; tests take copies of the folder."""
    room = new_room(tmp_path_factory.mktemp("卷"))
    hand_out(room, TWO)
    one, two = (members_of(room, who) for who in ("1001", "1002"))
    for name in FAMILIES:  # the draw is by chance, and the tests need two that differ
        if one[name] == two[name]:
            record = paper_record.read(room)
            other = paper_class.kept_id(paper_class.bank()[name][one[name] % (paper_class.MEMBERS - 1) + 1])
            record.of(CHAPTER)["1002"].members[name] = other
            paper_record.write(room, record)
    shutil.rmtree(room / "发卷")
    hand_out(room)
    return room


@pytest.fixture
def room(dealt, tmp_path):
    return Path(shutil.copytree(dealt.parent, tmp_path / "一 份")) / dealt.name


def file_of(room, who, name):
    return paper(hand_out(room), f"{who}_{name}")


def come(room, **notebooks):
    """A folder with what came, a file each."""
    folder = room.parent / f"交来的{len(list(room.parent.iterdir()))}"
    for name, notebook in notebooks.items():
        hand_in(folder / f"{name}.ipynb", notebook)
    return folder


def unnamed(notebook):
    """The same file of which only its name says whose it is."""
    notebook["metadata"]["shequ"].pop("trainee", None)
    return notebook


def test_two_hundred_get_what_their_own_questions_deserve(tmp_path, capsys):
    room = new_room(tmp_path)
    people = [(3000 + n, f"学员{n}") for n in range(200)]
    dealt = hand_out(room, people)
    draw, folder, wanted = random.Random(5), tmp_path / "来", {}
    for number, name in people:
        own = own_answers(room, number)
        good = {each for each in FAMILIES if draw.random() < 0.6}
        answers = {each: own[each] if each in good else WRONG[each] for each in FAMILIES}
        wanted[number] = {each: OWN[each] if each in good else 0 for each in FAMILIES}
        hand_in(folder / f"{draw.random()}.ipynb", answered(paper(dealt, f"{number}_{name}"), answers))
    assert cli.main(["grade", CHAPTER, str(folder), "--classroom", str(room)]) == 0
    assert "批改了 200 份" in capsys.readouterr().out
    (table,) = (room / "results" / CHAPTER).glob("成绩-*.xlsx")
    heads, *rows = openpyxl.load_workbook(table)["成绩"].iter_rows(values_only=True)
    columns = {"which-ones": "1-2", "how-many": "1-5", "notice-date": "1-6"}
    at = {
        name: next(n for n, head in enumerate(heads) if str(head).startswith(columns[name]))
        for name in FAMILIES
    }
    found = {int(row[0]): {name: row[at[name]] for name in FAMILIES} for row in rows[:200]}
    assert found == wanted
    assert cli.main(["grade", CHAPTER, "--classroom", str(room)]) == 0
    assert "200 份没有变化" in capsys.readouterr().out


def test_everything_shows_the_trainees_own_numbers(room):
    own = file_of(room, 1001, "王小明")
    folder = come(room, 一=answered(own, {**own_answers(room, 1001), "how-many": "how_many = 3"}))
    assert grade(room, folder) == 0
    assert points(room, 1001) == {**OWN, "how-many": 0}
    for name in FAMILIES:
        assert question(marked(room, 1001), name) == question(own, name)
        shown = re.sub(r"\s+", " ", re.sub(r"[#*]|^.*\n", "", question(own, name), count=1)).strip()
        assert shown.split(" - ")[0].split()[-1] in page(room, 1001)
    clean = json.loads((room / "submitted" / "1001" / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())
    assert [source_of(cell) for cell in clean["cells"] if course_metadata(cell).get("role") != "answer"] == [
        source_of(cell) for cell in own["cells"] if course_metadata(cell).get("role") != "answer"
    ]
    assert "不是发给你的" not in page(room, 1001)


def test_nbgraders_own_way_gives_the_same_marks_notebook_and_page(room):
    own = file_of(room, 1001, "王小明")
    answers = {**own_answers(room, 1001), "notice-date": WRONG["notice-date"]}
    assert grade(room, come(room, 一=answered(own, answers))) == 0
    ours, page_of_ours = marked(room, 1001), page(room, 1001)
    course = classroom.open_course(room)
    classroom.convert(Autograde, course, CHAPTER, "1001")
    assert points(room, 1001) == {**OWN, "notice-date": 0}
    theirs = marked(room, 1001)
    assert [source_of(cell) for cell in theirs["cells"]] == [source_of(cell) for cell in ours["cells"]]
    checksums = [
        [cell["metadata"].get("nbgrader", {}).get("checksum") for cell in notebook["cells"]]
        for notebook in (ours, theirs)
    ]
    differ = [one for one, other in zip(*checksums, strict=True) if one != other]
    assert len(differ) <= 3 * len(FAMILIES), "only those of the questions that are the trainee's own"
    classroom.convert(GenerateFeedback, course, CHAPTER, "1001")
    assert text_of(room / "feedback" / "1001" / CHAPTER / f"{CHAPTER}.html") == page_of_ours


def test_the_formgrader_shows_own_questions_as_questions_and_nothing_else(room):
    own = answered(file_of(room, 1001, "王小明"), {"own-words": "- 不是 <b>题目</b>"})
    assert grade(room, come(room, 一=own)) == 0
    exporter = SubmissionPage()
    exporter.course = classroom.open_course(room)
    names = {"assignment_id": CHAPTER, "notebook_id": CHAPTER}
    html, _ = exporter.from_notebook_node(nbformat.from_dict(marked(room, 1001)), names)
    for name in FAMILIES:
        assert question(own, name) not in html, "as text it would stand there letter by letter"
        assert question(own, name).split("\n")[2] in html
    assert "<li>B. " in html and "- 不是 &lt;b&gt;题目" in html


def test_two_files_exchanged_are_marked_for_the_one_named_and_it_is_said(room, capsys):
    one, two = file_of(room, 1001, "王小明"), file_of(room, 1002, "李红")
    folder = come(
        room,
        王小明=unnamed(answered(two, own_answers(room, 1002))),
        李红=unnamed(answered(one, own_answers(room, 1001))),
    )
    assert grade(room, folder) == 0
    said = capsys.readouterr().out
    (line,) = [line for line in said.splitlines() if "王小明（1001）交的这一份" in line]
    assert "“1-5 算人数”" in line and "是李红（1002） 那一份的题目" in line
    assert sum(points(room, 1001).values()) < sum(OWN.values())
    for who, other in ((1001, one), (1002, two)):
        assert question(marked(room, who), "notice-date") == question(other, "notice-date")
        told = page(room, who)
        assert "交来的题目不是发给你的那一份卷子上的" in told and "“1-6 定日期”" in told
    assert grade(room, come(room, 王小明=unnamed(answered(one, own_answers(room, 1001))))) == 0
    assert points(room, 1001) == OWN and "不是发给你的" not in page(room, 1001)


def test_the_file_with_the_right_questions_counts_even_with_the_same_answers(room):
    one, two = file_of(room, 1001, "王小明"), file_of(room, 1002, "李红")
    answers = own_answers(room, 1001)
    assert grade(room, come(room, 王小明=unnamed(answered(two, answers)))) == 0
    assert "不是发给你的" in page(room, 1001) and points(room, 1001) == OWN
    assert grade(room, come(room, 王小明=unnamed(answered(one, answers)))) == 0
    assert "不是发给你的" not in page(room, 1001)


def test_what_everybody_else_gets_is_another_paper_too(room, capsys):
    released = json.loads((room / "release" / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())
    public = {name: right(name, 0) for name in FAMILIES}
    assert grade(room, come(room, 李红=answered(released, public))) == 0
    assert "公开" in capsys.readouterr().out and "不是发给你的" in page(room, 1002)
    assert points(room, 1002)["how-many"] == 0


def test_an_edited_question_is_not_taken_for_somebody_elses(room, capsys):
    own = file_of(room, 1001, "王小明")
    for cell in own["cells"]:
        if course_metadata(cell).get("role") == "question":
            cell["source"] = "改过的题目"
    assert grade(room, come(room, 一=answered(own, own_answers(room, 1001)))) == 0
    assert points(room, 1001) == OWN and "题目或检查和老师手里的不一样" in page(room, 1001)
    assert "那一份的题目" not in capsys.readouterr().out


def test_homework_of_the_site_is_to_the_sites_questions(room, capsys):
    answers = {name: right(name, 0) for name in FAMILIES}
    value = {
        "format": "shequ-homework",
        "version": 1,
        "name": "李红",
        "rulebook": "gongshu-2008",
        "script": "hans",
        "saved": "2026-11-27T06:32:30.809Z",
        "chapters": {CHAPTER: {"release": "x", "saved": "x", "answers": answers}},
    }
    path = room.parent / "李红.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    assert grade(room, path) == 0
    (table,) = (room / "results" / CHAPTER).glob("练习-*.xlsx")
    row = list(openpyxl.load_workbook(table).active.iter_rows(values_only=True))[1]
    assert row[0] == "1002" and sum(OWN.values()) in row
    capsys.readouterr()
    assert grade(room, path, "--count-self-study") == 0
    assert "公开" in capsys.readouterr().out and "不是发给你的" in page(room, 1002)
    assert points(room, 1002)["how-many"] == 0


def test_another_number_takes_the_paper_along_and_back(room, capsys):
    own = answered(file_of(room, 1001, "王小明"), own_answers(room, 1001))
    drawn = {who: members_of(room, who) for who in ("1001", "1002")}
    assert grade(room, "--roster", roster(room, [(1002, "王小明"), (1001, "李红")])) == 0
    assert {"1001": members_of(room, "1002"), "1002": members_of(room, "1001")} == drawn
    assert sorted(path.name for path in (room / "发卷" / "样章").iterdir()) == ["1001_李红", "1002_王小明"]
    assert grade(room, come(room, 王小明=unnamed(own))) == 0
    assert points(room, 1002) == OWN
    assert grade(room, "--roster", roster(room, [(7, "王小明"), (1001, "李红")])) == 0
    assert members_of(room, "7") == drawn["1001"] and points(room, 7) == OWN
    assert grade(room) == 0 and points(room, 7) == OWN
    capsys.readouterr()
    assert cli.main(["grade", "--undo", "--classroom", str(room)]) == 0
    assert members_of(room, "1002") == drawn["1001"]
    assert grade(room) == 0 and points(room, 1002) == OWN
    dealt = hand_out(room, [(8, "王小明"), (1001, "李红"), (9, "张伟")])
    assert dealt.new == ["张伟"] and members_of(room, "8") == drawn["1001"] and points(room, 8) == OWN
    assert cli.main(["grade", "--undo", "--classroom", str(room)]) == 1, "who is who would not be known"
    assert members_of(room, "8") == drawn["1001"]


def test_who_joins_late_is_marked_by_their_own(room):
    late = hand_out(room, [*TWO, (1003, "张伟")])
    own = paper(late, "1003_张伟")
    assert grade(room, come(room, 一=answered(own, own_answers(room, 1003)))) == 0
    assert points(room, 1003) == OWN


def test_who_handed_in_before_papers_keeps_everybodys(tmp_path, capsys):
    room = new_room(tmp_path)
    released = json.loads((room / "release" / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())
    public = answered(released, {name: right(name, 0) for name in FAMILIES})
    assert grade(room, come(room, 王小明=public), "--roster", roster(room, TWO)) == 0
    before = points(room, 1001), marked(room, 1001), page(room, 1001)
    dealt = hand_out(room)
    assert (dealt.new, dealt.without) == (["李红"], ["王小明"])
    assert "照旧按那一份批改" in "".join(dealt.lines())
    capsys.readouterr()
    assert grade(room) == 0
    assert "1 份没有变化" in capsys.readouterr().out
    assert (points(room, 1001), marked(room, 1001), page(room, 1001)) == before and before[0] == OWN


def test_a_class_without_papers_is_graded_as_ever(tmp_path, capsys):
    """With a bank beside it: the same digest, so nothing is marked anew."""
    room = tmp_path / "班"
    set_up(room)
    assert grade(room, come(room, 甲=submission({}))) == 0
    noted = marked(room, "甲")["metadata"]["shequ"]["graded_from"]
    (room / ".papers").mkdir()
    source = new_room(tmp_path / "另")
    shutil.copy(source / ".papers" / f"bank-{CHAPTER}.json", room / ".papers")
    capsys.readouterr()
    assert grade(room) == 0
    assert "1 份没有变化" in capsys.readouterr().out
    assert marked(room, "甲")["metadata"]["shequ"]["graded_from"] == noted


@pytest.mark.parametrize("how", ["flipped", "gone"])
@pytest.mark.parametrize("what", ["record.json", f"bank-{CHAPTER}.json"])
def test_spoiled_papers_stop_the_run_before_anything_is_done(room, capsys, what, how):
    own = answered(file_of(room, 1001, "王小明"), own_answers(room, 1001))
    folder = come(room, 一=own)
    path = room / ".papers" / what
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"!" + whole[101:])
    if how == "gone":
        path.unlink()
    for command in (["grade", CHAPTER, str(folder)], ["report"]):
        if command[0] == "report" and not (room / "autograded").exists():
            continue
        capsys.readouterr()
        assert cli.main([*command, "--classroom", str(room)]) == 1
        output, errors = capsys.readouterr()
        assert output == "" and errors.count("\n") == 1 and what in errors
    assert not (room / "submitted").exists() and not (room / "received").exists()
    path.write_bytes(whole)
    assert grade(room, folder) == 0 and points(room, 1001) == OWN


def test_a_course_that_changed_marks_what_was_handed_out(room):
    own = answered(file_of(room, 1001, "王小明"), own_answers(room, 1001))
    teach(room, edit=(("会议定在", "大会定在"), ("公告贴在哪里", "布告贴在哪里")))
    assert grade(room, come(room, 一=own)) == 0
    assert points(room, 1001) == OWN
    assert question(marked(room, 1001), "notice-date") == question(own, "notice-date")


def test_gift_and_void_are_for_all_and_a_second_answer_is_for_nobody(room, capsys):
    both = come(
        room,
        一=answered(file_of(room, 1001, "王小明"), WRONG),
        二=answered(file_of(room, 1002, "李红"), own_answers(room, 1002)),
    )
    assert grade(room, both, "--gift", "1-5", "--void", "1-6") == 0
    assert points(room, 1001) == {"which-ones": 0, "how-many": 2, "notice-date": 0}
    assert points(room, 1002) == {"which-ones": 4, "how-many": 2, "notice-date": 0}
    for who in (1001, 1002):
        assert "这道题送分" in page(room, who) and "这道题作废" in page(room, who)
    capsys.readouterr()
    assert grade(room, "--also", "1-2=E") == 1
    output, errors = capsys.readouterr()
    assert output == "" and errors.count("\n") == 1
    assert "1-2 各人的题目不同" in errors and "--gift 1-2" in errors
    assert grade(room, "--also", "1-1=B") == 0, "a question that is the same for all may have one"


def test_a_process_elsewhere_marks_each_by_their_own(room):
    """What a cluster gets: all papers once, then who it is and the bytes."""
    own = answered(file_of(room, 1001, "王小明"), own_answers(room, 1001))
    papers = own_papers.read(room, schemes.read(room / "source" / CHAPTER, CHAPTER))
    sent = pickle.loads(pickle.dumps(papers))
    earned = {
        who: {
            name: result["points"]
            for name, result in workers.mark_anywhere(
                sent, who, json.dumps(own).encode("utf-8")
            ).results.items()
            if name in FAMILIES
        }
        for who in ("1001", "谁也不是")
    }
    assert earned["1001"] == OWN and earned["谁也不是"]["how-many"] == 0
