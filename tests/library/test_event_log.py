"""The checker of event logs: each rule broken alone is found alone."""

import itertools
from datetime import date, timedelta

import pytest
from chance import examples
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import event_log, meetings, rulebook
from shequ_lib.errors import ShequError
from shequ_lib.meetings import MEETING

GOOD = {
    "symposium": [
        {
            "date": "2026-12-12",
            "event": "notice",
            "places": ["居务公开栏", "各主要出入口"],
            "contents": ["时间", "地点", "主要内容", "参加和邀请的人员"],
        },
        {"date": "2026-12-15", "event": "meeting", "recorded": True, "chair": "居委会负责人"},
        {"date": "2026-12-18", "event": "analysis", "plan": True},
        {"date": "2026-12-30", "event": "feedback", "told": True, "reported": True, "published": True},
    ],
    "mediation": [
        {
            "date": "2026-05-04",
            "event": "notice",
            "written": True,
            "contents": ["时间", "地点", "协商和调解的事项"],
        },
        {
            "date": "2026-05-07",
            "event": "meeting",
            "recorded": True,
            "sequence": ["当事人陈述", "主持人询问", "协商调解", "提出解决方案"],
        },
        {
            "date": "2026-05-07",
            "event": "result",
            "agreed": True,
            "written": True,
            "signed_by_both": True,
            "filed": True,
        },
        {"date": "2026-06-20", "event": "followup"},
    ],
    "hearing": [
        {
            "date": "2026-02-24",
            "event": "notice",
            "places": ["居务公开栏"],
            "contents": ["时间", "地点", "内容", "参加人员"],
            "delegates": True,
        },
        {"date": "2026-02-27", "event": "meeting", "recorded": True},
        {
            "date": "2026-02-27",
            "event": "agenda",
            "agenda": [
                "介绍到会人员、宣布议程",
                "听取项目情况介绍",
                "代表发表意见和建议",
                "责任单位或部门解答",
                "主持人小结",
            ],
        },
        {
            "date": "2026-03-06",
            "event": "minutes",
            "parts": ["基本情况", "代表意见", "倾向性方案"],
            "filed": True,
        },
        {"date": "2026-06-01", "event": "feedback", "places": ["居务公开栏"]},
    ],
    "appraisal": [
        {"date": "2026-12-16", "event": "notice"},
        {"date": "2026-12-26", "event": "summary"},
        {"date": "2026-12-31", "event": "survey", "written": True},
        {
            "date": "2026-12-31",
            "event": "meeting",
            "sequence": ["听取居委会报告", "小组点评", "提出书面评定意见"],
            "grade": "合格",
            "written": True,
            "signed_by_all": True,
            "occasion": "年底",
        },
        {"date": "2027-01-03", "event": "feedback", "receivers": ["被评议对象", "上级主管部门"]},
    ],
}


def log(key, **changes):
    """The good log with some facts of steps changed: step={"fact": value}, or None to leave the step out."""
    events = []
    for event in GOOD[key]:
        change = changes.get(event["event"], {})
        if change is not None:
            events.append({**event, **change})
    return events


def short(findings):
    return [(finding.level, finding.rule_key.removeprefix("meetings.")) for finding in findings]


@pytest.mark.parametrize("key", GOOD)
def test_a_good_log_has_no_findings(key):
    assert event_log.check(key, GOOD[key]) == ()
    assert event_log.check(meetings.get(key).name, reversed(GOOD[key])) == ()


@pytest.mark.parametrize("key", GOOD)
def test_good_logs_use_every_fact(key):
    facts = {fact.key for step in meetings.get(key).steps for fact in step.facts}
    told = {name for event in GOOD[key] for name in event}
    assert facts - told <= {"asked_both", "next"}


@pytest.mark.parametrize(
    ("key", "changes", "found"),
    [
        ("symposium", {"notice": {"date": "2026-12-13"}}, [("violation", "symposium.step.notice")]),
        ("symposium", {"notice": {"date": "2026-12-15"}}, [("violation", "symposium.step.notice")]),
        ("symposium", {"notice": {"date": "2027-01-20"}}, [("violation", "symposium.step.notice")]),
        ("symposium", {"notice": {"date": "2026-01-01"}}, []),
        ("symposium", {"notice": None}, [("violation", "symposium.step.notice")]),
        (
            "symposium",
            {"notice": {"places": ["居务公开栏"]}},
            [("violation", "symposium.step.notice.fact.places")],
        ),
        (
            "symposium",
            {"notice": {"contents": ["时间", "地点"]}},
            [("violation", "symposium.step.notice.fact.contents")],
        ),
        ("symposium", {"notice": {"places": None}}, [("warning", "symposium.step.notice.fact")]),
        (
            "symposium",
            {"meeting": {"chair": "街道干部"}},
            [("violation", "symposium.step.meeting.fact.chair")],
        ),
        (
            "symposium",
            {"meeting": {"recorded": False}},
            [("violation", "symposium.step.meeting.fact.recorded")],
        ),
        ("symposium", {"analysis": None}, [("violation", "symposium.step.analysis")]),
        ("symposium", {"analysis": {"date": "2026-12-31"}}, [("violation", "symposium.step.analysis")]),
        ("symposium", {"analysis": {"date": "2026-12-30"}}, []),
        ("symposium", {"feedback": {"date": "2026-12-31"}}, [("violation", "symposium.step.feedback")]),
        (
            "symposium",
            {"feedback": {"reported": False}},
            [("violation", "symposium.step.feedback.fact.reported")],
        ),
        ("mediation", {"notice": {"written": False}}, [("violation", "mediation.step.notice.fact.written")]),
        ("mediation", {"notice": {"date": "2026-05-05"}}, [("violation", "mediation.step.notice")]),
        (
            "mediation",
            {"meeting": {"sequence": ["主持人询问", "当事人陈述", "协商调解", "提出解决方案"]}},
            [("violation", "mediation.step.meeting.fact.sequence")],
        ),
        ("mediation", {"result": {"date": "2026-05-08"}}, [("violation", "mediation.step.result")]),
        (
            "mediation",
            {"result": {"signed_by_both": False}},
            [("violation", "mediation.step.result.fact.signed_by_both")],
        ),
        ("mediation", {"result": {"agreed": None}}, [("warning", "mediation.step.result.fact")]),
        ("mediation", {"followup": None}, [("violation", "mediation.step.followup")]),
        ("mediation", {"followup": {"date": "2030-01-01"}}, []),
        ("hearing", {"notice": {"delegates": False}}, [("violation", "hearing.step.notice.fact.delegates")]),
        ("hearing", {"agenda": {"date": "2026-02-28"}}, [("violation", "hearing.step.agenda")]),
        ("hearing", {"agenda": None}, [("warning", "hearing.step.agenda.fact")]),
        (
            "hearing",
            {"agenda": {"agenda": ["听取项目情况介绍", "主持人小结"]}},
            [("violation", "hearing.step.agenda.fact.agenda")],
        ),
        ("hearing", {"minutes": {"date": "2026-03-07"}}, [("warning", "hearing.step.minutes")]),
        ("hearing", {"minutes": None}, [("violation", "hearing.step.minutes")]),
        (
            "hearing",
            {"minutes": {"parts": ["基本情况", "代表意见"]}},
            [("violation", "hearing.step.minutes.fact.parts")],
        ),
        ("hearing", {"minutes": {"filed": False}}, [("violation", "hearing.step.minutes.fact.filed")]),
        ("hearing", {"feedback": None}, [("violation", "hearing.step.feedback")]),
        ("hearing", {"feedback": {"date": "2029-01-01"}}, []),
        ("appraisal", {"notice": {"date": "2026-12-17"}}, [("violation", "appraisal.step.notice")]),
        ("appraisal", {"summary": {"date": "2026-12-27"}}, [("violation", "appraisal.step.summary")]),
        ("appraisal", {"summary": {"date": "2026-12-25"}}, [("violation", "appraisal.step.survey")]),
        ("appraisal", {"notice": {"date": "2026-12-15"}}, [("violation", "appraisal.step.summary")]),
        ("appraisal", {"survey": {"written": False}}, [("violation", "appraisal.step.survey.fact.written")]),
        ("appraisal", {"meeting": {"grade": "良好"}}, [("violation", "appraisal.step.meeting.fact.grade")]),
        (
            "appraisal",
            {"meeting": {"signed_by_all": False}},
            [("violation", "appraisal.step.meeting.fact.signed_by_all")],
        ),
        (
            "appraisal",
            {"meeting": {"occasion": "年中"}},
            [("warning", "appraisal.step.meeting.fact.occasion")],
        ),
        ("appraisal", {"meeting": {"occasion": None}}, []),
        ("appraisal", {"feedback": {"date": "2027-01-04"}}, [("violation", "appraisal.step.feedback")]),
        (
            "appraisal",
            {"feedback": {"receivers": ["被评议对象"]}},
            [("violation", "appraisal.step.feedback.fact.receivers")],
        ),
    ],
)
def test_one_rule_broken(key, changes, found):
    findings = event_log.check(key, log(key, **changes))
    assert short(findings) == found
    for finding in findings:
        assert finding.rule and finding.message and "\n" not in finding.message
        assert "{" not in finding.rule + finding.message


def test_a_finding_says_which_days():
    (finding,) = event_log.check("symposium", log("symposium", notice={"date": "2026-12-13"}))
    assert finding.dates == (date(2026, 12, 13), date(2026, 12, 15))
    assert "最迟应在 2026年12月12日，晚了 1 日" in finding.message
    assert "3 日前" in finding.rule and finding.step == "notice"


def test_no_agreement_takes_the_other_way():
    no = {"agreed": False, "written": None, "signed_by_both": None, "filed": None}
    other = {**no, "asked_both": True, "next": "再行调解", "date": "2026-05-09"}
    assert event_log.check("mediation", log("mediation", result=other, followup=None)) == ()
    assert short(event_log.check("mediation", log("mediation", result={**other, "next": "不了了之"}))) == [
        ("violation", "mediation.step.result.fact.next")
    ]
    assert short(event_log.check("mediation", log("mediation", result={**other, "asked_both": False}))) == [
        ("violation", "mediation.step.result.fact.asked_both")
    ]


def test_wrong_order_is_said_once():
    swapped = log("symposium", analysis={"date": "2026-12-31"}, feedback={"date": "2026-12-20"})
    (finding,) = event_log.check("symposium", swapped)
    assert "次序不对" in finding.message and "情况反馈" in finding.message
    assert finding.dates == (date(2026, 12, 31), date(2026, 12, 20))


# --- who is blamed when steps are out of order ---


def placed(key, **days):
    """The good log with some steps on other days of its year, as 12-30; None to leave a step out."""
    changes = {step: day and {"date": f"2026-{day}"} for step, day in days.items()}
    return event_log.check(key, log(key, **changes))


def blamed(findings):
    """Who is out of order."""
    return [finding.step for finding in findings if "次序不对" in finding.message]


def test_what_was_done_too_early_is_blamed_and_the_right_steps_are_kept():
    (finding,) = placed("appraisal", feedback="12-30")
    assert (finding.level, finding.step) == ("violation", "feedback")
    assert "「综合考察」（2026年12月31日）、「会议召集」（2026年12月31日）还没有办" in finding.message
    assert "最早应在 2026年12月31日，早了 1 日" in finding.message
    assert finding.rule == "评议会的步骤依次是：通知居委会、提交总结、综合考察、会议召集、结果反馈"
    assert finding.dates == (date(2026, 12, 30), date(2026, 12, 31), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("key", "days", "who"),
    [
        ("appraisal", {"feedback": "12-31"}, []),  # the day of the meeting is soon enough
        ("appraisal", {"feedback": "12-01"}, ["feedback"]),
        ("appraisal", {"survey": "12-26"}, []),
        ("appraisal", {"survey": "12-25"}, ["survey"]),  # counted from the summary, which is not there yet
        ("appraisal", {"survey": "12-15"}, ["survey"]),
        ("appraisal", {"meeting": "12-25", "notice": "12-10", "summary": "12-20", "survey": "12-24"}, []),
        ("symposium", {"feedback": "12-15", "analysis": "12-15"}, []),
        ("symposium", {"feedback": "12-14"}, ["feedback"]),
        ("symposium", {"feedback": "12-17"}, ["feedback"]),
        ("symposium", {"analysis": "12-14"}, ["analysis"]),
        ("symposium", {"analysis": "12-30"}, []),
        ("symposium", {"analysis": "12-31"}, ["analysis"]),  # feedback has to be on the 30th: it is not early
        ("mediation", {"followup": "05-07"}, []),
        ("mediation", {"followup": "05-06"}, ["followup"]),
        ("hearing", {"minutes": "02-27"}, []),
        ("hearing", {"minutes": "02-26"}, ["minutes"]),
        ("hearing", {"feedback": "03-05"}, ["feedback"]),  # before the minutes, which are in time
        ("hearing", {"feedback": "02-23"}, ["feedback"]),
        # Several: as few as possible.
        ("symposium", {"analysis": "12-13", "feedback": "12-14"}, ["meeting"]),
        ("appraisal", {"survey": "12-10", "feedback": "12-20"}, ["survey", "feedback"]),
        ("appraisal", {"summary": "12-14", "survey": "12-15"}, ["notice"]),
        # Nothing is left of the order: the meeting is what the others are counted from.
        ("symposium", {"analysis": "12-13", "feedback": "12-11", "notice": None}, ["analysis", "feedback"]),
        ("hearing", {"minutes": "02-26", "feedback": "02-25"}, ["minutes", "feedback"]),
        ("hearing", {"minutes": "02-26", "feedback": "02-26"}, ["meeting"]),
        (  # the survey would be in time, and yet it is the meeting that is kept
            "appraisal",
            {
                "notice": "06-07",
                "summary": "06-18",
                "survey": "06-03",
                "meeting": "06-02",
                "feedback": "06-05",
            },
            ["survey"],
        ),
        ("hearing", {"meeting": None, "agenda": "02-20"}, []),  # it goes by the meeting, which nobody noted
        # The meeting went ahead of one step, of two.
        ("appraisal", {"survey": "12-30", "meeting": "12-31", "feedback": "12-31"}, []),
        ("symposium", {"notice": "12-01", "meeting": "12-19"}, ["analysis"]),
        ("symposium", {"notice": "12-01", "meeting": "12-31"}, ["meeting"]),
    ],
)
def test_of_steps_out_of_order_the_fewest_are_blamed(key, days, who):
    findings = placed(key, **days)
    assert blamed(findings) == who
    assert all("步骤依次是" in finding.rule for finding in findings if finding.step in who)


def test_a_step_that_is_late_is_not_blamed_for_the_order_as_well():
    (finding,) = placed("symposium", notice="12-20")
    assert (finding.step, "次序不对" in finding.message) == ("notice", False)
    assert [f.step for f in placed("appraisal", summary="12-31", survey="12-30")] == ["summary"]
    (finding,) = placed("symposium", notice="12-20", analysis="12-16")  # nor is what it is late for
    assert finding.step == "notice"


def test_what_belongs_to_the_day_of_the_meeting_has_that_rule_alone():
    for day in ("05-01", "05-06", "05-08", "07-01"):
        (finding,) = placed("mediation", result=day)
        assert (finding.step, blamed([finding])) == ("result", [])
    for day in ("02-20", "02-28"):
        (finding,) = placed("hearing", agenda=day)
        assert (finding.step, blamed([finding])) == ("agenda", [])
    no = {"agreed": False, "written": None, "signed_by_both": None, "filed": None, "asked_both": True,
          "next": "再行调解"}  # fmt: skip
    for day, who in (("2026-05-06", ["result"]), ("2026-05-07", []), ("2026-06-30", [])):
        events = log("mediation", result={**no, "date": day}, followup=None)
        assert [finding.step for finding in event_log.check("mediation", events)] == who


def test_advice_does_not_hide_that_the_order_is_wrong():
    late = placed("hearing", minutes="06-02")  # the week is over, and the result was published the day before
    assert [(finding.step, finding.level) for finding in late] == [
        ("minutes", "warning"),
        ("minutes", "violation"),
    ]
    assert [finding.level for finding in placed("hearing", minutes="06-01")] == ["warning"]
    early = placed("hearing", minutes="03-07", feedback="03-06")
    assert [(finding.step, finding.level) for finding in early] == [
        ("minutes", "warning"),
        ("minutes", "violation"),
    ]


def test_the_first_day_of_a_step_counts_for_the_order():
    early = {**GOOD["symposium"][2], "date": "2026-12-14"}
    (finding,) = event_log.check("symposium", [*GOOD["symposium"], early])
    assert (finding.step, finding.dates[0]) == ("analysis", date(2026, 12, 14))
    again = {**GOOD["symposium"][2], "date": "2027-01-20"}
    assert event_log.check("symposium", [*GOOD["symposium"], again]) == ()


moves = st.integers(-400, 400).map(lambda days: timedelta(days=days)) | st.integers(-20, 20).map(
    lambda days: timedelta(days=days)
)


def about_days(findings):
    """Findings without those about what the log does not say."""
    return [finding for finding in findings if not finding.rule_key.endswith(".fact")]


@examples(400)
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 4), moves)
def test_one_event_moved_is_blamed_or_what_is_counted_from_it(key, place, move):
    event = GOOD[key][place % len(GOOD[key])]
    day = date.fromisoformat(event["date"]) + move
    findings = event_log.check(key, log(key, **{event["event"]: {"date": day}}))
    meeting, moved = meetings.get(key), event["event"]
    assert len(blamed(findings)) <= 1
    for finding in findings:
        step = meeting.step(finding.step)
        assert day in finding.dates
        if step.key == moved:
            continue
        together = moved == MEETING and (step.part_of or step.same_day_if)
        if blamed([finding]):  # one of the two has to give way, and it is not the moved one
            assert moved == MEETING or meeting.step(moved).number < step.number or step.days is None
            assert meeting.step(moved).name in finding.message
        else:
            assert step.anchor == moved or together
            assert finding.rule == step.rule


@examples(300)
@given(st.sampled_from(sorted(GOOD)), st.lists(st.integers(0, 40), min_size=5, max_size=5))
def test_the_rest_is_in_order_and_no_smaller_set_would_do(key, offsets):
    start = date(2026, 6, 1)
    changes = {
        event["event"]: {"date": start + timedelta(days=offset)}
        for event, offset in zip(GOOD[key], offsets, strict=False)
    }
    findings = event_log.check(key, log(key, **changes))
    own = {f.step for f in findings if f.level == "violation" and f.step not in blamed(findings)}
    chain = [
        step
        for step in meetings.get(key).steps
        if not step.part_of and not step.same_day_if and step.key not in own
    ]

    def in_order(steps):
        return all(
            changes[one.key]["date"] <= changes[two.key]["date"] for one, two in itertools.pairwise(steps)
        )

    who = blamed(findings)
    assert in_order([step for step in chain if step.key not in who])
    if who:
        assert not any(map(in_order, itertools.combinations(chain, len(chain) - len(who) + 1)))
    violations = [finding.step for finding in findings if finding.level == "violation"]
    assert len(set(violations)) == len(violations)  # one rule a step
    assert {finding.step for finding in findings if finding.level == "warning"} <= {"minutes"}


@examples(300)
@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.integers(0, 4), st.dates()), max_size=12),
    st.booleans(),
)
def test_any_log_is_judged(key, chosen, near):
    """Steps left out, several times, on one day, at the ends of the calendar; in any order."""
    events = []
    for place, day in chosen:
        event = GOOD[key][place % len(GOOD[key])]
        close = date(2026, 12, 1) + timedelta(days=day.toordinal() % 30)
        events.append({**event, "date": close if near else day})
    findings = event_log.check(key, events)
    assert event_log.check(key, reversed(events)) == findings
    twice = event_log.check(key, [*events, *events])
    assert [finding.message for finding in twice] == [finding.message for finding in findings]
    for finding in findings:
        assert finding.rule and finding.message and "\n" not in finding.message
    per_step = [(f.step, f.level) for f in about_days(findings) if f.rule_key.endswith(f.step) and f.dates]
    assert all(per_step.count(one) == 1 for one in per_step if one[1] == "violation")


@pytest.mark.parametrize("key", GOOD)
def test_an_event_left_out_is_all_that_is_missing(key):
    for event in GOOD[key]:
        step = meetings.get(key).step(event["event"])
        findings = about_days(event_log.check(key, log(key, **{step.key: None})))
        assert [finding.step for finding in findings] == ([] if step.part_of else [step.key])


def test_several_events_of_one_step_are_put_together():
    first, *rest = GOOD["symposium"]
    here = {**first, "date": "2026-12-10", "places": ["居务公开栏"]}
    there = {"date": "2026-12-12", "event": "公告", "places": ["各主要出入口"]}
    again = {"date": "2026-12-14", "event": "公告", "note": "下雨，重贴一次"}
    assert event_log.check("symposium", [again, *rest, there, here]) == ()
    one_by_one = [{**event, "places": tuple(event["places"])} for event in (here, there)]
    assert event_log.check("symposium", [*one_by_one, *rest]) == ()
    late = {**there, "date": "2026-12-13"}
    assert short(event_log.check("symposium", [here, late, *rest])) == [
        ("violation", "symposium.step.notice")
    ]


def test_the_agenda_may_stand_with_the_meeting():
    agenda = GOOD["hearing"][2]["agenda"]
    assert event_log.check("hearing", log("hearing", meeting={"agenda": agenda}, agenda=None)) == ()
    wrong = log("hearing", meeting={"agenda": agenda[::-1]}, agenda=None)
    assert short(event_log.check("hearing", wrong)) == [("violation", "hearing.step.agenda.fact.agenda")]


def test_an_empty_log_misses_every_step_that_is_always_due():
    assert [f.step for f in event_log.check("mediation", [])] == ["notice", "meeting", "result"]
    assert [f.step for f in event_log.check("hearing", [])] == ["notice", "meeting", "minutes", "feedback"]
    assert [f.step for f in event_log.check("appraisal", [])] == [
        "notice",
        "summary",
        "survey",
        "meeting",
        "feedback",
    ]


def test_a_log_without_facts_gives_one_warning_for_each_step():
    bare = [{"date": event["date"], "event": event["event"]} for event in GOOD["symposium"]]
    assert short(event_log.check("symposium", bare)) == [
        ("warning", f"symposium.step.{step}.fact") for step in ("notice", "meeting", "analysis", "feedback")
    ]


def test_names_in_chinese_and_dates_as_dates():
    events = [
        {"date": date(2026, 12, 12), "event": "张贴告示", "张贴地点": ("居务公开栏", "各主要出入口"),
         "公告内容": ["时间", "地点", "主要内容", "参加和邀请的人员"]},
        {"date": date(2026, 12, 15), "event": "召开恳谈会", "专人记录": True, "主持人": "社区党组织负责人"},
        {"date": date(2026, 12, 16), "event": "情况分析", "提出落实方案": True},
        {"date": date(2026, 12, 17), "event": "反馈", "反馈相关人员": True, "上报有关部门": True,
         "在居务公开栏公开": True},
    ]  # fmt: skip
    assert event_log.check("恳谈会", events) == ()


@given(st.permutations(GOOD["appraisal"]), st.integers(-1000, 100_000))
def test_order_of_the_list_and_season_do_not_matter(events, shift):
    moved = [{**event, "date": date.fromisoformat(event["date"]) + timedelta(days=shift)} for event in events]
    assert event_log.check("appraisal", moved) == ()


@given(st.integers(0, 60), st.integers(0, 60))
def test_symposium_days(before, after):
    meeting = date(2026, 12, 15)
    events = log(
        "symposium",
        notice={"date": meeting - timedelta(days=before)},
        analysis={"date": meeting},
        feedback={"date": meeting + timedelta(days=after)},
    )
    found = {finding.step for finding in event_log.check("symposium", events)}
    assert found == ({"notice"} if before < 3 else set()) | ({"feedback"} if after > 15 else set())


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_appraisal_days(to_summary, to_survey, to_meeting, to_feedback):
    days = [date(2026, 11, 1)]
    for step in (to_summary, to_survey, to_meeting, to_feedback):
        days.append(days[-1] + timedelta(days=step))
    steps = ("notice", "summary", "survey", "meeting", "feedback")
    events = log("appraisal", **{step: {"date": day} for step, day in zip(steps, days, strict=True)})
    found = {finding.step for finding in event_log.check("appraisal", events)}
    assert found == {
        *({"notice"} if to_summary + to_survey + to_meeting < 15 else set()),
        *({"summary"} if to_summary > 10 else set()),
        *({"survey"} if to_survey > 5 else set()),
        *({"feedback"} if to_feedback > 3 else set()),
    }


@pytest.mark.parametrize(
    ("events", "word"),
    [
        ([{"date": "2026-12-12", "event": "投票"}], "会议公告（notice）"),
        ([{"date": "2026-12-12", "event": "notice", "size": 3}], "张贴地点（places）"),
        ([{"date": "12月12日", "event": "notice"}], "日期"),
        ([{"date": None, "event": "notice"}], "日期"),
        ([{"event": "notice"}], "date"),
        ([{"date": "2026-12-12"}], "event"),
        (["notice"], "第 1 条"),
        ("notice", "列表"),
        ({"date": "2026-12-12", "event": "notice"}, "列表"),
        (None, "列表"),
        ([{"date": "2026-12-12", "event": "notice", "places": "居务公开栏"}], "张贴地点"),
        ([{"date": "2026-12-12", "event": "meeting", "recorded": "是"}], "专人记录"),
        ([{"date": "2026-12-12", "event": "meeting", "chair": 1}], "主持人"),
    ],
)
def test_bad_logs(events, word):
    with pytest.raises(ShequError, match=word) as caught:
        event_log.check("symposium", events)
    assert "\n" not in str(caught.value)


def test_an_unknown_meeting():
    with pytest.raises(ShequError, match="社区工作听证会"):
        event_log.check("assembly", [])


def test_the_place_in_the_list_is_named():
    with pytest.raises(ShequError, match="第 3 条"):
        event_log.check("symposium", [*GOOD["symposium"][:2], {"date": "x", "event": "analysis"}])


def test_days_come_from_the_rulebook(tmp_path):
    path = tmp_path / "other.toml"
    path.write_text(
        '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n[meetings.symposium.step.notice]\ndays = 7\n',
        encoding="utf-8",
    )
    (finding,) = event_log.check("symposium", GOOD["symposium"], rulebook=rulebook.load(path))
    assert "7 日前" in finding.rule and "2026年12月8日" in finding.message


def test_advice_becomes_a_rule_where_the_rulebook_says_so(tmp_path):
    path = tmp_path / "other.toml"
    path.write_text(
        '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n'
        "[meetings.appraisal.step.meeting.fact.occasion]\nadvisory = false\n",
        encoding="utf-8",
    )
    (finding,) = event_log.check(
        "appraisal", log("appraisal", meeting={"occasion": "年中"}), rulebook=rulebook.load(path)
    )
    assert finding.level == "violation"


def test_quarters():
    held = ["2026-02-01", "2026-03-31", date(2026, 4, 1), "2026-12-31", "2025-08-01"]
    (finding,) = event_log.check_quarters("symposium", held, 2026)
    assert finding.level == "warning" and "第 3 季度" in finding.message
    assert len(event_log.check_quarters("恳谈会", [], 2026)) == 4
    with pytest.raises(ShequError, match="没有规定每季度"):
        event_log.check_quarters("hearing", [], 2026)
    with pytest.raises(ShequError, match="年份"):
        event_log.check_quarters("symposium", [], -5)
