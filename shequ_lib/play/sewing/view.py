"""A year of the sewing corner on the stage: the room, and how far both principles have come."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.play.sewing import picture
from shequ_lib.play.sewing.model import (
    DECISIONS,
    DROP,
    ENOUGH,
    FULL,
    HOLD,
    MONTHS,
    SELF,
    SERVE,
    SewingYear,
)
from shequ_lib.play.stage.view import StageView, reviewed, rules_met

KINDS = {
    HOLD: ("✗", "过了线", "shequ-bad"),
    DROP: ("✗", "丢开了", "shequ-bad"),
    SERVE: ("✓", "扶，偏服务", "shequ-good"),
    SELF: ("✓", "扶，偏自治", "shequ-good"),
}


class YearOfSewing(StageView[SewingYear]):
    """A year of the sewing corner.

    Args:
        seed: Which year.
    """

    title = "扶一把的一年：缝纫角，办多少，放多少"
    another = "换一年"
    again = "同一年，再过一回"
    takeaway = "扶，不要包，也不要丢；到哪里为止，看条文；条文以内，两头都顾到。"
    above = True

    def make(self, seed: int) -> SewingYear:
        """Return a fresh year."""
        return SewingYear(seed)

    def picture(self, story: SewingYear) -> str:
        """Return the room and its scales."""
        return picture.corner(story, told=self.reading)

    def progress(self, story: SewingYear) -> str:
        """Return the month, and both principles with what has just changed."""
        return _panel(story, told=self.reading)

    def folds(self, story: SewingYear) -> Sequence[tuple[str, str]]:
        """Return the rules that were met, and at the end each decision again."""
        again = [("一件一件再看", _review(story))] if self.closed else []
        return [*again, *rules_met(story)]


def _panel(year: SewingYear, *, told: bool) -> str:
    changed = year.choices[-1].changed if told else (0, 0)
    names, values = year.principles, (year.service, year.autonomy)
    meters = "".join(_meter(*each) for each in zip(names, values, changed, strict=True))
    at = min(year.number - (1 if told else 0), len(DECISIONS) - 1)
    where = "年底" if year.ending and not told else f"{MONTHS[DECISIONS[at]['month'] - 1]}月"
    return (
        f"<div><strong>{where}</strong>　{len(DECISIONS)} 件事，定了 {year.number} 件；"
        f"年底两头都要到 {ENOUGH}</div>"
        f'<div class="shequ-stage-meters">{meters}</div>'
        + ("" if year.number else f"<small>两根条子满 {FULL}，加多少、减多少，是游戏的约定。</small>")
    )


def _meter(name: str, value: int, changed: int) -> str:
    moved = f" <strong>（{'↑' if changed > 0 else '↓'}{abs(changed)}）</strong>" if changed else ""
    return (
        f"<div>{escape(name)}：<strong>{value}</strong>{moved}"
        f'<meter min="0" max="{FULL}" low="{ENOUGH}" optimum="{FULL}" value="{value}" '
        f'aria-label="{escape(name)}">{value}</meter></div>'
    )


def _review(year: SewingYear) -> str:
    return reviewed(
        (decision["name"].format(**year.numbers()), KINDS[choice.kind], escape(choice.label), choice.rule)
        for decision, choice in zip(DECISIONS, year.choices, strict=True)
    )
