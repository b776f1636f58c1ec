"""The lint of items: each rule at its boundary, the exceptions, the list of what is known, the release."""

from pathlib import Path

import pytest

from grading.cli import main
from grading.master import item_lint
from grading.master.chapter import Chapter, Part
from grading.master.exercise import Exercise
from grading.master.item_lint import known
from grading.master.item_lint.finding import ALL
from grading.release import release
from shequ_lib import rulebook

RULES = rulebook.load("gongshu-2008")
LETTERS = "ABCDEFGH"


def exercise(name, kind, question, answer, *, title="题", lint=None, **spec):
    key = {"answer": answer, "options": dict.fromkeys(spec.get("options", ()), "")}
    spec = {"id": name, "kind": kind, "title": title, "points": 2, **spec}
    return Exercise(name, 7, ("1.1",), spec, key, question, "", "", (), "", lint or {})


def choice(right, wrong, question="怎样回答？", name="one", **more):
    """A choice of one or of several; what is right stands first."""
    several = isinstance(right, list)
    texts = [*(right if several else [right]), *wrong]
    answer = list(LETTERS[: len(right)]) if several else "A"
    options = dict(zip(LETTERS, texts, strict=False))
    return exercise(name, "choices" if several else "choice", question, answer, options=options, **more)


def order(*items):
    return exercise("o", "order", "排一排", list(items), items=list(items))


def match(items, spare=(), name="pairs"):
    targets = [*dict.fromkeys(items.values()), *spare]
    return exercise(name, "match", "各配哪一个？", items, items=list(items), targets=targets)


def chapter(*parts, name="01-one"):
    made = tuple(
        Part("exercise", 7, exercise=part) if isinstance(part, Exercise) else Part("text", 1, part)
        for part in parts
    )
    return Chapter(Path(f"{name}.md"), name, int(name[:2]), {}, made, RULES)


def broken(*parts):
    """The rules that the exercises of one chapter break, each for itself."""
    found, faults = item_lint.look([chapter(*parts)])
    assert faults == []
    return {each.rule for each in found if each.exercise != ALL}


def found_in(*parts, by=""):
    return [each for each in item_lint.look([chapter(*parts)])[0] if not by or each.rule == by]


# --- the options of one exercise ---


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("六个字的答案", ["四个字的", "四个字啊", "三个字"], {"longest"}),
        ("五个字答案", ["四个字的", "四个字啊", "三个字"], set()),
        ("六个字的答案", ["四个字的", "六个字的干扰", "三个字"], set()),
        ("二字", ["四个字的", "四个字啊", "五个字答案"], {"shortest"}),
        ("三个字", ["四个字的", "四个字啊", "五个字答案"], set()),
        ("120 平米", ["四字左右", "四个字啊", "五个字答案"], set()),  # figures are half as wide
        (["六个字的答案", "六个字的结果"], ["四个字的", "三个字"], {"longest"}),
        (["六个字的答案", "五个字答案"], ["四个字的", "三个字"], set()),
    ],
)
def test_the_length_of_the_key(right, wrong, expected):
    question = "怎样回答？（多选）" if isinstance(right, list) else "怎样回答？"
    assert broken(choice(right, wrong, question)) == expected


def test_a_key_may_be_the_longest_by_little_but_not_in_most_of_the_course():
    longest = [choice("五个字答案", ["四个字的", "四个字啊", "三个字"], name=f"l{n}") for n in range(2)]
    even = [choice("四个字答", ["四个字的", "四个字啊", "三个字"], name=f"e{n}") for n in range(3)]
    assert [each.chapter for each in found_in(*longest, *even[:2], by="longest")] == ["course"]
    assert found_in(*longest, even[0], by="longest") == []  # too few to tell
    assert found_in(*longest, *even, by="longest") == []


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("可以来办", ["一律不办", "改天来办", "请去街道"], True),
        ("只能来办", ["改天再办", "改天来办", "请去街道"], True),
        ("只能来办", ["一律不办", "改天来办", "请去街道"], False),
        ("可以来办", ["带证来办", "改天来办", "请去街道"], False),
        ("可以来办", ["只要带证", "管不管呢", "不一定办"], False),  # these words are no absolutes
    ],
)
def test_absolute_words_stand_on_both_sides_or_on_none(right, wrong, expected):
    assert ("absolute" in broken(choice(right, wrong))) is expected


# --- the stem ---


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("下面哪一项不属于它的职能？", True),
        ("下面哪一项**不属于**它的职能？", False),
        ("下面哪一句是错误的？", True),
        ("他没有带证件。应该怎样回答？", False),  # what happened, not what is asked
        ("他没有带证件，这样的事归哪一家？", True),
        ("她问是不是可以办，哪一句回答得准？", False),
        ("人数不超过二十，定在哪一天？", False),
    ],
)
def test_a_negative_question_is_in_bold(question, expected):
    options = ("甲乙丙", ["子丑寅", "卯辰巳", "午未申"])
    assert ("negation" in broken(choice(*options, question))) is expected


@pytest.mark.parametrize(
    ("right", "question", "title", "expected"),
    [
        (["甲乙"], "哪几样对？", "题", True),
        (["甲乙"], "哪几样对？（多选）", "题", False),
        (["甲乙"], "哪几样对？", "题（多选）", False),
        ("甲乙", "哪一样对？", "题", False),
        ("甲乙", "哪一样对？（多选）", "题", True),
    ],
)
def test_a_question_says_that_several_may_be_right(right, question, title, expected):
    assert ("several" in broken(choice(right, ["子丑", "寅卯"], question, title=title))) is expected


# --- words that lead to the key ---

BUSY = "他看山脚、爬山脚，说文件、改文件、念文件。"  # words show themselves by their different neighbours


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("先看文件再办", ["先问邻居再办", "先问街道再办", "先问物业再办"], True),
        ("先看文件再办", ["先按文件去问", "先问街道再办", "先问物业再办"], False),  # the word stands in both
        ("先看文件再办", ["先到山脚再办", "先问街道再办", "先问物业再办"], False),  # a distractor has its own
        ("先看通知再办", ["先问邻居再办", "先问街道再办", "先问物业再办"], False),
    ],
)
def test_a_rare_word_of_the_stem_leads_to_the_key(right, wrong, expected):
    asked = choice(right, wrong, "山脚的人带来文件，怎样办？")
    assert ("echo" in broken(BUSY, asked)) is expected


def test_a_word_that_many_exercises_have_leads_nowhere():
    def asked(number):
        wrong = ["先问邻居再办", "先问街道再办", "先问物业再办"]
        return choice("先看文件再办", wrong, "带来文件，怎样办？", f"e{number}")

    assert len(found_in(BUSY, *map(asked, range(5)), by="echo")) == 5
    assert found_in(BUSY, *map(asked, range(6)), by="echo") == []


def test_a_cut_across_two_words_is_no_word():
    wrong = ["先问邻居再办", "先问街道再办", "先问物业再办"]
    asked = choice("公共服务站先办", wrong, "公共服务站怎样办？")
    assert "务站" not in "".join(str(each) for each in found_in("公共服务站。公共服务站。", asked))


def test_a_match_whose_items_name_their_targets():
    text = "法律、讲法律、法律课。食堂、办食堂、食堂饭。体育、搞体育、体育课。"
    items = {"请人来讲法律": "法律类", "新开一家食堂": "食堂类", "楼上漏水": "体育类", "楼下停车": "体育类"}
    assert "echo" not in broken(text, match(items))
    assert "echo" in broken(text, match({**items, "楼下停车": "法律类", "办一场体育会": "体育类"}))


def test_a_match_is_not_solved_by_elimination():
    items = {"甲事": "子", "乙事": "丑", "丙事": "寅"}
    assert "one-to-one" in broken(match(items))
    assert "one-to-one" not in broken(match(items, spare=["卯"]))
    assert "one-to-one" not in broken(match({**items, "丁事": "子"}))


# --- the answer elsewhere ---


@pytest.mark.parametrize(
    ("asked", "printed", "expected"),
    [
        (choice("公共服务站", ["党员活动室", "居民议事厅"]), "请人到公共服务站来。", True),
        (
            choice("公共服务站", ["党员活动室", "居民议事厅"]),
            "**公共、服务站**",
            True,
        ),  # signs do not hide it
        (choice("公共服务站", ["党员活动室", "居民议事厅"]), "公共服务站、党员活动室", False),
        (choice("服务", ["党员活动室", "居民议事厅"]), "他来服务。", False),  # too short to tell
        (choice(["恳谈会", "听证会"], ["茶话会", "运动会"], "？（多选）"), "开恳谈会、听证会", True),
        (choice(["恳谈会", "听证会"], ["茶话会", "运动会"], "？（多选）"), "开恳谈会", False),
        (choice(["恳谈会", "听证会"], ["茶话会", "运动会"], "？（多选）"), "开茶话会、运动会", True),
        (match({"灭蚊": "环境", "义诊": "卫生"}, ["治安"]), "灭蚊归环境，义诊归卫生。", True),
        (match({"灭蚊": "环境", "义诊": "卫生"}, ["治安"]), "灭蚊归环境，别的再说。", False),
        (order("贴公告", "开会", "反馈"), "先贴公告，再开会，最后反馈。", True),
        (order("贴公告", "开会", "反馈"), "反馈、开会、贴公告", False),
        (exercise("n", "number", "多少？", 294, unit="平方米"), "要 294 平方米。", True),
        (exercise("n", "number", "多少？", 294, unit="平方米"), "要 1294 平方米。", False),
        (exercise("n", "number", "多少？", 3, unit="项"), "有 3 项。", False),  # small figures stand anywhere
        (exercise("d", "date", "哪天？", "2026-03-01"), "定在2026年3月1日。", True),
        (exercise("d", "date", "哪天？", "2026-03-01"), "定在2026年3月11日。", False),
    ],
)
def test_an_answer_that_another_exercise_or_the_table_above_prints(asked, printed, expected):
    assert ("elsewhere" in broken(asked, exercise("other", "essay", printed, ""))) is expected
    assert "elsewhere" not in broken(asked, printed)  # a text teaches
    assert ("table" in broken(f"## 一\n\n| 问 | 答 |\n|---|---|\n| 甲 | {printed} |", asked)) is expected
    assert "table" not in broken(f"## 一\n\n| 甲 | {printed} |", "## 二\n\n另一节。", asked)
    assert "table" not in broken(asked, f"| 甲 | {printed} |")


def test_a_match_that_repeats_half_of_the_rows_above():
    rows = "## 一\n\n| 环境 | 灭蚊、清垃圾 |\n| 卫生 | 义诊、量血压 |\n| 治安 | 巡逻 |"
    items = {"请人清垃圾": "环境", "给老人量血压": "卫生", "夜里转一圈": "治安", "劝架": "治安"}
    assert "table" in broken(rows, match(items))
    assert "table" not in broken(rows, match({**items, "看门": "治安"}))


# --- the chapter and the course ---


def several(right, options, name):
    texts = [f"{name}{place}" for place in range(options)]
    return choice(texts[:right], texts[right:], "？（多选）", name)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([(2, 5), (3, 6)], ["01-one", "course"]),
        ([(3, 5), (4, 7)], ["01-one", "course"]),
        ([(2, 5), (1, 5)], []),
        ([(2, 5), (4, 6)], []),
        ([(2, 5), (2, 5), (4, 5)], ["course"]),
        ([(1, 5), (4, 5)], []),
    ],
)
def test_how_many_are_right_varies(shares, expected):
    exercises = [several(*share, f"e{place}") for place, share in enumerate(shares)]
    assert [each.chapter for each in found_in(*exercises, by="rights")] == expected


def single(letter, name):
    options = {each: f"{name}{each}" for each in "ABCD"}
    return exercise(name, "choice", "哪一个？", letter, options=options)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("AAAB", ["01-one", "course"]),
        ("AABC", ["course"]),
        ("AABCD", []),
        ("ABCD", []),
    ],
)
def test_the_places_of_the_keys_do_not_cluster(keys, expected):
    exercises = [single(letter, f"e{place}") for place, letter in enumerate(keys)]
    assert [each.chapter for each in found_in(*exercises, by="place")] == expected


# --- exceptions and what is known ---

LONG = ("六个字的答案", ["四个字的", "六个字的", "三个字"])


def test_an_exception_counts_and_must_be_needed():
    stem = "哪一项不属于它？"
    excepted = choice(*LONG, stem, lint={"negation": "法律原话"})
    assert broken(excepted) == {"longest"}
    needless = choice(*LONG, "怎样？", lint={"negation": "法律原话", "lengthy": "不知道"})
    _, faults = item_lint.look([chapter(needless)])
    assert [fault.partition("; ")[0] for fault in faults] == [
        "01-one.md:7 [one]: lint: negation has nothing to except",
        "01-one.md:7 [one]: lint: lengthy is no rule",
    ]


def test_what_is_known_may_only_shrink():
    found = [each for each in found_in(choice(*LONG, "哪一项不属于它？")) if each.rule == "negation"]
    listed = {"01-one": {"one": ["negation"]}}
    assert known.faults(found, listed) == []
    [new] = known.faults(found, {})
    assert new.startswith("01-one.md:7 [one]: negation: ") and "in bold" in new
    [gone] = known.faults([], listed)
    assert gone == 'known_items.toml [01-one] one: "negation" is no longer found; delete it from the list'


@pytest.mark.parametrize("text", ["[01-one]\none = 'longest'\n", "one = 3\n", "[01-one\n"])
def test_a_list_that_cannot_be_read_is_refused(tmp_path, text):
    (tmp_path / known.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(release.ReleaseError, match=known.FILE):
        release.prove_items(release.Course((), {}, {}, {}), tmp_path)


# --- the release ---

SAMPLE = Path(__file__).parents[1] / "data" / "sample" / "solutions"
SAMPLE_BREAKS = {"which-ones": "several"}


def test_the_release_refuses_what_is_not_listed_and_counts_what_is(tmp_path, capsys):
    solutions, out = tmp_path / "母 本", tmp_path / "out"
    solutions.mkdir()
    for file in SAMPLE.iterdir():
        (solutions / file.name).write_bytes(file.read_bytes())
    asked = ["release", "--solutions", str(solutions), "--output", str(out)]
    assert main(asked) == 1
    refused = capsys.readouterr().err
    assert "01-sample.md:" in refused and "[which-ones]: several: write （多选）" in refused
    assert not out.exists()

    lines = ["[01-sample]", *(f'{name} = ["{rule}"]' for name, rule in SAMPLE_BREAKS.items())]
    (solutions / known.FILE).write_text("\n".join(lines), encoding="utf-8")
    assert main([*asked, "--items"]) == 0
    assert "| 01-sample | " in capsys.readouterr().out and not out.exists()
    assert main(asked) == 0

    (solutions / known.FILE).write_text("\n".join([*lines, 'in-order = ["table"]']), encoding="utf-8")
    assert main(asked) == 1
    assert 'in-order: "table" is no longer found; delete it from the list' in capsys.readouterr().err
    assert main([*asked, "--rulebook", "national-2026"]) == 0  # the items are written by the material's rules
    assert main([*asked, "--items", "--rulebook", "national-2026"]) == 1
    assert "--items" in capsys.readouterr().err
