"""The kinds of exercises: each is a module here, and is known by being there."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from shequ_lib.exercises.kind import AnyKind


@functools.cache
def of(name: str) -> AnyKind:
    """Return a kind by its name; loaded when it is asked for, as one of them brings the whole examination.

    Raises:
        KeyError: there is no such kind.
    """
    if name not in names():
        raise KeyError(name)
    kind: AnyKind = importlib.import_module(f"{__name__}.{name}").KIND
    return kind


@functools.cache
def names() -> frozenset[str]:
    """Return the names of all kinds."""
    return frozenset(module.name for module in pkgutil.iter_modules(__path__))
