"""The playable widgets: their models as plain functions, and their views without a browser."""

from datetime import date

import pytest
from chance import THOROUGH

from shequ_lib import meetings
from shequ_lib.errors import ShequError
from shequ_lib.play.log import model as log_model
from shequ_lib.play.log.model import LogRow
from shequ_lib.play.log.view import LogReader
from shequ_lib.play.planner import model as planner_model
from shequ_lib.play.planner.view import Planner

DAY = date(2026, 12, 15)
KEYS = ["symposium", "mediation", "hearing", "appraisal"]


# --- planner ---


@pytest.mark.parametrize("key", KEYS)
def test_plan_lists_every_step_once_in_order(key):
    made = planner_model.plan(key, DAY, from_notice=False)
    assert [row.name for row in made.rows] == [step.name for step in meetings.get(key).steps]
    assert made.meeting == DAY


def test_plan_backwards_and_forwards_meet():
    back = planner_model.plan("symposium", DAY, from_notice=False)
    assert back.rows[0].latest == date(2026, 12, 12)
    assert back.rows[-1].latest == date(2026, 12, 30)
    forward = planner_model.plan("symposium", date(2026, 12, 12), from_notice=True)
    assert forward.meeting == DAY
    assert forward.rows == back.rows


def test_plan_tells_binding_from_advisory():
    forces = {row.name: row.force for row in planner_model.plan("hearing", DAY, from_notice=False).rows}
    assert forces["会议公告"] == planner_model.BINDING
    assert forces["会议召集"] == planner_model.DAY
    assert forces["会议纪要与备案"] == planner_model.ADVISORY
    assert forces["结果反馈"] == planner_model.FREE


def test_plan_names_the_case_of_a_result_on_the_spot():
    rows = planner_model.plan("mediation", DAY, from_notice=False).rows
    assert rows[2].force == "达成一致的，会议当天"


def test_plan_refuses_an_unknown_meeting():
    with pytest.raises(ShequError):
        planner_model.plan("晨会", DAY, from_notice=False)


def test_planner_follows_its_fields():
    planner = Planner()
    assert "2026年12月12日" in planner.output.value
    planner.meeting.value = "appraisal"
    assert "2026年11月30日" in planner.output.value
    planner.known.value = True
    assert "2026年12月30日" in planner.output.value
    planner.day.value = None
    assert "请先选一个日期" in planner.output.value
    planner.restart()
    assert planner.meeting.value == "symposium"
    assert "2026年12月12日" in planner.output.value


def test_planner_shows_an_error_in_its_place():
    planner = Planner()
    planner.day.value = date(1, 1, 1)
    assert "shequ-problem" in planner.output.value


# --- log reader ---


@pytest.mark.parametrize("key", KEYS)
def test_the_right_log_breaks_nothing(key):
    assert log_model.findings(key, log_model.right_log(key, DAY)) == ()


@pytest.mark.parametrize("key", KEYS)
def test_the_flawed_log_has_its_two_mistakes(key):
    found = log_model.findings(key, log_model.flawed_log(key, DAY))
    assert [finding.level for finding in found] == ["violation", "violation"]
    assert all(finding.rule for finding in found)


def test_rows_without_a_date_are_not_checked():
    rows = (*log_model.right_log("symposium", DAY), LogRow("notice", None))
    assert log_model.findings("symposium", rows) == ()


@pytest.mark.parametrize("key", KEYS)
def test_reader_gives_back_the_log_that_it_shows(key):
    reader = LogReader()
    reader.meeting.value = key
    reader.show_right()
    assert "没有发现问题" in reader.output.value
    reader.show_flawed()
    assert "发现 2 处" in reader.output.value


@pytest.mark.parametrize("key", KEYS if THOROUGH else KEYS[:2])
def test_every_detail_of_the_main_way_counts(key):
    """Taking away any one fact of the right log gives a finding."""
    reader = LogReader()
    reader.meeting.value = key
    steps = {step.key: step for step in meetings.get(key).steps}
    for row_number, row in enumerate(log_model.right_log(key, DAY)):
        for fact in steps[row.event].facts:
            if fact.unless or fact.kind == "branch" or fact.advisory:
                continue
            reader.show_right()
            field = reader.rows[row_number].facts[fact.key].inputs[0]
            field.value = "" if fact.kind == "one_of" else False
            assert "发现" in reader.output.value, (key, row.event, fact.key)
            assert "没有发现" not in reader.output.value, (key, row.event, fact.key)


def test_no_agreement_takes_the_other_way():
    reader = LogReader()
    reader.meeting.value = "mediation"
    reader.show_right()
    reader.remove(reader.rows[-1])
    assert "事后监督" in reader.output.value
    result = reader.rows[-1]
    result.facts["agreed"].inputs[0].value = False
    assert "征求双方意见" in reader.output.value
    result.facts["asked_both"].inputs[0].value = True
    result.facts["next"].inputs[0].value = "其他途径"
    assert "没有发现问题" in reader.output.value


def test_reader_adds_and_removes_rows():
    reader = LogReader()
    reader.empty()
    assert "还没有事" in reader.output.value
    reader.event.value = "meeting"
    reader.add()
    assert "还没有日期" in reader.output.value
    reader.rows[0].day.value = DAY
    assert "违反规定" in reader.output.value
    reader.remove(reader.rows[0])
    assert reader.log() == ()


def test_reader_starts_again():
    reader = LogReader()
    before = reader.output.value
    reader.meeting.value = "hearing"
    reader.empty()
    reader.restart()
    assert reader.meeting.value == "symposium"
    assert reader.output.value == before


def test_details_are_hidden_until_asked_for():
    row = LogReader().rows[0]
    assert row.details.layout.display == "none"
    row.more.value = True
    assert row.details.layout.display == ""
