"""When homework was handed in and when it had to be: in Beijing, wherever the computer stands."""

import json
import os
import struct
import time
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from grading_helpers import CHAPTER, hand_in, sample, set_up, submission

from grading import cli
from grading.common.archive import Archive
from grading.feedback import marks
from grading.grade import grade
from grading.gradebook import due_date
from grading.intake import intake
from grading.intake.intake import Inbox
from grading.marking import scheme
from shequ_lib.answer_cells import read_answers

SLOTS = scheme.slots_of(sample("source").notebooks[CHAPTER])
NOW = datetime(2026, 3, 20, 4, tzinfo=UTC)
DUE = datetime(2026, 3, 10, 10, tzinfo=UTC)  # 18:00 in Beijing
ANSWERS = [{}, {"how-many": "how_many = 1"}, {"how-many": "how_many = 2"}, {"how-many": "how_many = 3"}]


@pytest.fixture(scope="module")
def handed_out():
    return submission({})


@pytest.fixture
def class_(tmp_path, handed_out):
    """A class folder that holds nothing but the released chapter, and a folder of what comes."""

    class Class:
        room, folder = tmp_path / "班", tmp_path / "交来的"

        def put(self, name, answers, moment):
            path = hand_in(self.folder / name, submission(answers, handed_out))
            os.utime(path, (moment.timestamp(), moment.timestamp()))
            return path

        def take(self, *paths, now=NOW, due=DUE, **how):
            inbox = Inbox(self.room, CHAPTER, SLOTS, None, now=now, due=due, **how)
            return inbox.take_in(paths or [self.folder])

        def filed(self, who="甲"):
            """What counts, and since when it is there."""
            path = self.room / "submitted" / who / CHAPTER / f"{CHAPTER}.ipynb"
            answers = read_answers(json.loads(path.read_bytes()))["how-many"]
            return answers, intake.read_timestamp(path.with_name("timestamp.txt"))

    made = Class()
    hand_in(made.room / "release" / CHAPTER / f"{CHAPTER}.ipynb", handed_out)
    return made


# ---- how a due date is written ----


@pytest.mark.parametrize(
    ("text", "moment", "said"),
    [
        ("2026-12-31", "2026-12-31T23:59:59.999999+08:00", "2026年12月31日 23:59"),
        ("2026/12/31", "2026-12-31T23:59:59.999999+08:00", "2026年12月31日 23:59"),
        ("2026-3-13", "2026-03-13T23:59:59.999999+08:00", "2026年3月13日 23:59"),
        ("2026年12月31日", "2026-12-31T23:59:59.999999+08:00", "2026年12月31日 23:59"),
        ("2026-12-31T18:00", "2026-12-31T18:00:00+08:00", "2026年12月31日 18:00"),
        ("2026/12/31 18:00:30", "2026-12-31T18:00:30+08:00", "2026年12月31日 18:00:30"),
        ("2026年12月31日18:00", "2026-12-31T18:00:00+08:00", "2026年12月31日 18:00"),
        ("２０２６年１２月３１日　１８：００", "2026-12-31T18:00:00+08:00", "2026年12月31日 18:00"),
        ("2026-12-31 24:00", "2027-01-01T00:00:00+08:00", "2027年1月1日 00:00"),
        ("2026-12-31T18:00+00:00", "2026-12-31T18:00:00+00:00", "2027年1月1日 02:00"),
        ("2099-12-31", "2099-12-31T23:59:59.999999+08:00", "2099年12月31日 23:59"),
    ],
)
def test_a_due_date_is_in_beijing_however_it_is_written(text, moment, said):
    read = due_date.read(text)
    assert (read.isoformat(), due_date.said(read)) == (moment, said)


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-12/31", "2026-12-31 25:00", "2026-12-31T18:00+99:99", "12-31", "", "明天", "2" * 99],
)
def test_what_is_no_due_date_is_one_line(text):
    with pytest.raises(due_date.TimeError, match="看不懂时间"):
        due_date.read(text)


@pytest.mark.parametrize("zone", ["../x", "Nowhere/X", "+99:00", "", "a\0b", "Asia"])
def test_what_is_no_zone_is_one_line(zone, tmp_path, capsys):
    with pytest.raises(SystemExit):
        cli.main(["grade", CHAPTER, "--zone", zone, "--classroom", str(tmp_path)])
    (line,) = capsys.readouterr().err.splitlines()
    assert "这个时区" in line and line.isprintable()


# ---- times in zips ----


def of_zip(tmp_path, extra=b""):
    """The moment of a zip's entry that a clock showed as 17:30 on 10 March."""
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as made:
        entry = zipfile.ZipInfo("甲.ipynb", (2026, 3, 10, 17, 30, 0))
        entry.extra = extra
        made.writestr(entry, b"")
    return path


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Shanghai"])
def somewhere(request, monkeypatch):
    if not hasattr(time, "tzset"):
        pytest.skip("needs a system whose zone can be set")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


SAID = datetime(2026, 3, 9, 1, 2, 3, tzinfo=UTC)
SECONDS = int(SAID.timestamp())


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (b"", datetime(2026, 3, 10, 9, 30, tzinfo=UTC)),
        (struct.pack("<2HBL", 0x5455, 5, 1, SECONDS), SAID),
        (struct.pack("<2HBLL", 0x5455, 9, 3, SECONDS, 7), SAID),
        (struct.pack("<2HLL", 0x5855, 8, 7, SECONDS), SAID),
        (struct.pack("<2HL2H3Q", 10, 32, 0, 1, 24, (SECONDS + 11_644_473_600) * 10**7, 0, 0), SAID),
        # Fields that say nothing, or nothing that can be.
        (struct.pack("<2HBL", 0x5455, 5, 2, SECONDS), datetime(2026, 3, 10, 9, 30, tzinfo=UTC)),
        (struct.pack("<2HBL", 0x5455, 5, 1, 0), datetime(2026, 3, 10, 9, 30, tzinfo=UTC)),
        (struct.pack("<2HB", 0x5455, 1, 1), datetime(2026, 3, 10, 9, 30, tzinfo=UTC)),
        (
            struct.pack("<2HL2H3Q", 10, 32, 0, 1, 24, 2**64 - 1, 0, 0),
            datetime(2026, 3, 10, 9, 30, tzinfo=UTC),
        ),
        (struct.pack("<2HL2H3Q", 10, 32, 0, 2, 24, 1, 0, 0), datetime(2026, 3, 10, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_zip_is_dated_in_beijing_or_as_its_fields_say(tmp_path, somewhere, extra, expected):
    with of_zip(tmp_path, extra).open("rb") as file:
        (entry,) = Archive(file).entries
    assert entry.changed == expected


def test_a_zip_of_another_zone_is_dated_there_if_it_is_named(tmp_path):
    with of_zip(tmp_path).open("rb") as file:
        (entry,) = Archive(file, zone=due_date.zone_named("+06:00")).entries
    assert entry.changed == datetime(2026, 3, 10, 11, 30, tzinfo=UTC)


# ---- the same work again ----


def day(number, hour=10):
    return datetime(2026, 3, number, hour, tzinfo=UTC)


def test_the_same_work_handed_in_again_stays_in_time(class_):
    class_.put("甲.ipynb", ANSWERS[1], day(9))
    class_.take()
    class_.put("甲.ipynb", ANSWERS[1], day(11))
    class_.take()
    assert class_.filed() == ("how_many = 1", day(9))


@pytest.mark.parametrize("at_once", [True, False])
def test_in_whatever_order_they_come(class_, at_once):
    late = class_.put("1/甲.ipynb", ANSWERS[1], day(11))
    early = class_.put("2/甲.ipynb", ANSWERS[1], day(9))
    for paths in [[late, early]] if at_once else [[late], [early], [late]]:
        class_.take(*paths)
    assert class_.filed() == ("how_many = 1", day(9))


def test_who_comes_back_to_what_was_handed_in_first_is_in_time(class_):
    class_.put("甲.ipynb", ANSWERS[1], day(8))
    class_.take()
    other = class_.put("甲.ipynb", ANSWERS[2], day(11))
    class_.take()
    assert class_.filed() == ("how_many = 2", day(11))
    other = other.rename(class_.folder.parent / "甲.ipynb")
    class_.put("甲.ipynb", ANSWERS[1], day(12))
    assert class_.take().notes == ["甲 又交了以前交过的答案，已经换上，时间按第一次交的算。"]
    assert class_.filed() == ("how_many = 1", day(8))
    # The one between, taken in once more, is older than what counts now.
    assert "更晚" in class_.take(other).notes[0]
    assert class_.filed() == ("how_many = 1", day(8))


def test_new_work_after_the_due_date_is_of_its_own_time(class_):
    class_.put("甲.ipynb", ANSWERS[1], day(8))
    class_.take()
    class_.put("甲.ipynb", ANSWERS[2], day(11))
    class_.take()
    assert class_.filed() == ("how_many = 2", day(11))


# ---- files whose times say nothing ----

COPIED = [day(12) + timedelta(seconds=90 * number) for number in range(4)]


def test_files_that_were_all_copied_at_once_are_not_all_late_and_it_is_asked(class_):
    for who, answers, moment in zip("甲乙丙丁", ANSWERS, COPIED, strict=True):
        class_.put(f"{who}.ipynb", answers, moment)
    (line,) = class_.take().notes
    assert "有 4 份的时间都在截止以后" in line and "请加上 --late-as-dated" in line
    assert [class_.filed(who)[1] for who in "甲乙丙丁"] == [None] * 4
    # Again the same way, then as it was asked, and back: what the last run said holds.
    for late in (False, True, True, False):
        (line,) = class_.take(late_as_dated=late).notes
        assert ("都是迟交" in line) is late
        assert [class_.filed(who)[1] for who in "甲乙丙丁"] == (COPIED if late else [None] * 4)


@pytest.mark.parametrize(
    ("moments_", "due"),
    [
        (COPIED[:2], DUE),  # too few
        ([*COPIED[:3], day(9), day(8)], DUE),  # three late ones of five
        ([day(12) + timedelta(minutes=11 * number) for number in range(4)], DUE),
        ([moment - timedelta(days=5) for moment in COPIED], DUE),  # all in time
        (COPIED, None),
    ],
)
def test_files_whose_times_differ_or_that_are_in_time_are_as_they_are_dated(class_, moments_, due):
    for who, moment in zip("甲乙丙丁戊", moments_, strict=False):
        class_.put(f"{who}.ipynb", {}, moment)
    assert class_.take(due=due).notes == []
    assert [class_.filed(who)[1] for who, _ in zip("甲乙丙丁戊", moments_, strict=False)] == moments_


def test_of_nearly_all_that_were_copied_the_others_keep_their_time(class_):
    for number in range(18):
        class_.put(f"名{number}.ipynb", {}, COPIED[number % 4])
    class_.put("早.ipynb", {}, day(9))
    class_.put("迟.ipynb", {}, day(15))
    assert "有 18 份" in class_.take().notes[0]
    assert [class_.filed(who)[1] for who in ("名0", "早", "迟")] == [None, day(9), day(15)]


def test_what_was_in_time_before_keeps_its_time_when_it_comes_as_a_copy(class_):
    class_.put("甲.ipynb", {}, day(9))
    class_.take()
    for who, moment in zip("甲乙丙丁", COPIED, strict=True):
        class_.put(f"{who}.ipynb", {}, moment)
    for late in (False, True):
        class_.take(late_as_dated=late)
        assert class_.filed()[1] == day(9)


def test_nbgraders_own_times_are_never_of_a_copy(class_):
    for who in "甲乙丙丁":
        path = class_.put(f"{who}+{CHAPTER}+2026-03-12 10:00:00 UTC/{CHAPTER}.ipynb", {}, day(1))
        path.with_name("timestamp.txt").write_text("2026-03-12 10:00:00.000000 UTC", encoding="utf-8")
    assert class_.take().notes == []
    assert class_.filed()[1] == day(12)


def test_a_clock_in_the_future_is_said_and_means_now(class_):
    class_.put("甲.ipynb", ANSWERS[1], datetime(2033, 1, 1, tzinfo=UTC))
    (line,) = class_.take().notes
    assert line == "甲.ipynb 的时间在将来，可能是电脑的钟不准，按现在收到算。"
    assert class_.filed() == ("how_many = 1", NOW)
    # What comes later counts, and the file from the future does not come back as the newest.
    later = class_.put("后/甲.ipynb", ANSWERS[2], NOW + timedelta(hours=1))
    class_.take(later, now=NOW + timedelta(hours=2))
    class_.take(now=NOW + timedelta(days=3))
    assert class_.filed() == ("how_many = 2", NOW + timedelta(hours=1))


def test_a_clock_that_is_a_little_fast_is_believed(class_):
    class_.put("甲.ipynb", {}, NOW + timedelta(minutes=4))
    assert class_.take().notes == []
    assert class_.filed()[1] == NOW + timedelta(minutes=4)


# ---- the command ----


@pytest.mark.pipeline
def test_the_due_date_is_repeated_and_taken_away(tmp_path, handed_out, capsys, somewhere):
    room, parcel = tmp_path / "班", tmp_path / "作业.zip"
    set_up(room)
    with zipfile.ZipFile(parcel, "w") as made:
        for who, hour in (("甲", 17), ("乙", 18)):
            made.writestr(zipfile.ZipInfo(f"{who}.ipynb", (2026, 3, 10, hour, 30, 0)), json.dumps(handed_out))

    def said(*more):
        assert cli.main(["grade", CHAPTER, *more, "--classroom", str(room)]) == 0
        return [line for line in capsys.readouterr().out.splitlines() if line.startswith("截止时间")]

    def late():
        exercises = [marks.Exercise("how-many", "how-many", "", 2.0)]
        rows = marks.read_rows(f"sqlite:///{room}/gradebook.db", CHAPTER, exercises, ())
        return [row.trainee.id for row in rows if "迟交" in row.status]

    assert said(str(parcel), "--due", "2026/3/10 18:00") == ["截止时间：2026年3月10日 18:00（北京时间）"]
    assert late() == ["乙"]
    assert said() == ["截止时间：2026年3月10日 18:00（北京时间）"]
    assert said("--zone", "+06:00") == ["截止时间：2026年3月10日 16:00（时区 UTC+06:00）"]
    assert said("--due", "无") == ["截止时间：没有（已取消）"]
    assert (said(), late()) == ([], [])
    assert said("--due", "2026年3月10日 18:00") == ["截止时间：2026年3月10日 18:00（时区 UTC+06:00）"]
    assert late() == [], "the zone that was named holds, for what is entered, too"
    assert said("--zone", "Asia/Shanghai") == ["截止时间：2026年3月10日 20:00（北京时间）"]
    assert said("--due", "2026年3月10日 18:00") and late() == ["乙"]


@pytest.mark.pipeline
def test_copied_files_are_in_time_in_the_gradebook_until_it_is_said_otherwise(tmp_path, handed_out):
    room, came = tmp_path / "班", tmp_path / "交来的"
    set_up(room)
    for who in "甲乙丙":
        hand_in(came / f"{who}.ipynb", handed_out)
    due = datetime.now(UTC) - timedelta(days=1)
    for late in (False, True, False):
        grade.run(room, CHAPTER, [came], options=grade.Options(processes=1, due=due, late_as_dated=late))
        rows = marks.read_rows(f"sqlite:///{room}/gradebook.db", CHAPTER, [], ())
        assert ["迟交" in row.status for row in rows] == [late] * 3


@pytest.mark.pipeline
def test_the_zone_is_remembered_said_and_taken_back_by_undo(room, capsys, handed_out):
    hand_in(room.parent / "来" / "甲.ipynb", handed_out)

    def said(*more):
        assert cli.main(["grade", *more, "--classroom", str(room)]) == 0
        return [line for line in capsys.readouterr().out.splitlines() if "时区的时间" in line]

    assert said(CHAPTER, str(room.parent / "来")) == []
    (line,) = said(CHAPTER, "--zone", "Asia/Urumqi")
    assert "Asia/Urumqi" in line and "以后也一直这样" in line and "--zone Asia/Shanghai" in line
    assert said(CHAPTER) == said("all") == [line]
    said("--undo")
    assert said(CHAPTER) == []


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Asia/Urumqi", "+06:00", "-03:30", "+00:00"])
def test_a_zone_is_noted_by_a_name_that_gives_it_back(name):
    zone = due_date.zone_named(name)
    again = due_date.zone_named(due_date.zone_name(zone))
    day = datetime(2026, 3, 10)
    assert again.utcoffset(day) == zone.utcoffset(day)
