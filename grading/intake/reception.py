"""What came, for one chapter or several: what each file is, whose it is, and into which chapters it goes.

A file that fits nobody, or more than one, is listed in `未认领.xlsx`, never guessed; whatever cannot be taken
is one line, and the rest goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, Protocol

from grading.common import outside_json
from grading.common.moments import BEIJING
from grading.common.outside_json import MAX_BYTES
from grading.common.shown import shown
from grading.common.trouble import cannot, is_about_the_disk
from grading.intake import homework_file
from grading.intake.arrivals import Arrival, Arrivals
from grading.intake.unclaimed import TABLE, Unclaimed
from grading.intake.whose import DoubtError
from grading.marking import sanitize
from grading.roster import Trainee
from shequ_lib.answer_cells import course_metadata, read_answers
from shequ_lib.first_year.practice_file import NAME as PRACTICE_YEAR
from shequ_lib.play_record import NAME as PLAYED
from shequ_lib.trainee import NAME as TRAINEE
from shequ_lib.trainee import Trainee as Noted
from shequ_lib.trainee import noted as trainee_noted

ALL = "shequ grade all"
_FEW = 3  # files of other chapters that are named one by one
_PAGES = ("00-", "15-")  # begin the names of what the course holds besides its chapters, without exercises


class Lines(Protocol):
    """Takes lines, and is told where one folder or zip ends."""

    def add(self, line: str) -> None:
        """Take a line."""

    def close(self, source: Path) -> None:
        """End the lines of one folder or zip."""


class Desk(Protocol):
    """Takes in the submissions of one chapter (`intake.Inbox`)."""

    def whose(self, arrival: Arrival, noted: Noted) -> Trainee:
        """Return whose a file is, by its path and by whom the notebook notes, or raise `DoubtError`."""

    def person(self, text: str) -> Trainee | None:
        """Return whom a number or name means, None if nobody or more than one."""

    def names_somebody(self, path: str) -> bool:
        """Tell whether a path names anybody who is expected."""

    def accept(
        self, arrival: Arrival, trainee: Trainee, notebook: dict[str, Any], *, from_site: bool
    ) -> None:
        """Take in a file of a person."""

    def problem_of(self, notebook: dict[str, Any]) -> str:
        """Return why a notebook is no submission of the chapter, an empty text if it is one."""

    def close(self, source: Path) -> None:
        """End what came from one folder or zip."""


@dataclass
class Reception:
    """Takes in all that lies below some paths.

    Attributes:
        classroom: the class folder.
        desks: those who take in, by chapter.
        known: the chapters of the class folder.
        problems: takes a line for what is not taken.
        notes: takes a line for what else should be known.
        failed: what could not be put in its place, by file.
        unclaimed: takes files of which nobody can tell whose they are; None where no table is kept.
        zone: of the clocks by which entries of zips are dated.
    """

    classroom: Path
    desks: Mapping[str, Desk]
    known: Collection[str]
    problems: Lines
    notes: Lines
    failed: dict[str, str]
    unclaimed: Unclaimed | None = None
    zone: tzinfo = BEIJING

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take in all submissions below some paths, and what the instructor has claimed in the table.

        Args:
            paths: folders, zips, notebooks or homework files of the self-study site.
        """
        self._elsewhere: list[tuple[str, str]] = []
        own = self.classroom / "submitted"
        tables = {path.name for path in (self.classroom / "source").glob("*/data/*")}
        arrivals = Arrivals(
            tuple(self.desks),
            MAX_BYTES,
            own,
            self.problems.add,
            self.notes.add,
            tables | {PRACTICE_YEAR, PLAYED, TRAINEE},
            self.zone,
            next(iter(self.desks.values())).names_somebody,
        )
        self._take_claimed()
        for desk in self.desks.values():
            desk.close(Path(TABLE))
        for path in paths:
            for arrival in arrivals.read(path):
                self._safely(arrival, None)
            self._tell_elsewhere(path)
            for desk in self.desks.values():
                desk.close(path)
            self.problems.close(path)
            self.notes.close(path)
        if self.unclaimed is not None:
            self.unclaimed.save()
            if self.unclaimed.open:
                self.notes.add(
                    f"有 {self.unclaimed.open} 份看不出是谁的，列在班级文件夹的 {TABLE} 里："
                    "填上是谁的，存好、关掉，再运行一次就收下。"
                )

    def _take_claimed(self) -> None:
        if self.unclaimed is None:
            return
        for claim in self.unclaimed.claims():
            if not any(chapter in claim.row.chapters for chapter in self.desks):
                continue
            desk = next(iter(self.desks.values()))
            try:
                person = desk.person(claim.row.who)
            except DoubtError as error:
                self.problems.add(f"{claim.arrival.origin}：{error}")
            else:
                self._safely(claim.arrival, person)

    def _safely(self, arrival: Arrival, person: Trainee | None) -> None:
        try:
            self._take(arrival, person)
        except OSError as error:
            if is_about_the_disk(error):  # every other file would fail in the same way
                raise
            self.failed[arrival.origin] = cannot(error)

    def _take(self, arrival: Arrival, person: Trainee | None) -> None:
        """Take in one file, of a person that was named, or else of whom its path names."""
        found, from_site, problem = _contents(arrival)
        if "" in found:
            found = {self._chapter_of(found[""]): found[""]}
        wanted = {chapter: notebook for chapter, notebook in found.items() if chapter in self.desks}
        if not wanted and not problem:
            problem = self._other(arrival, found, from_site=from_site)
            if not problem:
                return
        if not problem:
            problems = {chapter: self.desks[chapter].problem_of(wanted[chapter]) for chapter in wanted}
            wanted = {chapter: notebook for chapter, notebook in wanted.items() if not problems[chapter]}
            problem = "" if wanted else next(iter(problems.values()))
        if problem:
            self.problems.add(f"{arrival.origin}：{problem}")
            return
        first = self.desks[next(iter(wanted))]
        try:
            noted = Noted() if from_site else trainee_noted(next(iter(wanted.values())))
            trainee = person or first.whose(arrival, noted)
        except DoubtError as error:
            self.problems.add(f"{arrival.origin}：{error}")
            if self.unclaimed is not None:
                suffix = homework_file.SUFFIX if from_site else ".ipynb"
                self.unclaimed.add(arrival, suffix, list(wanted), str(error), "、".join(error.guess))
            return
        for chapter, notebook in wanted.items():
            self.desks[chapter].accept(arrival, trainee, notebook, from_site=from_site)
        if self.unclaimed is not None:
            self.unclaimed.done(arrival)

    def _chapter_of(self, notebook: dict[str, Any]) -> str:
        """Return the chapter of a notebook that does not say so, by the exercises in it."""
        fitting = [chapter for chapter, desk in self.desks.items() if not desk.problem_of(notebook)]
        return fitting[0] if fitting else next(iter(self.desks))

    def _other(self, arrival: Arrival, found: Mapping[str, Any], *, from_site: bool) -> str:
        """Return why a file of none of the chapters is not taken; an empty text if that is said later."""
        chapters = [chapter for chapter in found if chapter in self.known]
        if from_site:
            return f"这份作业里没有 {self._asked()} 的答案，没有批改。"
        if chapters:
            self._elsewhere.append((arrival.origin, chapters[0]))
            return ""
        chapter = next(iter(found), "")
        if chapter.startswith(_PAGES) and not read_answers(found[chapter]):
            return ""
        return f"这是 {shown(chapter, 60)} 的作业，不是 {self._asked()} 的，没有批改。"

    def _asked(self) -> str:
        return next(iter(self.desks)) if len(self.desks) == 1 else "这个班"

    def _tell_elsewhere(self, path: Path) -> None:
        """Say which files are of chapters that are not asked for: a few by name, many counted."""
        if len(self._elsewhere) <= _FEW:
            for origin, chapter in self._elsewhere:
                self.problems.add(f"{origin}：这是 {chapter} 的作业，不是 {self._asked()} 的，没有批改。")
        else:
            counts = Counter(chapter for _, chapter in self._elsewhere)
            listed = "、".join(f"{chapter} {count} 份" for chapter, count in sorted(counts.items()))
            self.notes.add(
                f"{shown(path.name)} 里还有别的章的作业，这次没有收：{listed}。要一起收，请运行 {ALL}。"
            )
        self._elsewhere.clear()


def _contents(arrival: Arrival) -> tuple[dict[str, dict[str, Any]], bool, str]:
    """Return the notebooks of a file by chapter, whether it comes from the site, and what is wrong with it.

    A notebook that does not say of which chapter it is stands under an empty text.
    """
    notebook = sanitize.read(arrival.data)
    if notebook is not None:
        chapter = course_metadata(notebook).get("chapter")
        return {chapter if isinstance(chapter, str) else "": notebook}, False, ""
    if arrival.path.suffix.lower() == homework_file.SUFFIX:
        try:
            return dict(homework_file.read_homework(arrival.data)), True, ""
        except homework_file.HomeworkError as error:
            return {}, True, shown(error)
    problem = outside_json.excess(arrival.data) or UNREADABLE
    return {}, False, problem


UNREADABLE = "不是能读的笔记本文件，可能没有传完整，请让学员重新交。"
