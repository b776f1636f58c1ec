"""The release: masters become notebooks, and a master that is not right is refused with its place named."""

import json
import shutil
from pathlib import Path

import pytest
import whole_course

from grading.master import item_lint, keys
from grading.release import release
from grading.release.release import ReleaseError
from shequ_lib.answer_cells import answer_cells, read_answers
from shequ_lib.exercises.score import mark_source

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parents[1] / "data" / "sample"
KINDS = ["choice", "choices", "order", "match", "number", "date", "schedule", "table", "essay"]


@pytest.fixture
def sample(tmp_path):
    """A copy of the sample masters that a test may break."""
    return Path(shutil.copytree(SAMPLE / "solutions", tmp_path / "母 本"))


def build(solutions, **options):
    return release.build(solutions, SAMPLE / "course", **options)


def edited(sample, old, new):
    master = sample / "01-sample.md"
    text = master.read_text(encoding="utf-8")
    assert old in text
    master.write_text(text.replace(old, new, 1), encoding="utf-8")
    return sample


def refusal(sample, old, new):
    with pytest.raises(ReleaseError) as caught:
        build(edited(sample, old, new))
    return "\n".join(caught.value.faults)


def test_every_kind_becomes_its_cells(sample):
    notebook = build(sample).notebooks["01-sample"]
    roles = [cell.metadata["shequ"].get("role") for cell in notebook.cells]
    assert [
        c.metadata["shequ"]["kind"] for c in notebook.cells if c.metadata["shequ"]["role"] == "question"
    ] == KINDS
    assert (roles.count("answer"), roles.count("form"), roles.count("check")) == (9, 9, 8)
    assert roles[0] == "setup"
    assert {"text", "play", "law"} <= set(roles)


def test_only_answer_cells_may_be_edited(sample):
    for cell in build(sample).notebooks["01-sample"].cells:
        is_answer = cell.metadata["shequ"]["role"] == "answer"
        assert cell.metadata.get("editable", True) is is_answer
        assert cell.metadata["deletable"] is False


def test_class_edition_hides_what_the_self_study_edition_keeps(sample):
    handed_out = json.dumps(build(sample).notebooks["01-sample"], ensure_ascii=False)
    kept = json.dumps(build(sample, edition="self-study").notebooks["01-sample"], ensure_ascii=False)
    for secret in ("只早了两天", "会议当日不算", "前三后十五", "HIDDEN"):
        assert secret not in handed_out
        assert secret in kept
    for secret in ("2026-12-12", "SOLUTION", "先贴公告,再把", "会后把结果记下来", "结果只留在本子里"):
        assert secret not in handed_out


def test_the_source_notebook_gives_its_exercises_back(sample):
    source = build(sample, edition="source").notebooks["01-sample"]
    exercises = keys.read_exercises(source)
    assert [spec["kind"] for spec, _ in exercises.values()] == KINDS
    spec, key = exercises["notice-date"]
    assert mark_source(spec, key, read_answers(source)["notice-date"]).points == 2


def test_the_stub_noted_in_an_answer_cell_is_its_source(sample):
    for cell in answer_cells(build(sample).notebooks["01-sample"]).values():
        assert cell["source"] == cell["metadata"]["shequ"]["stub"]


def test_an_objective_whose_chapter_has_no_master_is_refused(sample):
    with (sample / "objectives.csv").open("a", encoding="utf-8") as file:
        file.write("2.1,2,figure,没人讲的目标\n")
    with pytest.raises(ReleaseError) as caught:
        build(sample)
    assert "no master teaches chapter 2" in "\n".join(caught.value.faults)


def test_two_releases_are_the_same_to_the_byte(sample):
    assert build(sample).files() == build(sample).files()


def test_write_then_check_then_a_stale_notebook(sample, tmp_path):
    course = build(sample)
    folder = tmp_path / "course"
    assert release.write(course, folder) == ["01-sample.ipynb", "data/communities.csv"]
    assert release.differences(course, folder) == []
    (folder / "02-gone.ipynb").write_text("{}", encoding="utf-8")
    (folder / "01-sample.ipynb").write_text("{}", encoding="utf-8")
    assert release.differences(course, folder) == ["01-sample.ipynb", "02-gone.ipynb"]
    release.write(course, folder)
    assert release.differences(course, folder) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  - text: 会上\n", "  - text: 会前 \n", "duplicate"),
        ('  - answer: "{{ staff - 1 }}"', '  - answer: "{{ staff }}"', "earns full marks"),
        ("why: 只早了两天。", "why: 会议当天才贴。", "share one why"),
        ("  - answer: 0\n    why: 总要有人。\n", "", "only 2 wrong answers"),
        ("  - text: 会上\n    why: 会上才说,没到会的人并不知道。\n", "", "only 2 wrong answers"),
        (
            'big_ones = communities[communities["户数"] > 3000]',
            'big_ones = communities[communities["户数"] >= 2001]',
            "gives the right result",
        ),
        ("公告什么时候贴?", "公告什么时候贴?想一想公告的用处。", "shows what is hidden"),
        ("objectives: [1.2]", "objectives: [1.3]", "no objective 1.3"),
        ("teaches: 1.1, 1.2", "teaches: 1.1", "taught in no section"),
        ("kind: date", "kind: dates", "unknown"),
        ("points: 2", "points: two", "whole number"),
        ("hint: 看下限。\n", "", "missing hint"),
        ("```{exercise} pair-up", "```{exercise} in-order", "stands twice"),
        ("```{exercise} pair-up", "```{exercice} pair-up", "unknown directive"),
        ("{{ staff }} 人。会议", "{{ stuff }} 人。会议", "cannot be rendered"),
        ("      2: 说到会前贴公告", "      3: 说到会前贴公告", "must add up to 4"),
        ("      1: 只说到记下结果\n", "", "levels: give 3"),
        ("      1: 只说到记下结果", "      2.5: 只说到记下结果", "levels: give 3"),
        ("      1: 只说到记下结果", "      5: 只说到记下结果", "each further one has fewer points"),
        ("  points: [2, 1]", "  points: [2, 2]", "earns some of the points, not all"),
        ("  points: [2, 1]", "  points: [2]", "one level of each criterion"),
        ("  why: 结果只留在本子里,居民看不到。\n", "", "middle: give points"),
        ("    why: 居民不在这个群里,看不到。\n", "", "needs text and why"),
        (
            "objectives: [1.1]\nhint: 有两个",
            "objectives: [1.1]\nlint: {longest: }\nhint: 有两个",
            "gives a reason",
        ),
        (
            "objectives: [1.1]\nhint: 有两个",
            "objectives: [1.1]\nlint: [longest]\nhint: 有两个",
            "gives a reason",
        ),
        ("order: [2, 1, 3, 4]", "order: [2, 1, 3]", "each place once"),
        ("answer: 协调会\n    why: 协调会是", "answer: 听证会\n    why: 协调会是", "refused"),
        ("title: 样章\n", "", "needs a title"),
    ],
)
def test_a_faulty_master_is_refused_by_name_and_line(sample, old, new, expected):
    fault = refusal(sample, old, new)
    assert expected in fault
    assert fault.startswith("01-sample.md:")


@pytest.mark.parametrize("right", [1, 2, 3, 4, 5])
def test_of_several_options_one_to_all_may_be_right(sample, right):
    master = sample / "01-sample.md"
    before, _, rest = master.read_text(encoding="utf-8").partition("kind: choices")
    block, end, after = rest.partition("---\n")
    options = block.replace("    right: true\n", "").split("  - text: ")
    marked = [option.replace("    why:", "    right: true\n    why:") for option in options[1 : right + 1]]
    block = "  - text: ".join([options[0], *marked, *options[right + 1 :]])
    master.write_text(f"{before}kind: choices{block}{end}{after}", encoding="utf-8")
    if right == 5:
        with pytest.raises(ReleaseError, match="at least one wrong one"):
            build(sample)
    else:
        assert len(build(sample, edition="source").chapters[0].exercises[1].key["answer"]) == right


def test_a_refusal_names_the_line_of_its_exercise(sample):
    lines = (sample / "01-sample.md").read_text(encoding="utf-8").splitlines()
    line = lines.index("```{exercise} notice-date") + 2
    assert refusal(sample, "why: 只早了两天。", "why: 会议当天才贴。").startswith(
        f"01-sample.md:{line} [notice-date]"
    )


def test_a_name_that_jinja_does_not_know_is_placed_on_its_line(sample):
    lines = (sample / "01-sample.md").read_text(encoding="utf-8").splitlines()
    line = next(i for i, text in enumerate(lines, 1) if "会议定在" in text)
    assert refusal(sample, "{{ staff }} 人。会议", "{{ stuff }} 人。会议").startswith(f"01-sample.md:{line}:")


def test_an_id_used_in_two_chapters_is_refused(sample):
    shutil.copyfile(sample / "01-sample.md", sample / "02-other.md")
    with pytest.raises(ReleaseError) as caught:
        build(sample)
    assert any("02-other.md" in fault and "taken by 01-sample.md" in fault for fault in caught.value.faults)


def test_one_chapter_is_made_as_in_the_whole_course(tmp_path):
    whole = whole_course.built()
    made = release.build(whole_course.ROOT / "solutions", whole_course.ROOT / "course", only="07")
    release.write(whole, tmp_path)
    assert release.write(made, tmp_path) == []  # with its way on to the chapters around it
    (tmp_path / "07-importance.ipynb").write_bytes(b"")
    (tmp_path / "08-principles.ipynb").write_bytes(b"")
    assert release.write(made, tmp_path) == ["07-importance.ipynb"]
    assert (tmp_path / "08-principles.ipynb").read_bytes() == b""


@pytest.mark.parametrize("said", ["99", "0"])
def test_one_chapter_has_to_be_named(sample, said):
    shutil.copy(sample / "01-sample.md", sample / "02-sample.md")
    with pytest.raises(ReleaseError, match=f"--chapter {said}: (0|2) masters"):
        build(sample, only=said)


def test_one_chapter_is_held_to_the_rules_of_items(sample):
    found, _ = item_lint.look(build(sample, only="01").chapters, whole=False)
    known = "\n".join(f'{name} = ["{rule}"]' for name, rule in sorted({(e.exercise, e.rule) for e in found}))
    (sample / "known_items.toml").write_text(f'["01-sample"]\n{known}\n', encoding="utf-8")
    assert release.prove_items(build(sample, only="01"), sample)
    edited(sample, "text: 会前", "text: 会议以前好几天就贴到门口")
    with pytest.raises(ReleaseError, match="longest"):
        release.prove_items(build(sample, only="01"), sample)
