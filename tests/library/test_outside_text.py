"""Text from outside: folded as before where it is honest, in linear time where it is not."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from chance import THOROUGH
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import outside_text
from shequ_lib.exercises.fold import fold, same
from shequ_lib.outside_text import encodable, is_encodable, normalised
from shequ_lib.script import simplify

HOSTILE = st.text(
    st.sampled_from(
        "aé나ｶ\uff9e\uff9f\u0300\u0315\u0345\u0344\u0f71\u0f73\u0f81\ufdfa\u3300\ud800\udfff\uffff\ue000٢२"
    ),
    max_size=400,
)
HONEST = [
    "居民委员会　ＡＢＣ",
    "Café, Señor Núñez, Ångström, ΰ",
    unicodedata.normalize("NFD", "Việt Nam: Nguyễn Thị Ái Phương, trường tiểu học"),
    "ئۇيغۇر ئاپتونوم رايونى",
    "བོད་ལྗོངས་ སྒྲུབ་བརྒྱུད་ ཀྵྨླྺྃ",
    unicodedata.normalize("NFD", "한국어 각 안녕하세요"),
    "हिन्दी में लिखा हुआ पाठ",
    "ภาษาไทยที่มีวรรณยุกต์",
    "ﾊﾟﾝ ｶﾞｷﾞｸﾞ ㍿ ① ½ ﬁ",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
]
FORMS = ("NFC", "NFD", "NFKC", "NFKD")


def as_before(text):
    return re.sub(r"\s+", "", simplify(unicodedata.normalize("NFKC", text))).lower()


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_folded_as_ever(text):
    assert fold(text * 9) == as_before(text * 9)
    for form in FORMS:
        assert normalised(form, text * 9) == unicodedata.normalize(form, text * 9)


@given(st.text(max_size=200))
def test_so_is_any_text_without_heaps_of_marks(text):
    assert fold(text) == as_before(text)


@pytest.mark.parametrize("marks", ["\u0300", "\u0315\u0300", "\uff9e", "\u0345\u0f71", "\u0344"])
def test_marks_up_to_the_limit_stay_as_they_are(marks):
    def row(count):
        return "a" * 40 + (marks * count)[:count]

    most = outside_text.MAX_MARKS
    assert normalised("NFKC", row(most)) == unicodedata.normalize("NFKC", row(most))
    assert normalised("NFKC", row(most + 1)) != unicodedata.normalize("NFKC", row(most + 1))


@given(HOSTILE)
def test_no_letter_carries_more_marks_than_can_be_sorted(text):
    row = longest = 0
    for sign in normalised("NFKD", text):
        row = row + 1 if unicodedata.combining(sign) else 0
        longest = max(longest, row)
    assert longest <= 3 * outside_text.MAX_MARKS


@given(HOSTILE, HOSTILE)
def test_what_is_the_same_folds_to_the_same(text, other):
    assert same(text, other) == (fold(text) == fold(other))
    assert same(text, text)
    assert same(f" {text}\n", text)


def test_no_sign_shrinks_a_text_below_what_is_compared():
    """`same` may only pass over a text that is more than eight times as long as the other."""
    for code in range(0, sys.maxunicode + 1, 1 if THOROUGH else 7):
        whole = unicodedata.normalize("NFKD", chr(code))
        assert len(whole) <= 8 * len(fold(chr(code))) or not fold(chr(code))


@given(HOSTILE)
def test_what_is_encodable_is_left_alone_and_the_rest_can_be_written(text):
    written = encodable(text)
    written.encode("utf-8")
    assert len(written) == len(text)
    assert is_encodable(text) == (written == text)
