"""The brands that a district enters, and the chapter that teaches them: none, a few, or a mistake."""

import json
import shutil
from pathlib import Path

import pytest

from grading.cli import main
from grading.master.brands import FILE, Brand, read_brands
from grading.master.keys import read_exercises
from grading.release import release
from grading.release.release import ReleaseError
from shequ_lib.answer_cells import source_of
from shequ_lib.errors import ShequError
from shequ_lib.exercises.score import mark

ROOT = Path(__file__).parents[2]
CHAPTER = "13-brands"
MASTER = ROOT / "solutions" / f"{CHAPTER}.md"
NAMES, WORK = "brand-ours-names", "brand-ours-work"

# All made up, with what is awkward in TOML, YAML, Python, Jinja and Unicode.
SAMPLES = [
    {
        "name": "试例一：暖灶",
        "what": "给独居老人送午饭: 每天一份",
        "for_whom": "独居老人",
        "since": 2011,
        "source": "某街道 2011 年工作总结",
    },
    {
        "name": "试例二 #夜灯",
        "what": "居民说“走，巡楼去”，每晚两班",
        "for_whom": "全体居民",
        "since": "2012-05",
        "source": "某街道办〔2012〕0号",
    },
    {
        "name": "{{ 试例三 }}",
        "what": "- 放学后看护孩子",
        "for_whom": "小学生",
        "since": "2013",
        "source": 'a "quoted" source & 其他',
    },
    {
        "name": "'试例四𠮷",
        "what": "yes",
        "for_whom": "全体居民",
        "since": "2014-12",
        "source": "某区年报",
    },
    {"name": "null", "what": "每月一次义诊", "for_whom": "~", "since": 2015, "source": "某区年报"},
    {"name": "1e3", "what": "[周末, 修水电]", "for_whom": "租户", "since": 2016, "source": "某区年报"},
    {"name": "试例七", "what": "%晨练", "for_whom": "早起的人", "since": 2017, "source": "某区年报"},
]

COMPLETE = 'name = "甲"\nwhat = "乙"\nfor_whom = "丙"\nsince = 2009\nsource = "丁"\n'


def toml(brands):
    """The file of these brands; a JSON text or number is one in TOML, too."""
    lines = []
    for brand in brands:
        lines += [
            "[[brands]]",
            *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in brand.items()),
        ]
    return "\n".join(lines) + "\n"


def written(folder, text):
    path = folder / FILE
    path.write_text(text, encoding="utf-8")
    return path


# Reading


def test_without_a_file_there_are_no_brands(tmp_path):
    assert read_brands(tmp_path / FILE) == ()


@pytest.mark.parametrize("text", ["", "# 还没有填\n", "brands = []\n"])
def test_a_file_with_nothing_in_it_has_no_brands(tmp_path, text):
    assert read_brands(written(tmp_path, text)) == ()


def test_the_file_of_the_course_has_no_brands():
    assert (ROOT / "solutions" / FILE).is_file()
    assert read_brands(ROOT / "solutions" / FILE) == ()


def test_the_pattern_in_the_file_of_the_course_can_be_filled_in(tmp_path):
    lines = (ROOT / "solutions" / FILE).read_text(encoding="utf-8").splitlines()
    first = lines.index("# [[brands]]")
    pattern = "\n".join(line.removeprefix("# ") for line in lines[first : first + 6])
    (brand,) = read_brands(written(tmp_path, pattern))
    assert brand.since == "2009年"


def test_brands_are_read_in_the_order_of_the_file(tmp_path):
    brands = read_brands(written(tmp_path, toml(SAMPLES)))
    assert [brand.name for brand in brands] == [sample["name"] for sample in SAMPLES]
    assert brands[1] == Brand(
        "试例二 #夜灯", "居民说“走，巡楼去”，每晚两班", "全体居民", "2012年5月", "某街道办〔2012〕0号"
    )


def test_a_byte_order_mark_and_space_around_a_text_do_no_harm(tmp_path):
    (brand,) = read_brands(written(tmp_path, "\ufeff[[brands]]\n" + COMPLETE.replace('"甲"', '" 甲　"')))
    assert brand.name == "甲"


@pytest.mark.parametrize(
    ("since", "shown"),
    [
        ("2009", "2009年"),
        ('"2009"', "2009年"),
        ('"2009-05"', "2009年5月"),
        ("2009-05-01", "2009年5月1日"),
        ("2009-05-01T08:00:00", "2009年5月1日"),
    ],
)
def test_since_is_a_year_a_month_or_a_day(tmp_path, since, shown):
    (brand,) = read_brands(written(tmp_path, "[[brands]]\n" + COMPLETE.replace("2009", since)))
    assert brand.since == shown


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('name = "甲"\n', "", "name（名称）"),
        ("since = 2009\n", "", "since（从什么时候起）"),
        ('source = "丁"\n', "", "source（出处）"),
        ('"甲"', '"　"', "name（名称）"),
        ('"乙"', "3", "what（做什么）"),
        ('"丙"', '["丙"]', "for_whom（为谁）"),
        ('"乙"', '"一行\\n又一行"', "what（做什么）"),
        ('"乙"', '"看不见\u200b的"', "what（做什么）"),
        ('"乙"', '"这|那"', "「|」"),
        ('"丁"', '"<b>"', "source（出处）"),
        ("2009", "true", "since（从什么时候起）"),
        ("2009", "209", "since（从什么时候起）"),
        ("2009", "2009.5", "since（从什么时候起）"),
        ("2009", '"前几年"', "since（从什么时候起）"),
        ("2009", '"2009-13"', "since（从什么时候起）"),
        ('name = "甲"', 'nam = "甲"', "「nam」"),
        ("[[brands]]\n", "[[brand]]\n", "「brand」"),
        ("[[brands]]\n", "[brands]\n", "[[brands]]"),
        ("[[brands]]\n", "brands = [1]\n", "「name」"),
        ('"甲"', "甲", "TOML"),
    ],
)
def test_a_mistake_is_one_line_that_names_file_and_field(tmp_path, old, new, field):
    text = "[[brands]]\n" + COMPLETE
    assert old in text
    with pytest.raises(ShequError) as caught:
        read_brands(written(tmp_path, text.replace(old, new, 1)))
    message = str(caught.value)
    assert FILE in message and field in message and "\n" not in message


def test_the_mistake_of_a_later_brand_is_counted(tmp_path):
    text = toml([SAMPLES[0], {**SAMPLES[1], "what": ""}])
    with pytest.raises(ShequError, match=r"第 2 个品牌的 what"):
        read_brands(written(tmp_path, text))


@pytest.mark.parametrize(("field", "same"), [("name", "试例一: 暖灶"), ("what", SAMPLES[0]["what"])])
def test_two_brands_with_the_same_name_or_work_are_refused(tmp_path, field, same):
    text = toml([*SAMPLES[:2], {**SAMPLES[2], field: same}])
    with pytest.raises(ShequError, match=rf"第 3 个品牌的 {field}.*第 1 个相同"):
        read_brands(written(tmp_path, text))


def test_a_file_that_is_no_utf8_is_refused(tmp_path):
    (tmp_path / FILE).write_bytes(("[[brands]]\n" + COMPLETE).encode("gbk"))
    with pytest.raises(ShequError, match="UTF-8"):
        read_brands(tmp_path / FILE)


def test_a_folder_in_its_place_is_refused(tmp_path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(ShequError, match="打不开"):
        read_brands(tmp_path / FILE)


# The chapter


@pytest.fixture
def solutions(tmp_path):
    """The chapter's master alone, without brands."""
    folder = tmp_path / "母 本"
    folder.mkdir()
    for path in (MASTER, ROOT / "solutions" / "objectives.csv"):
        shutil.copy(path, folder)
    return folder


def build(solutions, brands=(), **options):
    """The chapter built with these brands; it is refused unless it passes all proofs."""
    if brands:
        written(solutions, toml(brands))
    return release.build(solutions, ROOT / "course", partial=True, **options).notebooks[CHAPTER]


def prose(notebook):
    return "\n".join(source_of(cell) for cell in notebook.cells if cell.cell_type == "markdown")


def test_without_brands_the_chapter_says_so_and_asks_nothing_about_them(solutions):
    notebook = build(solutions, edition="source")
    exercises = read_exercises(notebook)
    assert len(exercises) >= 8
    assert not {NAMES, WORK} & set(exercises)
    assert "还没有填报" in prose(notebook)


@pytest.mark.parametrize("many", range(1, len(SAMPLES) + 1))
def test_any_number_of_brands_is_shown_and_asked_about(solutions, many):
    notebook = build(solutions, SAMPLES[:many], edition="source")
    text = prose(notebook)
    for brand in read_brands(solutions / FILE):
        for shown in (brand.name, brand.what, brand.for_whom, brand.since, brand.source):
            assert f"| {shown} |" in text or f"．{shown}**" in text
    assert "还没有填报" not in text

    exercises = read_exercises(notebook)
    spec, key = exercises[NAMES]
    right = [spec["options"][letter] for letter in key["answer"]]
    assert right == [sample["name"] for sample in SAMPLES[:4][:many]]
    assert len(spec["options"]) == len(right) + 3
    assert (WORK in exercises) is (many > 1)
    if many > 1:
        _, key = exercises[WORK]
        assert key["answer"] == {sample["name"]: sample["what"] for sample in SAMPLES[:6][:many]}


def test_brands_only_add_to_the_chapter(solutions):
    before = list(read_exercises(build(solutions, edition="source")))
    after = list(read_exercises(build(solutions, SAMPLES[:3], edition="source")))
    assert [exercise for exercise in after if exercise not in {NAMES, WORK}] == before


def test_a_brand_taken_for_another_gets_a_message_that_names_both(solutions):
    spec, key = read_exercises(build(solutions, SAMPLES[:3], edition="source"))[WORK]
    first, second = SAMPLES[0], SAMPLES[1]
    result = mark(spec, key, {first["name"]: second["what"]})
    assert result.points == 0
    assert first["name"] in result.messages[0] and second["name"] in result.messages[0]


def test_a_brand_with_the_name_of_a_distractor_takes_its_place(solutions):
    brands = [{**SAMPLES[0], "name": "治安良好"}, SAMPLES[1]]
    spec, key = read_exercises(build(solutions, brands, edition="source"))[NAMES]
    assert list(spec["options"].values()).count("治安良好") == 1
    assert "治安良好" in [spec["options"][letter] for letter in key["answer"]]


@pytest.mark.parametrize("edition", ["class", "self-study"])
def test_both_editions_show_the_brands(solutions, edition):
    assert SAMPLES[0]["name"] in prose(build(solutions, SAMPLES[:4], edition=edition))


def test_a_mistake_in_the_file_stops_the_release_with_one_line(solutions, tmp_path, capsys):
    written(solutions, "[[brands]]\n" + COMPLETE.replace("2009", "209"))
    with pytest.raises(ShequError) as caught:
        build(solutions)
    assert not isinstance(caught.value, ReleaseError)
    assert (
        main(["release", "--partial", "--solutions", str(solutions), "--output", str(tmp_path / "out")]) == 1
    )
    error = capsys.readouterr().err
    assert "since" in error and error.count("\n") == 1
    assert not (tmp_path / "out").exists()
