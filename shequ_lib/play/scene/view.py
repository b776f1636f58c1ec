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
BUTTONS = 12  # more than any scene has moves

CSS = """
.shequ-scene .shequ-move { width: 100%; margin: 0; text-align: left; white-space: normal; line-height: 1.5;
  padding: 5px 12px; overflow-wrap: anywhere; display: block; }
.shequ-scene .jupyter-button { min-height: 44px; }
.shequ-scene .shequ-pairs { display: grid !important; grid-template-columns: 1fr 1fr; }
.shequ-scene .shequ-pairs .shequ-step { text-align: center; font-size: 1.1em; }
.shequ-scene .shequ-pairs .shequ-move:not(.shequ-step) { grid-column: 1 / 3; }
.shequ-scene .shequ-buttons { overflow: visible; padding: 2px; }
.shequ-scene .shequ-moves { gap: 6px; overflow: visible; padding: 2px; }
.shequ-phases { display: flex; flex-flow: row wrap; gap: 2px 14px; list-style: none; padding: 0;
  margin: 2px 0; }
.shequ-phases li { border-bottom: 4px solid transparent; }
.shequ-phases li[aria-current] { font-weight: bold; border-bottom-color: var(--jp-brand-color1, #1976d2); }
.shequ-cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5em, 1fr)); gap: 6px;
  list-style: none; padding: 0; margin: 4px 0; }
.shequ-cards li { border: 1px solid var(--jp-border-color1, #999); border-radius: 6px; padding: 5px 8px;
  line-height: 1.5; }
.shequ-cards li.shequ-vacant { border-style: dashed; }
.shequ-cards li.shequ-loud { border: 2px solid var(--jp-brand-color1, #1976d2); }
"""


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
