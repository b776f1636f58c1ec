"""`shequ hand-out`: a notebook for each trainee, drawn once, kept for ever, and nobody's else."""

from __future__ import annotations

import json
import re
import stat
import zipfile

import nbformat
import paper_class
import pytest
from grading_helpers import CHAPTER, set_up
from paper_class import FAMILIES, hand_out, members_of, new_room, paper, teach

from grading import cli
from grading.master.editions import class_edition
from grading.papers import bank, paper_record
from shequ_lib.answer_cells import course_metadata, source_of

pytestmark = pytest.mark.pipeline
TWO = [(1001, "王小明"), (1002, "李红")]


@pytest.fixture
def room(tmp_path):
    return new_room(tmp_path)


def command(room, *more):
    return cli.main(["hand-out", CHAPTER, *map(str, more), "--classroom", str(room)])


def everything(room):
    """All files of a class folder, by name, but those that opening the gradebook changes."""
    return {
        path.relative_to(room).as_posix(): path.read_bytes()
        for path in sorted(room.rglob("*"))
        if path.is_file() and not path.name.startswith((".shequ", "nbgrader.log", "gradebook.db"))
    }


def test_everybody_gets_what_the_class_edition_of_their_own_members_is(room):
    dealt = hand_out(room, TWO)
    assert dealt.new == ["王小明", "李红"] and dealt.folder.parent.name == "发卷"
    for who, name in TWO:
        source = nbformat.read(room / "source" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
        drawn = members_of(room, str(who))
        assert 0 not in drawn.values(), "the first one stands on the self-study site"
        own = [cell for each, number in drawn.items() for cell in paper_class.bank()[each][number]]
        whole = nbformat.from_dict(bank.overlay(source, own))
        made = nbformat.from_dict(paper(dealt, f"{who}_{name}"))
        made = nbformat.reads(json.dumps(made), as_version=4)
        ours = made.metadata.shequ
        assert ours.pop("trainee") == {"number": str(who), "name": name} and ours.pop("paper")
        assert made.cells == class_edition(whole).cells
        assert ours == source.metadata.shequ
        text = json.dumps(made)
        assert "HIDDEN TESTS" not in text and "SOLUTION" not in text
        data = dealt.folder / f"{who}_{name}" / "data" / "communities.csv"
        assert data.read_bytes() == (room / "release" / CHAPTER / "data" / "communities.csv").read_bytes()
    with zipfile.ZipFile(dealt.package) as package:
        assert f"1001_王小明/{CHAPTER}.ipynb" in package.namelist() and len(package.namelist()) == 4
    released = (room / "release" / CHAPTER / f"{CHAPTER}.ipynb").read_text("utf-8")
    assert "第 0 小区" in released, "what everybody gets is as it was"


def test_a_second_time_changes_nothing_and_who_is_new_gets_theirs(room, capsys):
    first = hand_out(room, TWO)
    before = {path: path.read_bytes() for path in sorted(first.folder.rglob("*.*"))}
    drawn = members_of(room, "1001")
    again = hand_out(room)
    assert (again.new, again.known) == ([], 2)
    assert {path: path.read_bytes() for path in sorted(first.folder.rglob("*.*"))} == before
    late = hand_out(room, [*TWO, (1003, "张伟")])
    assert (late.new, late.known) == (["张伟"], 2)
    assert {path: path.read_bytes() for path in before} == before and members_of(room, "1001") == drawn
    (first.folder / "1001_王小明" / f"{CHAPTER}.ipynb").unlink()
    assert command(room) == 0, "what was deleted is made again, the same"
    assert {path: path.read_bytes() for path in before} == before
    said = capsys.readouterr().out
    assert "新发 0 份" in said and "以前发过的 3 份都不变" in said and "shequ grade 01 作业.zip" in said


def test_the_draw_is_the_secrets_and_the_numbers_alone(tmp_path):
    people = [(n, f"甲{n}") for n in range(1, 60)]
    rooms = [new_room(tmp_path / name) for name in "一二三"]
    hand_out(rooms[0], people)
    secret = rooms[0] / ".papers" / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    (rooms[1] / ".papers" / "secret").write_bytes(secret.read_bytes())
    paper_record.write(rooms[1], paper_record.Record())
    hand_out(rooms[1], people[::-1])
    hand_out(rooms[2], people)
    of = [paper_record.read(room).of(CHAPTER) for room in rooms]
    same = [sum(of[0][who].members == each[who].members for who in of[0]) for each in of[1:]]
    assert same[0] == len(people) and same[1] < 5
    for name in FAMILIES:
        assert len({paper.members[name] for paper in of[0].values()}) == paper_class.MEMBERS - 1
    assert len({paper.code for paper in of[0].values()}) == len(people)


def test_a_course_that_changed_changes_nothing_that_was_handed_out(room):
    dealt = hand_out(room, TWO)
    whole, drawn = paper(dealt, "1001_王小明"), members_of(room, "1001")
    teach(room, edit=(("会议定在", "大会定在"), ("公告贴在哪里", "布告贴在哪里")))
    held = bank.read(room, CHAPTER)
    of = paper_record.read(room).of(CHAPTER)
    assert members_of(room, "1001") == drawn
    assert {member for each in of.values() for member in each.members.values()} <= set(held.members)
    (dealt.folder / "1001_王小明" / f"{CHAPTER}.ipynb").unlink()
    late = hand_out(room, [*TWO, (1003, "张伟")])
    again = paper(late, "1001_王小明")
    questions = [
        [source_of(cell) for cell in each["cells"] if course_metadata(cell).get("exercise") in FAMILIES]
        for each in (whole, again)
    ]
    assert questions[0] == questions[1]
    assert "布告贴在哪里" in json.dumps(paper(late, "1003_张伟"), ensure_ascii=False)


def test_a_key_that_was_mended_is_the_new_one_of_what_was_handed_out(room):
    hand_out(room, TWO)
    teach(room, edit=(("explain: 公开栏和出入口都要贴。", "explain: 讲解改好了。"),))
    held = bank.read(room, CHAPTER)
    for each in paper_record.read(room).of(CHAPTER).values():
        assert "讲解改好了" in json.dumps(held.members[each.members["which-ones"]].source, ensure_ascii=False)


HOSTILE = [
    ("1", "a/../../../b"),
    ("2", "con"),
    ("3", '"><script>alert(1)</script>'),
    ("4", "\u202egnp.exe"),
    ("5", "名" * 120),
    ("6_x", "y"),
    ("6", "x_y"),
    ("7", "=cmd|' /C calc'!A0"),
]


def test_hostile_names_stay_inside_and_everybody_gets_their_own(room):
    from openpyxl import Workbook

    book = Workbook()
    for row in (("学号", "姓名"), *HOSTILE):
        book.active.append(row)
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"
    path = room.parent / "花名册.xlsx"
    book.save(path)
    outside = {each for each in room.parent.rglob("*") if room not in each.parents}
    assert command(room, "--roster", path) == 0
    assert {each for each in room.parent.rglob("*") if room not in each.parents} == outside
    (folder,) = (each for each in (room / "发卷").iterdir() if each.is_dir())
    found = list(folder.iterdir())
    assert len(found) == len(HOSTILE)
    for each in found:
        assert not set(each.name) & set('/\\:*?"<>|\u202e') and len(each.name.encode()) <= 255
        assert [inner.name for inner in sorted(each.iterdir())] == [f"{CHAPTER}.ipynb", "data"]
    numbers = [
        json.loads(file.read_bytes())["metadata"]["shequ"].get("trainee", {}).get("number")
        for file in folder.glob("*/*.ipynb")
    ]
    assert sorted(filter(None, numbers)) == sorted(who for who, _ in HOSTILE if who != "5")


def refused(room, capsys, *more):
    """One Chinese line, exit status 1, and nothing changed; return the line."""
    before = everything(room)
    capsys.readouterr()
    assert command(room, *more) == 1
    output, errors = capsys.readouterr()
    assert output == "" and errors.count("\n") == 1 and re.search("[\u4e00-\u9fff]", errors)
    after = everything(room)
    assert {name: after.get(name) for name in before} == before
    assert not [name for name in set(after) - set(before) if name.startswith("发卷")]
    return errors


@pytest.mark.parametrize("how", ["flipped", "empty", "gone"])
@pytest.mark.parametrize("what", ["record.json", f"bank-{CHAPTER}.json", "secret"])
def test_what_is_spoiled_is_one_line_and_nothing_is_lost(room, capsys, what, how):
    hand_out(room, TWO)
    path = room / ".papers" / what
    whole = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(
            b"" if how == "empty" else whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:] + b"!"
        )
    if (what, how) == ("secret", "gone"):  # only for who is new
        assert command(room) == 0 and len(path.read_bytes()) == 64
        return
    line = refused(room, capsys)
    if how != "gone" or not what.startswith("bank"):
        assert what in line
    if what == "record.json":
        assert "record-copy.json" in line
        path.write_bytes((room / ".papers" / "record-copy.json").read_bytes())
    elif what == "secret":
        path.unlink()
    else:
        teach(room)
    assert command(room) == 0
    assert [*paper_record.read(room).of(CHAPTER)] == ["1001", "1002"]
    if what != "secret":
        assert path.read_bytes() == whole


def test_a_class_whose_papers_are_all_gone_is_not_one_without_papers(room, capsys):
    import shutil

    hand_out(room, TWO)
    shutil.rmtree(room / ".papers")
    teach(room)
    assert "不知道谁拿的是哪一份" in refused(room, capsys)


def test_what_cannot_be_handed_out_is_one_line(room, tmp_path, capsys):
    assert "--roster" in refused(room, capsys)
    set_up(tmp_path / "别的班")
    capsys.readouterr()
    assert cli.main(["hand-out", "all", "--classroom", str(tmp_path / "别的班")]) == 1
    assert "人人一样" in capsys.readouterr().err
    assert cli.main(["hand-out", CHAPTER, "--classroom", str(tmp_path / "别的班")]) == 1
    assert "样章" in capsys.readouterr().err
