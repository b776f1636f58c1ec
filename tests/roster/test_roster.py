"""Class lists as offices, platforms and spreadsheets write them: the same people come out of each."""

import csv
import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from grading.roster import Trainee, heads, names_below, read_roster, sheets
from shequ_lib.errors import ShequError

TWO = (Trainee("1001", "王小明"), Trainee("1002", "李红"))
# written with xlwt: a sheet of remarks, then 名单
OLD = Path(__file__).parents[1] / "data" / "roster_old.xls"


def book(path, *tables, formats=(), names=()):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for place, rows in enumerate(tables):
        sheet = made.create_sheet(names[place] if names else None)
        for row in rows:
            sheet.append(row)
    for cell, number_format in formats:
        made.worksheets[0][cell].number_format = number_format
    made.save(path)
    return path


def people(path, hints=()):
    return read_roster(path, hints).people


def changed(path, part, change):
    """Change the text of one part of a workbook."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


# ---- what exporters write ----


@pytest.mark.parametrize("said", ['<dimension ref="A1"/>', '<dimension ref="A1:A1"/>', ""])
def test_a_sheet_that_says_a_wrong_size_is_read_whole(tmp_path, said):
    path = book(tmp_path / "名单.xlsx", [["学号", "姓名"], [1001, "王小明"], [1002, "李红"]])
    changed(path, "xl/worksheets/sheet1.xml", lambda text: re.sub("<dimension[^>]*>", said, text))
    assert people(path) == TWO


def test_an_old_workbook_is_read(tmp_path):
    read = read_roster(OLD)
    assert read.people == TWO and read.people[0].more == (("街道", "湖墅"),)
    assert read.notes == ("花名册读的是工作表“名单”。",)


def test_a_workbook_with_styles_that_break_the_rules_is_read(tmp_path):
    path = book(tmp_path / "名单.xlsx", [["学号", "姓名"], [1001, "王小明"], [1002, "李红"]])
    changed(path, "xl/styles.xml", lambda text: text.replace("<fill>", '<fill><odd x="1"/>', 1))
    assert people(path) == TWO


@pytest.mark.parametrize("name", ["名单.csv", "名单.txt", "名单.xls"])
def test_a_file_is_read_by_what_it_holds(tmp_path, name):
    real = book(tmp_path / "名单.xlsx", [["学号", "姓名"], [1001, "王小明"], [1002, "李红"]])
    shutil.copy(real, tmp_path / name)
    assert people(tmp_path / name) == TWO
    text = tmp_path / "二.xlsx"
    text.write_text("学号\t姓名\n1001\t王小明\n1002\t李红\n", encoding="gbk")
    assert people(text) == TWO
    shutil.copy(OLD, tmp_path / "三.xlsx")
    assert people(tmp_path / "三.xlsx") == TWO


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_that_is_called_a_workbook_is_read(tmp_path, charset):
    page = (
        f'<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}"></head><table>'
        "<tr><td colspan=3>第三期<tr><th>序号</th><th>学号</th><th>姓名</th></tr>"
        "<tr><td>1</td><td>1001</td><td>王小明&nbsp;</td></tr><tr><td>2<td>1002<td>李<b>红</b></table></html>"
    )
    (tmp_path / "名单.xls").write_bytes(page.encode(charset))
    assert people(tmp_path / "名单.xls") == TWO


LINES = [["学号", "姓名"], ["1001", "王小明"], ["1002", "李红"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_text_of_any_kind_is_read(tmp_path, encoding, delimiter):
    for end in ("\r\n", "\n", "\r"):
        for above in ([], ["第三期，街道，名单"], ["共2人,见附件;各街道\t"], [f"sep={delimiter}"]):
            lines = [*above, *(delimiter.join(line) for line in LINES)]
            (tmp_path / "名单.csv").write_bytes((end.join(lines) + end).encode(encoding))
            assert people(tmp_path / "名单.csv") == TWO, (end, above)


def test_traditional_text_of_another_encoding_is_read(tmp_path):
    (tmp_path / "名單.csv").write_bytes("學號,姓名\r\n1001,王曉雲\r\n".encode("big5"))
    assert people(tmp_path / "名單.csv") == (Trainee("1001", "王曉雲"),)


@pytest.mark.parametrize("written", ['"=""001"""', '="001"', "'001", "001", "００１"])
def test_a_number_that_is_kept_as_text_in_csv(tmp_path, written):
    (tmp_path / "名单.csv").write_text(f"学号,姓名\n{written},王小明\n", encoding="utf-8")
    assert people(tmp_path / "名单.csv") == (Trainee("001", "王小明"),)


# ---- heads ----


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("学号", "姓名"),
        ("学员编号*", "姓名（必填）"),
        ("学\n号", "姓\r\n名"),
        ("编 号", "姓　名"),
        ("編號", "姓名"),
        ("學號", "學員姓名"),
        ("學員編號", "真實姓名"),
        ("2、请输入您的学号：", "1、您的姓名："),
        ("(2) 您的学号（必填）", "(1) 您的姓名是？"),
        ("学号/编号", "学生姓名"),
        ("学号 Student ID", "姓名 Name"),
        ("Student_ID", "Full Name"),
        ("ID number", "Name"),
        ("【必填】学号", "*姓名"),
        ("帳號", "姓名"),
        ("Username", "姓名"),
        ("手机号", "姓名"),
        ("5、请填写您的手机号码", "姓名"),
    ],
)
def test_heads_as_people_write_them(tmp_path, number, name):
    path = book(
        tmp_path / "名单.xlsx", [["街道", number, name], ["甲", "1001", "王小明"], ["乙", "1002", "李红"]]
    )
    assert people(path) == TWO


@pytest.mark.parametrize(
    "title",
    ["微信id", "家长姓名", "单位编号", "证书编号", "身份证号", "班级名称", "序号", "请核对姓名和学号"],
)
def test_what_is_no_number_or_name_of_a_trainee(title):
    assert heads.kind(title) is None


def test_titles_and_remarks_above_and_a_head_of_two_lines(tmp_path):
    rows = [
        ["第三期学员花名册"],
        ["请核对姓名、学号，姓名有误的联系社区办"],
        ["序号", "基本信息", None, None, "单位"],
        [None, "学号", "姓名", "街道", None],
        [1, 1001, "王小明", "湖墅", "甲"],
        [2, 1002, "李红", "米市巷", "乙"],
    ]
    found = people(book(tmp_path / "名单.xlsx", rows))
    assert found == TWO
    assert found[0].more == (("街道", "湖墅"), ("单位", "甲"))


def test_surname_and_given_name_apart(tmp_path):
    rows = [["姓", "名", "学号", "ID number"], ["王", "小明", 1001, "x1"], ["Li", "Hong", 1002, "x2"]]
    read = read_roster(book(tmp_path / "名单.xlsx", rows))
    assert read.people == (Trainee("1001", "王小明"), Trainee("1002", "Hong Li"))
    rows = [["First name", "Last name", "ID number"], ["小明", "王", 1001], ["红", "李", 1002]]
    assert people(book(tmp_path / "名单.xlsx", rows)) == TWO


def test_a_list_on_another_sheet_is_read_and_said(tmp_path):
    listed = [["学号", "姓名"], [1001, "王小明"], [1002, "李红"]]
    path = book(
        tmp_path / "名单.xlsx", [["填表说明"]], listed, [["姓名"], ["李红"]], names=["说明", "第三期", "签到"]
    )
    read = read_roster(path)
    assert read.people == TWO and read.notes == ("花名册读的是工作表“第三期”。",)


def test_two_lists_that_fit_equally_are_refused_by_name(tmp_path):
    listed = [["学号", "姓名", "手机"], [1001, "王小明", "13800000000"]]
    path = book(tmp_path / "名单.xlsx", listed, [["学号", "姓名"], [1002, "李红"]], names=["一班", "二班"])
    with pytest.raises(ShequError, match="“一班”、“二班”"):
        read_roster(path)


def test_an_empty_sheet_or_a_hidden_one_is_no_second_list(tmp_path):
    listed = [["学号", "姓名"], [1001, "王小明"], [1002, "李红"]]
    path = book(
        tmp_path / "名单.xlsx", listed, [["学号", "姓名"]], [*listed, [9, "旧"]], names=["甲", "乙", "丙"]
    )
    made = openpyxl.load_workbook(path)
    made["丙"].sheet_state = "hidden"
    made.save(path)
    assert people(path) == TWO


# ---- which column numbers people ----


def test_a_serial_number_beside_the_number_is_not_taken(tmp_path):
    rows = [["编号", "序号", "学号", "姓名"], [1, 1, 1001, "王小明"], [2, 2, 1002, "李红"]]
    assert read_roster(book(tmp_path / "名单.xlsx", rows)).notes == ()
    assert people(tmp_path / "名单.xlsx") == TWO
    rows = [["编号", "工号", "姓名"], [1, 1001, "王小明"], [2, 1002, "李红"]]
    read = read_roster(book(tmp_path / "名单.xlsx", rows))
    assert read.people == TWO and read.notes == ()
    rows = [["编号", "姓名"], [1, "王小明"], [2, "李红"]]
    assert people(book(tmp_path / "名单.xlsx", rows)) == (Trainee("1", "王小明"), Trainee("2", "李红"))


@pytest.mark.parametrize(
    ("hints", "taken", "note"),
    [
        ((), "1001", "花名册用“学号”这一列作编号，没有用“工号”。"),
        (
            ("A77-第六章.ipynb", "作业"),
            "A77",
            "花名册用“工号”这一列作编号，没有用“学号”，因为交来的文件用的是它。",
        ),
        (
            ("a77.ipynb", "1001王小明.ipynb", "1002.ipynb"),
            "1001",
            "花名册用“学号”这一列作编号，没有用“工号”。",
        ),
    ],
)
def test_the_column_that_came_in_wins_and_the_choice_is_said(tmp_path, hints, taken, note):
    rows = [["工号", "学号", "姓名"], ["A77", 1001, "王小明"], ["B08", 1002, "李红"]]
    read = read_roster(book(tmp_path / "名单.xlsx", rows), hints)
    assert read.people[0].id == taken and read.notes == (note,)


def test_a_column_without_a_single_number_is_passed_over(tmp_path):
    rows = [["学号", "工号", "姓名"], [None, 1001, "王小明"], [None, 1002, "李红"]]
    assert people(book(tmp_path / "名单.xlsx", rows)) == TWO


def test_who_has_no_number_is_said(tmp_path):
    rows = [["学号", "姓名"], [1001, "王小明"], [None, "李 红"]]
    read = read_roster(book(tmp_path / "名单.xlsx", rows))
    assert read.people == (Trainee("1001", "王小明"), Trainee("李红", "李红"))
    assert read.notes == ("花名册里 李红 没有编号，用姓名作编号。",)


def test_hints_are_the_names_below_what_came(tmp_path):
    (tmp_path / "交来" / "1001王小明").mkdir(parents=True)
    (tmp_path / "交来" / "1001王小明" / "x.ipynb").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "来.zip", "w") as parcel:
        parcel.writestr("李红/1002.ipynb", "")
    (tmp_path / "坏.zip").write_bytes(b"PK")
    names = names_below([tmp_path / "交来", tmp_path / "来.zip", tmp_path / "坏.zip", tmp_path / "没有"])
    assert {"1001王小明", "x.ipynb", "来.zip", "李红", "1002.ipynb"} <= set(names)


# ---- rows ----


@pytest.mark.parametrize(
    "foot",
    [
        ["合计", None, None],
        [None, "合 计", None],
        ["总计：2", None, None],
        ["合计", 2, None],
        ["共 2 人", None, None],
        [None, None, "共计2人"],
        [None, "2", "合计"],
        ["制表：某某", None, None],
        [None, None, "制表人：张三"],
        ["备注：有变动的请告诉我", None, None],
        [None, "注：带*的是新学员", None],
        [" ", "\u3000", "\xa0"],
        [None, "学号", "姓名"],
    ],
)
def test_a_last_row_with_sums_or_remarks_is_not_read_as_a_person(tmp_path, foot):
    rows = [["序号", "学号", "姓名"], [1, 1001, "王小明"], [2, 1002, "李红"], [None] * 3, foot]
    read = read_roster(book(tmp_path / "名单.xlsx", rows))
    assert read.people == TWO and read.notes == ()


def test_people_whose_names_look_like_a_row_of_sums_stay(tmp_path):
    rows = [
        ["学号", "姓名"],
        [1001, "王小明"],
        [1003, "合计"],
        [1004, "合文"],
        [1005, "共明"],
        [None, "单位"],
    ]
    assert [one.name for one in people(book(tmp_path / "名单.xlsx", rows))] == [
        "王小明",
        "合计",
        "合文",
        "共明",
        "单位",
    ]
    rows = [["姓名", "职务"], ["合文", "审核"], ["王小明", "备注"]]
    assert [one.name for one in people(book(tmp_path / "名单.xlsx", rows))] == ["合文", "王小明"]


def test_a_sentence_without_a_number_is_nobody_and_said(tmp_path):
    rows = [["学号", "姓名"], [1001, "王小明"], [1002, "李红"], [None, "以上人员，请于周五前报到"]]
    read = read_roster(book(tmp_path / "名单.xlsx", rows))
    assert read.people == TWO
    assert read.notes == ("花名册第 4 行“以上人员，请于周五前报到”不像人名，没有算作学员。",)


@pytest.mark.parametrize("name", ["张 伟", "张　伟", "张\xa0伟", "张\u200b伟", " 张伟\n", "张\r\n伟"])
def test_blanks_are_no_part_of_a_name(tmp_path, name):
    assert people(book(tmp_path / "名单.xlsx", [["姓名"], [name]])) == (Trainee("张伟", "张伟"),)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提 · 吐尔逊", "买买提·吐尔逊"),
        ("买买提.吐尔逊", "买买提·吐尔逊"),
        ("Ｚｈａｎｇ  Wei", "Zhang Wei"),
        ("J. Smith", "J. Smith"),
    ],
)
def test_a_name_is_shown_in_one_way(tmp_path, written, shown):
    assert people(book(tmp_path / "名单.xlsx", [["学号", "姓名"], [1, written]])) == (Trainee("1", shown),)


# ---- numbers ----


@pytest.mark.parametrize(
    ("value", "number_format", "number"),
    [
        (1001.0, "General", "1001"),
        ("1002.0", "General", "1002"),
        ("１００１", "General", "1001"),
        (7, "000", "007"),
        (7, "000_ ", "007"),
        (7, "000;-000;0", "007"),
        (7, '"GS"000', "GS007"),
        (7, "\\A\\-00", "A-07"),
        (1234, "000", "1234"),
        (1234, "#,##0", "1234"),
        (1234, "0.00", "1234"),
        (1234, "@", "1234"),
        (123456789012345, "0", "123456789012345"),
    ],
)
def test_a_number_is_read_as_it_is_shown(tmp_path, value, number_format, number):
    path = book(
        tmp_path / "名单.xlsx", [["学号", "姓名"], [value, "王小明"]], formats=[("A2", number_format)]
    )
    assert people(path) == (Trainee(number, "王小明"),)


@pytest.mark.parametrize("value", [330105199001011328, 1234567890123456, 3.30105199001011e17])
def test_a_number_that_has_lost_its_end_is_refused_by_its_place(tmp_path, value):
    path = book(tmp_path / "名单.xlsx", [["学号", "姓名"], [1001, "王小明"], [value, "李红"]], names=["名单"])
    with pytest.raises(ShequError, match=r"“名单” A3 的数超过 15 位.*文本"):
        read_roster(path)
    with pytest.raises(ShequError, match="A2 的数超过 15 位"):
        (tmp_path / "名单.csv").write_text("学号,姓名\n3.30105E+17,李红\n", encoding="utf-8")
        read_roster(tmp_path / "名单.csv")


def test_a_long_number_in_another_column_is_no_trouble(tmp_path):
    rows = [["学号", "姓名", "身份证号"], [1001, "王小明", 330105199001011328], [1002, "李红", None]]
    found = people(book(tmp_path / "名单.xlsx", rows))
    assert found == TWO and found[0].more == ()


@pytest.mark.parametrize(
    "rows",
    [
        [["学号", "姓名"], ["=1000+1", "王小明"], ["=1000+2", "李红"]],
        [["学号", "姓名"], [1001, "王小明"], ["=1000+2", "李红"]],
        [["学号", "姓名"], [1001, "=Sheet2!A1"]],
        [["学号", "工号", "姓名"], ["=1000+1", 1, "王小明"]],
        [["学号", "姓名"], ["=1000+1", '="王"']],
        [['="学号"', '="姓名"'], [1001, "王小明"]],
    ],
)
def test_a_formula_that_was_never_calculated_is_said(tmp_path, rows):
    with pytest.raises(ShequError, match=r"没有算过的公式.*保存一次") as caught:
        read_roster(book(tmp_path / "名单.xlsx", rows))
    assert "\n" not in str(caught.value)


def test_an_error_in_a_cell_is_named_by_its_place(tmp_path):
    path = book(
        tmp_path / "名单.xlsx", [["学号", "姓名"], [1001, "王小明"], ["#N/A", "李红"]], names=["名单"]
    )
    with pytest.raises(ShequError, match="“名单” A3 是 #N/A"):
        read_roster(path)


# ---- what else the list says ----


def test_other_columns_are_kept_in_their_order_but_nothing_private(tmp_path):
    rows = [
        [
            "序号",
            "街道",
            "学号",
            "姓名",
            "手机号",
            "身份证号码",
            "社区",
            "电子邮箱",
            "紧急联系",
            "1、您的单位：",
        ],
        [
            1,
            "湖墅",
            1001,
            "王小明",
            "13800000000",
            "330105199001011328",
            "甲",
            "a@b.cn",
            "13900000000",
            "某\n某",
        ],
        [2, "米市巷", 1002, "李红", "13800000001", "33010519900101132X", "乙", "c@d.cn", None, None],
    ]
    found = people(book(tmp_path / "名单.xlsx", rows))
    assert found == TWO and hash(found[0])
    assert found[0].more == (("街道", "湖墅"), ("社区", "甲"), ("1、您的单位：", "某�某"))
    wide = [["学号", *(f"列{n}" for n in range(30))], [1001, *range(5, 35)]]
    assert len(people(book(tmp_path / "宽.xlsx", wide))[0].more) == 10


# ---- what is refused ----


def many(path, rows, columns):
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet()
    sheet.append(["学号", "姓名"])
    for row in range(rows):
        sheet.append([row + 1, *(["名"] * (columns - 1))])
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: book(path, [["学号", "姓名"]]), "没有一个人"),
        (lambda path: book(path, [["学号", "姓名"], ["合计", None]]), "没有一个人"),
        (lambda path: book(path, [["甲", "乙"], [1, 2]], [["丙"]]), "每一张表里没有“学号”"),
        (lambda path: many(path, sheets.MOST_ROWS + 1, 2), "太大"),
        (lambda path: many(path, 1, sheets.MOST_COLUMNS + 1), "太大"),
        (lambda path: path.write_bytes(b"\0" * (sheets.MAX_BYTES + 1)), "超过 10 MB"),
        (lambda path: path.write_bytes(b"PK\x03\x04 broken"), "打不开"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken"), "打不开"),
        (lambda path: path.write_bytes(OLD.read_bytes()[:3000]), "打不开"),
        (lambda path: path.write_bytes(b""), "打不开"),
        (lambda path: path.write_bytes(b"\xff\x80\x81\xff"), "认不出"),
        (lambda path: path.mkdir(), "不存在"),
    ],
)
def test_what_cannot_be_a_class_list_is_refused_in_one_line(tmp_path, make, why):
    path = tmp_path / "名单.xlsx"
    make(path)
    with pytest.raises(ShequError, match=why) as caught:
        read_roster(path)
    assert str(caught.value).isprintable() and "名单.xlsx" in str(caught.value)


def test_a_workbook_that_unpacks_to_very_much_is_not_unpacked(tmp_path):
    path = book(tmp_path / "名单.xlsx", [["学号", "姓名"], [1001, "王小明"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/big", b"\0" * (sheets.MAX_UNPACKED + 1))
    with pytest.raises(ShequError, match="太大"):
        read_roster(path)


def test_a_workbook_with_a_password_is_told_apart(tmp_path):
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(ShequError, match="密码"):
        read_roster(path)


def test_a_cell_at_the_far_corner_costs_nothing(tmp_path):
    made = openpyxl.Workbook()
    for row in (["学号", "姓名"], [1001, "王小明"], [1002, "李红"]):
        made.active.append(row)
    made.active["A1048576"].font = Font(bold=True)
    made.save(tmp_path / "名单.xlsx")
    assert people(tmp_path / "名单.xlsx") == TWO
    made.active["XFD1048576"] = "x"
    made.save(tmp_path / "名单.xlsx")
    with pytest.raises(ShequError, match="太大"):
        read_roster(tmp_path / "名单.xlsx")


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=12)


@given(st.lists(st.lists(WORDS, max_size=4), max_size=6), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_any_table_is_a_class_list_or_one_line(tmp_path_factory, rows, encoding):
    text = io.StringIO()
    csv.writer(text).writerows([["学号", "姓名", "街道"], *rows])
    path = tmp_path_factory.mktemp("名") / "名单.csv"
    path.write_bytes(text.getvalue().encode(encoding, errors="replace"))
    try:
        read = read_roster(path)
    except ShequError as error:
        assert str(error).isprintable()
    else:
        assert read.people and all(line.isprintable() for line in read.notes)


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="名单">%s</table:table>
</office:spreadsheet></office:body>
</office:document-content>"""
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>"""


def ods(path, *rows, more=""):
    """A sheet as LibreOffice writes it: texts and numbers, and repeated empty rows and cells to its edge."""

    def cell(value):
        kind = f'"float" office:value="{value}"' if isinstance(value, int) else '"string"'
        return (
            f"<table:table-cell office:value-type={kind}><text:p>{value}</text:p></table:table-cell>"
            if value is not None
            else "<table:table-cell/>"
        )

    edge = '<table:table-cell table:number-columns-repeated="16370"/>'
    made = [f"<table:table-row>{''.join(map(cell, row))}{edge}</table:table-row>" for row in rows]
    end = f'<table:table-row table:number-rows-repeated="1048000">{edge}</table:table-row>'
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", ODS_TYPE)
        file.writestr("META-INF/manifest.xml", MANIFEST)
        file.writestr("content.xml", ODS % ("".join(made) + more + end))
    return path


@pytest.mark.parametrize("name", ["名单.ods", "名单.xlsx", "名单.csv"])
def test_a_list_of_libreoffice_is_read_whatever_it_is_called(tmp_path, name):
    rows = (("某街道培训名单", None), ("编号", "姓名"), (1001, "王小明"), ("1002", "李红"))
    assert people(ods(tmp_path / name, *rows)) == TWO


def test_of_a_list_of_libreoffice_zeros_in_front_may_be_lost_and_that_is_said(tmp_path):
    listed = read_roster(ods(tmp_path / "名单.ods", ("编号", "姓名"), (7, "王小明"), (12, "李红")))
    assert any("编号前面若有 0" in note for note in listed.notes)


def test_an_ods_that_says_it_is_endless_is_one_line(tmp_path):
    cells = '<table:table-cell office:value-type="string" table:number-columns-repeated="16000">'
    row = (
        f'<table:table-row table:number-rows-repeated="1000000">{cells}<text:p>x</text:p></table:table-cell>'
    )
    path = ods(tmp_path / "名单.ods", ("编号", "姓名"), more=f"{row}</table:table-row>")
    with pytest.raises(ShequError, match=r"打不开|太大") as caught:
        people(path)
    assert "\n" not in str(caught.value)


def test_a_damaged_ods_is_one_line(tmp_path):
    path = ods(tmp_path / "名单.ods", ("编号", "姓名"), (1001, "王小明"))
    with pytest.raises(ShequError, match="打不开"):
        people(changed(path, "content.xml", lambda text: text[:400]))
