"""Entries of the rulebook by attribute, in masters: `rb.staff.committee.minimum` for `rb.value("…")`."""

from __future__ import annotations

from typing import Any

import jinja2

from shequ_lib.rulebook import Rulebook


class Group:
    """A group of entries on the way to one of them."""

    def __init__(self, rules: Rulebook, key: str) -> None:
        self.rules = rules
        self.key = key

    def __str__(self) -> str:
        """Refuse to be text: a group is no entry.

        Raises:
            ShequError: always.
        """
        return self.rules.entry(self.key).text


class Environment(jinja2.Environment):
    """Jinja that knows the entries of a rulebook as attributes; what a rulebook can do goes before them."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute, of a rulebook or a group the entry or the group of that name.

        Raises:
            ShequError: the rulebook has no such entry and no such group; the same as `value` raises.
        """
        if isinstance(obj, Group):
            return _under(obj.rules, f"{obj.key}.{attribute}")
        if isinstance(obj, Rulebook) and not hasattr(obj, attribute):
            return _under(obj, attribute)
        return super().getattr(obj, attribute)


def _under(rules: Rulebook, key: str) -> Any:
    return Group(rules, key) if rules.names(key) and key not in rules else rules.value(key)
