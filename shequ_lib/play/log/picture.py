"""The picture of the search: the record on the table, its marks, and the two who look at it."""

from __future__ import annotations

from html import escape

from shequ_lib.play.log.model import CLEAN, FOUND, HALF, MILD, RULE, LogSearch
from shequ_lib.play.stage.people import CONTENT, CROSS, DOUBTFUL, GLAD, INK, person, text

_OWN = {"hair": "short", "tint": "#26303c", "coat": "#0b57d0"}
_CLERK = {"hair": "long", "tint": "#3b2a20", "coat": "#b5534c", "glasses": True}
MARKS = {
    FOUND: ("✓", "#1b5e20", "找到了"),
    HALF: ("△", "#8a4b00", "找到了，规则没有说对"),
    MILD: ("△", "#8a4b00", "是提醒，不是违规"),
    CLEAN: ("✗", "#b71c1c", "点错了"),
}
_BINDERS = ("#b5534c", "#5f8f4e", "#0b57d0", "#b98a55", "#6a1b9a")
_PAGE, _TOP, _STEP = 112, 22, 13


def desk(story: LogSearch) -> str:
    """Return the room with the record, each line with its mark, as SVG."""
    moods = {True: CROSS if story.wrong > 1 else DOUBTFUL, False: GLAD if story.found > 1 else CONTENT}
    mood = moods[story.wrong > 0]
    said = [f"{number}：{MARKS[mark][2]}" for number, mark in sorted(_numbered(story).items())]
    words = f"资料室的桌上摊着{story.record.title}，你和小周在看。"
    words += f"圈过的行，{'；'.join(said)}。" if said else "还没有圈。"
    body = (
        f'<rect width="360" height="150" fill="#efe6d2"/>{_shelf(0)}{_shelf(252)}'
        '<rect y="116" width="360" height="34" fill="#b98a55"/>'
        f"{person(54, 72, 0.9, _OWN, CONTENT)}{_glass(86, 106)}{person(306, 72, 0.9, _CLERK, mood)}"
        f"{_page(story)}{text(306, 143, 12, '小周', tint='#fff')}{text(54, 143, 12, '你', tint='#fff')}"
    )
    return f'<svg viewBox="0 0 360 150" role="img" aria-label="{escape(words)}">{body}</svg>'


def _numbered(story: LogSearch) -> dict[str, str]:
    lines = {f"第 {number + 1} 行": mark for number, mark in story.marks.items()}
    return lines | {story.meeting.step(step).name: mark for step, mark in story.named.items()}


def _page(story: LogSearch) -> str:
    lines = story.record.lines
    rows = ""
    fresh = bool(story.moves_made) and story.moves_made[-1].startswith(RULE)  # a line was just marked
    for number, line in enumerate(lines):
        y = _TOP + 14 + number * _STEP
        x = _PAGE + (10 if line.day else 28)
        length = min(6 + 5 * len(line.text), 96)
        rows += f'<path d="M{x},{y} h{length}" stroke="#8a8a8a" stroke-width="3"/>'
        if mark := story.marks.get(number):
            sign, tint, _ = MARKS[mark]
            moving = ' class="shequ-moving"' if fresh and number == next(reversed(story.marks)) else ""
            rows += f"<g{moving}>{text(_PAGE + 126, y + 5, 14, sign, tint=tint)}</g>"
        elif story.ending and number in story.record.faults:
            rows += text(_PAGE + 126, y + 5, 12, "漏", tint="#b71c1c")
    return (
        f'<rect x="{_PAGE}" y="8" width="136" height="132" rx="3" fill="#fffbe9" stroke="{INK}"/>'
        f"{text(_PAGE + 68, 22, 11, story.record.title)}{rows}"
    )


def _shelf(x: int) -> str:
    backs = "".join(
        f'<rect x="{x + 6 + 20 * number}" y="8" width="16" height="34" rx="2" fill="{tint}" stroke="{INK}"/>'
        for number, tint in enumerate(_BINDERS)
    )
    return f'<rect x="{x}" y="42" width="108" height="6" fill="#8a6d5a"/>{backs}'


def _glass(x: int, y: int) -> str:
    return (
        f'<circle cx="{x}" cy="{y}" r="11" fill="#e6f4fb" fill-opacity=".7" stroke="{INK}" stroke-width="3"/>'
        f'<path d="M{x - 8},{y + 8} l-13,13" stroke="{INK}" stroke-width="5" stroke-linecap="round"/>'
    )
