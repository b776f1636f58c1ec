"""A document to fill in: what an author may write, and one by the rulebook from its draw to the report."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta

import kind_examples
import pytest
from grading_helpers import SAMPLE, hand_in, points_in_gradebook, submission

from grading.classroom import classroom
from grading.feedback import page
from grading.grade import grade
from grading.marking import corrections
from grading.marking.corrections import Asked
from grading.master import expand
from grading.master.editions import class_edition
from grading.master.exercise import ExerciseError, read
from grading.master.keys import read_exercises
from grading.release import release, unread
from grading.report import mistakes
from grading.report.run import run as report
from shequ_lib import rulebook
from shequ_lib.exercises import literal
from shequ_lib.exercises.kinds import fill
from shequ_lib.exercises.score import mark, mark_source
from shequ_lib.meetings import get

EXAMPLE = kind_examples.examples()["fill"]
HEAD = """\
---
kind: fill
title: 填表
points: 3
objectives: [1.1]
heading: 通知
lists:
  who: [甲方, 乙方, 丙方]
lines:
  - 由 {host} 主持，{one} 和 {two} 参加。
  - "{day} 前到 {place}，共 {count} 人"
fields:
  host: {label: 主持, type: choice, options: [主任, 书记, 组长], answer: 主任}
  one: {label: 参加一, type: choice, options: who, answer: 甲方, group: who}
  two: {label: 参加二, type: choice, options: who, answer: 乙方, group: who}
  day: {label: 日子, type: date, answer: 2026-05-06, latest: 2026-05-07}
  place: {label: 地方, type: text, answer: 会议室, also: [三楼会议室]}
  count: {label: 人数, type: number, answer: 12, tolerance: 0.5}
wrong:
  - {field: host, answer: 组长, why: 组长不主持。}
  - {field: two, answer: 丙方, why: 丙方不来。}
  - {field: count, answer: 13, why: 多了一个。}
hint: 看一看。
explain: 就是这样。
---
填好它。
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{host} 主持", "{chair} 主持", "“{chair}” is no field"),
        ("{host} 主持", "主任主持", "the field “host” has to stand in the lines once, as {host}"),
        ("{one} 和 {two}", "{one}、{one} 和 {two}", "the field “one” has to stand in the lines once"),
        ("参加。", "参加。|", "a table begins with a row of heads, without fields"),
        ("  - 由", "  - 甲 | 乙\n  - 丙 | 丁 | 戊\n  - 由", "a row has 3 cells, that above it 2"),
        ("参加。", "参加}。", "a brace belongs to no mark"),
        ("label: 参加二", "label: 参加一", "the labels of fields: two are the same"),
        ("label: 主持", f"label: {'长' * 21}", "label is a text of at most 20 signs"),
        ("type: text", "type: file", "field place: it needs a type, one of choice, number, date, text"),
        ("type: text, ", "type: text, unit: 间, ", "field place: a text has answer, label, type"),
        ("answer: 会议室, ", "", "field place: a text has answer, label, type"),
        ("[主任, 书记, 组长]", "[主任, 书记]", "field host: options: at least 3"),
        ("[主任, 书记, 组长]", "nobody", "field host: options: at least 3"),
        ("[主任, 书记, 组长]", f"[主任, 书记, {'长' * 61}]", "at most 20 options, of 60 signs at most"),
        ("answer: 主任", "answer: 主席", "field host: “主持”：“主席”不在可选的答案之中。"),
        ("latest: 2026-05-07", "latest: 2026-05-05", "the answer 2026-05-06 is not between the ends"),
        ("latest: 2026-05-07", "latest: 五月", "field day: “日子”：“五月”不是日期"),
        ("tolerance: 0.5", "tolerance: 0.5, most: 13", "tolerance is of no use beside least and most"),
        ("tolerance: 0.5", "tolerance: -1", "the answer 12 is not between the ends"),
        ("tolerance: 0.5", "points: 0", "field count: points is a whole number from 1 to 10"),
        ("also: [三楼会议室]", "also: [会 议室]", "also names something twice, or the answer again"),
        ("also: [三楼会议室]", "also: [……]", "field place: “……” is no text"),
        ("also: [三楼会议室]", "also: 三楼", "also is a list of further names"),
        ("answer: 甲方, group: who", "answer: 甲方", "group who: two fields at least"),
        ("answer: 甲方, ", "answer: 甲方, points: 2, ", "its fields have the same type, unit and points"),
        ("field: host, answer: 组长", "field: chair, answer: 组长", "wrong: “chair” is no field"),
        ("field: host, answer: 组长", "field: host, answer: 门卫", "field host: “主持”：“门卫”不在"),
        ("heading: 通知", "heading: [通知]", "heading: one of them is no text"),
        ("fields:\n", "fields: 7\nalso:\n", "fields must map two to 30 names"),
    ],
)
def test_a_document_that_contradicts_itself_is_refused(old, new, said):
    assert old in HEAD
    with pytest.raises(ExerciseError) as caught:
        read("a-form", HEAD.replace(old, new), 1, None)
    assert said in str(caught.value)


def test_a_document_has_a_limited_number_of_fields_and_lines():
    many = "".join(f"  n{n}: {{label: 数{n}, type: number, answer: {n}}}\n" for n in range(25))
    marks = "".join(f"  - 第 {{n{n}}} 号\n" for n in range(25))
    with pytest.raises(ExerciseError, match="two to 30 names"):
        read("a-form", HEAD.replace("fields:\n", f"{marks}fields:\n{many}"), 1, None)
    with pytest.raises(ExerciseError, match="lines: at most 40"):
        read("a-form", HEAD.replace("lines:\n", "lines:\n" + "  - 一行\n" * 40), 1, None)


def test_a_trainee_sees_the_fields_in_the_order_of_the_document_and_none_of_what_is_right():
    exercise = read("a-form", HEAD, 1, None)
    assert [field["label"] for field in exercise.spec["fields"]] == [
        "主持",
        "参加一",
        "参加二",
        "日子",
        "地方",
        "人数",
    ]
    assert exercise.spec["lines"] == [
        ["由 ", 0, " 主持，", 1, " 和 ", 2, " 参加。"],
        [3, " 前到 ", 4, "，共 ", 5, " 人"],
    ]
    shown = json.dumps(exercise.spec, ensure_ascii=False)
    assert not any(hidden in shown for hidden in ("会议室", "2026", "12", "0.5", "13"))
    assert sorted(exercise.spec["fields"][0]["options"]) == sorted(["主任", "书记", "组长"])
    places = {read(f"form-{n}", HEAD, 1, None).spec["fields"][0]["options"].index("主任") for n in range(20)}
    assert places == {0, 1, 2}  # authors write the right one first
    assert exercise.spec["fields"][1]["options"] == ["甲方", "乙方", "丙方"]  # shared lists keep their order


def test_without_a_form_the_document_can_be_read_with_what_goes_into_it():
    assert EXAMPLE.authoring.below(EXAMPLE.spec) == (
        "> **告　示**\n>\n"
        "> 为了商量加装电梯的事，定于 2026 年 5 月 20 日在 ＿＿（1）＿＿ 召开 ＿＿（2）＿＿。\n>\n"
        "> 参加人：＿＿（3）＿＿、＿＿（4）＿＿ 等，共 ＿＿（5）＿＿ 人。\n>\n"
        "> 张贴日期：＿＿（6）＿＿\n\n"
        "- （1）地点：写文字\n"
        "- （2）会议：可选 协调会；评议会；恳谈会；听证会\n"
        "- （3）参加人一、（4）参加人二：可选 居民代表；街道负责人；施工队工人；小区访客\n"
        "- （5）人数：写数字（人）\n"
        "- （6）张贴日期：写日期\n"
        "- （3）参加人一、（4）参加人二：填的先后不限"
    )


def test_lines_with_bars_are_tables():
    rows = "  - 项目 | 金额\n  - 活动 | {sum} 元\n  - 一共两项\n"
    rows += "fields:\n  sum: {label: 活动费, type: number, answer: 7}\n"
    exercise = read("a-form", HEAD.replace("fields:\n", rows), 1, None)
    below = exercise.authoring.below(exercise.spec)
    assert (
        "> ＿＿（4）＿＿ 前到 ＿＿（5）＿＿，共 ＿＿（6）＿＿ 人\n>\n"
        "> | 项目 | 金额 |\n> | --- | --- |\n> | 活动 | ＿＿（7）＿＿ 元 |\n>\n"
        "> 一共两项\n\n- （1）主持"
    ) in below
    shown = page._OURS.render(below)
    assert shown.startswith("<blockquote>") and shown.count("<table>") == 1
    assert shown.count("<th>") == shown.count("<td>") == 2
    assert shown.index("</blockquote>") < shown.index("<ul>")


def judged(**changed):
    value = {**EXAMPLE.key["answer"], **changed}
    return mistakes.judge(EXAMPLE.spec, EXAMPLE.key, literal.write(EXAMPLE.id, value))


def test_the_report_names_each_field_that_is_wrong_and_counts_a_group_as_one():
    found = judged(会议="恳谈会", 参加人一="居民代表", 参加人二="居民代表", 人数=31).mistakes
    assert [(each.text, each.message) for each in found] == [
        ("会议 → 恳谈会", EXAMPLE.key["wrong"][0]["why"]),
        ("参加人二 → 居民代表（填重了）", ""),
        ("人数 → 31 人", ""),
    ]
    (first,), (second,) = judged(参加人一="施工队工人").mistakes, judged(参加人二="施工队工人").mistakes
    assert (first.kind, first.message) == (second.kind, second.message) and first.message
    (one,), (other,) = judged(地点="小 花园").mistakes, judged(地点="小花园。").mistakes
    assert one.kind == other.kind
    half = literal.write(EXAMPLE.id, {"人数": 22})
    assert [each.text for each in mistakes.judge(EXAMPLE.spec, EXAMPLE.key, half).mistakes] == [
        f"“{label}”没有填" for label in ("地点", "会议", "参加人一", "参加人二", "张贴日期")
    ]


def test_the_feedback_page_shows_what_was_filled_in():
    shown = page.readable(
        kind_examples.counted(EXAMPLE),
        literal.write(EXAMPLE.id, {"张贴日期": "2026-05-13", "人数": 2500, "地点": "<b>楼下</b>"}),
    )
    assert shown == (
        "<table><tr><th>地点</th><td>&lt;b&gt;楼下&lt;/b&gt;</td></tr>"
        "<tr><th>人数</th><td>2,500 人</td></tr>"
        "<tr><th>张贴日期</th><td>2026年5月13日</td></tr></table>"
    )


def test_an_instructor_writes_another_right_answer_by_label():
    asked = {"hearing-notice": Asked("1-1 填一份告示", EXAMPLE.spec, EXAMPLE.key)}
    whole = (
        "地点=居委会；会议=协调会；参加人一=居民代表；参加人二=街道负责人；人数=25；张贴日期=2026年5月17日"
    )
    (more,) = corrections.asked_for(asked, [], [(corrections.ALSO, f"1-1={whole}")], date(2026, 3, 1))
    key = {**EXAMPLE.key, "also": [more.answer]}
    other = {**EXAMPLE.key["answer"], "会议": "协调会", "地点": "居委会", "人数": 30}
    assert mark(EXAMPLE.spec, key, other).status == "right"
    assert mark(EXAMPLE.spec, EXAMPLE.key, other).status == "partial"
    with pytest.raises(Exception, match="没有写全"):
        corrections.asked_for(asked, [], [(corrections.ALSO, "1-1=会议=协调会")], date(2026, 3, 1))


def test_an_author_writes_another_right_answer_by_name_or_label():
    for name in ("host", "主持"):
        exercise = read("a-form", HEAD.replace("hint:", f"also: [{{{name}: 书记}}]\nhint:"), 1, None)
        value = {**exercise.key["answer"], "主持": "书记"}
        assert mark(exercise.spec, exercise.key, value).points == 3
        assert mark(exercise.spec, exercise.key, {**value, "主持": "组长"}).points == 2.5


def test_made_up_trainees_fill_in_what_the_form_takes():
    for seed in range(20):
        for value in EXAMPLE.authoring.guesses(EXAMPLE.spec, EXAMPLE.key, random.Random(seed)):
            assert mark(EXAMPLE.spec, EXAMPLE.key, value).status in ("right", "partial", "wrong")
    for value in EXAMPLE.authoring.spellings(EXAMPLE.spec, EXAMPLE.key):
        assert mark(EXAMPLE.spec, EXAMPLE.key, value).status == "right"


# --- a notice of a hearing, by the rulebook, for everybody another one ---

NOTICE = """\
---
title: 听证会
---

```{facts}
{% set hearing = rb.value("meetings.hearing.name") %}
{% set others = ["symposium", "mediation", "appraisal"] %}
{% set roles = rb.value("meetings.hearing.participants")[:4] %}
{% set strangers = ["物业公司的代表", "外来参观的客人"] %}
```

# 听证会

## 公告
<!-- teaches: 6.14 -->

一段话。

```{exercise} hearing-notice
vary:
  day: {from: 2026-03-05, to: 2026-11-20}
  flats: {from: 24, to: 96, step: 6}
  role: {one_of: [0, 1]}
  let:
    latest: hearing_by(day)
    most: flats * 2
    soonest: latest - timedelta(10)
  when: ["day.month != 10", "latest.month == day.month"]
  first: {day: 2026-05-20, flats: 36, role: 0}
  members: 30
---
kind: fill
title: 听证会的告示
points: 6
objectives: [6.14]
heading: 告　示
lists:
  people: {{ (roles + strangers) | tojson }}
lines:
  - 定于 {{ day | cn_date }}召开 {meeting}，论证{{ flats }} 户加装电梯的事。
  - 参加人员有 {one}、{two} 等。
  - 贴在 {place}，{flats} 户都请看一看。
  - "{posted}"
fields:
  meeting: {label: 会议, type: text, answer: "{{ hearing }}", also: []}
  one: {label: 参加人一, type: choice, options: people, answer: "{{ roles[role] }}", group: people}
  two: {label: 参加人二, type: choice, options: people, answer: "{{ roles[role + 2] }}", group: people}
  place: {label: 张贴地点, type: choice, options: [居务公开栏, 物业办公室, 楼道口], answer: 居务公开栏}
  flats: {label: 户数, type: number, unit: 户, answer: {{ flats }}}
  posted: {label: 张贴日期, type: date, answer: {{ latest }}, latest: {{ latest }}, earliest: {{ soonest }}}
wrong:
  - {field: posted, answer: {{ latest + timedelta(1) }}, why: 会议当日也算进去了。}
  - {field: posted, answer: {{ day }}, why: 开会那天才贴，谁也来不及。}
  - {field: one, answer: 外来参观的客人, why: 客人和这件事没有关系。}
  - {field: flats, answer: {{ most }}, why: 一户算成了两户。}
hint: 从开会那天往回数。
explain: 至少提前 {{ hearing_days }} 日公告。
---
{{ flats }} 户的楼要加装电梯，听证会定在 {{ day | cn_date }}。请写好告示。
```
"""


@pytest.fixture(scope="module")
def notice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("母本")
    text = NOTICE.replace("hearing_by(day)", "meetings.hearing.notice_by(day)")
    text = text.replace("{{ hearing_days }}", "{{ meetings.hearing.notice_days }}")
    (folder / "06-hearing.md").write_text(text, encoding="utf-8")
    (folder / "objectives.csv").write_text(
        "id,chapter,kind,objective\n6.14,6,figure,公告\n", encoding="utf-8"
    )
    return release.build(folder, SAMPLE / "course", edition="source", members=True)


def test_every_member_of_a_family_has_its_own_last_day_by_the_rulebook(notice):
    (members,) = notice.chapters[0].families.values()
    hearing = get("hearing", rulebook=rulebook.load("gongshu-2008"))
    days = set()
    for member in members:
        spec, key = member.exercise.spec, member.exercise.key
        last = date.fromisoformat(key["answer"]["张贴日期"])
        assert f"{last + timedelta(hearing.notice_days):%Y-%m-%d}" == str(member.drawn).split("day=")[1][:10]
        days.add(last)
        for off, status in ((-11, "partial"), (-10, "right"), (0, "right"), (1, "partial")):
            value = {**key["answer"], "张贴日期": f"{last + timedelta(off)}"}
            assert mark(spec, key, value).status == status
        one, two = key["answer"]["参加人一"], key["answer"]["参加人二"]
        assert mark(spec, key, {**key["answer"], "参加人一": two, "参加人二": one}).status == "right"
        assert mark(spec, key, {**key["answer"], "会议": "“听证会”"}).status == "right"
        assert mark(spec, key, {**key["answer"], "会议": "恳谈会"}).points == 5
    assert len(members) == 30 and len(days) > 20


def test_a_draw_is_read_and_marked_without_the_chapter(notice):
    chapter = unread.drawn(notice.chapters[0], 7)
    source = expand.notebook(chapter)
    (spec, key) = read_exercises(source)["hearing-notice"]
    asked = unread.questions(class_edition(source))
    assert "＿＿（6）＿＿" in asked and key["answer"]["张贴日期"] not in asked
    right = {"hearing-notice": {**key["answer"], "户数": f"{spec and key['answer']['户数']}户"}}
    assert unread.earned(source, right) == {"hearing-notice": (6.0, 6.0)}
    assert unread.earned(source, {"hearing-notice": {"户数": 1, "会议": "听证会"}}) == {
        "hearing-notice": (1.0, 6.0)
    }


def test_a_class_is_marked_and_the_report_says_which_field_went_wrong(notice, tmp_path):
    room = tmp_path / "班"
    room.mkdir()
    classroom.setup(room, notice.notebooks, {})
    source = notice.notebooks["06-hearing"]
    handed_out = json.loads(json.dumps(class_edition(source)))
    answer = read_exercises(source)["hearing-notice"][1]["answer"]
    late = {**answer, "张贴日期": "2026-05-18", "会议": "恳谈会"}
    few = {
        "会议": "听证会",
        "张贴日期": "2026-05-18",
        "参加人一": "外来参观的客人",
        "参加人二": "外来参观的客人",
    }
    for who, given in (("甲", answer), ("乙", late), ("丙", few), ("丁", {"户数": "许多"})):
        answers = {"hearing-notice": literal.write("hearing-notice", given)}
        hand_in(tmp_path / "交来" / f"{who}.ipynb", submission(answers, handed_out))
    summary = grade.run(room, "06-hearing", [tmp_path / "交来"])
    assert summary.problems == []
    marks = {who: points_in_gradebook(room, who, "06-hearing")["hearing-notice"] for who in "甲乙丙丁"}
    assert marks == {"甲": 6, "乙": 4, "丙": 1, "丁": 0}
    feedback = (summary.feedback / "乙.html").read_text(encoding="utf-8")
    assert "“张贴日期”：会议当日也算进去了。" in feedback and "“会议”填得不对，请再想想。" in feedback
    assert "<th>张贴日期</th><td>2026年5月18日</td>" in feedback
    assert "“户数”：“许多”不是数字" in (summary.feedback / "丁.html").read_text(encoding="utf-8")
    told = report(room, [], {"6.14": "公告"}).page.read_text(encoding="utf-8")
    said = " ".join(re.sub("<[^>]*>", " ", told).split())
    assert "2 人 ：张贴日期 → 2026年5月18日 会议当日也算进去了。" in said
    assert "1 人 ：参加人一 → 外来参观的客人 客人和这件事没有关系。" in said


def test_the_traditional_course_has_the_same_document(notice, tmp_path):
    solutions = notice.chapters[0].path.parent
    course = release.build(solutions, SAMPLE / "course", edition="source", script="hant")
    spec, key = read_exercises(course.notebooks["06-hearing"])["hearing-notice"]
    assert [field["label"] for field in spec["fields"]] == list(key["answer"]) == list(key["fields"])
    assert "會議" in key["answer"]
    simple = read_exercises(notice.notebooks["06-hearing"])["hearing-notice"][1]["answer"]
    assert mark_source(spec, key, literal.write("hearing-notice", simple)).status == "right"


def test_what_is_written_into_thirty_fields_fits_into_an_answer():
    fields = [{"label": f"{'长' * 18}{n:02}", "type": "text"} for n in range(30)]
    value = {field["label"]: "长" * fill.MOST_SIGNS for field in fields}
    source = literal.write("a-form", value)
    spec = {"id": "a-form", "kind": "fill", "points": 1, "fields": fields}
    key = {"answer": value, "fields": {label: {"names": []} for label in value}, "wrong": []}
    assert mark_source(spec, key, source).status == "right"
