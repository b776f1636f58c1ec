"""The self-study site in Firefox, and in WebKitGTK, which has Safari's engine: answer, come back, check.

All by the browser's own mouse and keys, in the chapter that has every kind of form but the year. What the
site does in every detail, and in other chapters, is in `test_browser_site.py`.
"""

from __future__ import annotations

import engine_forms as forms
import engines
import pytest
import site_drive as drive

pytestmark = [pytest.mark.browser, pytest.mark.site]

CHAPTER = "06-four-meetings"
WORDS = "先贴公告，再请大家来谈；谈完以后，公开每一条意见的结果。"
LIVE = "n => document.querySelectorAll('.shequ-form').length >= n"  # those for practice alone come last
SWAPPED = "() => !document.getElementById('shequ-text')"
RESULT = """place => document.querySelectorAll('.shequ-form')[place].closest('.jp-Cell')
  ?.nextElementSibling.querySelector('.shequ-result')?.textContent"""


@pytest.fixture(scope="module")
def address(site):
    with drive.served(site) as address:
        yield address


@pytest.fixture(scope="module")
def exercises():
    return drive.solved(drive.sources()[CHAPTER])


@pytest.fixture(params=list(engines.ENGINES))
def engine(request):
    with engines.ENGINES[request.param]() as engine:
        yield engine


def test_every_kind_of_form_keeps_its_answer_and_one_is_checked(engine, address, exercises):
    first = {}
    for place, (spec, _, answer) in enumerate(exercises.values()):
        first.setdefault(spec["kind"], (place, spec, WORDS if spec["kind"] == "essay" else answer))
    assert len(first) == 12
    code = first.pop("table")

    engine.open(f"{address}notebooks/index.html?path={CHAPTER}.ipynb")
    engine.until(LIVE, len(exercises))
    for place, spec, answer in first.values():
        forms.answer(engine, place, spec, answer)
        assert forms.shown(engine, place, spec) == answer
    engine.picture(drive.SCREENSHOTS / f"site-{engine.name}.png")

    engine.reload()
    engine.until(LIVE, len(exercises))
    for place, spec, answer in first.values():
        assert forms.comes_to_show(engine, place, spec, answer)
    place, spec, answer = first["choice"]
    forms.click(engine, place, ".shequ-check")
    engine.until(SWAPPED)
    assert drive.EARNED.search(engine.until(RESULT, place))[1] == str(spec["points"])
    for place, spec, answer in first.values():
        assert forms.comes_to_show(engine, place, spec, answer)
    forms.run_code(engine, *code)
    assert engine.amiss == engine.foreign == []
