"""What the rules say to a drawing, as HTML."""

from __future__ import annotations

from html import escape
from itertools import groupby

from shequ_lib.play import style
from shequ_lib.play.draw import model as draw_model
from shequ_lib.play.draw.model import Finding, Verdict

LEVELS = {
    draw_model.FAULT: ("✗", "要改", "shequ-bad"),
    draw_model.HINT: ("△", "户数", "shequ-warn"),
    draw_model.TODO: ("○", "没画完", ""),
    draw_model.NOTE: ("·", "留意", ""),
    draw_model.GOOD: ("✓", "合适", "shequ-good"),
}


def goal(verdict: Verdict, least: int | None) -> str:
    """Say what to reach on this map, and whether it is reached."""
    if least is None:
        return ""
    told = f"<strong>这张图的目标：社区尽量少，最少 {least} 个就够。</strong>"
    if not verdict.done:
        return f"<p>{told}</p>"
    drawn = len(verdict.communities)
    word = "✓ 做到了。" if drawn == least else f"画了 {drawn} 个，都合适；再试试并得少一些。"
    return f'<p>{told}<span role="status">{word}</span></p>'


def judged(verdict: Verdict, compared: str) -> str:
    """Return what is to be mended, and how many households each community has.

    Args:
        verdict: What the rules say.
        compared: How the rules of size differ on this map, told when it is done.
    """
    if not verdict.communities:
        return "<p>还没有画。从一个小区开始，看看它和旁边的加起来有多少户。</p>"
    rules = list(verdict.communities[0].sizes.values())
    heads = ["社区", "户数", *(f"{size.rule} 年" for size in rules), "连成一片"]
    rows = [
        [
            str(one.number),
            f"{one.households:,}",
            *(size.name for size in one.sizes.values()),
            "是" if one.pieces == 1 else f"分成 {one.pieces} 块",
        ]
        for one in verdict.communities
    ]
    done = ""
    if verdict.done:
        done = (
            f'<p class="shequ-good"><strong>✓ 画好了：{len(verdict.communities)} 个社区都合适。</strong></p>'
            f"<p>{escape(compared)}尺子不同，同一个地方可以设的社区个数也不同；定几个，还要看居民管不管得过来、办事近不近。</p>"
        )
    by_rule = groupby(verdict.findings, key=lambda finding: (finding.level, finding.rule))
    listed = "".join(_findings(list(findings)) for _, findings in by_rule)
    return done + f"<ul>{listed}</ul>" + style.table(heads, rows, "各个社区的户数和结论", frozenset({1}))


def _findings(findings: list[Finding]) -> str:
    """Return findings of one level that one rule gives, with the rule below them."""
    sign, word, css_class = LEVELS[findings[0].level]
    texts = "".join(
        f'<span class="{css_class}"><span aria-hidden="true">{sign}</span> <strong>{word}</strong> '
        f"{escape(finding.text)}</span><br>"
        for finding in findings
    )
    return f"<li>{texts}<small>依据：{escape(findings[0].rule)}</small></li>"
