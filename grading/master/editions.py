"""The two editions of a chapter, made from its source notebook with nbgrader's own preprocessors."""

from __future__ import annotations

import copy

from nbformat import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from traitlets.config import Config

from shequ_lib.exercises.literal import CODE_STUB, TEXT_STUB
from shequ_lib.script import localise

_CLASS = (
    LockCells,
    ClearSolutions,
    ClearOutput,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
)
_SELF_STUDY = (LockCells, ClearSolutions, ClearOutput, CheckCellMetadata, ComputeChecksums)


def stub_config() -> Config:
    """Return nbgrader's settings for what stands in place of a solution; the class folder uses the same."""
    config = Config()
    config.ClearSolutions.code_stub = {"python": localise(CODE_STUB)}
    config.ClearSolutions.text_stub = localise(TEXT_STUB)
    return config


def class_edition(source: NotebookNode) -> NotebookNode:
    """Return what is handed out: no solutions, no hidden checks (what `generate_assignment` makes)."""
    return _through(_CLASS, source)


def self_study_edition(source: NotebookNode) -> NotebookNode:
    """Return what a self-learner opens: no solutions, checks left in."""
    return _through(_SELF_STUDY, source)


def _through(preprocessors: tuple[type, ...], source: NotebookNode) -> NotebookNode:
    notebook = copy.deepcopy(source)
    resources: dict[str, object] = {}
    for preprocessor in preprocessors:
        notebook, resources = preprocessor(config=stub_config()).preprocess(notebook, resources)
    return notebook
