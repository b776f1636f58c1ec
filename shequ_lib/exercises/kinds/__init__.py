"""The kinds of exercises: each is a module here, and is known by being there.

One is loaded when it is asked for, as one of them brings the whole examination.
"""

from __future__ import annotations

from shequ_lib.exercises.by_module import ByModule
from shequ_lib.exercises.kind import AnyKind

_kinds: ByModule[AnyKind] = ByModule(__name__, __path__)
of, names = _kinds.of, _kinds.names
