"""The calendar of a quarter: every quarter can be planned, no rule is broken unseen, the view only shows."""

import os
import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from chance import examples
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import event_log, meetings, rulebook, script
from shequ_lib.errors import ShequError
from shequ_lib.event_log import VIOLATION, WARNING
from shequ_lib.meetings import MEETING
from shequ_lib.play.calendar import model as calendar_model
from shequ_lib.play.calendar import period as calendar_period
from shequ_lib.play.calendar import solver as calendar_solver
from shequ_lib.play.calendar import words as calendar_words
from shequ_lib.play.calendar.chain import Chain
from shequ_lib.play.calendar.model import Schedule, shifts
from shequ_lib.play.calendar.solver import period
from shequ_lib.play.calendar.timeline import timeline
from shequ_lib.play.calendar.verdict import CLOSED, FREE, HINTED, OUT, STUCK, TAKEN, judge
from shequ_lib.play.calendar.view import QuarterCalendar
from shequ_lib.play.log.model import right_facts

KEYS = ["symposium", "mediation", "hearing", "appraisal"]
SEEDS = range(12)
seeds = st.integers(min_value=0, max_value=100_000)
NOTICE, SUMMARY, SURVEY, HELD, FEEDBACK = (
    ("appraisal", step) for step in ("notice", "summary", "survey", MEETING, "feedback")
)


def day(text):
    return date.fromisoformat(f"2026-{text}")


def changed_rulebook(tmp_path, *changes):
    """The rulebook of the course with some pieces of its text replaced."""
    text = (rulebook.FOLDER / "gongshu-2008.toml").read_text(encoding="utf-8")
    for group, old, new in changes:
        head, mark, rest = text.partition(f"[{group}]\n")
        assert mark and old in rest, (group, old)
        text = head + mark + rest.replace(old, new, 1)
    (tmp_path / "other.toml").write_text(text, encoding="utf-8")
    return rulebook.load(tmp_path / "other.toml")


# --- the quarters ---


@pytest.mark.parametrize("seed", SEEDS)
def test_quarters_differ_and_only_the_fourth_ends_with_an_appraisal(seed):
    made = period(seed)
    assert made.number == (4, 1, 2, 3)[seed % 4]
    assert [task.chain.meeting.key for task in made.tasks] == (KEYS if made.number == 4 else KEYS[:3])
    assert len(made.steps) == (17 if made.number == 4 else 12)
    assert (made.days[0].month, made.days[0].day) == (made.number * 3 - 2, 1)
    assert (made.days[-1] + timedelta(1)).day == 1
    assert len(made.days) in (90, 91, 92)
    told = [(other, period(other).conventions) for other in SEEDS if other != seed]
    assert all(conventions != made.conventions for _, conventions in told)


def test_a_seed_gives_the_same_quarter_on_any_machine():
    """What quarter 0 is stands here; another process with other hashes makes the same."""
    made = period(0)
    assert [task.name for task in made.tasks] == ["老年食堂", "雨棚遮窗", "小花园", "全年工作"]
    assert "主题 10月25日才定下来；街道 11月8日来收意见" in made.tasks[0].story
    assert made.conventions[0].text.startswith("多功能厅星期三、星期四借给老年大学，11月14日到11月20日")
    code = (
        "from shequ_lib.play.calendar.solver import period, solve\n"
        "for seed in range(4):\n"
        "    made = period(seed)\n"
        "    print(made.tasks[0].story, [one.text for one in made.conventions], list(solve(made).items()))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": salt, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for salt in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert made.tasks[0].story in runs[0]
    assert runs[0].count("datetime.date") == 17 + 3 * 12


@examples(40)
@given(seeds)
def test_every_quarter_has_a_plan_that_breaks_nothing(seed):
    """Proven with the judge itself and with the days of the conventions, not with the windows."""
    made = period(seed)
    plan = calendar_solver.solve(made)
    assert list(plan) == list(made.steps)
    for task in made.tasks:
        meeting = task.chain.meeting
        events = [
            {
                "date": plan[meeting.key, step.part_of or step.key],
                "event": step.key,
                **right_facts(step),
            }
            for step in meeting.steps
        ]
        assert event_log.check(meeting.key, events) == ()
    for convention in made.conventions:
        used = [plan[step] for step in convention.steps]
        if convention.days is None:
            assert len(set(used)) == len(used)
        else:
            assert not convention.days & set(used)
    appraisal = plan.get(HELD)
    assert appraisal is None or appraisal.month == 12
    assert judge(made, plan).done and judge(made, plan).notes == ()


@examples(25)
@given(seeds)
def test_a_quarter_is_a_puzzle(seed):
    """Each meeting can be held on very few days, and some that look free lead nowhere."""
    made = period(seed)
    traps = 0
    for task in made.tasks:
        key = task.chain.meeting.key
        looks_free = {at for at in made.days if made.closed((key, MEETING), at) is None}
        can_be = set(calendar_solver.plans(made, task))
        assert can_be <= looks_free
        assert 1 <= len(can_be) <= 3
        traps += len(looks_free - can_be)
    assert traps >= 3


@pytest.mark.parametrize("seed", [0, 1])
def test_days_on_which_no_plan_is_found_have_none(seed):
    """The solver against trying everything, for a chain that is short enough."""
    made = period(seed)
    task = made.task("mediation")
    open_days = {
        step: [at for at in made.days if made.closed(("mediation", step), at) is None]
        for step in ("notice", MEETING)
    }
    by_hand = {
        held
        for held in open_days[MEETING]
        if any(at <= held - timedelta(days=3) for at in open_days["notice"])
    }
    assert set(calendar_solver.plans(made, task)) == by_hand


def test_other_figures_give_other_quarters(tmp_path):
    """Five days of notice instead of three: planned with five, and the plan with three is refused."""
    longer = changed_rulebook(
        tmp_path, ("meetings.hearing.step.notice", "days = { value = 3", "days = { value = 9")
    )
    made = period(1, rulebook=longer)
    plan = calendar_solver.solve(made)
    assert plan["hearing", MEETING] - plan["hearing", "notice"] >= timedelta(days=9)
    assert judge(made, plan).done
    late = {**plan, ("hearing", "notice"): plan["hearing", MEETING] - timedelta(days=8)}
    assert any(note.level == VIOLATION for note in judge(made, late).notes)
    assert "听证会 9 日前" in calendar_model.takeaways(made)[0]


def test_what_cannot_be_a_quarter_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(calendar_period, "TRIES", 5)
    with pytest.raises(ShequError, match="季度编号"):
        period(-1)
    endless = changed_rulebook(
        tmp_path, ("meetings.symposium.step.notice", "days = { value = 3", "days = { value = 200")
    )
    with pytest.raises(ShequError, match="排不下"):
        period(0, rulebook=endless)


# --- windows, against the judge ---


def judged(meeting, days):
    """Whether the judge finds a violation in a whole log of the meeting on these days, in the right order."""
    events = [
        {"date": days[step.part_of or step.key], "event": step.key, **right_facts(step)}
        for step in meeting.steps
    ]
    found = event_log.check(meeting.key, events)
    in_order = [days[step.key] for step in meeting.steps if not step.part_of]
    return any(finding.level == VIOLATION for finding in found) or in_order != sorted(in_order)


def fitting(chain, offsets):
    """Days of all steps that break nothing, chosen by these numbers within the windows."""
    days = {}
    for step, offset in zip(chain.steps, offsets, strict=False):
        window = chain.window(days, step.key)
        low = window.earliest.day if window.earliest else day("06-01")
        high = window.latest.day if window.latest else low + timedelta(days=30)
        days[step.key] = low + timedelta(days=offset % ((high - low).days + 1))
    return days


@examples(200)
@given(
    st.sampled_from(KEYS),
    st.lists(st.integers(0, 60), min_size=5, max_size=5),
    st.integers(0, 4),
    st.integers(-25, 25),
)
def test_with_all_other_days_known_a_window_says_what_the_judge_says(key, offsets, place, move):
    chain = Chain(meetings.get(key))
    days = fitting(chain, offsets)
    assert not judged(chain.meeting, days)
    step = chain.steps[place % len(chain.steps)].key
    others = {other: at for other, at in days.items() if other != step}
    window = chain.window(others, step)
    for at in (
        days[step] + timedelta(days=move),
        *(
            bound.day + timedelta(days=n)
            for bound in (window.earliest, window.latest)
            if bound
            for n in (-1, 0, 1)
        ),
    ):
        assert window.holds(at) == (not judged(chain.meeting, {**others, step: at})), (step, at)


@examples(200)
@given(
    st.sampled_from(KEYS),
    st.lists(st.integers(0, 60), min_size=5, max_size=5),
    st.sets(st.integers(0, 4)),
    st.integers(0, 4),
    st.integers(-40, 40),
    st.booleans(),
)
def test_with_some_days_known_a_day_in_the_window_can_be_completed(key, offsets, known, place, move, early):
    """And with more days known a window is never wider: so a day outside cannot be completed."""
    chain = Chain(meetings.get(key))
    whole = fitting(chain, offsets)
    steps = [step.key for step in chain.steps]
    step = steps[place % len(steps)]
    some = {other: whole[other] for number, other in enumerate(steps) if number in known and other != step}
    at = whole[step] + timedelta(days=move)
    window = chain.window(some, step)
    for advised in (False, True):
        wide = chain.window(some, step, advised=advised)
        narrow = chain.window({**whole, step: at}, step, advised=advised)
        assert all(
            wide.holds(other) or not narrow.holds(other)
            for other in (whole[step] + timedelta(days=n) for n in range(-40, 41))
        )
    if window.holds(at):
        days = {**some, step: at}
        for other in steps:
            if other not in days:
                room = chain.window(days, other)
                ends = [room.earliest, room.latest] if early else [room.latest, room.earliest]
                days[other] = next(bound.day for bound in ends if bound is not None)
        assert not judged(chain.meeting, days)


def test_ten_and_five_days_reach_from_the_notice_to_the_survey():
    """Reading 13, and what tightens when the summary comes early."""
    chain = Chain(meetings.get("appraisal"))
    held, told = day("12-16"), day("12-01")
    assert chain.window({MEETING: held}, "notice").latest.day == told
    survey = chain.window({"notice": told}, "survey").latest
    assert (survey.day, survey.source, survey.days) == (day("12-16"), "notice", (10, 5))
    survey = chain.window({"notice": told, "summary": day("12-07")}, "survey").latest
    assert (survey.day, survey.source, survey.days) == (day("12-12"), "summary", (5,))
    assert chain.window({"summary": day("12-07")}, "notice").earliest.day == day("11-27")
    assert chain.window({"summary": day("12-07")}, MEETING).earliest.day == day("12-12")
    assert chain.window({MEETING: held}, "feedback").latest.day == day("12-19")


def test_the_advisory_week_binds_only_where_advice_is_asked_for():
    chain = Chain(meetings.get("hearing"))
    held = {MEETING: day("11-05")}
    assert chain.window(held, "minutes").latest is None
    assert chain.window(held, "minutes", advised=True).latest.day == day("11-12")
    assert chain.window({**held, "feedback": day("11-20")}, "minutes").latest.day == day("11-20")


def test_an_agreement_is_signed_on_the_day_of_the_meeting():
    chain = Chain(meetings.get("mediation"))
    window = chain.window({MEETING: day("11-05")}, "result")
    assert window.earliest.day == window.latest.day == day("11-05")


# --- judging a plan: an oracle of its own ---


def in_time(made, plan, pairs):
    """Whether for all (step, other, days) that stand the step is at most so many days after the other."""
    return all(
        plan[step] <= plan[other] + timedelta(days=days)
        for step, other, days in pairs
        if step in plan and other in plan
    )


def oracle(made, plan):
    """What is wrong with a plan, by rules written down here once more: (meeting, kind) pairs."""
    wrong = set()
    orders = {
        "symposium": ["notice", MEETING, "analysis", "feedback"],
        "mediation": ["notice", MEETING, "result", "followup"],
        "hearing": ["notice", MEETING, "minutes", "feedback"],
        "appraisal": ["notice", "summary", "survey", MEETING, "feedback"],
    }
    deadlines = {
        "symposium": [("notice", MEETING, -3), ("feedback", MEETING, 15)],
        "mediation": [("notice", MEETING, -3), ("result", MEETING, 0)],
        "hearing": [("notice", MEETING, -3)],
        "appraisal": [
            ("notice", MEETING, -15),
            ("summary", "notice", 10),
            ("survey", "summary", 5),
            ("feedback", MEETING, 3),
        ],
    }
    for key, order in orders.items():
        days = {step: at for (owner, step), at in plan.items() if owner == key}
        standing = [days[step] for step in order if step in days]
        if standing != sorted(standing) or not in_time(made, days, deadlines[key]):
            wrong.add((key, VIOLATION))
    if not in_time(made, plan, [(("hearing", "minutes"), ("hearing", MEETING), 7)]):
        wrong.add(("hearing", WARNING))
    if HELD in plan and plan[HELD].month != 12:
        wrong.add(("appraisal", WARNING))
    halls = [at for (_, step), at in plan.items() if step == MEETING and _ != "mediation"]
    for step, at in plan.items():
        booked = any(one.days and at in one.days and step in one.steps for one in made.conventions)
        if booked or (step[1] == MEETING and step[0] != "mediation" and halls.count(at) > 1):
            wrong.add((step[0], TAKEN))
    return wrong


actions = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 16), st.integers(0, 89)),
        st.tuples(st.just("near"), st.integers(0, 16), st.integers(-16, 16)),
        st.tuples(st.just("take"), st.integers(0, 16), st.just(0)),
        st.tuples(st.just("undo"), st.just(0), st.just(0)),
        st.tuples(st.just("solve"), st.just(0), st.just(0)),
    ),
    max_size=25,
)


@examples(150)
@given(st.sampled_from([0, 1, 2, 3, 4, 8]), actions, st.booleans())
def test_no_sequence_of_actions_breaks_a_rule_unseen(seed, todo, solved):
    """`near` moves a step by some days from where the solution has it."""
    schedule = Schedule(period(seed))
    made, solution = schedule.period, calendar_solver.solve(schedule.period)
    earlier = []
    if solved:
        schedule.show_solution()
        earlier.append({})
    for action, number, value in todo:
        step = made.steps[number % len(made.steps)]
        before = dict(schedule.placed)
        if action == "put":
            schedule.put(step, made.days[value])
        elif action == "near":
            at = min(max(solution[step] + timedelta(days=value), made.days[0]), made.days[-1])
            schedule.put(step, at)
        elif action == "take":
            assert schedule.take(step) == (step in before)
        elif action == "solve":
            schedule.show_solution()
            assert schedule.placed == solution
        else:
            assert schedule.undo() == bool(earlier)
            assert schedule.placed == (earlier.pop() if earlier else before)
        if action != "undo" and schedule.placed != before:
            earlier.append(before)
        verdict = schedule.verdict
        seen = {(note.step[0], note.level) for note in verdict.notes if note.level != STUCK}
        assert seen == oracle(made, schedule.placed)
        assert all(note.rule and note.text for note in verdict.notes)
        assert verdict.left == len(made.steps) - len(schedule.placed)
        assert verdict.done == (verdict.left == 0 and {level for _, level in seen} <= {WARNING})
        stuck = {note.step for note in verdict.notes if note.level == STUCK}
        for row in verdict.rows.values():
            begun = row.day is None and bool(schedule.days(row.id[0]))
            assert (row.id in stuck) == (begun and {FREE, HINTED}.isdisjoint(row.states))


@examples(25, least=4)
@given(st.sampled_from([0, 1, 4]), st.sets(st.integers(0, 16)), st.integers(0, 16))
def test_what_a_day_is_called_is_what_follows_when_a_step_is_put_there(seed, known, number):
    """OUT makes a violation or leaves another step without a day, CLOSED is taken, HINTED is a warning."""
    schedule = Schedule(period(seed))
    made, solution = schedule.period, calendar_solver.solve(schedule.period)
    step = made.steps[number % len(made.steps)]
    for place in known:
        other = made.steps[place % len(made.steps)]
        if other != step:
            schedule.put(other, solution[other])
    for at, state in zip(made.days, schedule.verdict.rows[step].states, strict=True):
        verdict = judge(made, {**schedule.placed, step: at})
        levels = {note.level for note in verdict.notes}
        own = {note.level for note in verdict.notes if note.step == step}
        if state == OUT:
            assert levels & {VIOLATION, STUCK}
        else:
            assert VIOLATION not in levels
            assert (TAKEN in own) == (state == CLOSED)
            if state != CLOSED:
                assert (WARNING in levels) == (state == HINTED)


# --- single rules and what is said about them ---


@pytest.fixture
def schedule():
    return Schedule(period(0))


def levels(schedule, step):
    return [note.level for note in schedule.verdict.notes if note.step == step]


@pytest.mark.parametrize(
    ("first", "second", "days", "good"),
    [
        (HELD, NOTICE, -15, True),
        (HELD, NOTICE, -14, False),
        (NOTICE, SUMMARY, 10, True),
        (NOTICE, SUMMARY, 11, False),
        (SUMMARY, SURVEY, 5, True),
        (SUMMARY, SURVEY, 6, False),
        (HELD, FEEDBACK, 3, True),
        (HELD, FEEDBACK, 4, False),
        (HELD, SURVEY, 0, True),
        (HELD, SURVEY, 1, False),
        (("symposium", MEETING), ("symposium", "notice"), -3, True),
        (("symposium", MEETING), ("symposium", "notice"), -2, False),
        (("symposium", MEETING), ("symposium", "feedback"), 15, True),
        (("symposium", MEETING), ("symposium", "feedback"), 16, False),
        (("mediation", MEETING), ("mediation", "result"), 0, True),
        (("mediation", MEETING), ("mediation", "result"), 1, False),
        (("hearing", MEETING), ("hearing", "notice"), -3, True),
        (("hearing", MEETING), ("hearing", "notice"), -2, False),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_not(schedule, first, second, days, good):
    schedule.put(first, day("11-25"))
    schedule.put(second, day("11-25") + timedelta(days=days))
    broken = [note for note in schedule.verdict.notes if note.level == VIOLATION]
    assert (broken == []) == good
    assert all("规" in calendar_words.note(note)[1][1] for note in broken)


def test_late_minutes_are_a_warning(schedule):
    schedule.show_solution()
    held = schedule.placed["hearing", MEETING]
    schedule.put(("hearing", "feedback"), day("12-20"))
    schedule.put(("hearing", "minutes"), held + timedelta(days=8))
    assert levels(schedule, ("hearing", "minutes")) == [WARNING]
    assert "一般" in schedule.verdict.notes[-1].rule
    assert "迟了 1 日" in calendar_words.standing(schedule.verdict.rows["hearing", "minutes"])


def test_a_warning_does_not_hide_that_the_order_is_wrong(schedule):
    """Minutes later than the published result: late (advice) and in the wrong order (rule)."""
    schedule.put(("hearing", MEETING), day("11-23"))
    schedule.put(("hearing", "feedback"), day("11-25"))
    schedule.put(("hearing", "minutes"), day("12-10"))
    assert VIOLATION in levels(schedule, ("hearing", "minutes"))
    assert WARNING in levels(schedule, ("hearing", "minutes"))


@pytest.mark.parametrize(
    ("early", "before"),
    [(FEEDBACK, HELD), (SURVEY, SUMMARY), (("symposium", "feedback"), ("symposium", MEETING))],
)
def test_the_step_that_is_early_is_red_and_the_right_ones_are_not(early, before):
    schedule = Schedule(period(0))
    schedule.show_solution()
    schedule.put(early, schedule.placed[before] - timedelta(days=1))
    broken = [note for note in schedule.verdict.notes if note.level == VIOLATION]
    assert [note.step for note in broken] == [early]
    assert "最早应在" in broken[0].text
    assert "步骤依次是" in broken[0].rule
    red = {id_ for id_, row in schedule.verdict.rows.items() if calendar_words.verdict(row)[0] == "wrong"}
    assert red == {early}


def test_the_end_of_the_year_is_advice_and_the_game_says_what_it_takes_for_it(schedule):
    schedule.put(HELD, day("11-27"))
    (note,) = [note for note in schedule.verdict.notes if note.level == WARNING]
    assert "11 月" in note.text
    assert "本局按 12 月算" in note.rule and "年底" in note.rule
    states = schedule.verdict.rows[HELD].states
    assert {state for at, state in zip(schedule.period.days, states, strict=True) if at.month < 12} == {
        HINTED,
        CLOSED,
    }


def test_two_meetings_do_not_fit_into_the_hall_on_one_day(schedule):
    monday = day("11-23")
    schedule.put(("hearing", MEETING), monday)
    assert levels(schedule, ("hearing", MEETING)) == []
    schedule.put(("symposium", MEETING), monday)
    assert TAKEN in levels(schedule, ("hearing", MEETING))
    assert any("只开一个会" in note.text for note in schedule.verdict.notes)
    schedule.put(("symposium", MEETING), monday + timedelta(days=1))
    assert levels(schedule, ("hearing", MEETING)) == []


def test_a_step_without_a_day_left_says_why(schedule):
    schedule.put(NOTICE, day("12-20"))
    (stuck,) = [note for note in schedule.verdict.notes if note.step == HELD]
    assert (stuck.level, "1月4日，已经出了这一季" in stuck.text) == (STUCK, True)
    schedule.undo()
    schedule.put(("hearing", MEETING), day("10-02"))
    assert any("还没开始" in note.text for note in schedule.verdict.notes if note.level == STUCK)
    schedule.undo()
    schedule.put(SUMMARY, day("12-09"))
    schedule.put(SURVEY, day("12-16"))
    schedule.put(NOTICE, day("11-29"))
    schedule.take(SURVEY)
    schedule.put(HELD, day("12-10"))
    assert any("都被占了" in note.text for note in schedule.verdict.notes if note.step == SURVEY)


def test_what_was_broken_on_the_way_is_remembered(schedule):
    schedule.put(HELD, day("12-15"))
    schedule.put(NOTICE, day("12-14"))
    schedule.undo()
    schedule.show_solution()
    assert [note.step for note in schedule.met.values()] == [NOTICE]


def test_an_early_summary_pulls_the_survey_forward(schedule):
    """Reading 13, as it is told: the end of the window moves, the picture says by how much."""
    schedule.put(HELD, day("12-18"))
    schedule.put(NOTICE, day("12-01"))
    before = schedule.verdict.rows
    schedule.put(SUMMARY, day("12-09"))
    moved = {(one.row.id, one.end): one for one in shifts(before, schedule.verdict.rows)}
    survey = moved[SURVEY, "latest"]
    assert (survey.old, survey.new, survey.tighter) == (day("12-16"), day("12-14"), True)
    assert calendar_words.shift(survey) == "“综合考察”最迟 12月14日（原来 12月16日）"
    mark = timeline(schedule, "appraisal").marks[2]
    assert (mark.latest, mark.sooner, mark.placed) == (day("12-14"), 2, False)
    schedule.put(SUMMARY, day("11-30"))  # before the notice: out of order, not early
    assert timeline(schedule, "appraisal").marks[2].sooner == 0
    schedule.undo()
    before = schedule.verdict.rows
    schedule.take(SUMMARY)
    assert not any(
        one.tighter
        for one in shifts(before, schedule.verdict.rows)
        if (one.row.id, one.end) == (SURVEY, "latest")
    )


def test_the_picture_of_an_empty_chain_has_the_days_of_the_rulebook(schedule):
    made = timeline(schedule, "appraisal")
    assert not made.dated
    assert [mark.step.days for mark in made.marks] == [15, 10, 5, None, 3]
    assert [(mark.day - made.meeting).days for mark in made.marks] == [-15, -5, 0, 0, 3]
    assert [
        tuple((end - made.meeting).days for end in mark.ends) if mark.ends else None for mark in made.marks
    ] == [(-15, 0), (-15, -5), (-5, 0), None, (0, 3)]


def test_the_picture_follows_another_rulebook(tmp_path):
    other = changed_rulebook(
        tmp_path, ("meetings.appraisal.step.survey", "days = { value = 5", "days = { value = 4")
    )
    marks = timeline(Schedule(period(0, rulebook=other)), "appraisal").marks
    assert (marks[2].ends[1] - marks[2].ends[0]).days == 4


@examples(80)
@given(st.sampled_from([0, 3]), actions)
def test_a_picture_holds_all_its_marks(seed, todo):
    schedule = Schedule(period(seed))
    made, solution = schedule.period, calendar_solver.solve(schedule.period)
    for _, number, value in todo:
        step = made.steps[number % len(made.steps)]
        schedule.put(step, min(max(solution[step] + timedelta(days=value), made.days[0]), made.days[-1]))
    for task in made.tasks:
        picture = timeline(schedule, task.chain.meeting.key)
        for mark in picture.marks:
            assert picture.first < mark.day < picture.last
            assert mark.placed == ((task.chain.meeting.key, mark.step.key) in schedule.placed)
            if mark.ends:
                assert picture.first < min(mark.ends) <= max(mark.ends) < picture.last
                assert (mark.ends[1] - mark.ends[0]).days >= mark.step.days


def test_goes_on_with_the_day_of_the_meeting_and_then_in_order(schedule):
    assert schedule.next_step(("mediation", "followup")) == ("mediation", MEETING)
    schedule.put(("mediation", MEETING), day("10-31"))
    assert schedule.next_step(("mediation", MEETING)) == ("mediation", "notice")
    for step in ("notice", "result", "followup"):
        schedule.put(("mediation", step), day("10-31"))
    assert schedule.next_step(("mediation", "notice")) == ("hearing", MEETING)
    schedule.show_solution()
    assert schedule.next_step(HELD) == HELD


@pytest.mark.parametrize(
    ("step", "at"),
    [
        (("hearing", "agenda"), day("11-05")),
        (("symposium", "晨会"), day("11-05")),
        (("lunch", MEETING), day("11-05")),
        (HELD, day("09-30")),
        (HELD, date(2027, 1, 1)),
    ],
)
def test_what_cannot_be_placed_is_refused(schedule, step, at):
    with pytest.raises(ShequError):
        schedule.put(step, at)
    assert schedule.placed == {}
    assert not schedule.undo()


def test_takeaways_have_the_figures_of_the_rulebook():
    lines = calendar_model.takeaways(period(0))
    assert "恳谈会、协调会、听证会 3 日前；评议会 15 日前" in lines[0]
    assert "恳谈会“情况反馈” 15 日内" in lines[1] and "“会议纪要与备案”一般 7 日内" in lines[1]
    assert re.findall(r"\d+", lines[2]) == ["15", "10", "5", "3"]
    assert len(calendar_model.takeaways(period(1))) == len(lines) - 1


# --- the view ---


@pytest.fixture
def view():
    return QuarterCalendar()


def send(view, /, **content):
    """What the calendar sends when somebody does something."""
    view.calendar._handle_custom_msg(content, [])


def place(view, step, at):
    made = view.schedule.period
    send(view, place=[made.steps.index(step), made.days.index(at)])


def said(view):
    return "\n".join(text for _, text in view.calendar.plan["said"])


def shown_day(view, at):
    return view.calendar.plan["days"][view.schedule.period.days.index(at)]


def shown_step(view, step):
    return view.calendar.plan["steps"][view.schedule.period.steps.index(step)]


@pytest.mark.parametrize("seed", [0, 1])
def test_clicks_from_start_to_end(seed):
    view = QuarterCalendar(seed)
    solution = calendar_solver.solve(view.schedule.period)
    assert (view.sheet.value, view.print.layout.display) == ("", "none")
    for _ in solution:
        step = view.schedule.period.steps[view.calendar.plan["chosen"]]
        assert step not in view.schedule.placed
        place(view, step, solution[step])
        assert shown_step(view, step)["line"].startswith("✓")
    assert "全部排好了" in said(view)
    assert view.print.layout.display == ""
    for task in view.schedule.period.tasks:
        for step in task.chain.steps:
            assert f"{task.chain.meeting.short}：{step.name}" in view.sheet.value
            assert step.does in view.sheet.value
    assert "带走这几句" in view.sheet.value
    assert "碰到过的规则" not in view.sheet.value


def on_show(view):
    groups = [group["name"] for group in view.calendar.board["groups"]]
    return [name for name, shown in zip(groups, view.calendar.plan["groups"], strict=True) if shown]


def test_a_quarter_starts_with_one_meeting_and_the_next_one_comes_by_itself(view):
    solution = calendar_solver.solve(view.schedule.period)
    assert on_show(view) == ["恳谈会"]
    assert "后面还有 3 个会" in view.briefing.value
    for task in view.schedule.period.tasks:
        assert (task.story in view.briefing.value) == (task.chain.meeting.key == "symposium")
    first = [step for step in view.schedule.period.steps if step[0] == "symposium"]
    taken = view.briefing.value
    for _step in first:
        assert on_show(view) == ["恳谈会"]
        place(view, view.chosen, solution[view.chosen])
    assert on_show(view) == ["恳谈会", "协调会"]
    assert "恳谈会每一步都放了，接着排协调会。" in said(view)
    assert len(view.briefing.value) > len(taken)
    for _ in first:
        send(view, undo=True)
    assert view.schedule.placed == {}
    view.restart()
    assert on_show(view) == ["恳谈会"]
    send(view, all=True)
    assert len(on_show(view)) == 4
    for one in view.schedule.period.conventions:
        assert one.in_story or one.text in view.briefing.value
    assert "后面还有" not in view.briefing.value
    view.restart()
    assert on_show(view) == ["恳谈会"]


def test_a_wrong_day_is_told_at_once_with_its_rule_and_stays_chosen(view):
    place(view, HELD, day("12-15"))
    assert "✓ 评议会“会议召集”放在 12月15日（星期二），符合规定" in said(view)
    assert "收紧了：“通知居委会”最迟 11月30日" in said(view)
    place(view, NOTICE, day("12-01"))
    assert "✗ 违反规定" in said(view) and "晚了 1 日" in said(view)
    assert "规则：评议会召开 15 日前，考核评议小组通知社区居委会" in said(view)
    assert view.chosen == NOTICE
    assert shown_step(view, NOTICE) == {"line": "✗ 12月1日", "level": "wrong"}
    assert shown_day(view, day("12-01"))["placed"] == [["评议通知", "wrong"]]
    assert shown_step(view, HELD)["level"] == "warning"  # its day does not go with the notice
    place(view, NOTICE, day("11-30"))
    assert "正好最后一天" in said(view)
    assert view.chosen == SUMMARY
    assert shown_step(view, HELD)["level"] == "good"


def test_a_taken_day_is_no_rule(view):
    place(view, ("hearing", MEETING), day("11-25"))
    assert "✗ 办不成" in said(view) and "老年大学" in said(view)
    assert "规则：本局的约定，不是材料里的规定" in said(view)


def test_the_window_of_the_chosen_step_and_of_the_others_is_on_the_calendar(view):
    place(view, HELD, day("12-15"))
    assert view.chosen == NOTICE
    assert shown_day(view, day("11-30"))["mark"] == "最迟"
    assert shown_day(view, day("11-29"))["mark"] == "可"
    assert shown_day(view, day("11-29"))["state"] == FREE
    assert shown_day(view, day("12-01"))["state"] == OUT
    assert ["总", "last"] in shown_day(view, day("12-10"))["windows"]
    assert shown_day(view, day("12-18"))["windows"] == [["反", "last"]]
    assert shown_day(view, day("12-19"))["windows"] == []
    place(view, NOTICE, day("11-29"))  # a day early: what is counted from it is pulled forward
    assert shown_step(view, SUMMARY)["line"] == "最迟 12月9日"
    assert shown_step(view, SURVEY)["line"] == "最迟 12月14日"
    assert shown_day(view, day("12-10"))["state"] == OUT
    assert shown_day(view, day("12-14"))["windows"] == [["考", "last"]]


def test_closed_days_say_why(view):
    send(view, choose=view.schedule.period.steps.index(("hearing", MEETING)))
    assert shown_day(view, day("12-02"))["mark"] == "订出"
    assert "老年大学" in shown_day(view, day("12-02"))["label"]
    assert shown_day(view, day("12-01"))["mark"] == "不来"
    assert "星期一来社区" in said(view)


def test_the_picture_and_the_table_follow_the_chosen_meeting(view):
    assert "恳谈会，一步接一步" in view.calendar.plan["chain"]
    place(view, HELD, day("12-15"))
    chain, table = view.calendar.plan["chain"], view.calendar.plan["table"]
    for figure in ("至少 15 日", "10 日内", "5 日内", "3 日内", "总结从通知数，考察从收到总结数"):
        assert figure in chain
    assert "✓ 12月15日" in chain and "最迟 11月30日" in chain
    for cell in ("12月15日 周二", "最迟 11月30日", "12月15日到 12月18日", "还有 4 天可放"):
        assert cell in table


def test_a_second_click_takes_away_and_undo_brings_back(view):
    place(view, HELD, day("12-15"))
    place(view, HELD, day("12-15"))
    assert "拿下来了" in said(view) and view.schedule.placed == {}
    assert "“通知居委会”没有最迟的限制了" in said(view)
    send(view, undo=True)
    assert view.schedule.placed == {HELD: day("12-15")}
    assert (view.chosen, "退回了一步" in said(view)) == (HELD, True)
    send(view, take=view.schedule.period.steps.index(HELD))
    send(view, take=view.schedule.period.steps.index(HELD))
    assert "还没有放到日历上" in said(view)


def test_restarting_and_another_quarter_can_be_taken_back(view):
    send(view, undo=True)
    assert "退到头" in said(view)
    send(view, solve=True)
    assert "不是唯一的" in said(view)
    done = view.sheet.value
    send(view, next=True)
    assert len(view.calendar.plan["steps"]) == 12 and len(view.calendar.board["groups"]) == 3
    assert "2026 年第 1 季度" in view.briefing.value
    view.restart()
    send(view, undo=True)
    assert view.schedule.period is period(1)
    send(view, undo=True)
    assert view.schedule.period is period(0)
    assert view.sheet.value == done
    view.restart()
    assert (view.schedule.placed, view.sheet.value) == ({}, "")


def test_a_done_plan_with_reminders_says_so():
    view = QuarterCalendar(4)
    send(view, solve=True)
    late = view.schedule.placed["hearing", MEETING] + timedelta(days=8)
    place(view, ("hearing", "feedback"), late)
    assert view.schedule.verdict.done
    assert "不算违规" not in view.sheet.value
    place(view, ("hearing", "minutes"), late)
    assert view.schedule.verdict.done
    assert "还有 1 处提醒" in said(view)
    assert "还有提醒（不算违规，能改就改）" in view.sheet.value
    assert "迟了 1 日" in view.calendar.plan["table"]


def test_all_placed_but_wrong_says_how_many_are_left(view):
    send(view, solve=True)
    place(view, FEEDBACK, day("12-31"))
    assert "每一步都放了，还有 2 处要改" in said(view)
    assert view.print.layout.display == "none"


def test_printing_sends_a_page_with_every_step(view):
    sent = []
    view.calendar.send = lambda content, buffers=None: sent.append(content)
    send(view, solve=True)
    view.print.click()
    page = sent[0]["print"]
    assert page["title"] == "2026 年第 4 季度四会日程单"
    assert page["page"].count("<tr>") == 1 + 17
    assert "老年大学" not in page["page"]


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"place": 3},
        {"place": [0, 999]},
        {"place": [-1, 3]},
        {"place": ["0", "3"]},
        {"choose": 99},
        {"take": None},
        {"undo": "yes"},
        {"solve": 0},
    ],
)
def test_messages_that_make_no_sense_are_dropped(view, content):
    before = view.calendar.plan
    send(view, **content)
    assert view.calendar.plan == before


def test_the_plan_says_which_message_it_answers(view):
    """So that a slow answer does not undo what a person has chosen meanwhile."""
    assert view.calendar.plan["answers"] == ["", 0]
    send(view, choose=3, view="abc", serial=7)
    assert view.calendar.plan["answers"] == ["abc", 7]
    send(view, choose=3, view="abc", serial=8)
    assert view.calendar.plan["answers"] == ["abc", 8]
    view.restart()
    assert view.calendar.plan["answers"] == ["abc", 8]


def test_texts_of_the_calendar_follow_the_script():
    try:
        script.use("hant")
        view = QuarterCalendar()
        place(view, HELD, day("12-15"))
        assert view.calendar.board["groups"][0]["name"] == "懇談會"
        assert "收緊了" in said(view)
    finally:
        script.use("hans")


def test_only_one_dict_changes_when_something_is_placed(view):
    board, changed = view.calendar.board, []
    view.calendar.observe(lambda change: changed.append(change["name"]))
    place(view, HELD, day("12-15"))
    assert changed == ["plan"]
    assert view.calendar.board is board
