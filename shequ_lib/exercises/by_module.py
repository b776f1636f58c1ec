"""Kinds that stand in the modules of a package, one in each."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class ByModule(Generic[T]):
    """What the modules of a package call KIND, by the name of the module; loaded when it is asked for.

    Args:
        package: The name of the package.
        path: Its `__path__`.
    """

    def __init__(self, package: str, path: Iterable[str]) -> None:
        self._package = package
        self._path = path
        self._loaded: dict[str, T] = {}

    def names(self) -> frozenset[str]:
        """Return the names of all of them."""
        return frozenset(module.name for module in pkgutil.iter_modules(self._path))

    def of(self, name: str) -> T:
        """Return the one of this name.

        Raises:
            KeyError: there is no such kind.
        """
        if name not in self._loaded:
            if name not in self.names():
                raise KeyError(name)
            self._loaded[name] = importlib.import_module(f"{self._package}.{name}").KIND
        return self._loaded[name]
