"""Which section teaches each objective, and which exercises practise it: `shequ release --coverage`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grading.master.chapter import Chapter
from grading.master.keys import HEADING


@dataclass(frozen=True)
class Coverage:
    """One objective with what teaches and what practises it."""

    id: str
    text: str
    sections: tuple[str, ...]  # "06-four-meetings § 恳谈会"
    exercises: tuple[str, ...]  # "6-3 which-meeting"

    @property
    def complete(self) -> bool:
        """Whether the objective is taught and practised."""
        return bool(self.sections and self.exercises)


def coverage(chapters: Sequence[Chapter], objectives: dict[str, str]) -> list[Coverage]:
    """Return one line of coverage for each objective, in the order of `objectives`."""
    sections: dict[str, list[str]] = {}
    exercises: dict[str, list[str]] = {}
    for chapter in chapters:
        for part in chapter.parts:
            heading = HEADING.search(part.text)
            for objective in part.teaches:
                name = f"{chapter.name} § {heading[1] if heading else '—'}"
                sections.setdefault(objective, []).append(name)
        for number, exercise in enumerate(chapter.exercises, start=1):
            for objective in exercise.objectives:
                exercises.setdefault(objective, []).append(f"{chapter.number}-{number} {exercise.id}")
    return [
        Coverage(id_, text, tuple(sections.get(id_, ())), tuple(exercises.get(id_, ())))
        for id_, text in objectives.items()
    ]


def lines(rows: Sequence[Coverage]) -> list[str]:
    """Return the report as Markdown, and a last line that counts."""
    report = ["| 目标 | 内容 | 在哪里讲 | 用哪些练习练 |", "|---|---|---|---|"]
    for row in rows:
        taught = "；".join(dict.fromkeys(row.sections)) or "**没有讲**"
        practised = "；".join(row.exercises) or "**没有练**"
        report.append(f"| {row.id} | {row.text.replace('|', '/')} | {taught} | {practised} |")
    complete = sum(row.complete for row in rows)
    return [*report, "", f"{len(rows)} 个目标，既讲又练的 {complete} 个。"]
