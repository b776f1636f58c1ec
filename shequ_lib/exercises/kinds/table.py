"""Lines of pandas have to give a table, a column or a number."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict, cast

from shequ_lib.exercises import plain_table
from shequ_lib.exercises.kind import Foreseen, Judgement, KeyOf, Kind, Spec
from shequ_lib.exercises.literal import AnswerError


class TableSpec(Spec):
    """The variable that holds the result, and the cell as it is handed out."""

    result: str
    stub: str


class Results(TypedDict):
    """What a right answer gives, and what with other figures, where that is not the same."""

    expected: plain_table.Plain
    elsewhere: NotRequired[plain_table.Plain]


class WrongResult(Foreseen):
    """A result that is foreseen as wrong, by its short name."""

    digest: str


class TableKey(KeyOf[Results, WrongResult], Results):
    """Whether the rows have to be in order."""

    ordered: NotRequired[bool]


class Table(Kind[TableSpec, TableKey, plain_table.Plain]):
    """An answer is code; what it gives is judged, as plain data (`plain_table`)."""

    is_code = True

    def normalise(self, spec: TableSpec, value: object) -> plain_table.Plain:
        """Return the plain data as it is."""
        if not plain_table.is_plain(value):
            raise AnswerError("结果应当是一张表、一列数或一个数。")
        return value

    def judge(self, spec: TableSpec, key: TableKey, value: plain_table.Plain) -> Judgement:
        """Give points by the share of the table that is right; a foreseen result has its own reason."""
        share, messages = plain_table.share_right(value, key["expected"], ordered=key.get("ordered", False))
        if share == 1:
            return 1.0, []
        name = plain_table.digest(value)
        return share, [wrong["why"] for wrong in key["wrong"] if wrong["digest"] == name] or messages

    def plain(self, value: object) -> object:
        """Return what pandas gave as plain data."""
        return value if isinstance(value, dict) and "type" in value else plain_table.plain(value)

    def further(self, right: Any) -> TableKey:
        """Return the key as it is written: what is expected here, and of other data."""
        return cast(TableKey, right)

    def how_to(self, spec: TableSpec, variable: str) -> str:
        """Say where code is written."""
        return "请在上面的代码格里写，按 Shift+Enter 运行。"


KIND = Table()
