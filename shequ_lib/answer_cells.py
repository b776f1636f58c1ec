"""The answer cells of a notebook: all of a notebook that belongs to the trainee.

A notebook comes from outside and may be damaged in any way, so nothing here assumes more than a JSON value.
"""

from __future__ import annotations

from typing import Any

from shequ_lib.exercises.fold import same

Notebook = dict[str, Any]


def source_of(cell: Any) -> str:
    """Return the text of a cell, which a file may hold as one string or as a list of lines."""
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def course_metadata(thing: Any) -> dict[str, Any]:
    """Return what the course has noted in a cell or notebook (`metadata.shequ`), or an empty dict."""
    metadata = thing.get("metadata") if isinstance(thing, dict) else None
    ours = metadata.get("shequ") if isinstance(metadata, dict) else None
    return ours if isinstance(ours, dict) else {}


def answer_cells(notebook: Any) -> dict[str, dict[str, Any]]:
    """Return the answer cells by exercise id; of two with the same id the first one counts."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    found: dict[str, dict[str, Any]] = {}
    for cell in cells if isinstance(cells, list) else []:
        exercise = exercise_of(cell)
        if exercise is not None:
            found.setdefault(exercise, cell)
    return found


def read_answers(notebook: Any) -> dict[str, str]:
    """Return the text of each answer cell by exercise id."""
    return {exercise: source_of(cell) for exercise, cell in answer_cells(notebook).items()}


def put_answers(notebook: Notebook, answers: dict[str, str]) -> None:
    """Write answers into the answer cells of `notebook`; those of other exercises stay as they are."""
    for exercise, cell in answer_cells(notebook).items():
        if exercise in answers:
            cell["source"] = answers[exercise]


def is_untouched(cell: dict[str, Any]) -> bool:
    """Tell whether an answer cell still holds what the release put there."""
    stub = course_metadata(cell).get("stub")
    return isinstance(stub, str) and same(source_of(cell), stub)


def carry_over(old: Any, new: Notebook) -> list[str]:
    """Put the answers given in `old` into `new`, a later release of the same chapter.

    Returns:
        The ids of answered exercises of `old` that `new` no longer has.
    """
    given = {
        exercise: source_of(cell) for exercise, cell in answer_cells(old).items() if not is_untouched(cell)
    }
    put_answers(new, given)
    return [exercise for exercise in given if exercise not in answer_cells(new)]


def is_unscored(cell: Any) -> bool:
    """Tell whether a cell belongs to an exercise that is for practice alone."""
    return course_metadata(cell).get("unscored") is True


def exercise_of(cell: Any) -> str | None:
    """Return the id of the exercise whose answer a cell holds, None for any other cell.

    What answers an unscored exercise is no answer: nobody hands it in, and nothing counts it.
    """
    ours = course_metadata(cell)
    if is_unscored(cell):
        return None
    exercise = ours.get("exercise")
    if ours.get("role") == "answer" and isinstance(exercise, str):
        return exercise
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    grader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = grader.get("grade_id") if isinstance(grader, dict) else None
    # Another front end may drop what the course has noted; then nbgrader's own id tells the exercise.
    if not ours and isinstance(grade_id, str) and grade_id.endswith("-answer"):
        return grade_id.removesuffix("-answer")
    return None
