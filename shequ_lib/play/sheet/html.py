"""What the community sheet shows, as HTML: the totals, the threshold just crossed, the charts, the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeVar

from shequ_lib import charts
from shequ_lib.play import style
from shequ_lib.play.sheet import compare as sheet_compare
from shequ_lib.play.sheet import district as sheet_district
from shequ_lib.play.sheet import model as sheet_model
from shequ_lib.play.sheet.desk import Desk
from shequ_lib.play.sheet.district import Row
from shequ_lib.play.sheet.model import FIGURES, Sheet
from shequ_lib.play.sheet.steps import Step
from shequ_lib.play.sheet.tasks import Task, Tasks, Verdict
from shequ_lib.staffing import Community, Post

T = TypeVar("T")
FIRST, SECOND = "甲", "乙"
COMPARING = f"<p><strong>比一比两个社区</strong>　先记住一个作{FIRST}，再动滑块；或者从表里各选一个。</p>"
UNNAMED, KEPT = "自己调的", "记住的那一个"
# Where the scales of the charts end at the least, so that they stand still while a figure is moved.
PEOPLE, YUAN, AREA = 10, 150_000, 1000

CSS = """
.shequ-sheet { max-width: 58em !important; }
.shequ-sheet .widget-html p { margin: 2px 0; }
.shequ-compared td.why { padding: 0 6px 6px 1.6em; font-size: .9em; }
.shequ-compared .item td { border-bottom: 0; }
.shequ-compared .item td:not(:first-child) { overflow-wrap: normal; }
.shequ-scroll { overflow-x: auto; }
.shequ-scroll .shequ-table td { white-space: nowrap; }
.shequ-sheet .shequ-places, .shequ-places .widget-html-content { width: 100% !important; min-width: 0; }
"""


def sums(desk: Desk) -> str:
    """Return the three totals in words; those of A below, if there is one."""
    one, other = desk.sheet, desk.pinned_sheet
    plan, money, rooms = one.plan, one.money, one.rooms
    cards = [
        (
            "人",
            f"应配 <strong>{plan.required_total:,}</strong> 人",
            f"另外可再配 {plan.optional_total:,} 人；兼任的不另计",
            other and f"应配 {other.plan.required_total:,} 人",
        ),
        (
            "钱",
            f"每年 <strong>{money.total:,}</strong> 元",
            f"市级 {money.city:,} 元，区级 {money.district:,} 元",
            other and f"每年 {other.money.total:,} 元",
        ),
        (
            "房",
            f"至少 <strong>{sheet_model.number(rooms.total_m2)}</strong> 平方米",
            f"其中居民活动至少 {sheet_model.number(rooms.activity_m2)} 平方米",
            other and f"至少 {sheet_model.number(other.rooms.total_m2)} 平方米",
        ),
    ]
    mark = f"{SECOND}：" if other else ""
    html = "".join(
        f"<div><b>{name}　</b>{mark}{total}<small>{detail}</small>"
        + (f"<small>{FIRST}：{compared}</small>" if compared else "")
        + "</div>"
        for name, total, detail, compared in cards
    )
    return html


def crossing(desk: Desk) -> str:
    """Return what was just crossed, with its rule."""
    crossed = desk.crossed
    parts = []
    if crossed:
        parts.append(f"<strong>{'⚑ 刚刚跨过的界线' if crossed.fresh else '前面跨过的界线'}</strong>")
        parts += [
            f"<p>{escape(change.name)}：{escape(change.before)} → <b>{escape(change.after)}</b>"
            f"<small>规则：{escape(change.rule)}。</small></p>"
            for change in crossed.changes
        ]
    else:
        parts.append("<strong>还没有跨过界线</strong>")
    if desk.tip:
        parts.append(f"<p>试一试：{escape(desk.tip)}</p>")
    elif desk.moved:
        differs = f"和刚才比：{desk.differs}。" if desk.differs else "和刚才比：人、钱、房都没有变。"
        parts.append(f"<small>{escape(differs)}</small>")
    else:
        parts.append("<p>拖动滑块，或者改旁边的数字。跨过界线的时候，这里会告诉你，并说出是哪条规则。</p>")
    parts += [f'<small class="shequ-warn">注意：{escape(line)}</small>' for line in desk.sheet.plan.warnings]
    return "".join(parts)


def following(desk: Desk, up: Step | None, down: Step | None, notes: Iterable[str]) -> str:
    """Return where the next thresholds of the figure last moved are, and how the wording is read there."""
    figure = FIGURES[desk.figure]
    now = f"{figure.label}，现在 {getattr(desk.community, desk.figure):,} {figure.unit}"
    lines = "".join(
        f"<p>{way} {step.distance:,} {figure.unit}，到 {step.value:,} {figure.unit}："
        f"{escape(_shorts(step))}。</p>"
        for way, step in (("↑ 再多", up), ("↓ 再少", down))
        if step
    )
    read = "".join(f"<small>{escape(note)}</small>" for note in notes)
    none = "<p>往上往下都没有界线。</p>"
    return f"<strong>下一条界线</strong>　{escape(now)}{lines or none}{read}"


def hint(key: str, up: Step | None, down: Step | None) -> str:
    """Return in a few words how far a figure is from its next threshold."""
    unit = FIGURES[key].unit
    if up:
        return f"↑ 再多 {up.distance:,} {unit}，{_shorts(up)}"
    if down:
        return f"↓ 再少 {down.distance:,} {unit}，{_shorts(down)}"
    return "没有界线"


def progress(tasks: Tasks, now: int) -> str:
    """Return the tasks in a row, with what is reached; `now` is the number of the one that is being done."""
    items = "".join(
        f"<li{' aria-current=step' if number == now else ''}>第 {number + 1} 件：{task.name}"
        f"{' ✓' if task.name in tasks.reached else ''}</li>"
        for number, task in enumerate(tasks.tasks)
    )
    return f'<ol aria-label="要做到的几件事">{items}</ol>'


def verdict(found: Verdict, word: str, css_class: str) -> str:
    """Return how a task stands: first what came of it, then the rule."""
    return style.verdict(word, css_class, found.text) + style.rule(found.rule)


def tip(task: Task) -> str:
    """Return the hint of a task."""
    return f"<p><strong>提示</strong> {escape(task.hint)}</p>"


def ended(tasks: Tasks, more: str) -> str:
    """Return the end: what was reached, and what to take away."""
    helped = f"，其中 {tasks.hints} 件看了提示" if tasks.hints else ""
    return (
        f'<p><strong class="shequ-good">✓ {len(tasks.tasks)} 件都做到了{helped}</strong></p>'
        + style.listed(f"{name}：{found.text}" for name, found in tasks.reached.items())
        + style.takeaways([*(task.learnt for task in tasks.tasks), more])
    )


def taken(tasks: Tasks, more: str) -> str:
    """Return what to take away on paper: each task with its rule, and what to remember."""
    rows = [[task.name, task.goal, found.text, f"{found.rule}。"] for task, found in _done(tasks)]
    table = style.table(["件", "要做到的", "做到了", "规则"], rows, "三件事和规则")
    return f"{style.listed([*(task.learnt for task in tasks.tasks), more])}{table}"


def posts_chart(sheets: list[Sheet]) -> str:
    """Return the chart of the posts: of one community, or of two, row beside row."""
    plans = [sheet.plan.posts for sheet in sheets]
    top = max(PEOPLE, *(_all(post) for posts in plans for post in posts))
    rows = _beside([[(post.name, post) for post in posts] for posts in plans])
    series = {
        "应配": [post.required if post else 0 for _, post in rows],
        "可再配": [post.optional if post else 0 for _, post in rows],
        "兼任（不另计）": [post.joint if post else 0 for _, post in rows],
        "兼任可再有": [post.joint_optional if post else 0 for _, post in rows],
    }
    return charts.bars(
        "人员" if len(sheets) == 1 else f"人员：{FIRST}在上，{SECOND}在下",
        series,
        [label for label, _ in rows],
        unit="人",
        stacked=True,
        top=charts.scale_end(top),
        ends=[_short(post) if post else "" for _, post in rows],
        inside=False,
        looks=(charts.SOLID, charts.PALE, charts.DASHED, charts.DOTTED),
        row=26 if len(sheets) == 1 else 18,
    )


def money_chart(sheets: list[Sheet]) -> str:
    """Return the chart of the budget, what city and district pay end to end."""
    top = max(YUAN, *(line.yuan for sheet in sheets for line in sheet.money.lines))
    rows = _beside([[(line.name, line) for line in sheet.money.lines] for sheet in sheets])
    return charts.bars(
        "工作经费" if len(sheets) == 1 else f"工作经费：{FIRST}在上，{SECOND}在下",
        {
            "市级": [line.city if line else 0 for _, line in rows],
            "区级": [line.district if line else 0 for _, line in rows],
        },
        [label for label, _ in rows],
        unit="元/年",
        stacked=True,
        top=charts.scale_end(top),
        ends=[f"{line.yuan:,}" if line else "" for _, line in rows],
        row=28 if len(sheets) == 1 else 18,
    )


def rooms_chart(sheets: list[Sheet]) -> str:
    """Return the chart of the premises, with the part for the residents' activities."""
    top = max(AREA, *(sheet.rooms.total_m2 for sheet in sheets))
    names = ["配套用房"] if len(sheets) == 1 else [f"配套用房 {FIRST}", SECOND]
    return charts.bars(
        "用房面积",
        {
            "居民活动（至少）": [round(sheet.rooms.activity_m2, 2) for sheet in sheets],
            "其余": [round(sheet.rooms.total_m2 - sheet.rooms.activity_m2, 2) for sheet in sheets],
        },
        names,
        unit="平方米",
        stacked=True,
        top=charts.scale_end(top),
        ends=[sheet_model.number(sheet.rooms.total_m2) for sheet in sheets],
        looks=(charts.SOLID, charts.PALE),
    )


def details(sheet: Sheet) -> str:
    """Return the exact numbers of one community and the rule of each."""
    plan, rooms = sheet.plan, sheet.rooms
    posts = [[post.name, sheet_model.people(post), f"{post.rule}。"] for post in plan.posts]
    amounts = [(line.name, line.yuan, line.city, line.district) for line in sheet.money.lines]
    amounts.append(("合计", sheet.money.total, sheet.money.city, sheet.money.district))
    money = [[name, *(f"{yuan:,}" for yuan in yuans)] for name, *yuans in amounts]
    rules = style.listed(f"{line.name}：{line.rule}。" for line in sheet.money.lines)
    limit = "按户数算不到保底的面积，用保底的。" if rooms.floor_applies else ""
    return (
        style.table(["岗位", "人数", "规则"], posts, "人员配备")
        + f"<p>应配共 <strong>{plan.required_total:,}</strong> 人，"
        f"另外最多可再配 {plan.optional_total:,} 人。</p>"
        + style.table(["经费（元/年）", "合计", "市级", "区级"], money, "工作经费", frozenset({1, 2, 3}))
        + rules
        + f"<p>配套用房至少 <strong>{sheet_model.number(rooms.total_m2)}</strong> 平方米，其中居民活动至少"
        f" <strong>{sheet_model.number(rooms.activity_m2)}</strong> 平方米。{limit}"
        f"规则：{escape(rooms.rule)}；{escape(rooms.activity_rule)}。</p>"
    )


def compared(first: Community, second: Community) -> str:
    """Return what two communities have differently, and because of which figures."""
    found = sheet_compare.differences(first, second)
    intro = (
        f"<p>{FIRST}：{escape(first.name or KEPT)}；{SECOND}：{escape(second.name or UNNAMED)}（滑块上的）。"
    )
    if not found:
        return f"{intro}两个社区的人、钱、房完全一样。动一动滑块，再看差在哪里。</p>"
    rows = ""
    for item in found:
        name = escape(item.name) if item.rule else f"<strong>{escape(item.name)}</strong>"
        cells = (name, escape(item.first), escape(item.second))
        why = f"因为{'；'.join(item.reasons)}。" if item.reasons else ""
        rule = f"规则：{item.rule}。" if item.rule else ""
        rows += '<tr class="item">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
        rows += (
            f'<tr><td class="why" colspan="3"><strong>{SECOND}{escape(item.more)}。</strong>'
            f"{escape(why + rule)}</td></tr>"
        )
    heads = "".join(f"<th>{head}</th>" for head in ("项目", FIRST, SECOND))
    return (
        f"{intro}下面只列不一样的，数字{FIRST}在前、{SECOND}在后。</p>"
        '<table class="shequ-table shequ-compared" aria-label="两个社区的差别">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def by_place(rows: Sequence[Row]) -> str:
    """Return the totals of each street and of the whole district."""
    groups = sheet_district.by_place(rows)
    numbers = [one for one in sheet_district.columns(sheet_district.TOTALS, rows) if one.unit]
    heads = ["街镇", "社区数", *(one.head for one in numbers)]
    lines = [[name, str(count), *map(sheet_model.number, totals)] for name, count, totals in groups]
    table = style.table(heads, lines, "各街镇和全区的合计", frozenset(range(1, len(heads))))
    label = "各街镇和全区的合计，可以左右滚动"
    return (
        "<p><strong>各街镇和全区合计</strong>　先按每个社区算，再相加。"
        "一个社区多出来的用房，补不了另一个社区的缺。人员的单位是人，经费是元/年，用房是平方米。</p>"
        f'<div class="shequ-scroll" tabindex="0" role="group" aria-label="{label}">{table}</div>'
    )


def _done(tasks: Tasks) -> list[tuple[Task, Verdict]]:
    return [(task, tasks.reached[task.name]) for task in tasks.tasks if task.name in tasks.reached]


def _shorts(step: Step) -> str:
    return "；".join(change.short for change in step.changes)


def _all(post: Post) -> int:
    return post.required + post.optional + post.joint + post.joint_optional


def _short(post: Post) -> str:
    """Return how many people a post has as it stands after its bar."""
    parts = [str(post.required)] if post.required else []
    parts += [
        f"{word} {count}"
        for word, count in (("可", post.optional), ("兼", post.joint), ("可再兼", post.joint_optional))
        if count
    ]
    return "，".join(parts) or "0"


def _beside(sides: list[list[tuple[str, T]]]) -> list[tuple[str, T | None]]:
    """Return the rows of one community, or those of two beside each other with a gap after each pair."""
    rows: list[tuple[str, T | None]] = []
    if len(sides) == 1:
        rows += sides[0]
        return rows
    for (name, first), (_, second) in zip(*sides, strict=True):
        rows += [(f"{name} {FIRST}", first), (SECOND, second), ("", None)]
    return rows[:-1]
