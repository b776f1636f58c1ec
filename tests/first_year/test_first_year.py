"""The first year in office: the same for everyone, solvable, and strict about every single decision."""

import functools
import importlib
import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import whole_course
from chance import examples, number
from hypothesis import given
from hypothesis import strategies as st

from grading.feedback.page import readable
from grading.marking.sanitize import Slot
from grading.marking.scheme import Exercise
from grading.master.keys import read_exercises
from grading.release import release
from grading.release.release import ReleaseError
from shequ_lib import first_year, meetings, rulebook
from shequ_lib.answer_cells import answer_cells
from shequ_lib.errors import ShequError, chinese_date
from shequ_lib.exercises import literal
from shequ_lib.exercises.score import AnswerError, mark, mark_source

making = importlib.import_module("shequ_lib.first_year.scenario")  # the package has a function of this name
replaying = importlib.import_module("shequ_lib.first_year.replay")
ROOT = Path(__file__).parents[2]
SEEDS = range(200)
SEED = 14
SPEC = {"id": "first-year", "kind": "year", "title": "第一年", "points": 100, "seed": SEED, "feedback": False}
KEY = {"hint": "", "explain": "", "wrong": []}


@pytest.fixture(scope="module")
def year():
    return first_year.scenario(SEED)


@pytest.fixture
def solved(year):
    return first_year.solve(year)


def task(year, name):
    return next(task for task in year.tasks if task.id == name)


def card_of(year, name):
    return next(card for card in year.cards if name in [task.id for task in card.tasks])


def broken(year, record):
    return [finding for finding in first_year.replay(year, record).findings if finding.status == "broken"]


# --- the same year for everyone ---


def test_the_same_seed_gives_the_same_year_in_another_process(year):
    code = (
        "import json; from shequ_lib import first_year as f;"
        f"y = f.scenario({SEED}); print(json.dumps([repr(y), f.solve(y)]))"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        )
        assert json.loads(done.stdout) == [repr(year), first_year.solve(year)]


def test_the_figures_of_a_seed_never_change(year):
    """What a class was given must stay so: these come first of all draws, before any situation."""
    community = year.community
    assert (community.households, community.residents, community.unemployed) == (3584, 8965, 366)
    assert (community.retirees, community.temporary_residents, community.floating_residents) == (
        337,
        7401,
        1702,
    )


def test_only_draws_that_are_the_same_everywhere(monkeypatch):
    """The year needs nothing of `random` but whole numbers and shuffling, seeded by a number."""

    class Narrow(random.Random):
        def refuse(self, *_args, **_options):
            raise AssertionError("not the same in every version of Python")

        sample = choices = uniform = gauss = betavariate = refuse

    expected = repr(making.scenario(3))
    monkeypatch.setattr(making.random, "Random", Narrow)
    making._made.cache_clear()
    assert repr(making.scenario(3)) == expected


def test_different_seeds_give_different_years():
    assert len({repr(first_year.scenario(seed).cards) for seed in range(20)}) == 20


@pytest.mark.parametrize("seed", [-1, 1.5, "7", None])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(ShequError):
        first_year.scenario(seed)


def test_the_community_lies_on_no_line():
    """Readings 1, 2 and 5 settle what happens on a line, but nobody should lose a point over it."""
    for seed in SEEDS:
        community = first_year.scenario(seed).community
        assert (community.households - 2000) % 400 != 0
        assert community.unemployed != 300
        assert community.poor_households != 100
        assert community.residents != 3000
        assert min(community.retirees % 500, community.floating_residents % 500) > 0
        assert community.temporary_residents % 2000 > 0
        assert all(abs(community.households - end) >= 200 for end in (1500, 3000))


def test_ids_are_unique_and_every_month_has_its_cards():
    for seed in range(20):
        made = first_year.scenario(seed)
        ids = [task.id for task in made.tasks]
        assert len(set(ids)) == len(ids)
        assert all(made.month(month) for month in range(1, 13))
        for one in made.tasks:
            texts = [option.text for option in one.options]
            assert len(set(texts)) == len(texts)


def test_every_situation_comes_up():
    pool = {entry["id"] for entry in making.situations()["pool"]}
    seen = {task.id for seed in SEEDS for task in first_year.scenario(seed).tasks}
    assert pool <= seen


# --- the solution and its neighbours ---


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_the_solution_keeps_every_rule(first):
    for seed in range(first, first + 50):
        made = first_year.scenario(seed)
        record = first_year.solve(made)
        report = first_year.replay(made, record)
        assert report.share == 1, seed
        assert report.notices == ()
        assert first_year.normalise(made, record) == record
        assert len(literal.write("first-year", record)) < literal.MAX_SOURCE / 2


@pytest.mark.parametrize("seed", [14, 0, 3, 7][: number(4, 2)])
def test_any_single_wrong_number_or_choice_loses_one_point_and_names_its_rule(seed):
    made = first_year.scenario(seed)
    record = first_year.solve(made)
    for one in made.tasks:
        if one.kind == "date":
            continue
        wrong = [option.key for option in one.options if option.key != record[one.id]]
        for other in wrong or [record[one.id] + 1, record[one.id] + 0.5]:
            (finding,) = broken(made, {**record, one.id: other})
            assert finding.task == one.id
            assert finding.rule
            assert finding.message


@pytest.mark.parametrize("seed", [0, 3, 7, 14])
def test_any_date_beyond_its_deadline_is_broken(seed):
    made = first_year.scenario(seed)
    record = first_year.solve(made)
    for one in made.tasks:
        if one.kind != "date":
            continue
        card = card_of(made, one.id)
        step = meetings.get(card.plan.meeting).step(one.judge.split()[1])
        days = [date(made.year, 1, 1)]  # before it could begin
        if step.days is not None and not step.advisory:
            anchor = date.fromisoformat(record[f"{card.id}-{step.anchor}"])
            latest = anchor + timedelta(days=-step.days if step.relation == "before" else step.days)
            days.append(latest + timedelta(days=1))
        for day in days:
            found = broken(made, {**record, one.id: day.isoformat()})
            assert one.id in {finding.task for finding in found}
            assert {finding.task for finding in found} <= {other.id for other in card.tasks}
            assert all(finding.rule and finding.message for finding in found)


def test_a_rule_that_is_broken_is_quoted(year, solved):
    (finding,) = broken(year, {**solved, "staff-committee": solved["staff-committee"] + 1})
    assert "2000" in finding.rule
    assert "400" in finding.rule
    assert finding.month == 1


def test_other_dates_within_the_rules_are_as_good(year, solved):
    feedback = date.fromisoformat(solved["symposium-1-feedback"]) - timedelta(days=3)
    assert first_year.replay(year, {**solved, "symposium-1-feedback": feedback.isoformat()}).share == 1


def test_an_advisory_deadline_is_told_but_not_marked(year, solved):
    late = {**solved, "hearing-minutes": "2027-12-29", "hearing-feedback": "2027-12-30"}
    report = first_year.replay(year, late)
    assert report.share == 1
    (notice,) = report.notices
    assert notice.month == 10
    assert "不扣分" in " ".join(first_year.messages(report, [], late))


def test_an_advisory_deadline_does_not_hide_a_wrong_order(year, solved):
    """Minutes after the result was published: a reminder for the week, a mark for the order."""
    late = {**solved, "hearing-minutes": "2027-12-30"}
    report = first_year.replay(year, late)
    (finding,) = broken(year, late)
    assert (finding.task, len(report.notices)) == ("hearing-minutes", 1)
    assert "反而晚于应在它之后的「结果反馈」" in finding.message


# --- one wrong decision costs one point ---


def one_date(card, record, name, day):
    """What `replay` says to the dates of a card with one of them changed: rule and message by task."""
    found, _notices = replaying._dates(card, {**record, name: day.isoformat()}, rulebook.active())
    return {task: said for task, said in found.items() if said != ("", "")}


def tied(card, moved, day, lost):
    """Whether each lost date but the moved one is told which rule ties it to that, and to which date."""
    kind = meetings.get(card.plan.meeting)
    moved = moved.removeprefix(f"{card.id}-")
    for task, (rule, message) in lost.items():
        step = kind.step(task.removeprefix(f"{card.id}-"))
        if step.key == moved:
            continue
        if "次序不对" in message:
            follows = kind.step(moved).number < step.number or moved == meetings.MEETING
            because = rule.startswith(f"{kind.short}的步骤依次是") and follows
        else:
            because = rule == step.rule and (
                step.anchor == moved or (moved == meetings.MEETING and step.same_day_if)
            )
        if not (because and kind.step(moved).name in message and chinese_date(day) in message):
            return False
    return True


@functools.cache
def plans():
    """The meetings of some years (in CI fifty) and the examination, each once, dated as in the solution."""
    found = {}
    for seed in (SEED, *range(number(50))):
        made = first_year.scenario(seed)
        record = first_year.solve(made)
        for card in made.cards:
            if card.plan:
                tasks = [one.id for one in card.tasks if one.kind == "date"]
                found[card.plan] = (card, {name: record[name] for name in tasks})
    return tuple(found.values())


def test_a_feedback_that_is_too_early_costs_only_itself(year, solved):
    """The examination: the meeting and what came before it in time stay right."""
    (finding,) = broken(year, {**solved, "appraisal-feedback": "2027-12-11"})
    assert finding.task == "appraisal-feedback"
    assert "应在它之前的" in finding.message
    held = date.fromisoformat(solved["appraisal-meeting"])
    assert f"「会议召集」（{chinese_date(held)}）" in finding.message
    assert finding.rule.startswith("评议会的步骤依次是")


@pytest.mark.parametrize("part", range(4))
def test_any_date_moved_costs_itself_or_what_is_counted_from_it(part):
    """A month to both sides, day by day; the two ties that there are with the dates of the solution."""
    ties = {}
    for card, record in plans()[part::4]:
        days = sorted(date.fromisoformat(day) for day in record.values())
        span = (days[-1] - days[0]).days + 62
        for name in record:
            for day in (days[0] + timedelta(days=n - 31) for n in range(span + 1)):
                if day.year != days[0].year:
                    continue
                lost = one_date(card, record, name, day)
                assert tied(card, name, day, lost), (card.plan, name, day, lost)
                if set(lost) - {name}:
                    assert name not in lost
                    ties.setdefault(name, set()).update(lost)
                if day < card.plan.opens:
                    assert set(lost) == {name}
    assert ties.keys() <= {"appraisal-summary", "mediation-meeting"}
    # Five days run from a summary that came early; an agreement is signed on the day of the meeting.
    assert ties.get("appraisal-summary", set()) <= {"appraisal-survey"}
    assert ties.get("mediation-meeting", set()) <= {"mediation-result", "mediation-followup"}


@examples(150)
@given(data=st.data())
def test_any_date_of_any_right_record_moved(data):
    card, record = data.draw(st.sampled_from(plans()))
    moves = st.tuples(st.sampled_from(sorted(record)), st.integers(-12, 12))
    for name, move in data.draw(st.lists(moves, max_size=25)):
        day = date.fromisoformat(record[name]) + timedelta(days=move)
        if not one_date(card, record, name, day):
            record = {**record, name: day.isoformat()}
    name = data.draw(st.sampled_from(sorted(record)))
    for move in (*range(-12, 13), -60, -31, 31, 60):
        day = date.fromisoformat(record[name]) + timedelta(days=move)
        lost = one_date(card, record, name, day)
        assert tied(card, name, day, lost), (card.plan, record, name, day, lost)
        assert sum("次序不对" in message for _, message in lost.values()) <= 1
        if day < card.plan.opens or (name.endswith("-meeting") and day > card.plan.closes):
            assert set(lost) == {name}


@pytest.mark.parametrize("first", [0, 25])
def test_every_wrong_option_and_number_costs_that_decision(first):
    """All of a year at once, each with its first wrong option, its second, and so on: no date is touched."""
    for seed in (SEED, *range(first, first + number(25, 5))):
        made = first_year.scenario(seed)
        record = first_year.solve(made)
        wrong = {}
        for one in made.tasks:
            if one.kind == "choice":
                wrong[one.id] = [option.key for option in one.options if option.key != record[one.id]]
            elif one.kind == "number":
                right = record[one.id]
                wrong[one.id] = [right + 1, right - 1, right * 2 + 1, right + 0.5, 0 if right else -1]
        for turn in range(max(map(len, wrong.values()))):
            changed = {name: values[turn] for name, values in wrong.items() if turn < len(values)}
            found = broken(made, {**record, **changed})
            assert {finding.task for finding in found} == set(changed)


def test_a_meeting_that_the_card_rules_out_costs_no_date_beside_it(year, solved):
    card = card_of(year, "appraisal-meeting")
    earliest = meetings.appraisal.earliest_meeting(card.plan.opens)
    for day in (earliest - timedelta(days=1), card.plan.opens, card.plan.closes + timedelta(days=1)):
        (finding,) = broken(year, {**solved, "appraisal-meeting": day.isoformat()})
        assert finding.task == "appraisal-meeting"
        assert finding.rule.startswith(card.plan.window)
    (finding,) = broken(year, {**solved, "appraisal-meeting": card.plan.opens.isoformat()})
    assert f"最早 {chinese_date(earliest)}" in finding.message
    assert meetings.appraisal.step("notice").rule in finding.rule


def test_dates_counted_from_a_wrong_meeting_are_right(year, solved):
    """A meeting four days too late, and its notice and feedback counted from it: one mistake."""
    card = card_of(year, "symposium-1-meeting")
    held = card.plan.closes + timedelta(days=4)
    counted = {
        "symposium-1-notice": meetings.symposium.notice_by(held),
        "symposium-1-meeting": held,
        "symposium-1-feedback": meetings.symposium.feedback_by(held),
    }
    record = {**solved, **{name: day.isoformat() for name, day in counted.items()}}
    assert [finding.task for finding in broken(year, record)] == ["symposium-1-meeting"]
    early = {
        "symposium-1-notice": (card.plan.opens - timedelta(days=2)).isoformat(),
        "symposium-1-meeting": (card.plan.opens + timedelta(days=1)).isoformat(),
        "symposium-1-feedback": (card.plan.opens + timedelta(days=5)).isoformat(),
    }
    assert [finding.task for finding in broken(year, {**solved, **early})] == ["symposium-1-notice"]


def test_nonsense_beside_a_wrong_meeting_is_not_right(year, solved):
    """Everything on the 28th: no day that the card leaves for the meeting makes that notice right."""
    nonsense = {f"symposium-1-{step}": "2027-03-28" for step in ("notice", "meeting", "feedback")}
    found = [finding.task for finding in broken(year, {**solved, **nonsense})]
    assert found == ["symposium-1-notice", "symposium-1-meeting"]
    late = {**solved, "symposium-1-meeting": "2027-12-28", "symposium-1-feedback": "2027-12-01"}
    assert [finding.task for finding in broken(year, late)] == ["symposium-1-meeting", "symposium-1-feedback"]


def test_two_wrong_dates_cost_two(year, solved):
    both = {"appraisal-notice": 1, "appraisal-feedback": 1}
    for name, days in both.items():
        both[name] = (date.fromisoformat(solved[name]) + timedelta(days=days)).isoformat()
    assert {finding.task for finding in broken(year, {**solved, **both})} == set(both)


def test_dates_cannot_be_judged_without_the_meeting(year, solved):
    del solved["symposium-1-meeting"]
    states = {finding.task: finding.status for finding in first_year.replay(year, solved).findings}
    assert states["symposium-1-notice"] == states["symposium-1-feedback"] == "open"
    assert states["symposium-1-places"] == "kept"


def test_a_mediation_without_agreement_has_no_agreement_to_sign():
    plans = {}
    for seed in range(20):
        made = first_year.scenario(seed)
        card = next(card for card in made.cards if card.id == "mediation")
        plans[card.plan.agreed] = {one.id for one in card.tasks}
    assert plans[True] - plans[False] == {"mediation-result", "mediation-followup", "mediation-sign"}
    assert plans[False] - plans[True] == {"mediation-next"}


def test_a_deputy_follows_from_who_is_secretary():
    for seed in range(20):
        made = first_year.scenario(seed)
        answer = task(made, "holder-deputy").option(first_year.solve(made)["holder-deputy"]).text
        assert ("主任" in answer.replace("副主任", "")) is not made.community.one_shoulder


@pytest.mark.parametrize("name", ["national-2026", "changed"])
def test_another_rulebook_moves_figures_dates_and_answers(name, tmp_path):
    if name == "changed":
        text = (rulebook.FOLDER / "gongshu-2008.toml").read_text(encoding="utf-8")
        for old, new in (
            ("step = { value = 400", "step = { value = 500"),
            ("days = { value = 15, unit", "days = { value = 21, unit"),
            ("days = { value = 3, unit", "days = { value = 6, unit"),
        ):
            assert old in text
            text = text.replace(old, new)
        name = tmp_path / "changed.toml"
        name.write_text(text, encoding="utf-8")
    rulebook.use(name)
    for seed in range(30):
        made = first_year.scenario(seed)
        assert first_year.replay(made, first_year.solve(made)).share == 1


# --- records that people write ---

GARBAGE = st.recursive(
    st.one_of(st.text(max_size=5), st.integers(), st.floats(), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)
NAMES = [one.id for one in first_year.scenario(SEED).tasks]


@examples(60)
@given(value=st.one_of(GARBAGE, st.dictionaries(st.sampled_from(NAMES), GARBAGE, max_size=4)))
def test_whatever_is_answered_is_marked_within_bounds(value):
    result = mark(SPEC, KEY, value)
    assert 0 <= result.points <= 100
    assert result.status in ("unanswered", "unreadable", "wrong", "partial", "right")


@examples(30)
@given(
    record=st.dictionaries(
        st.sampled_from(NAMES), st.dates(date(2027, 1, 1), date(2027, 12, 31)).map(date.isoformat)
    )
)
def test_any_dates_at_all_can_be_replayed(record):
    made = first_year.scenario(SEED)
    record = {name: day for name, day in record.items() if task(made, name).kind == "date"}
    report = first_year.replay(made, record)
    assert report.count("kept") + report.count("broken") <= len(record)


@pytest.mark.parametrize("nothing", [None, {}, "", {"staff-committee": None, "money-party": " "}])
def test_nothing_decided_is_unanswered(nothing):
    result = mark(SPEC, KEY, nothing)
    assert (result.status, result.points, result.messages) == ("unanswered", 0, ("未作答",))


def test_a_half_done_record_earns_its_share(year, solved):
    half = {one.id: solved[one.id] for one in year.tasks if one.month <= 6}
    result = mark(SPEC, KEY, half)
    assert result.points == pytest.approx(100 * len(half) / len(year.tasks), abs=1e-3)
    assert result.status == "partial"
    assert not broken(year, half)


def test_decisions_as_people_write_them(year, solved):
    committee = task(year, "staff-committee")
    assert first_year.normalise(
        year,
        {
            "staff-committee": "８ 人",
            "money-party": "4万元",
            "symposium-1-notice": "2027年3月9日",
            "decide-vacancy": "社区居民会议或社区成员代表会议",
            "holder-head": solved["holder-head"].lower(),
        },
    ) == {
        "staff-committee": 8,
        "holder-head": solved["holder-head"],
        "money-party": 40000,
        "symposium-1-notice": "2027-03-09",
        "decide-vacancy": "assembly",
    }
    assert committee.unit == "人"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ([1, 2], "记录"),
        ({"no-such-thing": 1}, "没有名为"),
        ({"staff-committee": "八"}, "1 月“配人 · 居委会专职成员至少几人”"),
        ({"decide-vacancy": "物业公司"}, "没有「物业公司」这个选项"),
        ({"symposium-1-notice": "2026-03-09"}, "2027 年"),
        ({"symposium-1-notice": "2027-02-30"}, "日历上没有"),
        ({7: 1}, "没有名为"),
        ({"staff-committee": 10**400}, "太大"),
    ],
)
def test_nonsense_is_refused_in_chinese(year, record, expected):
    with pytest.raises(AnswerError, match=expected):
        first_year.normalise(year, record)


# --- the report ---


def test_the_report_goes_by_months_and_counts_what_was_kept(year, solved):
    solved["staff-committee"] += 1
    del solved["new-estate"]
    wrong = [({"staff-committee": solved["staff-committee"]}, "不满一档不进位。")]
    lines = first_year.messages(first_year.replay(year, solved), wrong, solved)
    total = len(year.tasks)
    assert lines[0].startswith(f"全年 {total} 件事：合规 {total - 2} 件，不合规 1 件，还没有决定 1 件。")
    assert [line for line in lines if line.startswith("【")] == [
        "【1 月】11 件事，合规 10 件。",
        "【8 月】5 件事，合规 4 件。",
    ]
    assert lines[2].endswith("不满一档不进位。")
    assert lines[4] == "8 月 · 还没有决定：新楼盘的用房。"


def test_a_full_year_is_praised_in_one_line(year, solved):
    result = mark(SPEC, KEY, solved)
    assert (result.status, result.points, len(result.messages)) == ("right", 100, 1)


def test_the_record_can_be_read_by_people(year, solved):
    lines = first_year.describe(year, solved)
    assert len(lines) == len(year.tasks)
    assert first_year.Shown(1, "配人 · 居委会专职成员至少几人", "8 人") in lines
    assert any(line.text == "2027年3月12日" for line in lines)
    assert not any(line.text in ("assembly", "committee") for line in lines)


# --- the exercise in a master ---

MASTER = """---
title: 第十四章 第一年
chapter: 14
---

<!-- teaches: 1.1 -->

{{ first_year.situation_table(first_year.scenario(14)) | length }} 行

```{exercise} first-year
---
kind: year
title: 第一年
points: 100
seed: 14
objectives: [1.1]
hint: 一步一步来。
explain: 都走了一遍。
wrong:
  - change: {staff-committee: 9}
    why: 不满一档的不进位。
  - change: {symposium-1-notice: 2027-03-10}
    why: 贴晚了一天。
  - change: {decide-vacancy: 社区居民委员会, decide-roster: assembly}
    why: 正好弄反了。
---
从一月开始。
```
"""


@pytest.fixture
def masters(tmp_path):
    (tmp_path / "objectives.csv").write_text("id,chapter,kind,objective\n1.1,1,rule,目标\n", encoding="utf-8")

    def build(old="", new="", **options):
        assert old in MASTER
        (tmp_path / "14-first-year.md").write_text(MASTER.replace(old, new, 1), encoding="utf-8")
        return release.build(tmp_path, ROOT / "course", partial=True, **options).notebooks["14-first-year"]

    return build


def test_the_release_proves_the_year_and_hides_all_but_what_is_asked(masters, year, solved):
    source, handed_out = masters(edition="source"), json.dumps(masters(), ensure_ascii=False)
    spec, key = read_exercises(source)["first-year"]
    assert spec == {**SPEC, "id": "first-year"}
    assert set(key) == {"hint", "explain", "wrong"}
    assert mark(spec, key, solved).points == 100
    for secret in (
        "不满一档的不进位",
        "贴晚了一天",
        "正好弄反了",
        "都走了一遍",
        solved["symposium-1-feedback"],
    ):
        assert secret not in handed_out
    assert "3,584 户" in handed_out  # the question has the table of the community


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("seed: 14\n", "", "missing seed"),
        ("seed: 14\n", "seed: many\n", "whole number"),
        ("staff-committee: 9", "staff-committee: 8", "earns full marks"),
        ("staff-committee: 9", "staff-captain: 9", "没有名为"),
        ("staff-committee: 9", "staff-committee: ''", "at least one decision"),
        ("change: {staff-committee: 9}", "answer: 9", "each entry of wrong has"),
    ],
)
def test_a_faulty_year_is_refused(masters, old, new, fault):
    with pytest.raises(ReleaseError) as caught:
        masters(old, new)
    assert fault in str(caught.value)


def test_feedback_shows_the_record_readably(masters, solved):
    stub = answer_cells(masters())["first-year"]["metadata"]["shequ"]["stub"]
    exercise = Exercise(SPEC, {}, "第一年", Slot("第一年", stub, False))
    assert readable(exercise, stub) == "未作答"
    del solved["new-estate"]
    page = readable(exercise, literal.write("first-year", solved))
    assert f"一共作了 {len(solved)} 个决定" in page
    assert "社区居民会议或社区成员代表会议" in page
    assert "staff-committee" not in page
    assert "<b>" not in readable(exercise, 'first_year = {"<b>": 1}')


def test_an_unreadable_cell_says_why():
    result = mark_source(SPEC, KEY, "first_year = dict(a=1)")
    assert (result.status, result.points) == ("unreadable", 0)


# --- the practice year ---


def test_the_practice_year_is_not_the_examination():
    """Both are handed out in one chapter: the practice is told which year it must never play."""
    chapter = whole_course.built("source").notebooks["14-first-year"]
    ((spec, _),) = read_exercises(chapter).values()
    sources = "\n".join(cell["source"] for cell in chapter["cells"])
    ((practised, kept_off),) = re.findall(r"first_year_board\(seed=(\d+), exam=(\d+)\)", sources)
    assert int(kept_off) == spec["seed"] != int(practised)


def test_texts_of_a_situation_are_not_html(monkeypatch):
    card = replace(first_year.scenario(SEED).cards[0], text="<script>", title="<b>")
    from shequ_lib.play.year.month_cards import card_html

    html = card_html(card)
    assert "<script>" not in html
    assert "<b>" not in html


def test_a_situation_without_a_holder_is_a_fault():
    lost = replace(first_year.scenario(SEED).tasks[0], judge="holder principles.people")
    with pytest.raises(ShequError, match="holders"):
        replaying._right(first_year.scenario(SEED), lost, rulebook.active())
