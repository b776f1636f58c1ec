"""The practice year: the record is what was decided, a closed month stays, and nothing is lost on disk."""

import json
import os
import subprocess
import sys

import pytest
from chance import examples
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import beside, first_year, rulebook, script
from shequ_lib.errors import ShequError
from shequ_lib.first_year import board_model, practice_file, practice_model
from shequ_lib.first_year.board_model import DUE, GIVEN, OWN
from shequ_lib.first_year.practice_model import START, TOP, PracticeYear, follow_of, next_seed, restored
from shequ_lib.first_year.practice_report import chapter_of, final_report
from shequ_lib.first_year.replay import BROKEN, KEPT, OPEN, Finding, Report
from shequ_lib.play import frame
from shequ_lib.play.year.view import FirstYearBoard

SEED, EXAM = 15, 14
YEAR = first_year.scenario(SEED)
SOLVED = first_year.solve(YEAR)
TASKS = {task.id: task for task in YEAR.tasks}
STATUSES = (KEPT, BROKEN, OPEN)


def of_month(month):
    return [task.id for task in YEAR.tasks if task.month == month]


def wrong(name):
    """A decision that breaks a rule, all others being right."""
    task = TASKS[name]
    if task.kind == "number":
        return SOLVED[name] + 1
    if task.kind == "date":
        return f"{YEAR.year}-01-01"
    return next(option.key for option in task.options if option.key != SOLVED[name])


def played(until=12, skip=(), broken=()):
    """A year in which the first months are over."""
    game = PracticeYear(SEED, exam=EXAM)
    for month in range(1, until + 1):
        for name in of_month(month):
            if name not in skip:
                game.decide(name, wrong(name) if name in broken else SOLVED[name])
        game.close()
    return game


# --- the record ---


@examples(60)
@given(data=st.data())
def test_any_sequence_of_actions_keeps_the_record_to_what_was_decided(data):
    """An oracle that only knows a dict and a stack for the month says what the record has to be."""
    game, month, record, stack = PracticeYear(SEED, exam=EXAM), 1, {}, []
    for _ in range(data.draw(st.integers(0, 40))):
        action = data.draw(st.sampled_from(["decide", "decide", "decide", "undo", "close", "reopen"]))
        if action == "decide" and month <= 12:
            name = data.draw(st.sampled_from(of_month(month)))
            value = data.draw(st.sampled_from([SOLVED[name], wrong(name), None]))
            before, now = dict(record), {k: v for k, v in {**record, name: value}.items() if v is not None}
            if now != before:
                stack.append(before)
            record = now
            game.decide(name, value)
        elif action == "undo":
            assert bool(game.undo()) == bool(stack)
            record = stack.pop() if stack else record
        elif action == "close" and month <= 12:
            game.close()
            month, stack = month + 1, []
        elif action == "reopen":
            game = restored(json.loads(json.dumps(game.state())), exam=EXAM)
        assert game.record == record
        assert list(game.record) == [name for name in TASKS if name in record]  # the order of the year
        assert game.month == month
        assert game.report == first_year.replay(YEAR, record)
        assert 0 <= game.satisfaction <= TOP
    assert len(game.curve()) == min(month, 13)


def test_a_closed_month_and_a_later_one_cannot_be_changed():
    game = played(until=2)
    before = game.state()
    for name in (of_month(1)[0], of_month(12)[0], "no-such-thing"):
        with pytest.raises(ShequError):
            game.decide(name, SOLVED.get(name))
    assert game.undo() == ()
    assert game.state() == before
    with pytest.raises(ShequError, match="3 月还没有过完"):
        game.result(3)
    over = played()
    with pytest.raises(ShequError):
        over.close()


def test_a_value_that_is_none_leaves_the_record_alone():
    game = PracticeYear(SEED)
    game.decide("staff-committee", 8)
    for value in ("八", 10**400, float("nan"), ["8"]):
        with pytest.raises(ShequError):
            game.decide("staff-committee", value)
    assert game.record == {"staff-committee": 8}
    assert game.undo() == ("staff-committee",)
    assert game.record == {}


def test_a_decision_tells_what_it_turns_over():
    game = played(until=2)
    notice, meeting = "symposium-1-notice", "symposium-1-meeting"
    first = game.decide(notice, SOLVED[meeting])  # on the day itself
    assert (first.finding.status, first.also) == (OPEN, ())
    second = game.decide(meeting, SOLVED[meeting])
    assert second.finding.status == KEPT
    (turned,) = second.also
    assert (turned.task, turned.status) == (notice, BROKEN)
    game.decide(notice, SOLVED[notice])
    assert game.finding(notice).status == KEPT


def test_a_slip_is_a_wrong_number_or_what_was_left_wrong():
    game = PracticeYear(SEED)
    game.decide("holder-head", wrong("holder-head"))
    game.decide("holder-head", SOLVED["holder-head"])  # the arrow keys come past the other options
    assert game.slipped == []
    game.decide("staff-aid", wrong("staff-aid"))
    game.decide("staff-aid", SOLVED["staff-aid"])
    assert game.slipped == ["staff-aid"]
    game.decide("holder-head", wrong("holder-head"))
    game.decide("staff-party", SOLVED["staff-party"])
    game.decide("holder-head", SOLVED["holder-head"])
    assert game.slipped == ["staff-aid", "holder-head"]
    game.decide("holder-deputy", wrong("holder-deputy"))
    game.close()
    assert game.slipped == ["staff-aid", "holder-head", "holder-deputy"]


# --- satisfaction ---


def made_up(statuses):
    return Report(
        tuple(Finding(str(n), 1 + n % 12, "", status, "", "", 0.0) for n, status in enumerate(statuses)), ()
    )


@given(
    statuses=st.lists(st.sampled_from(STATUSES), min_size=1, max_size=60),
    place=st.integers(0, 59),
    closed=st.integers(0, 12),
)
def test_satisfaction_stays_in_its_bounds_and_rises_with_what_is_kept(statuses, place, closed):
    place %= len(statuses)
    by = {
        status: practice_model.satisfaction(
            made_up([*statuses[:place], status, *statuses[place + 1 :]]), closed
        )
        for status in STATUSES
    }
    assert all(0 <= value <= TOP for value in by.values())
    assert by[BROKEN] <= by[OPEN] < by[KEPT]
    over = 1 + place % 12 <= closed
    assert (by[BROKEN] == by[OPEN]) == over  # what is still open when its month is over counts as broken


def test_satisfaction_at_its_ends():
    assert PracticeYear(SEED).satisfaction == START
    assert played().satisfaction == TOP
    assert played(skip=TASKS).satisfaction == 0
    assert played(broken=[name for name in TASKS if TASKS[name].kind != "date"]).satisfaction < START


def test_the_curve_is_what_satisfaction_was():
    game, seen = PracticeYear(SEED), [START]
    for month in range(1, 13):
        for name in of_month(month)[::2]:
            game.decide(name, SOLVED[name])
        game.close()
        seen.append(game.satisfaction)
    assert game.curve() == pytest.approx(seen)


# --- what comes of it ---


def test_every_decision_has_something_that_follows():
    for seed in range(60):
        for task in first_year.scenario(seed).tasks:
            follow = follow_of(task)
            assert follow.kept and follow.broken and follow.later and follow.incident


def test_incidents_come_only_of_what_was_not_settled():
    right = played()
    assert all(right.incidents(month) == () for month in range(1, 14))
    game = played(skip=TASKS)
    came = [incident for month in range(2, 14) for incident in game.incidents(month)]
    assert came
    names = {finding.name for finding in game.report.findings}
    for incident in came:
        assert set(incident.causes) <= names
        causes = [finding for finding in game.report.findings if finding.name in incident.causes]
        assert {finding.month for finding in causes} == {incident.month - 1}
    assert game.incidents(1) == ()
    assert PracticeYear(SEED).incidents(2) == ()  # January is not over


def test_some_broken_rules_have_an_incident_and_some_have_none():
    came = 0
    for seed in range(20):
        game = PracticeYear(seed)
        game.decide("staff-committee", first_year.solve(game.year)["staff-committee"] + 1)
        game.close()
        came += any("岗位表" in incident.text for incident in game.incidents(2))
    assert 0 < came < 20


def test_the_same_seed_and_decisions_give_the_same_year_in_another_process():
    code = (
        "from shequ_lib.first_year.practice_model import PracticeYear as P; g = P(15)\n"
        "for m in range(12): g.close()\n"
        "print(ascii([g.incidents(m) for m in range(1, 14)]), ascii(g.state()))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": salt},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for salt in ("1", "2")
    }
    assert len(runs) == 1


def test_what_is_right_is_not_told_before_the_month_is_over():
    game = PracticeYear(SEED)
    assert game.right("staff-committee") == ""
    game.close()
    assert game.right("staff-committee") == f"{SOLVED['staff-committee']} 人"
    assert played().right("symposium-1-notice") == ""  # there are many right days


def test_the_year_of_the_examination_is_never_played():
    with pytest.raises(ShequError, match="考试"):
        PracticeYear(EXAM, exam=EXAM)
    assert next_seed(EXAM - 1, EXAM) == EXAM + 1
    assert next_seed(EXAM, None) == EXAM + 1


# --- on disk ---


@pytest.fixture
def path(tmp_path):
    return tmp_path / practice_file.NAME


def test_the_year_survives_on_disk_with_its_steps_back(path):
    game = played(until=3, broken=["staff-committee"])
    game.decide("size", SOLVED["size"])
    game.decide("coverage", wrong("coverage"))
    assert practice_file.save(path, game) == ""
    found = practice_file.load(path, exam=EXAM)
    assert found.note == ""
    assert found.game.state() == game.state()
    assert (found.game.report, found.game.curve()) == (game.report, game.curve())
    assert found.game.undo() == ("coverage",)
    assert found.game.undo() == ("size",)
    assert found.game.undo() == ()
    assert [file.name for file in path.parent.iterdir()] == [path.name]  # no half-written file beside it


def test_no_file_is_no_year(path):
    assert practice_file.load(path) == practice_file.Loaded(None, "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'{"seed": 15}',
        b" " * 1_000_001,
        json.dumps({**PracticeYear(SEED).state(), "seed": EXAM}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "rulebook": "national-2026"}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "version": 2}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "more": 1}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "decisions": {"panel-leader": "A"}}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "decisions": {"x": "A"}}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "steps": [{"panel-leader": "A"}]}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "steps": [{}]}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "slipped": ["panel-leader"]}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "month": 14}).encode(),
        json.dumps({**PracticeYear(SEED).state(), "month": True}).encode(),
    ],
)
def test_a_file_that_cannot_be_used_is_kept_and_told_in_one_line(path, content):
    path.write_bytes(content)
    found = practice_file.load(path, exam=EXAM)
    assert found.game is None
    assert "从一月开始" in found.note
    assert "\n" not in found.note
    (kept,) = path.parent.iterdir()
    assert kept.name in found.note
    assert kept.read_bytes() == content
    path.write_bytes(b"{")  # and a second one does not take its place
    practice_file.load(path)
    assert kept.read_bytes() == content
    assert len(list(path.parent.iterdir())) == 2


def test_on_the_site_the_browser_is_handed_each_file(path, monkeypatch):
    kept = {}
    monkeypatch.setattr(beside, "to_browser", kept.__setitem__)
    game = played(until=1)
    practice_file.save(path, game)
    assert list(kept) == [path.name]
    assert restored(json.loads(kept[path.name])).state() == game.state()
    path.write_text("{", encoding="utf-8")
    note = practice_file.load(path).note
    assert "目录页" in note
    assert kept == {path.name: None, f"{path.stem}-读不懂-1.json": "{"}
    assert "浏览器" in practice_file.whereabouts(path)


def test_a_folder_of_that_name_is_no_year(path):
    path.mkdir()
    assert "从一月开始" in practice_file.load(path).note


def test_a_folder_that_cannot_be_written_is_told(path):
    path.mkdir()
    (path / "x").touch()
    assert "存不下来" in practice_file.save(path, PracticeYear(SEED))


GARBAGE = st.recursive(
    st.one_of(st.text(max_size=5), st.integers(), st.floats(), st.booleans(), st.none(), st.just(10**400)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from([*TASKS, "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@examples(150)
@given(key=st.sampled_from(sorted(PracticeYear(SEED).state())), value=GARBAGE, month=st.integers(1, 13))
def test_whatever_stands_in_the_file_makes_a_year_or_one_line(key, value, month):
    data = {**PracticeYear(SEED).state(), "month": month, key: value}
    try:
        game = restored(data, exam=EXAM)
    except ShequError as error:
        assert "\n" not in str(error)
        return
    assert game.record == (first_year.normalise(game.year, data["decisions"]) or {})
    assert restored(game.state(), exam=EXAM).state() == game.state()


# --- the board beside it ---


def test_the_calendar_has_what_is_given_set_and_due():
    day = {name: SOLVED[f"symposium-1-{name}"] for name in ("notice", "meeting", "feedback")}
    record = {"symposium-1-meeting": day["meeting"]}
    plain = board_model.marks(YEAR, record, 3)
    assert {mark.kind for mark in plain} == {GIVEN, OWN}
    found = board_model.marks(YEAR, record, 3, deadlines=True)
    due = {mark.day.isoformat() for mark in found if mark.kind == DUE}
    assert due == {day["notice"], day["feedback"]}
    notice = board_model.marks(YEAR, {"symposium-1-notice": day["notice"]}, 3, deadlines=True)
    assert [mark.day.isoformat() for mark in notice if mark.kind == DUE] == [day["meeting"]]


def test_a_meeting_reaches_into_the_next_month():
    record = {"symposium-1-feedback": f"{YEAR.year}-04-02"}
    (mark,) = board_model.marks(YEAR, record, 4)
    assert (mark.kind, mark.day.day, mark.about) == (OWN, 2, "第一季度恳谈会")


def test_the_money_is_entered_beside_the_standard():
    record = {"money-party": 1, "money-total": 5}
    lines = {line.name: line for line in board_model.money(YEAR, record, SOLVED)}
    assert (lines["社区党建工作经费"].entered, lines["社区党建工作经费"].standard) == (
        1,
        SOLVED["money-party"],
    )
    assert all(line.standard is None for line in board_model.money(YEAR, record))


def test_the_strip_counts_decisions_and_incidents():
    tiles = board_model.tiles(YEAR, {"staff-committee": 8})
    assert [tile.month for tile in tiles] == list(range(1, 13))
    assert sum(tile.total for tile in tiles) == len(TASKS)
    assert [tile.decided for tile in tiles] == [1, *[0] * 11]
    marked = {kind for seed in range(10) for t in _tiles(seed) for kind, _ in t.incidents}
    assert marked == {"来访", "报修", "投诉", "纠纷"}


def _tiles(seed):
    return board_model.tiles(first_year.scenario(seed), ())


# --- the final report ---


def test_the_final_report_says_what_the_replay_says():
    skip, broken = of_month(5)[:2], ["staff-committee", "decide-vacancy", "symposium-2-notice"]
    broken = [name for name in broken if name in TASKS]
    game = PracticeYear(SEED)
    for month in range(1, 13):
        for name in of_month(month):
            if name == "rooms-total":
                game.decide(name, wrong(name))  # put right in time
            if name not in skip:
                game.decide(name, wrong(name) if name in broken else SOLVED[name])
        game.close()
    report = final_report(game)
    replayed = first_year.replay(YEAR, game.record)
    assert report.share == replayed.share
    assert list(report.lines) == first_year.messages(replayed, (), game.record)
    assert sum(row.kept for row in report.months) == replayed.count(KEPT)
    assert sum(row.broken for row in report.months) == replayed.count(BROKEN)
    assert sum(row.missed for row in report.months) == replayed.count(OPEN)
    assert [row.satisfaction for row in report.months] == list(report.curve[1:])
    lost = [name for one in report.again for name in one.lost]
    assert len(lost) == replayed.count(BROKEN) + replayed.count(OPEN)
    assert [one.chapter for one in report.again if "算用房 · 配套用房至少多少平方米" in one.mended] == [11]
    assert [one.chapter for one in report.again if any("协调会" in name for name in one.lost)] == [6]
    sizes = [len(one.lost) for one in report.again]
    assert sizes == sorted(sizes, reverse=True)
    assert any("超过 2000 户" in line for line in report.takeaways)
    with pytest.raises(ShequError):
        final_report(played(until=11))


def test_a_year_without_a_slip_has_nothing_to_look_up():
    report = final_report(played())
    assert (report.share, report.again) == (1, ())
    assert len(report.lines) == 1


@pytest.mark.parametrize("name", ["gongshu-2008", "national-2026"])
def test_every_decision_has_its_chapter(name):
    rb = rulebook.use(name)
    chapters = {chapter_of(task, rb) for seed in range(40) for task in first_year.scenario(seed).tasks}
    assert chapters <= set(range(1, 13))
    assert {2, 3, 4, 5, 6, 9, 10, 11, 12} <= chapters
    game = PracticeYear(SEED)
    for _ in range(12):
        game.close()
    assert final_report(game).share == 0


# --- the view ---


@pytest.fixture
def view(path):
    return FirstYearBoard(SEED, EXAM, path)


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    """Let clicks of a test count however fast they come."""
    monkeypatch.setattr(frame, "SETTLING", 0.0)


def fill(view, name, value):
    field = view.cards.fields[name]
    field.input.value = str(value) if field.task.kind == "number" else value


def click(view, month):
    """What the strip sends when somebody chooses a month."""
    view.strip.widget._handle_custom_msg({"go": month}, [])


def tile(view, month):
    shown = view.strip.widget.strip["tiles"][month - 1]
    return f"{shown['word']} {shown['marks']}".strip()


def test_a_year_by_hand_from_start_to_end(view, path):
    for month in range(1, 13):
        assert view.at == view.game.month == month
        for name in of_month(month):
            fill(view, name, SOLVED[name])
            said = view.slots[name].value
            assert "✓ 合规" in said or "才能核对" in said
        for name, slot in view.slots.items():
            source = "题目给的：" if TASKS[name].judge == "step meeting" else "规定："
            assert "✓ 合规" in slot.value and source in slot.value
        view.close_button.click()
        assert f"{month} 月过完了，不能再改" in view.result.value
        assert "一件也没有出错" in view.result.value
        view.on_button.click()
    assert view.game.record == SOLVED
    assert "合规的占 100%" in view.result.value
    assert "居民满意度 100.0 分" in view.gauge.value
    assert "<svg" in view.result.value
    assert "可以去考试了" in view.links.outputs[0]["data"]["text/html"]
    assert "带走这几句" in view.last.value
    assert practice_file.load(path).game.record == SOLVED


def test_a_broken_rule_is_felt_at_once(view):
    fill(view, "staff-committee", SOLVED["staff-committee"] + 1)
    said = view.slots["staff-committee"].value
    for part in ("✗ 违规", "退了回来", "你的决定是", "规定：", "2000", "400"):
        assert part in said
    assert "违规" in view.said.value
    assert "减" in view.said.value
    assert view.game.satisfaction < START
    fill(view, "staff-committee", SOLVED["staff-committee"])
    assert "✓ 合规" in view.slots["staff-committee"].value
    assert view.game.satisfaction > START


def test_steps_back_within_the_month_only(view):
    fill(view, "staff-committee", 3)
    fill(view, "staff-committee", 4)
    fill(view, "holder-head", SOLVED["holder-head"])
    for left in ({"staff-committee": 4}, {"staff-committee": 3}, {}):
        view.undo_button.click()
        assert view.game.record == left
        assert view.cards.fields["staff-committee"].read() == (str(left.get("staff-committee", "")) or None)
        assert "退回了一步" in view.note.value
    view.undo_button.click()
    assert "没有可以退的了" in view.note.value
    fill(view, "staff-committee", 4)
    view.close_button.click()
    view.close_button.click()
    view.on_button.click()
    view.undo_button.click()
    assert "过完的月份不能再改" in view.note.value
    assert view.game.record == {"staff-committee": 4}


def test_closing_with_open_matters_is_asked_for_twice(view):
    view.close_button.click()
    assert view.game.month == 1
    assert "再点一次" in view.note.value
    fill(view, "staff-committee", 4)
    view.close_button.click()
    assert view.game.month == 1  # asked anew after something was done
    view.close_button.click()
    assert view.game.month == 2
    assert not view.close_button.shown
    assert view.on_button.description == "到 2 月"


def test_a_double_click_neither_skips_the_question_nor_leaves_the_month(view, monkeypatch):
    monkeypatch.setattr(frame, "SETTLING", 600.0)
    view.close_button.click()
    view.close_button.click()
    assert view.game.month == 1
    for name in of_month(1):
        fill(view, name, SOLVED[name])
    monkeypatch.setattr(frame, "SETTLING", 0.0)
    view.close_button.click()
    monkeypatch.setattr(frame, "SETTLING", 600.0)
    view.on_button.click()
    assert (view.game.month, view.at) == (2, 1)
    assert "1 月过完了" in view.note.value


def in_sight(view, name):
    """Whether the field of a decision is shown: no box around it is hidden."""
    boxes, found = [view.cards.box], None
    while boxes and found is None:
        box = boxes.pop()
        if box is view.cards.fields[name].part:
            found = box
        elif box.shown:
            boxes += getattr(box, "children", ())
    return found is not None


def test_a_month_begins_with_people_and_numbers_come_a_few_at_a_time(view):
    names = list(view.cards.fields)
    staff = [name for name in names if name.startswith("staff-")]
    assert names == ["holder-head", "holder-deputy", *staff]
    assert sorted(names) == sorted(of_month(1))
    (batches,) = view.cards._batches
    for shown, word in ((3, "还有 6 项"), (6, "还有 3 项"), (9, "")):
        assert [in_sight(view, name) for name in staff] == [place < shown for place in range(9)]
        assert word in batches.more.description
        batches.more.click()
    assert not batches.more.shown


def test_the_first_open_matter_is_shown_where_it_stands(view, path, monkeypatch):
    sent = []
    monkeypatch.setattr(view.strip.widget, "send", lambda content, *_: sent.append(content))
    staff = [name for name in view.cards.fields if name.startswith("staff-")]
    for name in ("holder-head", "holder-deputy", *staff[:4]):
        fill(view, name, SOLVED[name])
    view.open_button.click()
    assert sent == [{"field": f"shequ-task-{staff[4]}"}]
    assert in_sight(view, staff[4])
    assert not in_sight(view, staff[6])
    for name in staff[4:]:
        fill(view, name, SOLVED[name])
    assert all(in_sight(FirstYearBoard(SEED, EXAM, path), name) for name in staff)
    view.open_button.click()
    assert len(sent) == 1
    assert "都定了" in view.note.value
    view.close_button.click()
    assert not view.open_button.shown


def test_what_to_look_up_again_is_a_list_for_each_chapter(path):
    practice_file.save(path, played(skip=of_month(1)))
    shown = FirstYearBoard(SEED, EXAM, path).links.outputs[0]["data"]["text/html"]
    for task in (TASKS[name] for name in of_month(1)):
        assert f"<li>{task.name}</li>" in shown
    assert f"没有办好 {len(of_month(1))} 件：" in shown
    assert "先错后改" not in shown


def test_months_that_are_over_are_read_and_later_ones_wait(view):
    for name in of_month(1):
        fill(view, name, wrong(name) if name == "staff-aid" else SOLVED[name])
    view.close_button.click()
    view.on_button.click()
    assert (tile(view, 1), tile(view, 3)) == ("过完 ✓10 ✗1", "还没到")
    assert tile(view, 2).startswith("0/8 件")
    click(view, 5)
    assert view.at == 2
    assert "还没有到 5 月" in view.said.value
    click(view, 1)
    assert view.at == 1
    assert "违规 1 件" in view.result.value
    assert f"照规定应当是：{SOLVED['staff-aid']} 人" in view.result.value
    assert not view.undo_button.shown
    view.on_button.click()
    assert view.at == 2
    for nonsense in (None, "x", {}, {"go": 0}, {"go": 13}, {"go": True}, {"go": "3"}):
        view.strip.widget._handle_custom_msg(nonsense, [])
        assert view.at == 2


def test_what_was_left_undone_comes_back_next_month(path):
    came = 0
    for seed in range(15, 25):
        path.unlink(missing_ok=True)
        view = FirstYearBoard(seed, EXAM, path)
        view.close_button.click()
        view.close_button.click()
        later = len(view.game.incidents(2))
        assert ("找上门来" in view.result.value) == bool(later)
        view.on_button.click()
        assert ("上个月留下的事" in view.came.value) == bool(later)
        assert ("催办" in tile(view, 2)) == bool(later)
        came += later
    assert came


def test_the_end_of_december_tells_what_is_still_to_come(path):
    practice_file.save(path, played(until=11))
    view = FirstYearBoard(SEED, EXAM, path)
    view.close_button.click()
    view.close_button.click()
    assert bool(view.game.incidents(13)) == ("转过年来" in view.result.value)
    assert view.on_button.description == "看全年报告"
    view.on_button.click()
    assert view.at is None
    click(view, 12)
    assert view.at == 12
    again = FirstYearBoard(SEED, EXAM, path)  # a year that is over opens on its report
    assert again.at is None
    assert "全年报告" in again.result.value


def test_a_number_that_is_none_is_told_in_its_place(view):
    fill(view, "staff-committee", 8)
    fill(view, "staff-committee", "八")
    assert "shequ-problem" in view.slots["staff-committee"].value
    assert view.game.record == {"staff-committee": 8}
    fill(view, "staff-aid", SOLVED["staff-aid"])
    assert "shequ-problem" in view.slots["staff-committee"].value  # until it is put right
    fill(view, "staff-committee", 7)
    assert "shequ-problem" not in view.slots["staff-committee"].value


def test_the_year_is_found_again_as_it_was_left(view, path):
    for name in of_month(1):
        fill(view, name, SOLVED[name])
    view.close_button.click()
    view.on_button.click()
    fill(view, "money-party", 1)
    again = FirstYearBoard(99, EXAM, path)
    assert again.game.state() == view.game.state()
    assert "接着上次的进度：过到 2 月" in again.said.value
    assert again.cards.fields["money-party"].read() == "1"
    assert again.slots["money-party"].value == view.slots["money-party"].value
    again.undo_button.click()
    assert again.cards.fields["money-party"].read() is None


def test_a_year_is_not_lost_by_one_click(view, path):
    fill(view, "staff-committee", 8)
    view.ask_restart()
    assert view.confirm.shown
    assert "就没有了" in view.question.value
    assert view.game.record
    view.keep_button.click()
    assert not view.confirm.shown
    view.ask_restart()
    view.sure_button.click()
    assert view.game.record == practice_file.load(path).game.record == {}
    assert view.cards.fields["staff-committee"].read() is None
    assert view.game.seed == SEED


def test_another_year_is_another_one_and_never_that_of_the_examination(path):
    view = FirstYearBoard(EXAM - 1, EXAM, path)
    view.other_button.click()  # nothing is decided yet, so nothing is asked
    assert view.game.seed == EXAM + 1
    assert first_year.scenario(EXAM + 1).community.name in view.intro.value
    fill(view, "staff-committee", 8)
    view.other_button.click()
    assert view.game.seed == EXAM + 1
    view.sure_button.click()
    assert view.game.seed == EXAM + 2
    assert practice_file.load(path).game.seed == EXAM + 2


def test_a_damaged_file_is_told_and_the_year_begins(path):
    path.write_text("oops", encoding="utf-8")
    view = FirstYearBoard(SEED, EXAM, path)
    assert "改名为" in view.trouble.value
    fill(view, "staff-committee", 8)
    assert not view.trouble.shown
    assert practice_file.load(path).game.record == {"staff-committee": 8}


def test_one_can_play_on_where_the_year_cannot_be_saved(path, view):
    path.mkdir()
    (path / "x").touch()
    fill(view, "staff-committee", 8)
    assert "存不下来" in view.trouble.value
    assert view.game.record == {"staff-committee": 8}


def test_texts_of_the_year_follow_the_script(path):
    with script.using("hant"):
        view = FirstYearBoard(SEED, EXAM, path)
        assert view.strip.widget.strip["tiles"][2]["word"] == "還沒到"
        fill(view, "staff-committee", 8)
    assert "过" not in view.strip.widget.strip["label"]


def test_the_models_know_no_widget():
    code = (
        "import sys; from shequ_lib.first_year import practice_file, practice_report; "
        "print(sorted({'ipywidgets', 'anywidget', 'traitlets', 'pygal'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_advisory_rules_are_told_without_a_loss(path):
    game = played(until=9)
    for name in of_month(10):
        late = f"{YEAR.year}-12-30" if name == "hearing-minutes" else SOLVED[name]
        game.decide(name, late)
    game.decide("hearing-feedback", f"{YEAR.year}-12-31")
    game.close()
    practice_file.save(path, game)
    view = FirstYearBoard(SEED, EXAM, path)
    click(view, 10)
    assert "提醒（不扣分）" in view.result.value
    assert game.result(10).of(BROKEN) == ()
