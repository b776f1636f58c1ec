"""What the views of tales share: the words of a verdict, the way so far, the steps of a procedure."""

from __future__ import annotations

from html import escape

from shequ_lib.event_log import VIOLATION, Finding
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Reaction, Story, Tale

VERDICTS = {
    GOOD: ("✓ 妥当", "shequ-good"),
    BAD: ("✗ 不妥", "shequ-bad"),
    NOTE: ("△ 留意", "shequ-warn"),
    PLAIN: ("● 记下", ""),
}
ENDINGS = {GOOD: "圆满的结局", BAD: "不好的结局", NOTE: "还过得去的结局"}


def so_far(story: Tale) -> str:
    """Return how the tale began and what followed from each move before the last, as HTML."""
    earlier = story.reactions[: len(story.reactions) - len(story.latest())]
    listed = "".join(
        f'<li><span class="{VERDICTS[r.verdict][1]}">{VERDICTS[r.verdict][0]}</span> '
        f"{escape(r.did)}<br>{escape(r.text)}</li>"
        for r in earlier
    )
    return f"<p>{escape(story.beginning)}</p>" + (f"<ol>{listed}</ol>" if listed else "")


def found(reaction: Reaction) -> str:
    """Return what the step that is now over breaks, as HTML."""
    listed = "".join(_finding(finding) for finding in reaction.findings)
    return f"<p>这一步留下的问题：</p><ul>{listed}</ul>" if listed else ""


def _finding(finding: Finding) -> str:
    word, css_class = ("违反规定", "shequ-bad") if finding.level == VIOLATION else ("提醒", "shequ-warn")
    rule = escape(finding.rule.rstrip("。"))
    return f'<li><strong class="{css_class}">{word}</strong> {escape(finding.message)}<br>规则：{rule}。</li>'


def procedure(story: Story) -> str:
    """Return each step of the procedure beside what was done, as HTML."""
    steps = ""
    for row in story.review():
        mark, mark_class = ("✓ 做到了", "shequ-good") if row.done else ("— 没有走到", "")
        if row.findings:
            bad = any(finding.level == VIOLATION for finding in row.findings)
            mark, mark_class = ("✗ 有问题", "shequ-bad") if bad else ("△ 有提醒", "shequ-warn")
        done = f"<br>记录：{escape(row.done)}" if row.done else ""
        listed = "".join(_finding(finding) for finding in row.findings)
        steps += (
            f'<li><strong>{escape(row.name)}</strong> <span class="{mark_class}">{mark}</span>{done}'
            f"<br>规则：{escape(row.rule.rstrip('。'))}。{f'<ul>{listed}</ul>' if listed else ''}</li>"
        )
    return f"<ol>{steps}</ol>"
