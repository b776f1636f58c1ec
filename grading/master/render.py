"""Fill the figures of a rulebook into the blocks of a master with Jinja."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import jinja2

from grading.figures.book import Placer
from grading.master import brands
from grading.master.by_name import Environment
from grading.master.drawn import items_of, options_of, wrong_of
from grading.master.parse import Block, Master, MasterError
from shequ_lib import (
    brand_practice,
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

_NOTHING: Mapping[str, Any] = {}


class _Undefined(jinja2.StrictUndefined):
    """In an expression a mapping may lack a key, which is then not true; an unknown name stays a mistake."""

    def __bool__(self) -> bool:  # type: ignore[override]
        return self._undefined_obj is jinja2.utils.missing and bool(super().__bool__())


class Renderer:
    """Renders the blocks of one master in order; what a `facts` block sets is known to those after it."""

    def __init__(self, master: Master, rules: rulebook.Rulebook, script: str = HANS) -> None:
        self._master = master
        self._context: dict[str, Any] = {
            "rb": rules,
            # Whatever the course goes by: what the material says, and what the law says now.
            "rb_then": rulebook.load(rulebook.DEFAULT),
            "rb_now": rulebook.load(rulebook.IN_FORCE),
            "staffing": staffing,
            "brand_practice": brand_practice,
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
            "options_of": options_of,
            "items_of": items_of,
            "wrong_of": wrong_of,
        }

    def render(self, block: Block, names: Mapping[str, Any] = _NOTHING) -> str:
        """Return the text of a block with its figures filled in; a `facts` block gives no text.

        Args:
            block: the block.
            names: what only this block knows, such as what a member of a family has drawn.

        Raises:
            MasterError: a name is unknown or a rule refuses its argument; names file and line.
        """
        try:
            template = _template(block.body)
            if block.kind != "facts":
                return template.render(self._context, **names)
            module = template.make_module(self._context)
            self._context.update({k: v for k, v in vars(module).items() if not k.startswith("_")})
            return ""
        except Exception as error:  # whatever a template calls may fail in its own way
            line = block.line + _template_line(error) - 1
            name = block.argument if block.kind in ("exercise", "vary") else ""
            raise MasterError(self._master.path, line, f"cannot be rendered: {error}", name) from error

    def knows(self, name: str) -> bool:
        """Tell whether the chapter has given a name a meaning."""
        return name in self._context

    def value(self, expression: str, names: Mapping[str, Any]) -> Any:
        """Return the value of an expression, with the names of the chapter and these.

        Raises:
            Exception: whatever its parts raise.
        """
        value = _expression(expression)(self._context, **names)
        if isinstance(value, _Undefined):
            bool(value)  # which an unknown name refuses
        return value


@functools.cache
def _environment(undefined: type[jinja2.Undefined] = jinja2.StrictUndefined) -> Environment:
    environment = Environment(undefined=undefined, keep_trailing_newline=True)
    # `tojson` puts any text into the YAML head of an exercise; its characters stay as they are.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters.update(cn_date=_cn_date, iso=_iso, thousands=_thousands, number=_number)
    return environment


# Half the time of reading a master; the members of a family have one text, and so have all editions.
@functools.cache
def _template(text: str) -> jinja2.Template:
    return _environment().from_string(text)


@functools.cache
def _expression(text: str) -> Callable[..., Any]:
    return _environment(_Undefined).compile_expression(text, undefined_to_none=False)


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
