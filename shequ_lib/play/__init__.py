"""Things to play with in the chapters: each is a folder here, and is offered by being there.

Example: `from shequ_lib.play import meeting_planner`, then `meeting_planner()`.

A folder has a model (plain functions of a state, which know no widget), a view (widgets), and where it needs
them its made-up cases and a picture. Its `__init__.py` says in `__all__` which functions notebooks call; they
import the view only when they are called, so that a notebook loads what it plays and nothing else.
"""

from __future__ import annotations

import importlib
import pkgutil

__all__: list[str] = []

for _module in pkgutil.iter_modules(__path__):
    if _module.ispkg:
        _package = importlib.import_module(f"{__name__}.{_module.name}")
        for _name in getattr(_package, "__all__", ()):
            globals()[_name] = getattr(_package, _name)
            __all__.append(_name)
