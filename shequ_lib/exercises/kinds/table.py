"""Lines of pandas have to give a table, a column or a number."""

from __future__ import annotations

from typing import Any

from shequ_lib.exercises import plain_table
from shequ_lib.exercises.kind import Judgement, Key, Kind, Spec
from shequ_lib.exercises.literal import AnswerError


class Table(Kind):
    """An answer is code; what it gives is judged, as plain data (`plain_table`)."""

    is_code = True

    def normalise(self, spec: Spec, value: Any) -> plain_table.Plain:
        """Return the plain data as it is."""
        if not plain_table.is_plain(value):
            raise AnswerError("结果应当是一张表、一列数或一个数。")
        plain: plain_table.Plain = value
        return plain

    def judge(self, spec: Spec, key: Key, value: plain_table.Plain) -> Judgement:
        """Give points by the share of the table that is right; a foreseen result has its own reason."""
        share, messages = plain_table.share_right(value, key["expected"], ordered=key.get("ordered", False))
        if share == 1:
            return 1.0, []
        name = plain_table.digest(value)
        return share, [wrong["why"] for wrong in key["wrong"] if wrong["digest"] == name] or messages

    def plain(self, value: Any) -> Any:
        """Return what pandas gave as plain data."""
        return value if isinstance(value, dict) and "type" in value else plain_table.plain(value)

    def further(self, right: Any) -> Key:
        """Return the key as it is written: what is expected here, and of other data."""
        written: Key = right
        return written

    def how_to(self, spec: Spec, variable: str) -> str:
        """Say where code is written."""
        return "请在上面的代码格里写，按 Shift+Enter 运行。"


KIND = Table()
