"""Make the report on a class (`shequ report`): read, work out, write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from grading.classroom import classroom as classrooms
from grading.classroom import turn
from grading.common.names import file_name
from grading.grade.grade import RESULTS
from grading.gradebook import own_tables
from grading.gradebook.gradebook_trouble import told
from grading.report import exports, page, workbook
from grading.report.analysis import MASTERY, analyse
from grading.report.data import ClassData, read, short_titles
from grading.report.figures import Report
from grading.roster import read_roster
from shequ_lib.errors import ShequError

NAME = "班级报告"


@dataclass(frozen=True)
class Summary:
    """What was written, and what to look at first; `lines()` says it in Chinese."""

    report: Report
    workbook: Path
    page: Path
    tables: tuple[Path, ...]
    notes: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Return the summary, one Chinese line each."""
        present, chapters = len(self.report.present), len(self.report.chapters)
        return [
            f"班级报告：{len(self.report.people)} 人，{present} 人交了作业，{chapters} 章。",
            *(action.text for action in page.actions(self.report)),
            *self.report.data.notes,
            *self.notes,
            f"工作簿：{self.workbook}",
            f"网页（双击就能看，可以打印）：{self.page}",
            f"给别的程序用的表格（CSV）：{self.workbook.with_name(f'{self.workbook.stem}-*.csv')}",
        ]


def run(
    classroom: Path,
    chapters: Sequence[str],
    objectives: Mapping[str, str],
    *,
    roster: Path | None = None,
    output: Path | None = None,
    mastery: float = MASTERY,
    today: date | None = None,
    wait: bool = True,
) -> Summary:
    """Make the report.

    Args:
        classroom: the class folder.
        chapters: names of chapters or their beginnings, which then stand in the names of the files; none for
            all that are graded.
        objectives: the text of each objective by its number.
        roster: the class list, for this report only; else the one that was given last for grading.
        output: the folder to write to, `results` in the class folder by default.
        mastery: the mean share from which on an objective counts as mastered.
        today: the date on the page.
        wait: wait for another command that is at work on the class folder; otherwise refuse.

    Raises:
        ShequError: no class folder, no such chapter, nothing graded, something wrong with the gradebook, or a
            file cannot be written.
    """
    if not 0.01 <= mastery <= 1:
        raise ShequError("掌握的界线应是 1 到 100 的百分数，例如 60。")
    people = read_roster(roster).people if roster is not None else None
    course = classrooms.open_course(classroom)
    with turn.taken(Path(course.root), "report", wait=wait):
        with told(course.db_url):
            data = read(course, chapters, people, objectives)
        name = f"{NAME}-{file_name(short_titles(data.chapters), '')}" if chapters else NAME
        return _write(course, data, mastery, output, today=today or date.today(), name=name)


def _write(
    course: CourseDirectory, data: ClassData, mastery: float, output: Path | None, *, today: date, name: str
) -> Summary:
    report = analyse(data, mastery)
    folder = output if output is not None else Path(course.root) / RESULTS
    if folder.exists() and not folder.is_dir():
        raise ShequError(f"{folder} 是一个文件，不能放报告，请用 --output 写明一个文件夹。")
    book, web = folder / f"{name}.xlsx", folder / f"{name}.html"
    with told(course.db_url), own_tables.writing(course.db_url, book, datetime.now()) as edited:
        workbook.write(book, report)
    tables = exports.write(folder, name, report)
    try:
        web.write_text(page.render(report, today, name), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ShequError(f"{web.name} 写不进去，请检查文件夹能不能写。") from error
    return Summary(report, book, web, tuple(tables), tuple(edited))
