"""The four meetings: deadlines in both directions, names, bad input."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import meetings, rulebook
from shequ_lib.errors import ShequError

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def latest(key, day, **keywords):
    return {deadline.key: deadline.latest for deadline in meetings.get(key).deadlines(day, **keywords)}


def test_symposium():
    meeting = meetings.get("symposium")
    assert [step.key for step in meeting.steps] == ["notice", "meeting", "analysis", "feedback"]
    assert latest("symposium", date(2026, 12, 15)) == {
        "notice": date(2026, 12, 12),
        "feedback": date(2026, 12, 30),
    }
    assert meeting.notice_days == 3 and "每季度举行 1 次" in meeting.frequency
    assert len(meeting.participants) == 5 and len(meeting.invited) == 3 and len(meeting.contents) == 4


def test_mediation():
    meeting = meetings.get("mediation")
    assert [step.key for step in meeting.steps] == ["notice", "meeting", "result", "followup"]
    assert latest("mediation", date(2026, 3, 1)) == {"notice": date(2026, 2, 26)}
    assert meeting.step("followup").when == "agreed" and meeting.step("followup").days is None
    assert len(meeting.invited) == 4 and len(meeting.contents) == 4


def test_hearing():
    meeting = meetings.get("hearing")
    assert [step.key for step in meeting.steps] == ["notice", "meeting", "agenda", "minutes", "feedback"]
    assert latest("hearing", date(2026, 2, 27)) == {"notice": date(2026, 2, 24), "minutes": date(2026, 3, 6)}
    assert [d.advisory for d in meeting.deadlines(date(2026, 2, 27))] == [False, True]
    assert len(meeting.step("agenda").facts[0].values) == 5
    assert meeting.minutes_by("2026-02-27") == date(2026, 3, 6)


def test_appraisal_chain():
    meeting = meetings.get("appraisal")
    assert latest("appraisal", date(2026, 12, 31)) == {
        "notice": date(2026, 12, 16),
        "summary": date(2026, 12, 26),
        "survey": date(2026, 12, 31),
        "feedback": date(2027, 1, 3),
    }
    assert meeting.summary_due(date(2026, 12, 16)) == date(2026, 12, 26)
    assert meeting.survey_due(date(2026, 12, 20)) == date(2026, 12, 25)


def test_appraisal_counts_from_what_was_really_done():
    real = latest(
        "appraisal", date(2026, 12, 31), done={"notice": "2026-12-10", "提交总结": date(2026, 12, 15)}
    )
    assert real["summary"] == date(2026, 12, 20)
    assert real["survey"] == date(2026, 12, 20)
    assert real["notice"] == date(2026, 12, 16)


@pytest.mark.parametrize("key", ["symposium", "mediation", "hearing", "appraisal"])
@given(DAYS)
def test_backwards_and_forwards_agree(key, day):
    meeting = meetings.get(key)
    assert meeting.earliest_meeting(meeting.notice_by(day)) == day
    assert meetings.earliest_meeting(key, day) == day + timedelta(days=meeting.notice_days)
    numbers = [deadline.step for deadline in meeting.deadlines(day)]
    assert numbers == sorted(numbers)


@given(DAYS)
def test_the_notice_and_the_two_periods_fill_the_fifteen_days(day):
    due = latest("appraisal", day)
    assert due["notice"] == day - timedelta(days=15)
    assert due["survey"] - due["notice"] == timedelta(days=15)


def test_over_the_end_of_february_and_of_the_year():
    assert meetings.symposium.notice_by(date(2028, 3, 1)) == date(2028, 2, 27)
    assert meetings.symposium.notice_by(date(2027, 1, 2)) == date(2026, 12, 30)
    assert meetings.symposium.feedback_by(date(2026, 12, 20)) == date(2027, 1, 4)


@pytest.mark.parametrize("name", ["symposium", "社区民情恳谈会", "恳谈会", "民情恳谈会"])
def test_names(name):
    assert meetings.get(name).key == "symposium"


def test_as_attributes_of_the_module():
    assert [getattr(meetings, key).name for key in meetings.keys(rulebook=None)] == [
        "社区民情恳谈会",
        "社区事务协调会",
        "社区工作听证会",
        "社区成效评议会",
    ]
    with pytest.raises(AttributeError):
        _ = meetings.assembly


@pytest.mark.parametrize("name", ["assembly", "", "居民会议", "Symposium"])
def test_an_unknown_meeting_is_answered_with_the_known_ones(name):
    with pytest.raises(ShequError, match=r"社区民情恳谈会（symposium）") as caught:
        meetings.get(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "day", ["2026-02-30", "明天", "", "2026/12/15", "20261215", 20261215, None, True, 3.5, "2026-12-15T08:00"]
)
def test_a_date_that_is_none(day):
    with pytest.raises(ShequError, match="日期") as caught:
        meetings.symposium.notice_by(day)
    assert "\n" not in str(caught.value)
    with pytest.raises(ShequError, match=r"^会议日期"):
        meetings.symposium.deadlines(day)


def test_a_date_with_a_time_counts_as_its_day():
    assert meetings.symposium.notice_by(datetime(2026, 12, 15, 23, 59)) == date(2026, 12, 12)
    assert meetings.symposium.notice_by(" 2026-12-15 ") == date(2026, 12, 12)


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ("[meetings.hearing.step.agenda]\npart_of = 'vote'", "hearing.step.agenda.part_of"),
        ("[meetings.mediation.step.result]\nsame_day_if = 'signed'", "mediation.step.result.*signed"),
        ("[meetings.mediation.step.followup]\nwhen = 'signed'", "mediation.step.followup.*signed"),
        ("[meetings.appraisal.step.survey]\nanchor = 'feedback'", "appraisal.step.survey.anchor"),
        ("[meetings.appraisal.step.survey]\nanchor = 'survey'", "appraisal.step.survey.anchor"),
        ("[meetings.appraisal.step.survey]\nanchor = 'vote'", "appraisal.step.survey.anchor"),
        ("[meetings.appraisal.step.notice]\nanchor = 'feedback'", "appraisal.step.notice.anchor"),
    ],
)
def test_steps_that_do_not_fit_together_are_refused(tmp_path, entry, named):
    path = tmp_path / "other.toml"
    path.write_text(f'[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n{entry}\n', encoding="utf-8")
    rb = rulebook.load(path)
    with pytest.raises(ShequError, match=rf"other\.toml.*{named}"):
        [meetings.get(key, rulebook=rb) for key in meetings.keys(rulebook=rb)]


def test_the_ends_of_the_calendar():
    with pytest.raises(ShequError, match="日历"):
        meetings.symposium.notice_by(date.min)
    with pytest.raises(ShequError, match="日历"):
        meetings.symposium.feedback_by(date.max)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: meetings.hearing.feedback_by("2026-12-15"), "没有规定期限"),
        (lambda: meetings.symposium.minutes_by("2026-12-15"), "minutes"),
        (lambda: meetings.symposium.step("投票"), "会议公告"),
        (lambda: meetings.symposium.deadlines("2026-12-15", done={"meeting": "2026-12-16"}), "done"),
        (lambda: meetings.symposium.deadlines("2026-12-15", done={"投票": "2026-12-16"}), "投票"),
    ],
)
def test_what_a_meeting_does_not_have(call, word):
    with pytest.raises(ShequError, match=word):
        call()


def test_steps_come_from_the_rulebook(tmp_path):
    path = tmp_path / "other.toml"
    path.write_text(
        '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n'
        "[meetings.hearing.step.minutes]\ndays = 10\nadvisory = false\n"
        '[meetings.hearing]\nshort = "论证会"\nsteps = ["notice", "meeting", "minutes", "feedback"]\n',
        encoding="utf-8",
    )
    meeting = meetings.get("论证会", rulebook=rulebook.load(path))
    (_, minutes) = meeting.deadlines("2026-12-01")
    assert (minutes.latest, minutes.advisory, minutes.step) == (date(2026, 12, 11), False, 3)
    assert "10 日" in minutes.rule
