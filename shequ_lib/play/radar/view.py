"""The widgets of a harmonious community: sliders, a radar, measures to take, and how it ends."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

from shequ_lib import charts
from shequ_lib.errors import ShequError
from shequ_lib.play import frame, style
from shequ_lib.play.picture import picture_class
from shequ_lib.play.radar.model import (
    BROAD,
    OFFERED,
    STAFF_MONTHS,
    Harmony,
    Reaction,
    Report,
    points,
)
from shequ_lib.play.radar.solver import Choice, Measure
from shequ_lib.play.scene.view import CSS as SCENE_CSS
from shequ_lib.play.style import Widget
from shequ_lib.script import localise
from shequ_lib.self_assessment import Assessment

MARKING, MEASURES, RESULT = range(3)  # the steps
STEPS = ("一　打分", "二　挑措施", "三　看结果")
ONWARD = ("下一步：挑措施", "下一步：看结果", "回去再挑一次")
SIGN = "▼"  # of the weakest goal
UNIT = "分"
CSS = """
.shequ-play.shequ-radar { max-width: 62em; }
.shequ-radar-sides { flex-flow: row wrap !important; align-items: flex-start; gap: 4px 16px; }
.shequ-radar-chart { flex: 1 1 320px !important; min-width: 0; }
.shequ-radar-table { flex: 1 1 260px !important; min-width: 0; }
.shequ-radar-table .shequ-table td:first-child { min-width: 0; white-space: nowrap; }
.shequ-radar p { margin: 2px 0 6px; }
.shequ-radar progress { width: 100%; height: 14px; }
.shequ-radar-cards { display: grid; gap: 6px; overflow: visible; padding: 2px;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 13em), 1fr)); }
.shequ-radar-cards .jupyter-button { white-space: pre-line; line-height: 1.45; margin: 0; text-align: left;
  min-width: 0; width: 100%; height: 100%; padding: 5px 8px; overflow: hidden; overflow-wrap: anywhere;
  display: block; border: 1px solid var(--jp-border-color1, #999); }
.shequ-radar-cards .jupyter-button::first-line { font-weight: bold; }
.shequ-radar-cards .shequ-taken { border: 2px solid #2e7d32; }
.shequ-radar-steps { padding: 2px; }
.shequ-radar .shequ-radar-back { align-self: flex-start; margin-top: 8px; }
"""


class HarmoniousCommunity:
    """Mark the five goals, then lift the weakest.

    Args:
        seed: Which community comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        import ipywidgets as widgets

        self.seed, self.step = seed, MARKING
        self.harmony = Harmony(seed)
        rules = widgets.HTML(f"<style>{SCENE_CSS}{CSS}</style>")
        rules.layout.height = rules.layout.margin = "0"
        self.intro, self.chart, self.table, self.reaction, self.hands, self.report = (
            widgets.HTML() for _ in range(6)
        )
        self.chart.add_class("shequ-radar-chart")
        self.table.add_class("shequ-radar-table")
        sides = widgets.HBox([self.chart, self.table])
        sides.add_class("shequ-radar-sides")
        # All stays; only what it says, and what of it is seen, changes. So the focus stays, too.
        self.steps = _row([frame.button(name, "", partial(self.go, step)) for step, name in enumerate(STEPS)])
        self.sliders = picture_class(__file__, "sliders", dicts=("board",), lists=("scores", "notes"))(
            board=_board(self.harmony)
        )
        self.again = frame.button("恢复给出的分数", "把滑块放回这个社区的自评", self.given)
        self.marking = widgets.VBox([self.sliders, self.again])
        self.again.add_class("shequ-radar-back")
        self.cards = [frame.button("", "", partial(self._take, n)) for n in range(sum(OFFERED) + BROAD)]
        grid = widgets.VBox(self.cards)
        grid.add_class("shequ-radar-cards")
        self.choosing = widgets.VBox([self.hands, grid])
        for box in (self.marking, self.choosing):
            box.layout.overflow = "visible"
        self.onward = frame.button("", "", self.proceed)
        self.onward.button_style = "primary"
        self.another = frame.button("换一个社区", "换一个社区，从头来", self.other)
        last = _row([self.onward, self.another])
        self.sliders.observe(self._marked, "scores")
        parts = [
            rules,
            self.intro,
            self.steps,
            sides,
            self.reaction,
            self.marking,
            self.choosing,
            self.report,
        ]
        takeaway = "先找最低的一块，再看补哪里、花多少。总平均再高，也填不平短板。"
        self.widget = frame.frame("和谐社区？给自己打打分", [*parts, last], self.restart, takeaway)
        self.widget.add_class("shequ-radar")
        self._start()

    def restart(self, *_: object) -> None:
        """Start again with the same community."""
        self.harmony = Harmony(self.seed)
        self._start()

    def other(self, *_: object) -> None:
        """Start with another community."""
        self.seed += 1
        self.restart()

    def given(self, *_: object) -> None:
        """Put the marks of the community back."""
        self.sliders.scores = list(self.harmony.given)

    def go(self, step: int, *_: object) -> None:
        """Go to a step, to its top; each can be come back to."""
        self.step = step
        self._paint(None)
        self.steps.children[step].focus()  # which brings the top of the step into sight

    def proceed(self, *_: object) -> None:
        """Go to the next step; from the last one back to the measures."""
        self.go(MEASURES if self.step == RESULT else self.step + 1)

    def _start(self) -> None:
        self.step = MARKING
        style.put(self.intro, _intro(self.harmony))
        self.given()
        self._paint(None)

    def _marked(self, *_: object) -> None:
        taken = bool(self.harmony.taken)
        try:
            self.harmony.mark(self.sliders.scores)
        except ShequError:
            return  # a message from the page that no control sends
        text = "分数改了，前面挑的措施先退回来，请重新挑。"
        self._paint(Reaction(False, text) if taken else None)

    def _take(self, number: int, *_: object) -> None:
        if number < len(self.harmony.measures):
            self._paint(self.harmony.take(self.harmony.measures[number].key))

    def _paint(self, reaction: Reaction | None) -> None:
        harmony = self.harmony
        before, after = harmony.before(), harmony.after()
        for step, button in enumerate(self.steps.children):
            button.button_style = "primary" if step == self.step else ""
        self.onward.description = ONWARD[self.step]
        self.chart.value = _radar(before, after if harmony.taken else None, harmony.most)
        style.put(self.table, _table(harmony, before, after if harmony.taken else None))
        style.put(self.reaction, f'<div role="status" aria-live="polite">{_reaction(reaction)}</div>')
        self.sliders.notes = [localise(note) for note in _notes(before)]
        self.marking.layout.display = "" if self.step == MARKING else "none"
        self.choosing.layout.display = "" if self.step == MEASURES else "none"
        if self.step == MEASURES:
            style.put(self.hands, _hands(harmony))
            for number, button in enumerate(self.cards):
                used = number < len(harmony.measures)
                button.layout.display = "" if used else "none"
                if used:
                    _show_card(button, harmony, harmony.measures[number])
        style.put(self.report, _report(harmony, harmony.report()) if self.step == RESULT else "")


def _row(children: list[Widget]) -> Widget:
    import ipywidgets as widgets

    row = widgets.Box(children)
    row.add_class("shequ-buttons")
    row.add_class("shequ-radar-steps")
    return row


def _board(harmony: Harmony) -> dict[str, Any]:
    goals: dict[str, list[str]] = {}
    for indicator in harmony.indicators:
        goals.setdefault(localise(indicator.goal_name), []).append(localise(indicator.name))
    return {
        "least": harmony.least,
        "most": harmony.most,
        "unit": UNIT,
        "goals": [{"name": name, "indicators": indicators} for name, indicators in goals.items()],
    }


def _intro(harmony: Harmony) -> str:
    return (
        "<p><strong>先看几个目标的得分，哪个最低；再用有限的人手，把最低的一块补上来。</strong></p>"
        f"<p>下面是{escape(harmony.name)}的自评，也可以拖动滑块，换成你自己社区的分数。"
        "材料到最后一个目标中间就断了，这里只评这几个。</p>"
        "<p><small>目标和指标按材料；怎样打分是本课的约定，社区、措施、提高多少、用多少人月都是游戏的约定，"
        "材料里没有。</small></p>"
    )


def _radar(before: Assessment, after: Assessment | None, top: int) -> str:
    now = after or before
    labels = [f"{SIGN}{s.name}" if s.name in now.weakest else s.name for s in now.scores]
    series = {"现在": _values(before)}
    if after:
        series["办完以后"] = _values(after)
    return charts.radar("各个目标的得分", series, labels, top=top, unit=UNIT)


def _values(assessment: Assessment) -> list[float]:
    return [round(score.mean or 0, 2) for score in assessment.scores]


def _notes(assessment: Assessment) -> list[str]:
    return [
        f"平均 {points(score.mean)} {UNIT}{f'　{SIGN} 短板' if score.name in assessment.weakest else ''}"
        for score in assessment.scores
    ]


def _table(harmony: Harmony, before: Assessment, after: Assessment | None) -> str:
    now = after or before
    low = min(score.mean or 0 for score in now.scores)
    heads = ["目标", "现在", *(["办完以后"] if after else []), "短板"]
    rows = [
        [
            old.name,
            points(old.mean),
            *([points(new.mean)] if after else []),
            f"{SIGN} 短板" if new.name in now.weakest else "",
        ]
        for old, new in zip(before.scores, now.scores, strict=True)
    ]
    called = f"{SIGN} 短板：{'、'.join(now.weakest)}，{points(low)} {UNIT}"
    inside = "；".join(f"{indicator.name} {score} {UNIT}" for indicator, score in harmony.look_inside())
    numeric = frozenset(range(1, len(heads) - 1))
    called_out = style.live_line(called, "shequ-bad")
    return f"<p><strong>{called_out}</strong><br>看进去，里面最低的：{escape(inside)}</p>" + style.table(
        heads, rows, "各个目标的得分", numeric
    )


def _reaction(reaction: Reaction | None) -> str:
    if reaction is None:
        return ""
    word, css_class = ("✓", "shequ-good") if reaction.good else ("△", "shequ-warn")
    rule = f'<p class="shequ-rule">规则：{escape(reaction.rule)}。</p>' if reaction.rule else ""
    convention = ""
    if reaction.convention:
        convention = f'<p class="shequ-rule">约定：{escape(reaction.convention)}。</p>'
    said = f'<p><strong class="{css_class}">{word}</strong> {escape(reaction.text)}</p>'
    return f'<div class="shequ-reaction">{said}{rule}{convention}</div>'


def _hands(harmony: Harmony) -> str:
    used = f"已经用了 {harmony.cost} 人月"
    return (
        f"<p><strong>人手：还剩 {harmony.left} 人月，一共 {STAFF_MONTHS} 人月。</strong>"
        "（一个人做一个月，是 1 人月。）点一件就做，再点一次不做。</p>"
        f'<progress max="{STAFF_MONTHS}" value="{harmony.cost}" aria-label="{used}"></progress>'
    )


def _show_card(button: Widget, harmony: Harmony, measure: Measure) -> None:
    taken = measure.key in harmony.taken
    rises = "，".join(
        f"{rise.goal} +{points(rise.after - rise.before)}" for rise in harmony.rises(measure.key)
    )
    lines = [f"{measure.name}　{measure.cost} 人月", measure.does, rises or "已经到顶，提不高了"]
    if taken:
        gain = harmony.gain(measure.key)
        lines.append(f"✓ 做，短板靠它 +{points(gain)}" if gain else "✓ 做，短板没动")
    elif measure.cost > harmony.left:
        lines.append(f"人手不够，还差 {measure.cost - harmony.left} 人月")
    button.description = "\n".join(lines)
    (button.add_class if taken else button.remove_class)("shequ-taken")


def _report(harmony: Harmony, report: Report) -> str:
    low, now = report.lowest
    best = report.best
    rows = [
        _choice_row(
            "你的办法",
            Choice(tuple(map(harmony.measure, harmony.taken)), report.cost, now, report.mean[1]),
            low,
        ),
        _choice_row("最省的办法", best, low),
        _choice_row("只求总平均", report.broadest, low),
    ]
    heads = ["办法", "人月", "短板到", "每人月", "总平均"]
    if report.reached and report.cost == best.cost:
        word, css_class, title = "✓", "shequ-good", "短板补到了最高，人手也用得最省"
    elif report.reached:
        word, css_class, title = "✓", "shequ-good", "短板补到了最高，人手还可以再省"
    else:
        word, css_class, title = "△", "shequ-warn", "短板还可以补得更高"
    weakest = "、".join(report.after.weakest)
    idle = ""
    if report.idle:
        idle = f"<p>这几件，单拿掉哪一件，短板都一样高：{escape('、'.join(report.idle))}。</p>"
    lines = "".join(f"<li>{escape(line)}</li>" for line in report.takeaways)
    return (
        '<div class="shequ-ending" role="status" aria-live="polite">'
        f'<p><strong class="{css_class}">{word} {title}</strong></p>'
        f"<p>你把短板从 {points(low)} 分提到 {points(now)} 分，用了 {report.cost} 人月；"
        f"现在最低的是{escape(weakest)}。"
        f"最省的办法能提到 {points(best.lowest)} 分，用 {best.cost} 人月。</p>"
        + style.table(heads, rows, "几种办法比一比", frozenset({1, 2, 3, 4}))
        + f"<p>“每人月”就是效用比：短板提高的分，除以用的人月。</p>{idle}"
        f"<p><strong>带走这几句</strong></p><ul>{lines}</ul></div>"
    )


def _choice_row(name: str, choice: Choice, low: Any) -> list[str]:
    done = "、".join(measure.name for measure in choice.measures) or "一件也没有做"
    ratio = points((choice.lowest - low) / choice.cost) if choice.cost else "—"
    return [f"{name}：{done}", str(choice.cost), points(choice.lowest), ratio, points(choice.mean)]
