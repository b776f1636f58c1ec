"""The course in traditional characters, and answers in either script."""

import json
import random
import re
import shutil
import sys
from pathlib import Path

import ipywidgets as widgets
import pandas as pd
import pytest
import whole_course
from hypothesis import given
from hypothesis import strategies as st

from grading.cli import main
from grading.common.script import convert
from grading.master.keys import read_exercises
from grading.release import make_script_table, release
from shequ_lib import answer_cells, community_table, coverage, play, rulebook, script, staffing
from shequ_lib.answer_cells import source_of
from shequ_lib.errors import ShequError
from shequ_lib.exercises import literal, plain_table
from shequ_lib.exercises.fold import SYNONYMS, fold, same_name
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import mark, mark_source
from shequ_lib.friendly_errors import friendly
from shequ_lib.notebook import FormatCheck, result_html, start
from shequ_lib.play import shown
from shequ_lib.play.stage.view import PAPER, StageView

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parents[1] / "data" / "sample"


@pytest.fixture(autouse=True)
def _simplified():
    yield
    script.use(script.HANS)
    rulebook.use(rulebook.DEFAULT)


@pytest.fixture(scope="module")
def simplified():
    return whole_course.built("source")


@pytest.fixture(scope="module")
def traditional():
    """That it builds is the proof of every exercise in this script."""
    return whole_course.built("source", "hant")


@pytest.fixture(scope="module")
def both(simplified, traditional):
    """Every exercise: its simplified and its traditional (spec, key, text of the solved answer cell)."""
    pairs = []
    for chapter, notebook in simplified.notebooks.items():
        sides = [exercises_of(notebook), exercises_of(traditional.notebooks[chapter])]
        assert list(sides[0]) == list(sides[1])
        pairs += [(sides[0][name], sides[1][name]) for name in sides[0]]
    return pairs


def exercises_of(notebook):
    answers = answer_cells.read_answers(notebook)
    return {
        name: (spec, key, "\n".join(x for x in answers[name].splitlines() if not x.startswith("###")))
        for name, (spec, key) in read_exercises(notebook).items()
    }


def texts_of(value):
    """Every text of a spec or key."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from (*texts_of(name), *texts_of(part))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts_of(part)


def hant(cell):
    return convert(cell) if isinstance(cell, str) else cell


# --- the table ---


def test_the_table_is_current():
    stale = [
        path.name
        for path, content in make_script_table.files().items()
        if path.read_text(encoding="utf-8") != content
    ]
    assert stale == [], "run python -m grading.make_script_table"


def test_the_library_speaks_traditional_as_opencc_would_and_leaves_traditional_text_alone():
    texts = {text for text in make_script_table.library_texts() if len(text) > 1}
    script.use("hant")
    assert len(texts) > 500
    assert [text for text in texts if script.localise(text) != convert(text)] == []
    assert [text for text in texts if script.localise(convert(text)) != convert(text)] == []


def test_what_comes_before_a_trainee_is_found_by_what_turns_texts_into_the_script():
    """No list by hand: a file that localises is in, with all that it imports, whose texts pass through it."""
    speakers = make_script_table.speakers()
    names = {path.relative_to(ROOT / "grading").as_posix() for path in speakers}
    assert {
        "feedback/page.py",
        "marking/sanitize.py",
        "marking/sandbox/tables.py",
        "marking/sandbox/worker.py",
        "master/expand.py",
    } <= names
    for path in (ROOT / "grading").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"\blocalise\(", text) and path.name not in make_script_table._NOT_SHOWN:
            assert path in speakers, path


def test_the_note_of_a_review_is_traditional():
    script.use("hant")
    assert script.localise("老师复核后得 4 分") == "老師複核後得 4 分"


def test_in_simplified_notebooks_nothing_is_changed():
    assert script.localise("这里的规则") == "这里的规则"


def test_the_library_does_without_opencc():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "shequ_lib").glob("**/[!.]*.py")]
    assert not any(re.search(r"^\s*(from|import) opencc", source, re.MULTILINE) for source in sources)


def test_an_unknown_script_is_refused():
    with pytest.raises(ShequError, match="字体"):
        script.use("latin")


# --- OpenCC and its pitfalls ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在楼道里，三里以内", "在樓道裡，三里以內"),
        ("银杏里街道、宁里社区", "銀杏里街道、寧里社區"),
        ("会后反馈，先斩后奏", "會後反饋，先斬後奏"),
        ("干部干活，若干意见，干净", "幹部幹活，若干意見，乾淨"),
        ("窗台、柜台、工作台账", "窗臺、櫃檯、工作臺賬"),
        ("见面、面积、吃面条", "見面、面積、吃麵條"),
        ("钱和面子", "錢和面子"),
        ("代表大会、手表、表格", "代表大會、手錶、表格"),
        ("不是只有一只桶", "不是只有一隻桶"),
        ("标准、批准、准入", "標準、批准、准入"),
        ("关系、联系、体系", "關係、聯繫、體系"),
        ("双方签字；没有协议可签；便签", "雙方簽字；沒有協議可簽；便籤"),
        ("说明了、写明了", "說明了、寫明了"),
        ("答复、重复、恢复", "答覆、重複、恢復"),
        ("理发、发放", "理髮、發放"),
        ("周末，四周", "週末，四周"),
        ("低于、属于", "低於、屬於"),
        ("在过道里等回音；这只能叫通报会", "在過道裡等回音；這只能叫通報會"),
        ("该它干的；墙上的水还没有干", "該它幹的；牆上的水還沒有乾"),
        ("核对表第一步；租户登记周、退休手续周", "核對表第一步；租戶登記週、退休手續週"),
        ("托他带话，托给别人办", "託他帶話，託給別人辦"),
        ("把图纸一卷；抽完签；彩也剪了；布展", "把圖紙一捲；抽完籤；綵也剪了；佈展"),
        ("ASCII only {{ x }}", "ASCII only {{ x }}"),
    ],
)
def test_words_that_a_single_character_would_get_wrong(text, expected):
    assert convert(text) == expected


# --- the course ---


def test_no_simplified_character_is_left_in_the_course(traditional):
    table = json.loads(script.TABLE.read_text(encoding="utf-8"))
    files = {name: content.decode("utf-8") for name, content in traditional.files().items()}
    assert "data/communities.csv" in files
    for name, text in files.items():
        assert set(text) & set(table["characters"]) == set(), name


def test_the_notebook_says_in_which_script_it_is(simplified, traditional):
    for name, notebook in traditional.notebooks.items():
        assert notebook.metadata["shequ"]["script"] == "hant"
        assert 'script="hant")' in source_of(notebook.cells[0])
        assert "script" not in simplified.notebooks[name].metadata["shequ"]


def test_both_scripts_ask_the_same(both):
    for (spec, _, _), (other, _, _) in both:
        # Options to match stand in the same order, too.
        assert [fold(text) for text in texts_of(spec)] == [fold(text) for text in texts_of(other)]


def test_every_text_of_every_exercise_folds_to_the_same(both):
    for (spec, key, _), _ in both:
        for text in (*texts_of(spec), *texts_of(key)):
            assert fold(convert(text)) == fold(text)


def test_an_answer_in_one_script_is_marked_in_the_other_as_in_its_own(both):
    for (spec, key, answer), (other_spec, other_key, other_answer) in both:
        if spec["kind"] == "essay":
            continue
        if spec["kind"] == "table":
            right, swapped = mark(spec, key, key["expected"]), mark(spec, key, other_key["expected"])
            assert right == swapped
            continue
        for text in (answer, other_answer):
            assert mark_source(spec, key, text).points == spec["points"]
            assert mark_source(other_spec, other_key, text).points == spec["points"]
        for wrong in key.get("wrong", []):
            if spec["kind"] == "order":
                text = literal.write(spec["id"], wrong["answer"])
                here, there = mark_source(spec, key, text), mark_source(other_spec, other_key, text)
                assert [fold(m) for m in here.messages] == [fold(m) for m in there.messages]
                assert here.points == there.points


def test_a_foreseen_wrong_table_is_known_in_either_script():
    tables = [pd.DataFrame({"户数": [1]}), pd.DataFrame({"戶數": [1]})]
    assert len({plain_table.digest(plain_table.plain(table)) for table in tables}) == 1


@pytest.mark.parametrize("typed", ["?", 7, ["?"], {"?": "?"}, "2026-13-01", ["A", "B", "C", "D"], {}])
def test_no_simplified_character_is_left_in_what_marking_says(both, typed):
    table = json.loads(script.TABLE.read_text(encoding="utf-8"))
    script.use("hant")
    for _, (spec, key, _) in both:
        if spec["kind"] != "essay":
            box = result_html(mark(spec, key, typed), hint=True, explain=True)
            assert set(box) & set(table["characters"]) == set(), spec["id"]


def test_a_rulebook_of_its_own_is_traditional_too(tmp_path):
    own = tmp_path / "own.toml"
    shutil.copyfile(ROOT / "shequ_lib" / "rulebooks" / "gongshu-2008.toml", own)
    course = release.build(SAMPLE / "solutions", SAMPLE / "course", rules=own, script="hant")
    text = course.files()[release.OWN_RULEBOOK].decode("utf-8")
    assert "社區居委會" in text
    assert "社区居委会" not in text
    release.write(course, tmp_path)
    plain = pd.read_csv(ROOT / "course" / "data" / "communities.csv")
    expected = community_table.budget_table(plain)
    activities = pd.DataFrame({"功能": coverage.functions()})
    start(str(tmp_path / release.OWN_RULEBOOK), script="hant")
    given_ = community_table.budget_table(plain.rename(columns=convert).map(hant))
    assert list(given_.columns) == [convert(name) for name in expected.columns]
    assert (given_["經費合計"] == expected["经费合计"]).all()
    assert coverage.coverage_table(activities.map(hant)).columns[0] == "功能"
    assert staffing.party_kind("黨支部") == staffing.party_kind("党支部") == "branch"


def test_the_stub_is_untouched_in_either_script():
    course = release.build(SAMPLE / "solutions", SAMPLE / "course", script="hant")
    for cell in answer_cells.answer_cells(course.notebooks["01-sample"]).values():
        assert answer_cells.is_untouched(cell)
        assert re.search("寫在這一格|在這裡寫", cell["source"])
        cell["source"] = literal.TEXT_STUB if "在這裡寫" in cell["source"] else cell["source"]
        assert answer_cells.is_untouched(cell)


# --- the command ---


def test_the_simplified_course_is_not_replaced_by_mistake(tmp_path, capsys):
    solutions = ["release", "--solutions", str(SAMPLE / "solutions"), "--script", "hant"]
    assert main(solutions) == 1
    assert "--output" in capsys.readouterr().err
    assert main([*solutions, "--output", str(ROOT / "course")]) == 1
    folder = tmp_path / "课 程"
    release.write(release.build(SAMPLE / "solutions", SAMPLE / "course"), folder)
    before = (folder / "01-sample.ipynb").read_bytes()
    assert main([*solutions, "--output", str(folder)]) == 1
    assert "--overwrite" in capsys.readouterr().err
    assert (folder / "01-sample.ipynb").read_bytes() == before
    assert main([*solutions, "--output", str(folder), "--overwrite"]) == 0
    assert release.script_of(folder) == "hant"
    assert main([*solutions, "--output", str(folder)]) == 0  # traditional over traditional
    assert main([*solutions, "--output", str(folder), "--check"]) == 0


# --- answers ---


@given(st.data())
def test_script_width_and_spaces_do_not_tell_answers_apart(data):
    item = data.draw(
        st.sampled_from(["居委会（含 3 人）", "公告张贴后", "2007 年口径", "社区党组织", "万元"])
    )
    typed = ""
    for character in item:
        wide = chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character
        typed += data.draw(st.sampled_from([character, convert(character), wide, f"{character} "]))
    assert fold(typed) == fold(item)
    spec = {"id": "m", "kind": "match", "points": 1, "items": [item], "targets": [item, "别的"]}
    assert normalise(spec, {typed: typed}) == {item: item}


@pytest.mark.parametrize(
    ("kind", "rest", "typed", "expected"),
    [
        ("number", {"unit": "元"}, "３萬元", 30000),
        ("number", {"unit": "平方米"}, "350平方米", 350),
        ("date", {}, "２０２６年１２月１２日", "2026-12-12"),
        ("choices", {"options": {"A": "甲", "B": "乙"}}, "Ａ、ｂ", ["A", "B"]),
    ],
)
def test_full_width_answers_of_other_kinds(kind, rest, typed, expected):
    assert normalise({"id": "x", "kind": kind, "points": 1, **rest}, typed) == expected


def match(items, targets):
    return {"id": "m", "kind": "match", "points": 1, "items": items, "targets": targets}


@pytest.mark.parametrize("typed", ["社区居委会", "居民委员会", "社區居民委員會", "居委會", " 居委会 "])
def test_a_usual_synonym_counts_as_the_name(typed):
    assert normalise(match(["甲"], ["居委会", "街道办事处"]), {"甲": typed}) == {"甲": "居委会"}
    assert normalise(match(["甲"], ["社区居民委员会", "工作站"]), {"甲": typed}) == {"甲": "社区居民委员会"}


def test_where_an_exercise_tells_two_synonyms_apart_only_the_exact_text_counts():
    spec = match(["甲"], ["党组织", "社区党组织"])
    assert normalise(spec, {"甲": "社區黨組織"}) == {"甲": "社区党组织"}
    assert normalise(spec, {"甲": "黨組織"}) == {"甲": "党组织"}


def test_other_names_are_no_synonyms():
    with pytest.raises(literal.AnswerError):
        normalise(match(["甲"], ["居委会", "工作站"]), {"甲": "居民会议"})


def test_no_name_has_two_meanings():
    names = [name for line in SYNONYMS for name in line]
    assert len(set(names)) == len(names)
    assert all(fold(name) == name for name in names)
    assert all(same_name(name) == line[0] for line in SYNONYMS for name in line)


def test_a_table_is_right_with_columns_and_cells_in_either_script():
    expected = plain_table.plain(pd.DataFrame({"街镇": ["云栈街道", "晴岚街道"], "户数": [1, 2]}))
    given_ = plain_table.plain(pd.DataFrame({"戶數": [1, 2], "街鎮": ["雲棧街道", "晴嵐街道"]}))
    assert plain_table.share_right(given_, expected) == (1.0, [])
    series = plain_table.plain(pd.Series({"云栈街道": 1, "晴岚街道": 2}))
    other = plain_table.plain(pd.Series({"雲棧街道": 1, "晴嵐街道": 3}))
    assert plain_table.share_right(other, series)[0] == 0.5


# --- what the library shows ---


def test_widgets_are_shown_in_traditional_and_hold_simplified():
    start("gongshu-2008", script="hant")
    dropdown = widgets.Dropdown(options=[("（请选择）", ""), ("听证会", "a")])
    button = widgets.Button(description="检查", tooltip="再试一次")
    assert dropdown.get_state()["_options_labels"] == ("（請選擇）", "聽證會")
    assert button.get_state()["tooltip"] == "再試一次"
    assert button.tooltip == "再试一次"
    assert button.get_state("description") == {"description": "檢查"}
    copied = widgets.HTML("<p>请检查</p><pre>协调的事</pre>").get_state()["value"]
    assert "請檢查" in copied
    assert "协调的事" in copied  # what is to be copied stays as it is


def test_what_a_person_types_is_left_alone():
    start("gongshu-2008", script="hant")
    text = widgets.Textarea(
        "先贴公告，会后反馈。", description="你的回答", placeholder="写在这里，会自动保存"
    )
    assert text.get_state()["value"] == "先贴公告，会后反馈。"
    assert text.get_state()["description"] == "你的回答"
    assert text.get_state()["placeholder"] == "寫在這裡，會自動保存"


def test_the_widgets_of_a_simplified_notebook_stay_simplified():
    start("gongshu-2008", script="hant")
    start("gongshu-2008")
    assert widgets.Button(tooltip="清除这一题的答案").get_state()["tooltip"] == "清除这一题的答案"


OFFERED = {name: getattr(play, name) for name in play.__all__}
NOT_READ = ("_esm", "_css", "_dom_classes")  # a simulator's own script has no text (test_simulators)


def said(value):
    """Every text that widgets hold for the page."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in NOT_READ:
                yield from said(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from said(part)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("name", sorted(OFFERED))
def test_no_simplified_character_is_left_in_a_simulator(name, monkeypatch, tmp_path):
    """As it opens and while it is played, in all that goes to the page by whatever way."""
    monkeypatch.chdir(tmp_path)  # one of them saves itself
    simplified = set(json.loads(script.TABLE.read_text(encoding="utf-8"))["characters"])
    start("gongshu-2008", script="hant")
    module, views, sent = sys.modules[OFFERED[name].__module__], [], []
    monkeypatch.setattr(module, "show", views.append)
    OFFERED[name]()
    (view,) = views

    def look():
        parts = list(shown._parts([view.widget, *vars(view).values()], set()))
        left = {text for part in parts for text in said([part.get_state(), *sent]) if simplified & set(text)}
        assert left == set(), name
        return parts

    parts, chance = look(), random.Random(name)
    for part in parts:
        monkeypatch.setattr(part, "send", lambda content, *_: sent.append(content))
    if isinstance(view, StageView):
        for _ in range(25):
            keys = [button["key"] for button in view.widget.page["moves"]]
            view.press(chance.choice(keys), keys)
            look()
        while view.story.ending is None or view.reading:
            view.press(chance.choice([button["key"] for button in view.widget.page["moves"]]))
        view.press(PAPER)
        assert sent
    else:
        for part in parts:
            if isinstance(part, widgets.Button):
                part.click()
    look()


def test_messages_are_traditional():
    script.use("hant")
    spec = {"id": "n", "kind": "number", "points": 2, "unit": "人"}
    result = mark(spec, {"answer": 5, "wrong": [], "hint": "", "explain": ""}, 7)
    assert "還不對，得 0 / 2 分" in result_html(result, hint=True, explain=True)
    assert "格式檢查通過" in repr(FormatCheck(spec, 5))


def test_an_error_names_a_column_as_it_was_typed():
    script.use("hant")
    assert friendly(KeyError, KeyError("户数")) == "找不到“户数”這一列或這一項：請檢查名稱。"


def test_tables_of_the_library_take_and_give_traditional_text():
    plain = pd.read_csv(ROOT / "course" / "data" / "communities.csv")
    other = plain.rename(columns=convert).map(hant)
    expected = community_table.district_summary(plain)
    script.use("hant")
    summary = community_table.district_summary(other, by="街鎮")
    assert list(summary.columns) == [convert(name) for name in expected.columns]
    assert list(summary["街鎮"]) == [convert(name) for name in expected["街镇"]]
    assert (summary["經費合計"] == expected["经费合计"]).all()
    with pytest.raises(ShequError, match="户数"):
        community_table.staff_table(other.drop(columns="戶數"))


@pytest.mark.pipeline
def test_a_class_in_traditional_script_marks_simplified_answers(tmp_path):
    from grading_helpers import CHAPTER, LINE, hand_in, points_in_gradebook, set_up, solved, submission

    from grading.grade import grade

    def sample(edition):
        return release.build(SAMPLE / "solutions", SAMPLE / "course", edition=edition, script="hant")

    room = tmp_path / "班"
    with script.using("hant"):
        set_up(room, sample("source"))
    answers = solved()
    answers["big-ones"] = convert(answers["big-ones"])  # a program names the columns that are there
    answers["own-words"] = "先贴公告，会后反馈。"
    handed_out = json.loads(sample("class").files()[f"{CHAPTER}.ipynb"])
    hand_in(tmp_path / "作业" / "甲.ipynb", submission(answers, handed_out))
    answers["big-ones"] = f'{convert(LINE)}big_ones = communities[communities["户数"] > 3000]'
    answers["pair-up"] = 'pair_up = {"征求意見": "评议会"}'
    hand_in(tmp_path / "作业" / "乙.ipynb", submission(answers, handed_out))
    grade.run(room, CHAPTER, [tmp_path / "作业"], None)
    right, wrong = points_in_gradebook(room, "甲"), points_in_gradebook(room, "乙")
    spec = {name: spec for name, (spec, _) in read_exercises(sample("source").notebooks[CHAPTER]).items()}
    assert {name: points for name, points in right.items() if points is not None} == {
        name: spec[name]["points"] for name in spec if name != "own-words"
    }
    assert (wrong["big-ones"], wrong["pair-up"]) == (0, 0)
    page = next((room / "feedback" / "甲").rglob("*.html")).read_text(encoding="utf-8")
    assert "答對了" in page
    assert "先贴公告，会后反馈。" in page  # as the trainee wrote it
    other = next((room / "feedback" / "乙").rglob("*.html")).read_text(encoding="utf-8")
    assert "這一列或這一項：請檢查名稱" in other
