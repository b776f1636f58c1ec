"""How much of a chapter can be answered without having read it: what the marks say about learning.

    python -m grading.unread 06                      the questions of chapter 6, without its text
    python -m grading.unread 06 --text               its text with the questions, without answers
    python -m grading.unread 06 --mark ANSWERS.json  the points that a file of answers earns
    python -m grading.unread 06 --draw 7             another draw of its families, with any of the above

One reader gets the questions, another the text, and each writes one JSON object {exercise: answer} for all
chapters that were asked for. An answer is what the answer cell would hold: a letter or a list of letters, a
list in order, {item: target}, a number, a date as 2026-03-01, {field: date}. Essays and lines of pandas are
left out: nobody guesses those.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grading.master import expand
from grading.master.chapter import Chapter, load
from grading.master.editions import class_edition
from grading.master.keys import read_exercises
from grading.release import release
from shequ_lib import rulebook
from shequ_lib.answer_cells import course_metadata, is_unscored, source_of
from shequ_lib.exercises import kinds, literal
from shequ_lib.exercises.score import mark_source

ROOT = Path(__file__).parents[2]
_SAID = frozenset(  # of a spec: stands in its question, or tells nothing
    {"id", "title", "options", "steps", "rubric", "min_chars", "result", "stub", "seed", "feedback"}
)


def questions(notebook: Mapping[str, Any], *, text: bool = False) -> str:
    """Return what a reader gets of a chapter.

    Args:
        notebook: of any edition; no answer and no check of it is shown.
        text: with the text of the chapter, and with essays and lines of pandas.
    """
    return "\n\n".join(_parts(notebook, text)) + "\n"


def _parts(notebook: Mapping[str, Any], text: bool) -> Iterator[str]:
    asked = ""
    for cell in notebook["cells"]:
        ours = course_metadata(cell)
        if is_unscored(cell):
            continue
        role, spec = ours.get("role"), ours.get("spec")
        if role == "question":
            asked = source_of(cell)
        elif role == "form" and isinstance(spec, dict) and (text or kinds.of(spec["kind"]).is_literal):
            facts = {name: part for name, part in spec.items() if name not in _SAID}
            yield f"{asked}\n\n[{spec['id']}] {json.dumps(facts, ensure_ascii=False)}"
        elif text and cell["cell_type"] == "markdown":
            yield source_of(cell)


def drawn(chapter: Chapter, seed: int) -> Chapter:
    """Return a chapter with members of its families that a seed draws; 0 gives the first ones."""
    numbers = {
        name: random.Random(f"{seed}:{name}").randrange(len(members)) if seed else 0
        for name, members in chapter.families.items()
    }
    return chapter.with_members(numbers)


def earned(source: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Return the points that answers earn and could have earned, by exercise, for a source notebook."""
    found = {}
    for name, (spec, key) in read_exercises(dict(source)).items():
        if kinds.of(spec["kind"]).is_literal:
            given = literal.write(name, answers[name]) if name in answers else ""
            result = mark_source(spec, key, given)
            found[name] = (result.points, result.max_points)
    return found


def table(chapters: Mapping[str, Mapping[str, tuple[float, float]]], *, lost: bool = False) -> str:
    """Return the points by chapter as a Markdown table; `lost` names the exercises that cost points."""
    lines = ["| chapter | points | % | right / all |", "|---|---|---|---|"]
    every: list[tuple[float, float]] = []
    for name, marks in [*chapters.items(), ("all", {})]:
        pairs = list(marks.values()) if marks else every
        every = [*every, *pairs] if marks else every
        got, most = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
        right = sum(points == full for points, full in pairs)
        share = f"{100 * got / most:.1f}" if most else "-"
        lines.append(f"| {name} | {got:g} / {most:g} | {share} | {right} / {len(pairs)} |")
    if lost:
        lines += ["", "Lost:"]
        lines += [
            f"- {name}: {points:g} of {full:g}"
            for marks in chapters.values()
            for name, (points, full) in marks.items()
            if points < full
        ]
    return "\n".join(lines)


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("chapters", nargs="+", help="numbers such as 06, or names; several are put together")
    parser.add_argument("--text", action="store_true", help="with the text of the chapters")
    parser.add_argument("--mark", type=Path, metavar="FILE", help="mark a JSON file {exercise: answer}")
    parser.add_argument("--lost", action="store_true", help="with --mark: name what cost points")
    parser.add_argument("--draw", type=int, default=0, metavar="N", help="the numbers and cases of draw N")
    asked = parser.parse_args()
    masters = sorted((ROOT / "solutions").glob("[0-9][0-9]-*.md"))
    unknown = [one for one in asked.chapters if not any(path.stem.startswith(one) for path in masters)]
    if unknown:
        parser.error(f"no chapter is called {', '.join(unknown)}")
    wanted = [path for path in masters if any(path.stem.startswith(one) for one in asked.chapters)]
    rules = rulebook.use(release.OWN_RULES)
    chapters = [load(path, rules, ROOT / "course", members=bool(asked.draw)) for path in wanted]
    sources = {each.name: expand.notebook(drawn(each, asked.draw)) for each in chapters}
    names = list(sources)
    if not asked.mark:
        print("\n".join(questions(class_edition(sources[name]), text=asked.text) for name in names))
        return
    try:
        answers = json.loads(asked.mark.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        parser.error(f"{asked.mark}: {error}")
    if not isinstance(answers, dict):
        parser.error(f"{asked.mark}: not one JSON object")
    marks = {name: earned(sources[name], answers) for name in names}
    strange = sorted(set(answers).difference(*marks.values()))
    if strange:
        print(f"no such exercise: {', '.join(strange)}", file=sys.stderr)
    print(table(marks, lost=asked.lost))


if __name__ == "__main__":
    main()
