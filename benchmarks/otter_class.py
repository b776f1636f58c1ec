"""otter-grader for `grade_class.py`: its autograder for a chapter, and a class graded with it.

Runs in an environment of its own (`.venv/otter`, see the Makefile), for otter-grader brings much with it.

    python benchmarks/otter_class.py prepare SOURCE AUTOGRADER.zip    # SOURCE has the source notebook
    python benchmarks/otter_class.py grade AUTOGRADER.zip FOLDER MARKS.json TRAINEE...
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path

from grading.marking import scheme
from shequ_lib.exercises.literal import variable

# A test file in otter's exception-based format, one for each exercise. When the notebook has run, it marks
# what the kernel holds with `mark`, as the hidden check does that nbgrader runs; once for all its cases.
# A case of otter is all or nothing, and our marks are partial (a third of five points, say). So the cases of
# an exercise are worth 1, 2, 4, … ten-thousandths of a point, for marks have four digits, and what is left up
# to its points; the cases pass that add up to the mark. That holds for every kind of exercise, and takes no
# longer than one case for each.
TEST_FILE = """\
OK_FORMAT = False
from otter.test_files import test_case
from shequ_lib.exercises.score import mark

name = {name!a}
spec = {spec!a}
key = {key!a}
worths = {worths!a}  # falling, in ten-thousandths
passing = []


def case(number):
    def passes(env):
        if not passing:
            rest = round(mark(spec, key, env.get({variable!a})).points * 10_000)
            for worth in worths:
                passing.append(worth <= rest)
                rest -= worth if passing[-1] else 0
        assert passing[number]

    return test_case(points=worths[number] / 10_000, hidden=True)(passes)


for number in range(len(worths)):
    globals()[f"case_{{number}}"] = case(number)
"""


def worths(points: float) -> list[int]:
    """Return ten-thousandths, the largest first, that add up to the points, and some of them to any mark."""
    rest, found = round(points * 10_000), []
    while rest > 0:
        found.append(min(rest, 2 ** len(found)))
        rest -= found[-1]
    return sorted(found, reverse=True)


def prepare(source: Path, autograder: Path) -> None:
    """Write the autograder of a chapter as `otter generate` does; essays are left to the instructor."""
    from otter.generate import main as generate

    autograder = autograder.resolve()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(source):
        for name, exercise in scheme.read(Path(), source.name).exercises.items():
            if exercise.spec["kind"] != "essay":
                text = TEST_FILE.format(
                    name=name,
                    spec=exercise.spec,
                    key=exercise.key,
                    worths=worths(exercise.spec["points"]),
                    variable=variable(name),
                )
                Path(folder, f"{name}.py").write_text(text, encoding="utf-8")
        beside = [path.name for path in Path().iterdir() if path.suffix != ".ipynb"]
        generate(tests_dir=folder, output_path=str(autograder), files=beside)


def grade(autograder: Path, folder: Path, target: Path, trainees: list[str]) -> None:
    """Grade some notebooks of a folder one after the other and write the marks by trainee and exercise.

    `otter grade` wants a container for each notebook, so this is what `otter run` does. It is called through
    `grade_submission`, otter's documented way from Python: `otter run` itself would start Python and import
    otter anew for each trainee, which plain nbgrader is spared here, too.
    """
    from otter.api import grade_submission

    # Our notebooks know by this that a machine runs them, and build no form. nbgrader sets it; otter has
    # nothing like it, but is spared the forms all the same.
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    marks = {}
    for path in (folder / f"{trainee}.ipynb" for trainee in trainees):
        results = grade_submission(str(path), str(autograder), quiet=True)
        if results.has_catastrophic_failure():
            sys.exit(f"{path.name}: {results.catastrophic_error}")
        marks[path.stem] = {name: results.get_score(name) for name in results.test_files}
    target.write_text(json.dumps(marks), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(*map(Path, sys.argv[2:]))
    else:
        grade(*map(Path, sys.argv[2:5]), sys.argv[5:])
