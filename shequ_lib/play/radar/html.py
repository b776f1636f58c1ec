"""What a harmonious community shows, as HTML: the radar and its table, what followed, how it ends."""

from __future__ import annotations

from fractions import Fraction
from html import escape

from shequ_lib import charts
from shequ_lib.play import style
from shequ_lib.play.radar.model import STAFF_MONTHS, Harmony, Reaction, Report, points
from shequ_lib.play.radar.solver import Choice
from shequ_lib.self_assessment import Assessment

SIGN = "▼"  # of the weakest goal
UNIT = "分"


def intro(harmony: Harmony) -> str:
    """Say what to do, and what is invented."""
    return (
        "<p><strong>先看几个目标的得分，哪个最低；再用有限的人手，把最低的一块补上来。</strong></p>"
        f"<p>下面是{escape(harmony.name)}的自评，也可以拖动滑块，换成你自己社区的分数。"
        "材料到最后一个目标中间就断了，这里只评这几个。</p>"
        "<p><small>目标和指标按材料；怎样打分是本课的约定，社区、措施、提高多少、用多少人月都是游戏的约定，"
        "材料里没有。</small></p>"
    )


def radar(before: Assessment, after: Assessment | None, top: int) -> str:
    """Return the goals as a radar, before the measures and with them."""
    now = after or before
    labels = [f"{SIGN}{s.name}" if s.name in now.weakest else s.name for s in now.scores]
    series = {"现在": _values(before)}
    if after:
        series["办完以后"] = _values(after)
    return charts.radar("各个目标的得分", series, labels, top=top, unit=UNIT)


def _values(assessment: Assessment) -> list[float]:
    return [round(score.mean or 0, 2) for score in assessment.scores]


def weakest(harmony: Harmony, now: Assessment) -> tuple[str, str]:
    """Say which goal is the weakest, and what in it is lowest, each in plain text."""
    low = min(score.mean or 0 for score in now.scores)
    inside = "；".join(f"{indicator.name} {score} {UNIT}" for indicator, score in harmony.look_inside())
    called = f"{SIGN} 短板：{'、'.join(now.weakest)}，{points(low)} {UNIT}"
    return called, f"看进去，里面最低的：{inside}"


def table(before: Assessment, after: Assessment | None) -> str:
    """Return the goals with their points, and which is the weakest."""
    now = after or before
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
    return style.table(heads, rows, "各个目标的得分", frozenset(range(1, len(heads) - 1)))


def reaction(followed: Reaction | None) -> str:
    """Return what followed from a move."""
    if followed is None:
        return ""
    word, css_class = ("✓", "shequ-good") if followed.good else ("△", "shequ-warn")
    said = style.verdict(word, css_class, followed.text)
    sources = style.rule(followed.rule) + style.rule(followed.convention, "约定")
    return f'<div class="shequ-reaction">{said}{sources}</div>'


def hands(harmony: Harmony) -> str:
    """Say how many staff-months are left."""
    used = f"已经用了 {harmony.cost} 人月"
    return (
        f"<p><strong>人手：还剩 {harmony.left} 人月，一共 {STAFF_MONTHS} 人月。</strong>"
        "（一个人做一个月，是 1 人月。）点一件就做，再点一次不做。</p>"
        f'<progress max="{STAFF_MONTHS}" value="{harmony.cost}" aria-label="{used}"></progress>'
    )


def ended(harmony: Harmony, report: Report) -> str:
    """Return how it ends, beside the best that could be done."""
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
    return (
        '<div class="shequ-ending">'
        f'<p><strong class="{css_class}">{word} {title}</strong></p>'
        f"<p>你把短板从 {points(low)} 分提到 {points(now)} 分，用了 {report.cost} 人月；"
        f"现在最低的是{escape(weakest)}。"
        f"最省的办法能提到 {points(best.lowest)} 分，用 {best.cost} 人月。</p>"
        + style.table(heads, rows, "几种办法比一比", frozenset({1, 2, 3, 4}))
        + f"<p>“每人月”就是效用比：短板提高的分，除以用的人月。</p>{idle}"
        + style.takeaways(report.takeaways)
        + "</div>"
    )


def _choice_row(name: str, choice: Choice, low: Fraction) -> list[str]:
    done = "、".join(measure.name for measure in choice.measures) or "一件也没有做"
    ratio = points((choice.lowest - low) / choice.cost) if choice.cost else "—"
    return [f"{name}：{done}", str(choice.cost), points(choice.lowest), ratio, points(choice.mean)]
