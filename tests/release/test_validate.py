"""nbgrader's own `validate` runs our notebooks in a kernel and accepts them."""

import pytest
import whole_course
from grading_helpers import sample
from nbgrader.validator import Validator

from grading.release import release
from shequ_lib.exercises.literal import TEXT_STUB

pytestmark = pytest.mark.pipeline


@pytest.mark.parametrize(
    ("which", "edition"), [("sample", "source"), ("sample", "class"), ("course", "source")]
)
def test_nbgrader_validates_every_chapter(which, edition, tmp_path, monkeypatch):
    course = sample(edition) if which == "sample" else whole_course.built(edition)
    release.write(course, tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in course.notebooks:
        faults = Validator().validate(str(tmp_path / f"{name}.ipynb"))
        if edition == "class":  # the untouched essay, rightly
            faults["failed"] = [f for f in faults.get("failed", []) if f["source"] != TEXT_STUB]
        assert not any(faults.values()), name
