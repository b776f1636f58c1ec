"""What stands in the place of a solution in what is handed out."""

from __future__ import annotations

from traitlets.config import Config

from shequ_lib.exercises.literal import CODE_STUB, TEXT_STUB
from shequ_lib.script import localise


def stub_config() -> Config:
    """Return nbgrader's settings for what stands in place of a solution; the class folder uses the same."""
    config = Config()
    config.ClearSolutions.code_stub = {"python": localise(CODE_STUB)}
    config.ClearSolutions.text_stub = localise(TEXT_STUB)
    return config
