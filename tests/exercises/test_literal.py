"""The answer literal: reading runs nothing, and refuses whatever is not one plain answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib.exercises import literal
from shequ_lib.exercises.literal import AnswerError

texts = st.text(max_size=20)
values = st.one_of(
    texts,
    st.integers(-(10**9), 10**9),
    st.lists(texts, max_size=5),
    st.dictionaries(texts, texts, max_size=5),
    st.none(),
)


@given(values)
def test_what_is_written_is_read_back(value):
    assert literal.read("notice-date", literal.write("notice-date", value)) == value


def test_untouched_null_and_comments_are_unanswered():
    assert literal.read("x", f"x = None\n{literal.CODE_STUB}") is None
    assert literal.read("x", "x = null") is None
    assert literal.read("x", "# 还没想好") is None
    assert literal.read("x", "") is None


def test_the_last_assignment_counts():
    assert literal.read("x", 'x = None\nx = "B"') == "B"


@pytest.mark.parametrize(
    "source",
    [
        "x = open('/etc/passwd').read()",
        "x = 3 + 4 if True else __import__('os')",
        "import os\nx = 3",
        'y = "B"',
        "x = “B”",
        "x = [",
        "x = " + "[" * 5000,
        "x = '" + "长" * 30_000 + "'",
        "x, y = 1, 2",
        "x = y",
        "x += 1",
        "x = '\0'",
        "print(1)",
    ],
)
def test_anything_else_is_refused_with_one_chinese_line(source):
    with pytest.raises(AnswerError) as caught:
        literal.read("x", source)
    assert "\n" not in str(caught.value)
    assert any("一" <= sign <= "鿿" for sign in str(caught.value))


def test_a_date_object_is_no_literal():
    with pytest.raises(TypeError):
        literal.write("x", date(2026, 1, 1))
