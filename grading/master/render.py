"""Fill the figures of a rulebook into the blocks of a master with Jinja."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import jinja2

from grading import brands
from grading.figures.book import Placer
from grading.master.parse import Block, Master, MasterError
from shequ_lib import (
    budget,
    committee,
    community_table,
    coverage,
    division,
    event_log,
    first_year,
    meetings,
    premises,
    rulebook,
    self_assessment,
    staffing,
)
from shequ_lib.script import HANS


class Renderer:
    """Renders the blocks of one master in order; what a `facts` block sets is known to those after it."""

    def __init__(self, master: Master, rules: rulebook.Rulebook, script: str = HANS) -> None:
        self._master = master
        self._environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
        # `tojson` puts any text into the YAML head of an exercise; its characters stay as they are.
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self._environment.filters.update(cn_date=_cn_date, iso=_iso, thousands=_thousands, number=_number)
        self._context: dict[str, Any] = {
            "rb": rules,
            "staffing": staffing,
            "budget": budget,
            "premises": premises,
            "meetings": meetings,
            "event_log": event_log,
            "community_table": community_table,
            "division": division,
            "committee": committee,
            "coverage": coverage,
            "self_assessment": self_assessment,
            "first_year": first_year,
            "brands": brands.read_brands(master.path.parent / brands.FILE),
            "figure": Placer(master.number, rules, script),
            "date": date,
            "timedelta": timedelta,
        }

    def render(self, block: Block) -> str:
        """Return the text of a block with its figures filled in; a `facts` block gives no text.

        Raises:
            MasterError: a name is unknown or a rule refuses its argument; names file and line.
        """
        try:
            template = self._environment.from_string(block.body)
            if block.kind != "facts":
                return template.render(self._context)
            module = template.make_module(self._context)
            self._context.update({k: v for k, v in vars(module).items() if not k.startswith("_")})
            return ""
        except Exception as error:  # whatever a template calls may fail in its own way
            line = block.line + _template_line(error) - 1
            name = block.argument if block.kind == "exercise" else ""
            raise MasterError(self._master.path, line, f"cannot be rendered: {error}", name) from error


def _template_line(error: BaseException) -> int:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.lineno
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _cn_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _iso(day: date) -> str:
    return day.isoformat()


def _thousands(number: float) -> str:
    return f"{number:,}"


def _number(number: float) -> str:
    return f"{number:g}" if number < 1_000_000 else f"{number:.0f}"
