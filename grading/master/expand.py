"""Expand a chapter into the source notebook of nbgrader: answers and hidden checks included."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pprint import pformat
from typing import Any, cast

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from grading.marking import corrections
from grading.master.chapter import Chapter, Part
from grading.master.exercise import Exercise
from shequ_lib.exercises.kinds.essay import EssayKey, Samples
from shequ_lib.exercises.literal import variable
from shequ_lib.script import HANS, localise, localise_all, using

WIDTH = 100
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_NOTES = {"gift": corrections.told(corrections.GIFT), "void": corrections.told(corrections.VOID)}


def notebook(chapter: Chapter, *, feedback: bool = False, rulebook: str | None = None) -> NotebookNode:
    """Return the source notebook of a chapter, in the script of the chapter.

    Args:
        chapter: the chapter.
        feedback: True for the self-study edition, whose forms check on demand.
        rulebook: what `start` loads; the chapter's own rulebook by default.
    """
    rulebook = rulebook or chapter.rules.name
    script = "" if chapter.script == HANS else f', script="{chapter.script}"'
    start = f'import shequ_lib.notebook\n\nshequ_lib.notebook.start(rulebook="{rulebook}"{script})'
    cells = [_own(_code(start), "setup", f"{chapter.name}-setup")]
    for place, (part, label, level) in enumerate(_labelled(chapter, feedback=feedback)):
        if part.exercise is not None:
            if part.exercise.is_unscored:
                cells += unscored_cells(part.exercise, level)
            else:
                cells += exercise_cells(part.exercise, label, level, feedback=feedback)
        elif _stands(part, feedback=feedback):
            cells.append(_plain_cell(part, f"{chapter.name}-{place}"))
    _speak(cells, chapter.script)
    exercises = chapter.exercises
    release = hashlib.sha256(repr([cell["source"] for cell in cells]).encode("utf-8")).hexdigest()[:12]
    return new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "shequ": {
                "chapter": chapter.name,
                "title": chapter.front["title"],
                "edition": "self-study" if feedback else "class",
                "rulebook": chapter.rules.name,
                **({} if chapter.script == HANS else {"script": chapter.script}),
                "points": sum(each.spec["points"] for each in exercises if each.settled != "void"),
                "exercises": len(exercises),
                "release": release,
            },
        },
    )


def bank(chapter: Chapter, *, feedback: bool = False) -> dict[str, list[list[NotebookNode]]]:
    """Return the cells of each member of each family, as they stand in the source notebook.

    Args:
        chapter: the chapter, with all members drawn (`load(..., members=True)`).
        feedback: as in `notebook`.

    Returns:
        For each family, by the id of its exercise in reading order, one list of cells for each member.
        Those of member 0 are in `notebook(chapter)`; with others in their place it is another trainee's.
    """
    found: dict[str, list[list[NotebookNode]]] = {}
    for part, label, level in _labelled(chapter, feedback=feedback):
        for member in part.members:
            cells = exercise_cells(member.exercise, label, level, feedback=feedback)
            _speak(cells, chapter.script)
            found.setdefault(member.exercise.id, []).append(cells)
    return found


def _labelled(chapter: Chapter, *, feedback: bool) -> Iterator[tuple[Part, str, int]]:
    """Yield each part with what an exercise is called there, and the level of its heading."""
    number = 0
    level = 1  # of the heading that a part stands below
    for part in chapter.parts:
        number += part.exercise is not None and not part.exercise.is_unscored
        yield part, f"{chapter.number}-{number}", level + 1
        if part.kind == "text" and _stands(part, feedback=feedback):
            level = len(headings[-1]) if (headings := _HEADING.findall(part.text)) else level


def _stands(part: Part, *, feedback: bool) -> bool:
    """Tell whether a part stands in an edition."""
    return dict(part.options).get("edition") in (None, "self-study" if feedback else "class")


def _speak(cells: list[NotebookNode], script: str) -> None:
    """Bring the words around what the master says into a script."""
    with using(script):
        for cell in cells:
            cell["source"] = localise(cell["source"])
            for name in {"stub", "spec"} & set(cell.metadata["shequ"]):
                cell.metadata["shequ"][name] = _localised(cell.metadata["shequ"][name])


def exercise_cells(exercise: Exercise, number: str, level: int, *, feedback: bool) -> list[NotebookNode]:
    """Return the cells of one exercise: question, answer, form, and (unless a person marks it) check.

    Args:
        exercise: the exercise.
        number: what it is called in the chapter.
        level: that of its heading.
        feedback: whether its form checks on demand.
    """
    name = variable(exercise.id)
    spec, form = _form(exercise, feedback=feedback)
    samples = None if feedback else cast(EssayKey, exercise.key).get("samples")
    cells = [
        _graded(
            _markdown(_question(exercise, number, level)),
            exercise,
            "question",
            "-question",
            locked=True,
        ),
        _answer_cell(exercise, samples),
        _graded(_code(form), exercise, "form", "-form", locked=True),
    ]
    cells[0].metadata["shequ"]["objectives"] = list(exercise.objectives)
    cells[2].metadata["shequ"]["spec"] = spec  # the page draws the form from it
    if exercise.settled:  # here, for an essay has no key
        cells[0].metadata["shequ"][exercise.settled] = True
    if not exercise.answering.is_by_hand:
        check = (
            f'from shequ_lib.notebook import check, grade\n\ncheck("{exercise.id}", {name})\n'
            f'### BEGIN HIDDEN TESTS\ngrade("{exercise.id}", {name},\n{_literal(exercise.key)},\n)\n'
            "### END HIDDEN TESTS"
        )
        points = exercise.spec["points"]
        cells.append(_graded(_code(check), exercise, "check", "", locked=True, points=points))
    return cells


def unscored_cells(exercise: Exercise, level: int) -> list[NotebookNode]:
    """Return the cells of an exercise for practice alone, the same in all editions.

    nbgrader knows none of them, and their `unscored` keeps them out of all that counts answers. The form
    always checks on demand: nothing is marked, so the key may be handed out. It has no number, so that those
    that are marked keep theirs.

    Args:
        exercise: the exercise.
        level: that of its heading.
    """
    name = variable(exercise.id)
    spec, form = _form(exercise, feedback=True)
    key = _literal(exercise.key)
    check = f'from shequ_lib.notebook import grade\n\ngrade("{exercise.id}", {name},\n{key},\n)'
    texts = {
        "question": _markdown(_asked(exercise, f"{'#' * level} 练一练 · {exercise.spec['title']}（不计分）")),
        "answer": _code(exercise.stub_source),
        "form": _code(form),
        "check": _code(check),
    }
    cells = []
    for role, cell in texts.items():
        _own(cell, role, f"{exercise.id}-{role}", exercise=exercise.id, kind=exercise.kind, unscored=True)
        cells.append(cell)
    cells[1].metadata["editable"] = True
    cells[1].metadata["shequ"]["stub"] = exercise.stub_source
    cells[2].metadata["shequ"]["spec"] = spec
    return cells


def _form(exercise: Exercise, *, feedback: bool) -> tuple[dict[str, object], str]:
    """Return what the page draws the form of an exercise from, and the text of its cell."""
    spec: dict[str, object] = {**exercise.spec, "feedback": feedback}
    if feedback and (samples := cast(EssayKey, exercise.key).get("samples")):
        spec["samples"] = samples
    # Only the page draws a board, and shows samples.
    asked = {name: part for name, part in spec.items() if name not in ("board", "samples")}
    return spec, f"from shequ_lib.notebook import ask\n\nask(\n{_literal(asked)},\n)"


def _answer_cell(exercise: Exercise, samples: Samples | None) -> NotebookNode:
    solution = f"### BEGIN SOLUTION\n{exercise.answer_source}\n### END SOLUTION"
    if exercise.answering.is_by_hand:
        if samples:  # for the feedback; nbgrader takes it out of what is handed out
            kept = json.dumps(samples, ensure_ascii=False)
            solution += f"\n### BEGIN HIDDEN TESTS\n{kept}\n### END HIDDEN TESTS"
        cell = _markdown(solution)
        cell = _graded(cell, exercise, "answer", "-answer", solution=True, points=exercise.spec["points"])
    else:
        # The last line of the stub is nbgrader's own `code_stub`, which takes the place of the solution.
        kept = exercise.stub_source.rpartition("\n")[0]
        if exercise.answering.is_code:
            solved = exercise.answer_source.removeprefix(kept.rpartition("\n")[0]).strip()
            solution = f"### BEGIN SOLUTION\n{solved}\n### END SOLUTION"
        cell = _graded(_code(f"{kept}\n{solution}"), exercise, "answer", "-answer", solution=True)
    cell.metadata["shequ"]["stub"] = exercise.stub_source
    return cell


def _question(exercise: Exercise, number: str, level: int) -> str:
    spec = exercise.spec
    told = "（不计分）" if exercise.settled == "void" else f"（{spec['points']} 分）"
    return _asked(exercise, f"{'#' * level} 练习 {number} · {spec['title']}{told}")


def _asked(exercise: Exercise, heading: str) -> str:
    """Return a question below its heading, with what its kind puts below it."""
    text = f"{heading}\n\n"
    text += f"**{note}**\n\n" if (note := _NOTES.get(exercise.settled)) else ""
    text += exercise.question
    below = exercise.authoring.below(exercise.spec)
    return f"{text}\n\n{below}" if below else text


def _graded(
    cell: NotebookNode,
    exercise: Exercise,
    role: str,
    suffix: str,
    *,
    locked: bool = False,
    solution: bool = False,
    points: int | None = None,
) -> NotebookNode:
    grade_id = exercise.id + suffix
    _own(cell, role, grade_id, exercise=exercise.id, kind=exercise.kind)
    cell.metadata["nbgrader"] = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    } | ({"points": points} if points is not None else {})
    if solution:
        cell.metadata["editable"] = True
    return cell


def _plain_cell(part: Part, cell_id: str) -> NotebookNode:
    cell = _cell_of(part, cell_id)
    if part.teaches:
        cell.metadata["shequ"]["teaches"] = list(part.teaches)
    return cell


def _cell_of(part: Part, cell_id: str) -> NotebookNode:
    if part.kind == "code-cell":
        options = dict(part.options)
        role = options.get("role") or ("code" if options.get("show") == "true" else "play")
        return _own(_code(part.text), role, cell_id)
    if part.kind == "law":
        quoted = "\n".join(f"> {line}".rstrip() for line in part.text.splitlines())
        return _own(_markdown(f"> **现行规定（参考）**\n>\n{quoted}"), "law", cell_id)
    return _own(_markdown(part.text), "text", cell_id)


# nbformat's own functions check each cell by itself, slowly; `new_notebook` checks them all at once.
def _code(source: str) -> NotebookNode:
    return NotebookNode(
        id="", cell_type="code", metadata=NotebookNode(), execution_count=None, source=source, outputs=[]
    )


def _markdown(source: str) -> NotebookNode:
    return NotebookNode(id="", cell_type="markdown", source=source, metadata=NotebookNode())


def _own(cell: NotebookNode, role: str, cell_id: str, **more: Any) -> NotebookNode:
    """Give a cell its id and what the course notes in it; the trainee may not change or delete it."""
    cell["id"] = cell_id[:64]
    cell.metadata["shequ"] = {"role": role, **more}
    cell.metadata["editable"] = False
    cell.metadata["deletable"] = False
    return cell


def _localised(value: Any) -> Any:
    """Return plain data with all its texts in the active script, those that are keys, too."""
    if isinstance(value, dict):
        return {localise(key): _localised(part) for key, part in value.items()}
    return [_localised(part) for part in value] if isinstance(value, list) else localise_all(value)


def _literal(value: Any) -> str:
    text = pformat(value, width=WIDTH, sort_dicts=False)
    return "\n".join("    " + line for line in text.splitlines())


def dumps(nb: NotebookNode) -> str:
    """Return the text of a notebook file; equal notebooks give equal text."""
    return str(nbformat.writes(nb, version=4)) + "\n"
