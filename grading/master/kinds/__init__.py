"""The authoring half of the kinds of exercises: each is a module here, and is known by being there."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from grading.master.kind import AnyAuthoring


@functools.cache
def of(name: str) -> AnyAuthoring:
    """Return the authoring half of a kind by its name; loaded when it is asked for.

    Raises:
        KeyError: there is no such kind.
    """
    if name not in names():
        raise KeyError(name)
    kind: AnyAuthoring = importlib.import_module(f"{__name__}.{name}").KIND
    return kind


@functools.cache
def names() -> frozenset[str]:
    """Return the names of all kinds."""
    return frozenset(module.name for module in pkgutil.iter_modules(__path__))
