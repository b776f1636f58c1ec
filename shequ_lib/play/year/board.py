"""What the examination and the practice year show beside the cards: figures, calendar and money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from shequ_lib import first_year
from shequ_lib.first_year import Scenario
from shequ_lib.first_year.board_model import DUE, GIVEN, OWN, Mark, MoneyLine, figures_months, weeks
from shequ_lib.play import style
from shequ_lib.play.parts.part import Box, Part

SIGNS = {GIVEN: "○", OWN: "●", DUE: "▲"}
WORDS = {GIVEN: "题目给的", OWN: "你定的", DUE: "照规定推出来的"}
WEEKDAYS = "一二三四五六日"

CSS = """
.shequ-year { container-type: inline-size; }
@container (max-width: 650px) { .shequ-figures { display: none; } }
.shequ-sides { display: grid !important; grid-template-columns: minmax(0, 5fr) minmax(0, 3fr);
  grid-template-rows: auto 1fr; gap: 6px 20px; align-items: start; overflow: visible; }
.shequ-page { grid-column: 1; grid-row: 1; overflow: visible; }
.shequ-side { grid-column: 2; grid-row: 1 / 3; }
.shequ-ends { grid-column: 1; grid-row: 2; }
.shequ-whole > .shequ-page, .shequ-whole > .shequ-ends { grid-column: 1 / 3; }
.shequ-whole > .shequ-side { display: none; }
@container (max-width: 650px) {
  .shequ-sides { display: flex !important; flex-flow: column; align-items: stretch; }
}
.shequ-side .widget-html-content > div { border: 1px solid var(--jp-border-color2, #ccc); border-radius: 6px;
  padding: 6px 10px; }
.shequ-calendar { border-collapse: collapse; table-layout: fixed; width: 100%; max-width: 22em;
  font-size: inherit; line-height: 1.3; margin: 4px 0; }
.shequ-calendar th, .shequ-calendar td { text-align: center; vertical-align: top; padding: 3px 0;
  height: 2.5em; border: 1px solid var(--jp-border-color2, #ccc); background: none; }
.shequ-calendar th { height: auto; font-weight: normal; }
.shequ-calendar td.marked { font-weight: bold; outline: 2px solid var(--jp-brand-color1, #1976d2);
  outline-offset: -2px; }
.shequ-calendar small { display: block; letter-spacing: 1px; }
.shequ-side p { margin: 4px 0 0; }
.shequ-days { list-style: none; margin: 2px 0 4px; padding: 0; }
.shequ-days li { margin: 0 0 3px; }
.shequ-incident { display: inline-block; padding: 0 8px; border-radius: 10px; color: #fff;
  background: #8a4b00; font-size: .85em; }
"""


def sides(page: Part, side: list[Part], ends: Box) -> Box:
    """Put a month and what stands beside it next to each other, if there is room.

    Args:
        page: The cards of the month.
        side: What stands beside it; in a narrow window below it.
        ends: The buttons at its end.
    """
    beside = Box(*side)
    for part, name in ((page, "shequ-page"), (beside, "shequ-side"), (ends, "shequ-ends")):
        part.add_class(name)
    return Box(page, beside, ends, css_class="shequ-sides")


def figures_html(year: Scenario) -> str:
    """Return the table of the community, to fold in or out; for where it cannot stand beside the cards."""
    return (
        '<details class="shequ-figures-folded"><summary>社区情况表（点这里展开或收起）</summary>'
        f"{_figures(year)}</details>"
    )


def figures_beside(year: Scenario, month: int) -> str:
    """Return the table of the community for the months that need its figures, else ""."""
    needed = month in figures_months(year)
    return f'<div class="shequ-figures"><strong>社区情况</strong>{_figures(year)}</div>' if needed else ""


def incidents_text(incidents: Iterable[tuple[str, int]]) -> str:
    """Return the incidents of a month, each kind with how many there are, in a few words."""
    return " ".join(name if number == 1 else f"{name}{number}" for name, number in incidents)


def calendar_html(year: int, month: int, marks: Sequence[Mark]) -> str:
    """Return the calendar of a month with its marks, and below what they are."""
    title = f"{year} 年 {month} 月的日历"
    if not marks:
        return f"<div><strong>{title}</strong><br>这个月还没有要排的日子。</div>"
    signs: dict[int, str] = {}
    for mark in marks:
        if SIGNS[mark.kind] not in signs.get(mark.day.day, ""):
            signs[mark.day.day] = signs.get(mark.day.day, "") + SIGNS[mark.kind]
    heads = "".join(f'<th scope="col">{day}</th>' for day in WEEKDAYS)
    body = "".join(
        f"<tr>{''.join(_cell(day, signs.get(day, '')) for day in week)}</tr>" for week in weeks(year, month)
    )
    about = dict.fromkeys(mark.about for mark in marks)
    listed = "".join(_listed(name, [mark for mark in marks if mark.about == name]) for name in about)
    kinds = "　".join(f"{SIGNS[kind]} {WORDS[kind]}" for kind in SIGNS if any(m.kind == kind for m in marks))
    return (
        f'<div><strong>{title}</strong><table class="shequ-calendar" aria-label="{title}"><thead><tr>{heads}'
        f'</tr></thead><tbody>{body}</tbody></table><small aria-hidden="true">{kinds}</small>{listed}</div>'
    )


def money_html(lines: Sequence[MoneyLine], entered: str, *, folded: bool = False) -> str:
    """Return the money of the year as it was entered, beside the standard where that is shown.

    Args:
        lines: the lines.
        entered: what the column of the trainee's own figures is called.
        folded: whether it is folded in.
    """
    title = "今年的经费"
    if all(line.entered is None and line.standard is None for line in lines):
        return f"<div><strong>{title}</strong><br>还没有编。</div>"
    heads, numeric = ["项目", f"{entered}（元）"], {1}
    if any(line.standard is not None for line in lines):
        heads.append("标准（元）")
        numeric.add(2)
    rows = [[line.name, _yuan(line.entered), _yuan(line.standard)][: len(heads)] for line in lines]
    table = style.table(heads, rows, title, frozenset(numeric))
    if folded:
        return f"<div><details><summary>{title}（点这里展开或收起）</summary>{table}</details></div>"
    return f"<div><strong>{title}</strong>{table}</div>"


def _figures(year: Scenario) -> str:
    rows = [list(row) for row in first_year.situation_table(year)]
    return style.table(["项目", "情况"], rows, "社区情况表")


def _listed(about: str, marks: Sequence[Mark]) -> str:
    """The marks of one meeting."""
    items = "".join(
        f'<li><span aria-hidden="true">{SIGNS[mark.kind]}</span> <strong>{mark.day.day}日</strong> '
        f"{escape(mark.text)}{'（你定的）' if mark.kind == OWN else ''}</li>"
        for mark in marks
    )
    return f'<p>{escape(about)}</p><ul class="shequ-days">{items}</ul>'


def _cell(day: int, signs: str) -> str:
    if not day:
        return "<td></td>"
    marked = ' class="marked"' if signs else ""
    return f'<td{marked}>{day}<small aria-hidden="true">{signs or "&nbsp;"}</small></td>'


def _yuan(value: float | None) -> str:
    return "—" if value is None else f"{value:,.10g}"
