"""Masters name an entry of the rulebook by attribute; an unknown one is the same fault as with `value`."""

from __future__ import annotations

import pytest

from grading.master.parse import MasterError, parse
from grading.master.render import Renderer
from shequ_lib import rulebook

RULES = rulebook.load("gongshu-2008")


@pytest.fixture
def rendered(tmp_path):
    def render(text):
        path = tmp_path / "06-it.md"
        path.write_text(f"---\ntitle: 样\n---\n\n{text}\n", encoding="utf-8")
        master = parse(path)
        renderer = Renderer(master, RULES)
        return "".join(renderer.render(block) for block in master.blocks).strip()

    return render


def test_each_entry_that_has_such_a_name_is_what_value_gives(rendered):
    keys = RULES.keys("staff") + RULES.keys("meetings") + RULES.keys("goals")
    assert len(keys) > 100
    by_name = "\n".join(f"{{{{ rb.{key} }}}}" for key in keys)
    assert rendered(by_name) == "\n".join(str(RULES.value(key)) for key in keys).strip()


def test_a_name_goes_through_sets_filters_and_the_other_rulebooks(rendered):
    text = "```{facts}\n{% set days = rb.meetings.symposium.step.notice.days %}\n```\n\n{{ days + 1 }}"
    assert rendered(text) == str(RULES.value("meetings.symposium.step.notice.days") + 1)
    grades = RULES.value("meetings.appraisal.grades")
    assert rendered("{{ rb_then.meetings.appraisal.grades | join('/') }}") == "/".join(grades)
    assert rendered("{{ rb.title }}") == RULES.title


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ("rb.meetings.symposium.step.notice.dayz", "meetings.symposium.step.notice.dayz"),
        ("rb.meeting.symposium", "meeting"),
        ("rb.meetings.symposium", "meetings.symposium"),
    ],
)
def test_an_unknown_name_and_a_group_are_refused_as_value_refuses_them(written, missing, rendered):
    with pytest.raises(MasterError) as named:
        rendered(f"话。\n\n{{{{ {written} }}}}")
    with pytest.raises(MasterError) as asked:
        rendered(f"话。\n\n{{{{ rb.value('{missing}') }}}}")
    assert str(named.value) == str(asked.value)
    assert str(named.value).endswith(f"缺少条目 {missing}。") and "06-it.md:7" in str(named.value)
