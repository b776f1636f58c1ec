"""The two editions of a chapter, made from its source notebook with nbgrader's own preprocessors."""

from __future__ import annotations

import copy

from nbformat import NotebookNode
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from grading.master.stubs import stub_config

__all__ = ["class_edition", "self_study_edition", "stub_config"]  # the last for older class folders

# Without CheckCellMetadata, which checks its own schema anew for each cell, half the time of a release: what
# it looks at, `expand` writes, and `test_course` lets it look at every chapter.
_CLASS = (
    LockCells,
    ClearSolutions,
    ClearOutput,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
)
_SELF_STUDY = (LockCells, ClearSolutions, ClearOutput, ComputeChecksums)


def class_edition(source: NotebookNode) -> NotebookNode:
    """Return what is handed out: no solutions, no hidden checks (what `generate_assignment` makes)."""
    return _through(_CLASS, source)


def self_study_edition(source: NotebookNode) -> NotebookNode:
    """Return what a self-learner opens: no solutions, checks left in."""
    return _through(_SELF_STUDY, source)


def shown_cells(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Return cells, of several notebooks if need be, without what `class_edition` hides; quickly."""
    return list(_through((ClearSolutions, ClearHiddenTests), NotebookNode(cells=cells, metadata={}))["cells"])


def _through(preprocessors: tuple[type, ...], source: NotebookNode) -> NotebookNode:
    notebook = copy.deepcopy(source)
    resources: dict[str, object] = {}
    for preprocessor in preprocessors:
        notebook, resources = preprocessor(config=stub_config()).preprocess(notebook, resources)
    return notebook
