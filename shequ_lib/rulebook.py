"""The rulebook: every figure, list, role and procedure of the course, read from one TOML file.

The format, the same for all chapters:

* `[rulebook]` has `title` and, if the file changes only part of another rulebook, `extends`.
* `[documents]` names the documents that entries come from.
* Every other table is a group, and may nest. An entry is either `key = value` or
  `key = { value = …, unit = …, source = …, objectives = […], reading = …, text = … }`.
* `source`, `objectives` and `reading` written in a group hold for all entries below that do not write their
  own.
* Every entry needs a source and an objective; every number needs a unit.
* A text may name other entries of its group in braces, `{threshold}`; `Rulebook.rule` and `Rulebook.filled`
  put them in.
* A file that `extends` another holds only what differs. An entry that the other does not have needs `new =
  true` (in the entry or its group), so that a misspelt key cannot go unnoticed.
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from shequ_lib import toml_file
from shequ_lib.errors import ShequError, shown

Value: TypeAlias = Any
"""What an entry holds: a number, text, truth value or list."""

DEFAULT = "gongshu-2008"  # the rulebook of the material
IN_FORCE = "national-2026"  # that of the law in force
FOLDER = Path(__file__).parent / "rulebooks"

_INHERITED = ("source", "objectives", "reading", "new")
_ENTRY_KEYS = {"value", "unit", "text", *_INHERITED}
_KEY = re.compile(r"[a-z0-9_]+")
_PLACE = re.compile(r"\{([a-z0-9_.]+)\}")


@dataclass(frozen=True)
class Entry:
    """One entry of a rulebook.

    Attributes:
        key: its dotted key, such as "staff.committee.minimum".
        value: a number, text, truth value or list.
        unit: the unit of a number ("人", "元"), else "".
        source: title of the document that it comes from.
        objectives: the objectives that it belongs to, such as ("11.2",).
        reading: number of the reading taken where the text is unclear, else None.
        text: the value for people, with its unit.
        file: name of the file that gives it.
    """

    key: str
    value: Value
    unit: str
    source: str
    objectives: tuple[str, ...]
    reading: int | None
    text: str
    file: str


class Rulebook:
    """The entries of one rulebook, by key. Made by `load`."""

    def __init__(self, name: str, title: str, file: str, entries: Mapping[str, Entry]) -> None:
        self.name = name
        self.title = title
        self.file = file
        self._entries = dict(entries)
        # What was asked for, checked and filled: a record of a year asks for thousands.
        self._texts: dict[str, str] = {}
        self._lists: dict[str, tuple[str, ...]] = {}

    def __repr__(self) -> str:
        return f"<Rulebook {self.name}: {len(self._entries)} entries>"

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def keys(self, group: str = "") -> tuple[str, ...]:
        """Keys of all entries in a group, in the order of the file; all keys without a group."""
        return tuple(key for key in self._entries if not group or key.startswith(group + "."))

    def names(self, group: str) -> tuple[str, ...]:
        """What stands directly in a group: the names of its entries and groups, in the order of the file."""
        return tuple(self._below.get(group, ()))

    @functools.cached_property
    def _below(self) -> dict[str, dict[str, None]]:
        """By group, what stands directly in it."""
        found: dict[str, dict[str, None]] = {}
        for key in self._entries:
            group = key
            while (end := group.rfind(".")) > 0:
                group, name = group[:end], group[end + 1 :]
                found.setdefault(group, {}).setdefault(name)
        return found

    def entry(self, key: str) -> Entry:
        """The entry of this key.

        Raises:
            ShequError: if there is none.
        """
        if key not in self._entries:
            raise ShequError(f"规则手册 {self.file} 缺少条目 {key}。")
        return self._entries[key]

    def value(self, key: str) -> Value:
        """The value of this key (a copy, if it is a list).

        Raises:
            ShequError: if there is none.
        """
        value = self.entry(key).value
        return copy.deepcopy(value) if isinstance(value, list) else value

    def count(self, key: str) -> int:
        """A whole number from 0 up, in the unit of the entry.

        Raises:
            ShequError: if the entry is missing or anything else.
        """
        entry = self.entry(key)
        if isinstance(entry.value, bool) or not isinstance(entry.value, int) or entry.value < 0:
            raise self._mistyped(entry, "不小于 0 的整数")
        return entry.value

    def positive(self, key: str) -> int:
        """A whole number from 1 up (something is divided by it), in the unit of the entry.

        Raises:
            ShequError: if the entry is missing or anything else.
        """
        if self.count(key) == 0:
            raise self._mistyped(self.entry(key), "大于 0 的整数")
        return self.count(key)

    def string(self, key: str) -> str:
        """A text that is not empty.

        Raises:
            ShequError: if the entry is missing or anything else.
        """
        entry = self.entry(key)
        if not isinstance(entry.value, str) or not entry.value.strip():
            raise self._mistyped(entry, "一段文字")
        return entry.value

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts, none empty and none twice.

        Raises:
            ShequError: if the entry is missing or anything else.
        """
        if key in self._lists:
            return self._lists[key]
        entry = self.entry(key)
        texts = entry.value
        if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
            raise self._mistyped(entry, "由文字组成的列表")
        if len(set(texts)) < len(texts):
            raise self._mistyped(entry, "没有重复的列表")
        self._lists[key] = tuple(texts)
        return self._lists[key]

    def flag(self, key: str) -> bool:
        """A truth value.

        Raises:
            ShequError: if the entry is missing or anything else.
        """
        entry = self.entry(key)
        if not isinstance(entry.value, bool):
            raise self._mistyped(entry, "true 或 false")
        return entry.value

    def filled(self, key: str, **extra: object) -> str:
        """A text with each `{key}` replaced by the value of the entry of that key in the same group.

        Args:
            key: the key of the text.
            extra: values for names that are no entries.

        Raises:
            ShequError: if the text or an entry that it names is missing.
        """
        if not extra and key in self._texts:
            return self._texts[key]
        group = key.rpartition(".")[0]
        text = _filled(
            self.string(key), lambda name: extra[name] if name in extra else self.value(f"{group}.{name}")
        )
        if not extra:
            self._texts[key] = text
        return text

    def fill_in(self, text: str) -> str:
        """Any text with each `{dotted.key}` replaced by the value of that entry, a text by `filled`.

        Raises:
            ShequError: if an entry that it names is missing.
        """
        return _filled(
            text, lambda key: self.filled(key) if isinstance(self.value(key), str) else self.value(key)
        )

    def rule(self, group: str) -> str:
        """The one-line rule of a group: its entry `rule`, filled.

        Raises:
            ShequError: if the rule or an entry that it names is missing.
        """
        return self.filled(f"{group}.rule")

    @staticmethod
    def _mistyped(entry: Entry, wanted: str) -> ShequError:
        return ShequError(
            f"规则手册 {entry.file} 的条目 {entry.key} 应为{wanted}，现在是 {shown(entry.value)}。"
        )


def load(name_or_path: str | Path) -> Rulebook:
    """Read a rulebook.

    Args:
        name_or_path: the name of one that comes with the library ("gongshu-2008"), or the path of a .toml
            file.

    Returns:
        The rulebook, complete with what it takes over through `extends`.

    Raises:
        ShequError: if the file is missing, is no TOML, or an entry is not as the format asks; in one line,
            with file and key.
    """
    path = _path_of(name_or_path, Path())
    return _builtin(path) if path.parent == FOLDER else _read(path, ())


def active() -> Rulebook:
    """The rulebook that calculators use when they are given none; gongshu-2008 until `use` says otherwise."""
    return _current[0] if _current else load(DEFAULT)


def use(name_or_path: str | Path) -> Rulebook:
    """Make a rulebook the active one and return it.

    Raises:
        ShequError: as `load` does; then the active one stays.
    """
    _current[:] = [load(name_or_path)]
    return _current[0]


_current: list[Rulebook] = []


@functools.cache
def _builtin(path: Path) -> Rulebook:
    return _read(path, ())


def _path_of(name_or_path: str | Path, beside: Path) -> Path:
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or text.endswith(".toml"):
        return beside / text
    path = FOLDER / f"{text}.toml"
    if "/" in text or "\\" in text or not path.is_file():
        known = "、".join(sorted(file.stem for file in FOLDER.glob("*.toml")))
        raise ShequError(f"没有名为{shown(text)}的规则手册；现有：{known}，也可以写 .toml 文件的路径。")
    return path


def _read(path: Path, readers: tuple[Path, ...]) -> Rulebook:
    """Read one file; `readers` are the files that extend it, to notice a circle."""
    file = path.name
    if path.resolve() in readers:
        raise ShequError(f"规则手册 {file} 的 extends 绕成了一个圈。")
    data = toml_file.read(path, f"规则手册 {file}")

    head = _table(file, data, "rulebook")
    title = head.get("title")
    if not isinstance(title, str) or not title.strip():
        raise ShequError(f"规则手册 {file} 的 rulebook.title 应为一段文字。")
    documents = _table(file, data, "documents") if "documents" in data else {}
    for name, document in documents.items():
        if not isinstance(document, str) or not document.strip():
            raise ShequError(f"规则手册 {file} 的 documents.{name} 应为文件名称。")
    raw = _entries(file, {key: data[key] for key in data if key not in {"rulebook", "documents"}}, "", {})

    base: dict[str, Entry] = {}
    if "extends" in head:
        if not isinstance(head["extends"], str):
            raise ShequError(f"规则手册 {file} 的 rulebook.extends 应为另一本手册的名称。")
        below = _read(_path_of(head["extends"], path.parent), (*readers, path.resolve()))
        base = {key: below.entry(key) for key in below.keys()}  # noqa: SIM118
    made = {key: _entry(file, key, fields, documents, base, "extends" in head) for key, fields in raw.items()}
    entries = {**base, **made}
    for key in made:
        parts = key.split(".")
        for end in range(1, len(parts)):
            if ".".join(parts[:end]) in entries:
                raise ShequError(
                    f"规则手册 {file} 的条目 {key} 写在了另一个条目 {'.'.join(parts[:end])} 里面。"
                )
    return Rulebook(path.stem, title, file, entries)


def _table(file: str, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name)
    if not isinstance(table, dict):
        raise ShequError(f"规则手册 {file} 缺少 [{name}] 一节。")
    return table


def _entries(
    file: str, table: Mapping[str, Any], group: str, inherited: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """The entries of a table, by dotted key, with what they inherit from the groups around them."""
    found: dict[str, dict[str, Any]] = {}
    for name, child in table.items():
        if group and name in _INHERITED:
            continue
        key = f"{group}.{name}" if group else name
        if not _KEY.fullmatch(name):
            raise ShequError(f"规则手册 {file} 的 {key}：名称只能用小写字母、数字和下划线。")
        if not isinstance(child, dict):
            found[key] = {**inherited, "value": child}
        elif "value" in child:
            strange = [str(field) for field in child if field not in _ENTRY_KEYS]
            if strange:
                raise ShequError(f"规则手册 {file} 的条目 {key} 有不认识的项目 {strange[0]}。")
            found[key] = {**inherited, **child}
        elif "unit" in child or "text" in child:
            raise ShequError(f"规则手册 {file} 的条目 {key} 缺少 value。")
        else:
            own = {field: child[field] for field in _INHERITED if field in child}
            found.update(_entries(file, child, key, {**inherited, **own}))
    return found


def _entry(  # noqa: PLR0917
    file: str,
    key: str,
    fields: Mapping[str, Any],
    documents: Mapping[str, str],
    base: Mapping[str, Entry],
    extends: bool,
) -> Entry:
    """Check the fields of one entry; what is not written comes from the entry of the rulebook below."""
    where = f"规则手册 {file} 的条目 {key}"
    below = base.get(key)
    if extends and below is None and fields.get("new") is not True:
        raise ShequError(f"{where} 在它所沿用的手册里没有；请核对拼写，确是新增的请加上 new = true。")
    value = fields["value"]
    if below is not None and type(value) is not type(below.value):
        raise ShequError(
            f"{where} 的类型与所沿用的手册不同：原来是 {shown(below.value)}，现在是 {shown(value)}。"
        )

    source = below.source if below else ""
    if "source" in fields:
        if fields["source"] not in documents:
            raise ShequError(f"{where} 的 source {shown(fields['source'])}没有列在 [documents] 里。")
        source = documents[fields["source"]]
    objectives = fields.get("objectives", list(below.objectives) if below else [])
    unit = fields.get("unit", below.unit if below else "")
    reading = fields.get("reading", below.reading if below else None)
    if not source:
        raise ShequError(f"{where} 缺少 source（出自哪个文件）。")
    if (
        not isinstance(objectives, list)
        or not objectives
        or not all(_is_objective(text) for text in objectives)
    ):
        raise ShequError(f'{where} 的 objectives 应写成 ["11.2"] 的样子，现在是 {shown(objectives)}。')
    if not isinstance(unit, str) or (
        isinstance(value, int | float) and not isinstance(value, bool) and not unit
    ):
        raise ShequError(f"{where} 是数字，缺少 unit（单位）。")
    if reading is not None and (isinstance(reading, bool) or not isinstance(reading, int) or reading < 1):
        raise ShequError(f"{where} 的 reading 应为理解的编号，现在是 {shown(reading)}。")
    text = fields.get("text", "{value} {unit}" if unit else "{value}")
    if not isinstance(text, str):
        raise ShequError(f"{where} 的 text 应为一段文字。")
    text = _filled(text, lambda name: {"value": value, "unit": unit}.get(name, "{" + name + "}"))
    return Entry(key, value, unit, source, tuple(objectives), reading, text, file)


def _is_objective(text: object) -> bool:
    return isinstance(text, str) and re.fullmatch(r"\d+\.\d+", text) is not None


def _filled(text: str, value_of: Callable[[str], object]) -> str:
    """The text with each {name} replaced; nothing but plain names is understood."""
    return _PLACE.sub(lambda match: _for_people(value_of(match[1])), text)


def _for_people(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and value >= 10000:
        return f"{value:,}"
    if isinstance(value, list):
        return "、".join(_for_people(item) for item in value)
    return str(value)
