"""The authoring half of the kinds of exercises: each is a module here, and is known by being there."""

from __future__ import annotations

from grading.master.kind import AnyAuthoring
from shequ_lib.exercises.by_module import ByModule

_kinds: ByModule[AnyAuthoring] = ByModule(__name__, __path__)
of, names = _kinds.of, _kinds.names
