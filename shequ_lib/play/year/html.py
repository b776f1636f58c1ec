"""What the practice year says, as HTML: satisfaction, what follows, a month that is over, the whole year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from shequ_lib import charts
from shequ_lib.board import ChapterState
from shequ_lib.first_year import Finding
from shequ_lib.first_year.practice_model import START, TOP, Incident, MonthResult, PracticeYear, Reaction
from shequ_lib.first_year.practice_report import Again, FinalReport
from shequ_lib.first_year.replay import BROKEN, KEPT, OPEN, WAITING
from shequ_lib.play import style
from shequ_lib.play.year import board as year_board

VERDICTS = {
    KEPT: ("✓ 合规", "shequ-good"),
    BROKEN: ("✗ 违规", "shequ-bad"),
    OPEN: ("○ 没有定", "shequ-warn"),
}
NUMERALS = "零一二三四五六七八九十"

CSS = """
.shequ-gauge [role=meter] { height: 14px; max-width: 24em; border: 1px solid var(--jp-border-color1, #999);
  border-radius: 7px; overflow: hidden; margin: 3px 0; }
.shequ-gauge [role=meter] span { display: block; height: 100%; background: var(--jp-brand-color1, #1976d2); }
.shequ-said { border-left: 4px solid var(--jp-border-color1, #999); padding: 2px 10px; margin: 0 0 8px; }
.shequ-said p { margin: 0; }
.shequ-came { border: 2px solid #8a4b00; border-radius: 6px; padding: 4px 10px; margin: 0 0 6px; }
.shequ-month-result ul, .shequ-month-result p, .shequ-came ul { margin: 4px 0; }
.shequ-month-result li { margin: 0 0 6px; }
.shequ-year .jupyter-button, .shequ-year .shequ-field > input, .shequ-year .shequ-field > select,
.shequ-year .shequ-options label, .shequ-year summary { min-height: 44px; }
.shequ-year summary { line-height: 44px; }
.shequ-confirm { border: 2px solid var(--jp-error-color0, #b71c1c); border-radius: 6px; padding: 6px 10px; }
"""


def gauge(game: PracticeYear) -> str:
    """Return how satisfied the residents are, as a number and a bar."""
    now, curve = game.satisfaction, game.curve()
    since = "年初" if game.month == 1 else f"{game.month - 1} 月底"
    return (
        f'<div class="shequ-gauge"><strong>居民满意度 {now:.1f} 分</strong>'
        f"（满分 {TOP:g} 分，{since} {curve[-1]:.1f} 分）"
        f'<div role="meter" aria-label="居民满意度" aria-valuemin="0" aria-valuemax="{TOP:g}" '
        f'aria-valuenow="{now:.1f}"><span style="width:{100 * now / TOP:.1f}%"></span></div></div>'
    )


def convention(game: PracticeYear) -> str:
    """Return how satisfaction is counted, and that this is no rule."""
    total = len(game.report.findings)
    return (
        "<details><summary>满意度怎样算</summary>这是练习里的约定，不是规定。"
        f"年初 {START:g} 分。全年 {total} 件事，办合规一件加 {(TOP - START) / total:.2f} 分；"
        f"违规一件，或者关月时还没有定一件，减 {START / total:.2f} 分。"
        f"件件合规，年底正好 {TOP:g} 分；一件也不合规，就是 0 分。</details>"
    )


def said(game: PracticeYear, name: str) -> str:
    """Return what follows from a decision and which rule says so; "" if it is open."""
    finding = game.finding(name)
    if finding.status == OPEN:
        return f'<div class="shequ-said"><p>○ 记下了：{WAITING}。</p></div>' if finding.message else ""
    word, css_class = VERDICTS[finding.status]
    why = finding.message or game.task(name).why
    return (
        f'<div class="shequ-said"><p><strong class="{css_class}">{word}</strong> {escape(game.follows(name))}'
        f"{escape(why)}</p><p>{_rule(game, finding)}</p></div>"
    )


def announced(reaction: Reaction) -> str:
    """Return what a decision changed, in one line to be read out."""
    finding = reaction.finding
    word = {KEPT: "合规", BROKEN: "违规"}.get(finding.status)
    if word is None:
        text = f"{finding.name}：{finding.message or '现在没有定'}。"
    else:
        text = f"{finding.name}：{word}。"
    for other in reaction.also:
        text += f"{other.name}：{ {KEPT: '合规', BROKEN: '违规'}.get(other.status, WAITING) }。"
    moved = reaction.after - reaction.before
    change = f"，{'加' if moved > 0 else '减'} {abs(moved):.1f}" if abs(moved) > 0.01 else ""
    return f"{text}居民满意度 {reaction.after:.1f} 分{change}。"


def came_up(incidents: Sequence[Incident]) -> str:
    """Return what has come up of the month before; "" if nothing has."""
    if not incidents:
        return ""
    return f'<div class="shequ-came"><strong>上个月留下的事</strong><ul>{_incidents(incidents)}</ul></div>'


def month_result(game: PracticeYear, result: MonthResult) -> str:
    """Return how a month went that is over: what was decided, what broke a rule, what comes of it."""
    kept, broken, missed = (result.of(status) for status in (KEPT, BROKEN, OPEN))
    counted = f"合规 {len(kept)} 件，违规 {len(broken)} 件，没有定 {len(missed)} 件。"
    moved = f"居民满意度 {result.before:.1f} → {result.after:.1f} 分。"
    head = f"{result.month} 月过完了，不能再改。{counted}{moved}"
    lost = "".join(_lost(game, finding) for finding in (*broken, *missed))
    parts = [f"<p><strong>{escape(head)}</strong></p>"]
    parts.append(f"<ul>{lost}</ul>" if lost else "<p>这个月一件也没有出错。</p>")
    if result.notices:
        notes = "".join(
            f"<li>提醒（不扣分）：{escape(_stop(note.message))}规定：{escape(_stop(note.rule))}</li>"
            for note in result.notices
        )
        parts.append(f"<ul>{notes}</ul>")
    if result.coming and game.over and result.month == game.month - 1:
        parts.append(f"<p>转过年来，又有人找上门：</p><ul>{_incidents(result.coming)}</ul>")
    elif result.coming:
        parts.append(
            f"<p>没办好的事还没有完：{result.month + 1} 月里有 {len(result.coming)} 件找上门来。</p>"
        )
    rows = [
        [finding.name, _decided(game, finding), VERDICTS[finding.status][0]] for finding in result.findings
    ]
    table = style.table(["事", "你的决定", "结果"], rows, f"{result.month} 月的决定")
    parts.append(f"<details><summary>这个月的全部决定</summary>{table}</details>")
    return f'<div class="shequ-month-result">{"".join(parts)}</div>'


def year_result(report: FinalReport) -> str:
    """Return how the whole year went, month by month."""
    rows = [
        [f"{row.month} 月", str(row.kept), str(row.broken), str(row.missed), f"{row.satisfaction:.1f}"]
        for row in report.months
    ]
    heads = ["月份", "合规", "违规", "没有定", "月底满意度"]
    table = style.table(heads, rows, "逐月的结果", frozenset({1, 2, 3, 4}))
    labels = ["年初", *(str(row.month) for row in report.months)]
    points = [round(value, 1) for value in report.curve]
    curve = charts.lines("居民满意度，逐月", {"满意度": points}, labels, top=TOP, unit="分")
    return (
        "<p><strong>一年过完了：全年报告</strong></p>"
        f"<p>合规的占 {100 * report.share:.0f}%，年底居民满意度 {report.curve[-1]:.1f} 分。</p>{curve}{table}"
    )


def look_up(again: Iterable[Again], chapters: Iterable[ChapterState]) -> str:
    """Return what to look up again, each chapter with its link if its notebook lies in the folder."""
    files = {int(state.file[:2]): state for state in chapters}
    items = ""
    for one in again:
        state = files.get(one.chapter)
        name = escape(f"第{_numeral(one.chapter)}章")
        if state:
            name = f'<a href="{escape(quote(state.file))}">{escape(state.title)}</a>'
        lost, mended = _matters("没有办好", one.lost), _matters("先错后改", one.mended)
        items += f"<li><strong>{name}</strong>{lost}{mended}</li>"
    if not items:
        return "<p><strong>再看一看</strong><br>一次也没有错过，可以去考试了。</p>"
    return f"<p><strong>再看一看</strong></p><ul>{items}</ul>"


def year_details(report: FinalReport) -> str:
    """Return what to take away, the money, and the report line by line."""
    points = "".join(f"<li>{escape(line)}</li>" for line in report.takeaways)
    lines = "".join(_line(line) for line in report.lines)
    return (
        f"<p><strong>带走这几句</strong></p><ul>{points}</ul>{year_board.money_html(report.money, '你编的')}"
        '<details class="shequ-month-result"><summary>逐条的报告（点这里展开或收起）</summary>'
        f"{lines}</details>"
    )


def _matters(word: str, names: Sequence[str]) -> str:
    """Return matters as a list below a word, each on its line; "" if there are none."""
    listed = "".join(f"<li>{escape(name)}</li>" for name in names)
    return f"<p>{word} {len(names)} 件：</p><ul>{listed}</ul>" if names else ""


def _lost(game: PracticeYear, finding: Finding) -> str:
    word, css_class = VERDICTS[finding.status]
    parts = [f"{finding.name}。", game.follows(finding.task), finding.message and _stop(finding.message)]
    right = game.right(finding.task)
    parts.append(right and f"照规定应当是：{_stop(right)}")
    return (
        f'<li><strong class="{css_class}">{word}</strong> {escape("".join(parts))}'
        f"<br>{_rule(game, finding)}</li>"
    )


def _rule(game: PracticeYear, finding: Finding) -> str:
    """What says so: a rule, or for the day of a meeting what its card gives."""
    given = any(card.plan is not None and card.plan.window == finding.rule for card in game.year.cards)
    return f"{'题目给的' if given else '规定'}：{escape(_stop(finding.rule))}"


def _line(line: str) -> str:
    """One line of the report; the heading of a month stands out."""
    return f"<p><strong>{escape(line)}</strong></p>" if line.startswith("【") else f"<p>{escape(line)}</p>"


def _incidents(incidents: Iterable[Incident]) -> str:
    return "".join(
        f'<li><span class="shequ-incident">{escape(incident.kind)}</span> {escape(incident.text)}<br>'
        f"起因：{escape('；'.join(incident.causes))}。</li>"
        for incident in incidents
    )


def _decided(game: PracticeYear, finding: Finding) -> str:
    from shequ_lib.first_year import words

    decision = game.record.get(finding.task)
    return "—" if decision is None else words(game.task(finding.task), decision)


def _numeral(number: int) -> str:
    return NUMERALS[number] if number <= 10 else f"十{NUMERALS[number - 10] if number > 10 else ''}"


def _stop(text: str) -> str:
    """A text as a sentence with its full stop."""
    return text if text.endswith(("。", "？", "！")) else f"{text}。"
