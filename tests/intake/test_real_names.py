"""What a class really sends: names, paths and zips, and whose each one is, through the real command."""

import contextlib
import io
import json
import zipfile
from pathlib import PurePosixPath

import pytest
from grading_helpers import CHAPTER, hand_in, set_up, submission
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from grading import cli
from grading.intake.unclaimed import TABLE
from grading.intake.whose import DoubtError, Roster
from grading.roster import Trainee
from shequ_lib.answer_cells import read_answers

CLASS = {
    "1001": "王小明",
    "1002": "李红",
    "1003": "张伟",
    "1004": "赵丽",
    "1005": "陈静",
    "1006": "买买提·吐尔逊",
    "1007": "陈静",
    "1008": "张三",
    "1009": "欧阳小明",
    "1010": "吴九",
    "1011": "谢伟",
    "1012": "郑十一",
    "20260001": "孙七",
    "20260002": "周八",
    "2026003": "赵六",
    "GS-008": "钱大海",
    "7": "冯春",
    "012": "卫国强",
    "1020": "Anna Lee",
    "1021": "阿依古丽·买买提",
    "1022": "林一",
    "1023": "林一一",
}
WANG, LI, ZHANG, ZHAO, MAIMAITI = "1001", "1002", "1003", "1004", "1006"
MOODLE = "_12345_assignsubmission_file_"
# What was sent, and whose it is; an empty text where nobody can tell.
SENT = [
    # the number, the name, or both, in any order, with anything between
    ("1001.ipynb", WANG),
    ("王小明.ipynb", WANG),
    ("1001王小明.ipynb", WANG),
    ("王小明1001.ipynb", WANG),
    ("1001-王小明.ipynb", WANG),
    ("王小明_1001.ipynb", WANG),
    ("1001 王小明.ipynb", WANG),
    ("1001+王小明.ipynb", WANG),
    ("1001、王小明.ipynb", WANG),
    ("1001.王小明.ipynb", WANG),
    ("（1001）王小明.ipynb", WANG),
    ("【1001】王小明.ipynb", WANG),
    ("王小明（1001）.ipynb", WANG),
    ("学号1001姓名王小明.ipynb", WANG),
    ("姓名王小明 学号1001.ipynb", WANG),
    ("20260001孙七.ipynb", "20260001"),
    ("孙七20260001.ipynb", "20260001"),
    ("1005陈静.ipynb", "1005"),
    ("陈静-1007.ipynb", "1007"),
    ("陈静1007号作业.ipynb", "1007"),
    # with what people write beside it
    ("1005陈静作业.ipynb", "1005"),
    ("王小明作业.ipynb", WANG),
    ("王小明的作业.ipynb", WANG),
    ("作业-王小明.ipynb", WANG),
    ("作业（王小明）.ipynb", WANG),
    ("王小明同学.ipynb", WANG),
    ("王小明最终版.ipynb", WANG),
    ("王小明-最终版-改.ipynb", WANG),
    ("王小明 已完成.ipynb", WANG),
    ("王小明已提交作业.ipynb", WANG),
    ("李红补交.ipynb", LI),
    ("李红-补交作业.ipynb", LI),
    ("我是李红.ipynb", LI),
    ("李红homework.ipynb", LI),
    ("李红_final.ipynb", LI),
    ("hw_李红.ipynb", LI),
    ("张伟 new.ipynb", ZHANG),
    ("张伟v2.ipynb", ZHANG),
    ("张伟_V3.ipynb", ZHANG),
    ("练习题张伟.ipynb", ZHANG),
    ("社区工作者王小明.ipynb", WANG),
    ("朝晖街道王小明.ipynb", WANG),
    ("朝晖街道-桃巷社区-李红.ipynb", LI),
    ("桃巷社区居委会李红.ipynb", LI),
    ("三班李红.ipynb", LI),
    ("3班-李红.ipynb", LI),
    ("第2组 张伟.ipynb", ZHANG),
    # with the chapter
    (f"王小明-{CHAPTER}.ipynb", WANG),
    (f"{CHAPTER}-王小明.ipynb", WANG),
    (f"{CHAPTER}_1001.ipynb", WANG),
    ("王小明-第一章.ipynb", WANG),
    ("王小明第一章.ipynb", WANG),
    ("第一章王小明.ipynb", WANG),
    ("第1章 王小明.ipynb", WANG),
    ("第 1 章-李红.ipynb", LI),
    ("李红第01章作业.ipynb", LI),
    ("1001_王小明_01.ipynb", WANG),
    ("01-张伟.ipynb", ZHANG),
    ("张伟 样章.ipynb", ZHANG),
    ("张伟样章作业.ipynb", ZHANG),
    ("20260001孙七-社区四会.ipynb", "20260001"),
    ("第一单元-1001.ipynb", WANG),
    # with the marks that browsers and systems put on copies
    ("李红(1).ipynb", LI),
    ("李红 (2).ipynb", LI),
    ("李红（3）.ipynb", LI),
    ("李红[1].ipynb", LI),
    ("张伟 - 副本.ipynb", ZHANG),
    ("张伟 - 副本 (2).ipynb", ZHANG),
    ("张伟副本.ipynb", ZHANG),
    ("张伟的副本.ipynb", ZHANG),
    ("副本 张伟.ipynb", ZHANG),
    ("吴九-Copy1.ipynb", "1010"),
    ("吴九 copy 2.ipynb", "1010"),
    ("Copy of 吴九.ipynb", "1010"),
    ("王小明-第一章 副本.ipynb", WANG),
    ("1001(1)(1).ipynb", WANG),
    ("張偉 - 複本.ipynb", ZHANG),
    # with a day
    ("王小明2026-11-29.ipynb", WANG),
    ("20261129王小明.ipynb", WANG),
    ("2026年11月29日-王小明.ipynb", WANG),
    ("王小明 11月29日.ipynb", WANG),
    ("王小明_2026-11-29-18-30-05.ipynb", WANG),
    ("2026.11.29 李红.ipynb", LI),
    # width, case, blanks, dots, zeros, script
    ("１００１.ipynb", WANG),
    ("１００１－王小明.ipynb", WANG),
    ("1001.0.ipynb", WANG),
    ("王 小 明.ipynb", WANG),
    ("李　红.ipynb", LI),
    ("李\u00a0红.ipynb", LI),
    ("李\u200b红.ipynb", LI),
    ("张 伟 作业.ipynb", ZHANG),
    ("gs-008.ipynb", "GS-008"),
    ("gs008.ipynb", "GS-008"),
    ("GS－008钱大海.ipynb", "GS-008"),
    ("Gs_008.ipynb", "GS-008"),
    ("买买提•吐尔逊.ipynb", MAIMAITI),
    ("买买提・吐尔逊.ipynb", MAIMAITI),
    ("买买提.吐尔逊.ipynb", MAIMAITI),
    ("买买提吐尔逊.ipynb", MAIMAITI),
    ("买买提·吐尔逊作业.ipynb", MAIMAITI),
    ("阿依古丽 买买提.ipynb", "1021"),
    ("annalee.ipynb", "1020"),
    ("Anna_Lee homework.ipynb", "1020"),
    ("ANNA LEE.ipynb", "1020"),
    ("7.ipynb", "7"),
    ("007.ipynb", "7"),
    ("12.ipynb", "012"),
    ("012.ipynb", "012"),
    ("第一章-007.ipynb", "7"),
    ("00001001.ipynb", WANG),
    ("陳靜1005.ipynb", "1005"),
    ("趙麗.ipynb", ZHAO),
    ("冯春7.ipynb", "7"),
    # long names, and those that begin like others
    ("欧阳小明.ipynb", "1009"),
    ("欧阳小明的作业.ipynb", "1009"),
    ("林一.ipynb", "1022"),
    ("林一一.ipynb", "1023"),
    ("林一一作业.ipynb", "1023"),
    ("郑十一.ipynb", "1012"),
    ("郑十一第一章.ipynb", "1012"),
    ("王小明四季青的材料.ipynb", WANG),
    # folders, platforms
    (f"王小明/{CHAPTER}.ipynb", WANG),
    (f"赵丽/study/{CHAPTER}.ipynb", ZHAO),
    (f"1002李红/{CHAPTER}(1).ipynb", LI),
    ("张伟/作业.ipynb", ZHANG),
    ("一班/3组/王小明.ipynb", WANG),
    ("一班/第3组/1001/作业.ipynb", WANG),
    (f"王小明{MOODLE}/{CHAPTER}.ipynb", WANG),
    (f"李红_12346_assignsubmission_file_{CHAPTER}.ipynb", LI),
    ("2026003-赵六/第1章 社区四会.ipynb", "2026003"),
    ("2026003-赵六/untitled.ipynb", "2026003"),
    (f"1001+{CHAPTER}+2026-11-29 03:04:05 UTC/{CHAPTER}.ipynb", WANG),
    ("王小明 wxm@example.com/作业.ipynb", WANG),
    ("2026-11-29/王小明.ipynb", WANG),
    ("李红收的/王小明.ipynb", WANG),
    ("王小明/新建文件夹/新建文件夹/Untitled.ipynb", WANG),
    # suffixes
    ("王小明.ipynb.json", WANG),
    ("王小明.ipynb.txt", WANG),
    ("王小明.txt", WANG),
    ("王小明.json", WANG),
    ("王小明", WANG),
    ("王小明.ipynb.download", WANG),
    ("王小明.IPYNB", WANG),
    # nobody can tell
    ("陈静.ipynb", ""),
    ("陈静作业.ipynb", ""),
    (f"陈静/{CHAPTER}.ipynb", ""),
    ("王小.ipynb", ""),
    ("小明.ipynb", ""),
    ("小张三.ipynb", ""),
    ("张三丰.ipynb", ""),
    ("张三丰的作业.ipynb", ""),
    ("张三丰1班.ipynb", ""),
    ("欧阳小明明.ipynb", ""),
    ("陈静静.ipynb", ""),
    ("10011.ipynb", ""),
    ("A1001.ipynb", ""),
    ("1001-李红.ipynb", ""),
    ("1002王小明.ipynb", ""),
    ("7-王小明.ipynb", ""),
    ("王小明-李红.ipynb", ""),
    ("王小明和李红.ipynb", ""),
    ("王小明李红.ipynb", ""),
    ("王小明/李红.ipynb", ""),
    ("1001/1002.ipynb", ""),
    ("孙七/王小明/作业.ipynb", ""),
    (f"{CHAPTER}.ipynb", ""),
    (f"{CHAPTER}(1).ipynb", ""),
    ("作业.ipynb", ""),
    ("作业 (2).ipynb", ""),
    ("第一章.ipynb", ""),
    ("Untitled.ipynb", ""),
    ("1590402800963.ipynb", ""),
    ("社区.ipynb", ""),
    ("2026-11-29.ipynb", ""),
    ("林一二.ipynb", ""),
    ("20260009-周八.ipynb", ""),  # a number like those of the class, and not in it
]
PEOPLE = tuple(Trainee(number, name) for number, name in CLASS.items())


def roster(path):
    book = Workbook()
    for row in (("学号", "姓名"), *CLASS.items()):
        book.active.append(row)
    book.save(path)
    return path


def own(number):
    """A submission that no other equals."""
    return submission({"how-many": f"how_many = {number}"})


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def kept(room):
    """What is in `received/`: the answer to how-many of each file, and whose it is."""
    found = {}
    for path in (room / "received").rglob("*"):
        if path.is_file():
            answers = read_answers(json.loads(path.read_bytes()))
            number = int(answers["how-many"].removeprefix("how_many = "))
            found.setdefault(number, set()).add(path.relative_to(room / "received").parts[0])
    return found


@pytest.mark.pipeline
def test_everybody_gets_what_is_theirs_and_nobody_anything_else(tmp_path, capsys):
    room = tmp_path / "班"
    set_up(room)
    paths = []
    for number, (name, _) in enumerate(SENT, start=1):
        folder = tmp_path / "来" / f"第{number}包"
        if number % 3 == 0:  # as a zip, the others as a folder
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.with_suffix(".zip").write_bytes(zipped({name: json.dumps(own(number))}))
            paths.append(folder.with_suffix(".zip"))
        else:
            hand_in(folder / name, own(number))
            paths.append(folder)
    arguments = ["grade", "1", *map(str, paths), "--roster", str(roster(tmp_path / "花名册.xlsx"))]
    status = cli.main([*arguments, "--classroom", str(room)])
    said = capsys.readouterr()
    assert status == 1 and "Traceback" not in said.err
    expected = {number: {who or "未认领"} for number, (_, who) in enumerate(SENT, start=1)}
    assert kept(room) == expected
    nobodys = sum(not who for _, who in SENT)
    table = load_workbook(room / TABLE).active
    assert table.max_row == nobodys + 1
    assert f"有 {nobodys} 份看不出是谁的" in said.out and said.out.count("没有收：") == nobodys


@pytest.mark.pipeline
@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
@pytest.mark.parametrize("who", ["谢伟", "李红", "王小明"])
def test_the_class_list_tells_in_which_encoding_the_names_of_a_zip_are(tmp_path, who, encoding):
    """谢伟 in GBK may be read as lΰ, and one name alone is little to go by."""
    try:
        raw = f"{who}.ipynb".encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the sign is not in this encoding")
    room = tmp_path / "班"
    set_up(room)
    data = zipped({"x" * len(raw): json.dumps(own(1))})
    (tmp_path / "来.zip").write_bytes(data.replace(b"x" * len(raw), raw))
    arguments = ["grade", "1", str(tmp_path / "来.zip"), "--roster", str(roster(tmp_path / "花名册.xlsx"))]
    assert cli.main([*arguments, "--classroom", str(room)]) == 0
    assert kept(room) == {1: {next(number for number, name in CLASS.items() if name == who)}}


def test_the_table_is_large_and_says_each_thing_once():
    names = [name for name, _ in SENT]
    assert len(names) == len(set(names)) >= 150


# --- chance ---

BESIDE = [
    "",
    "作业",
    "-最终版",
    "(1)",
    " - 副本",
    "-Copy1",
    "第一章",
    f"-{CHAPTER}",
    "_2026-11-29",
    " ",
    "　",
    "的作业",
]
BEFORE = ["作业", "第一章", f"{CHAPTER}-", "2026-11-29_", "3班", " "]
STRANGERS = ["王小亮", "李红兵", "张三丰", "赵丽丽", "何其多", "9001", "陈静怡", "小王"]


@given(
    st.sampled_from(PEOPLE),
    st.lists(st.sampled_from(BEFORE), max_size=2),
    st.lists(st.sampled_from(BESIDE), max_size=3),
    st.sampled_from(["{id}", "{name}", "{id}{name}", "{name}-{id}", "{name}/x", "{id} {name}/作业"]),
)
def test_what_stands_beside_never_makes_it_somebody_elses(person, before, behind, form):
    first, _, last = form.format(id=person.id, name=person.name).partition("/")
    stem = "".join(before) + first + "".join(behind)
    path = f"{stem}/{last}.ipynb" if last else f"{stem}.ipynb"
    found = None
    with contextlib.suppress(DoubtError):
        found = Roster(PEOPLE, CHAPTER).whose(PurePosixPath(path))
    # Namesakes, and numbers that are short among others, are too little to go by.
    sure = len(person.id) > 3 and (person.name != "陈静" or "{id}" in form)
    assert found == person or (found is None and not sure)


@given(
    st.sampled_from(STRANGERS),
    st.lists(st.sampled_from(BESIDE), max_size=2),
    st.lists(st.sampled_from(BESIDE), max_size=2),
)
def test_a_stranger_is_nobody(stranger, before, behind):
    with pytest.raises(DoubtError):
        Roster(PEOPLE, CHAPTER).whose(PurePosixPath("".join([*before, stranger, *behind]) + ".ipynb"))


@given(
    st.permutations([person for person in PEOPLE if person.name != "陈静" and len(person.id) > 3]),
    st.lists(st.sampled_from(BESIDE), max_size=2),
    st.sampled_from(
        ["{0.name}/{1.name}{2}", "{0.id}/{1.name}{2}", "{0.id}-{1.name}{2}", "{0.id}{2}/x/{1.id}"]
    ),
)
def test_two_people_in_one_path_are_nobody(people, beside, form):
    path = form.format(people[0], people[1], "".join(beside)) + ".ipynb"
    with pytest.raises(DoubtError):
        Roster(PEOPLE, CHAPTER).whose(PurePosixPath(path))
