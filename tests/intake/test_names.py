"""Names as folders and files of every system, and text of others as a terminal may see it."""

import unicodedata
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.common.names import check_id, clean, file_name, folder_key, id_key, name_key
from grading.common.shown import shown, shown_lines
from shequ_lib.errors import ShequError


@pytest.mark.parametrize(
    "good",
    [
        "20260001",
        "王 小明",
        "長" * 60,
        "x" * 60,
        "😀" * 45,
        "a.b",
        "console",
        "com",
        "com10",
        "nulls",
        "conin",
        "é",
    ],
)
def test_a_usual_id_is_taken(good):
    assert check_id(good) == good
    page = file_name(f"{good}-{'名' * 200}", ".html")
    assert page.startswith(good) and len(f".{page}.unfinished".encode()) <= 255


@pytest.mark.parametrize(
    "bad",
    [
        *["", ".", "..", ".a", "a.", " a", "a ", "x" * 61, "長" * 61, "😀" * 46, "😀" * 60],
        *[
            "CON",
            "con",
            "NUL",
            "aux.x",
            "Aux.tar.gz",
            "PRN ",
            "com1",
            "COM9.txt",
            "lpt0",
            "COM¹",
            "conin$",
            "CONOUT$",
        ],
        *["a/b", "a\\b", "a:b", "a*", "a?", 'a"b', "<a>", "a|b", "a[1]", "{a}", "a+b"],
        *[
            "a\nb",
            "a\x1b[2J",
            "a\u202eb",
            "a\u2066b",
            "a\u200bb",
            "a\u2028b",
            "a\u00adb",
            "a\ue000",
            "a\ud800",
        ],
        *["a\u3164", "\uffa0", "a\ufe0f", "a\u034fb", "a\u00a0b", "a\u0000"],
    ],
)
def test_an_id_that_some_system_cannot_have_is_refused_in_one_visible_line(bad):
    with pytest.raises(ShequError, match="编号") as caught:
        check_id(bad)
    assert str(caught.value).isprintable()


def test_an_id_of_any_length_is_refused_at_once():
    for huge in ("a\u0315\u0300" * 2_000_000, "\u0300" * 5_000_000, "[" * 5_000_000):
        with pytest.raises(ShequError) as caught:
            check_id(huge)
        assert len(str(caught.value)) < 300
        assert len(clean(huge)) <= 201


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Abc", "abc", True),
        ("１", "1", True),
        ("Ａbc", "ABC", True),
        ("é", "e\u0301", True),
        ("straße", "STRASSE", True),
        ("ﬁ", "fi", True),
        ("王小明", "王小明\u3164", True),
        ("İ", "i̇", True),
        ("01", "1", False),
        ("王小明", "王晓明", False),
        ("a b", "ab", False),
    ],
)
def test_ids_that_would_be_one_folder(one, other, same):
    assert (folder_key(one) == folder_key(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("张伟", "张 伟", True),
        ("张伟", "　张　伟 ", True),
        ("张伟", "张\u00a0\u200b\ufeff伟", True),
        ("张伟", "张\r\n伟\t", True),
        ("Zhang Wei", "ZHANGWEI", True),
        ("Ｚｈａｎｇ", "zhang", True),
        ("买买提·吐尔逊", "买买提 • 吐尔逊", True),
        ("买买提·吐尔逊", "买买提.吐尔逊", True),
        ("买买提·吐尔逊", "买买提．吐尔逊", True),
        ("买买提·吐尔逊", "买买提｡吐尔逊", True),
        *[("买买提·吐尔逊", f"买买提{dot}吐尔逊", True) for dot in "‧∙⋅・･·●⸱"],
        ("José", "Jose\u0301", True),
        ("J.Smith", "J·Smith", False),
        ("买买提·吐尔逊", "买买提吐尔逊", False),
        ("张伟", "张玮", False),
        ("王\ue001", "王\ue002", False),
    ],
)
def test_ways_to_write_one_name(one, other, same):
    assert (name_key(one) == name_key(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1001", "１００１", True),
        ("1001", "1001.0", True),
        ("1001", "1001.00", True),
        ("1001", " 1001\u00a0", True),
        ("GS2026001", "gs2026001", True),
        ("GS-001", "ＧＳ－００１", True),
        ("GS-001", "GS–001", True),
        ("Ａ０３", "a03", True),
        ("007", "7", False),
        ("1001", "1001.5", False),
        ("1001", "10010", False),
        ("1.0.0", "1", False),
    ],
)
def test_ways_to_write_one_number(one, other, same):
    assert (id_key(one) == id_key(other)) is same


@given(st.text(max_size=250))
def test_a_key_is_its_own_key_and_shows_no_blank(text):
    for key_of in (name_key, id_key):
        key = key_of(text)
        assert key_of(key) == key and not any(sign.isspace() for sign in key)


@given(st.text(max_size=300), st.sampled_from(["", ".html", ".xlsx"]))
def test_any_text_gives_a_name_that_every_system_takes(text, suffix):
    name = file_name(text, suffix)
    assert name.endswith(suffix) and name.isprintable()
    assert len(f".{name}.unfinished".encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|')
    assert name not in ("", ".", "..") and not name.endswith((" ", "."))
    assert not PureWindowsPath(name).is_reserved()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王小明 😀 é.ipynb", "王小明 😀 é.ipynb"),
        ("\x1b[2Ja\r\nb\tc\x07\x00", "�[2Ja��b�c��"),
        ("a\x85b\u2028c\u2029d\x9be", "a�b�c�d�e"),
        ("\u202ea\u2066b\u200fc\u061c", "�a�b�c�"),
        ("a\u200bb\u200d\ufeffc\u00ad\u3164", "a�b��c��"),
        ("\ud83d\ue000\U000f0000\uffff\ufffe", "�����"),
        (ValueError("a\nb"), "a�b"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 200 + "…"),
    ],
)
def test_a_text_is_shown_in_one_line_that_a_terminal_only_shows(text, expected):
    assert shown(text) == expected


@given(st.text())
def test_whatever_is_shown_is_one_visible_line(text):
    seen = shown(text, 50)
    assert seen.isprintable() and len(seen) <= 51 and seen.splitlines() in ([], [seen])
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in seen)


def test_a_text_of_lines_is_indented_and_bounded():
    forged = "Traceback\r2026-01-01 INFO all is well\u2028x\x1b[2J"
    assert shown_lines(forged) == "    Traceback\n    2026-01-01 INFO all is well\n    x�[2J"
    long = shown_lines("\n" * 1000)
    assert long.count("\n") == 200 and long.endswith("…")
