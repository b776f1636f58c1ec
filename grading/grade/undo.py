"""Take back the last run of grading (`shequ grade --undo`): all is as it was before, but what came is kept.

The gradebook is put back from its copy, so are the clean copies and the tables; marked notebooks and pages
are made from those again. What was before the undoing is kept as well.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from grading.classroom import class_folder, turn
from grading.classroom.class_folder import ClassFolder
from grading.common.regular_file import read_file
from grading.common.workbook import refused
from grading.grade import grade
from grading.grade.submission import graded_from
from grading.gradebook import backups, gradebook_copy, gradebook_trouble
from grading.gradebook.backups import Run
from grading.gradebook.gradebook_trouble import told
from grading.gradebook.record import Recorder
from grading.intake import moved_folders
from grading.intake.unclaimed import TABLE
from grading.marking import corrections
from grading.marking import scheme as schemes
from grading.marking.scheme import Scheme
from grading.papers import paper_record
from grading.papers import papers as own_papers
from shequ_lib.errors import ShequError

_BY_HAND = """
select s.student_id, a.name, c.name, g.manual_score, g.extra_credit, null
from grade g join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment s on s.id = n.assignment_id join assignment a on a.id = s.assignment_id
join base_cell c on c.id = g.cell_id where g.manual_score is not null or g.extra_credit is not null
union all
select s.student_id, a.name, c.name, null, null, g.manual_comment
from comment g join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment s on s.id = n.assignment_id join assignment a on a.id = s.assignment_id
join base_cell c on c.id = g.cell_id where g.manual_comment is not null
"""


def run(classroom: Path, chapter: str = "", *, yes: bool = False, wait: bool = True) -> list[str]:
    """Take back the last run of grading that changed something.

    Args:
        classroom: the class folder.
        chapter: the chapter that the instructor thinks it was, as in `shequ grade`; empty for whichever.
        yes: also where marks or comments given by hand since then are lost.
        wait: wait for another command that is at work on the class folder; otherwise refuse.

    Returns:
        What was done, in Chinese lines.

    Raises:
        ShequError: there is nothing to take back, it is not what the instructor thinks, marks given by hand
            would be lost, or something cannot be read or written; one line in Chinese.
    """
    room = class_folder.open_folder(classroom)
    with turn.taken(room.root, "grade --undo", wait=wait), told(room.db_url):
        path = gradebook_trouble.file_of(room.db_url)
        if path is None:
            raise ShequError("成绩册在数据库服务器上，这里没有它的备份，撤销不了。请用数据库自己的备份恢复。")
        if path.is_dir() or not path.parent.is_dir():
            gradebook_trouble.check(room.db_url)
        try:
            good = gradebook_copy.is_good(path)
            if good:
                gradebook_trouble.check_ours(room.db_url, class_folder.chapters(room.root))
        except ShequError:
            good = False
        if not good:
            return _replace(path)
        known = backups.runs(path)
        last = next((each for each in reversed(known) if each.command == "grade" and each.wrote), None)
        if last is None:
            raise ShequError("没有可以撤销的批改：班级文件夹里没有批改以前的备份。")
        if (
            chapter
            and class_folder.chapter_named(chapter, class_folder.chapters(room.root)) not in last.chapters
        ):
            raise ShequError(
                f"最近一次批改是 {_which(last)}，不是“{chapter}”。要撤销它，就不写章：shequ grade --undo"
            )
        return _take_back(room, path, last, known[known.index(last) :], yes=yes)


def _take_back(room: ClassFolder, path: Path, last: Run, gone: Sequence[Run], *, yes: bool) -> list[str]:
    root = room.root
    paper_record.read(root)  # if that cannot be, nothing must change
    if any(each.command == "hand-out" and each.wrote for each in gone):
        raise ShequError(
            f"没有撤销：那次批改（{_which(last)}）以后，shequ hand-out 按新的花名册改过编号，"
            "撤销会弄混谁是谁。"
        )
    if not gradebook_copy.is_good(last.book):
        raise ShequError(f"那次批改（{_which(last)}）以前的备份 {last.book} 坏了，没有撤销，什么也没有动。")
    by_hand = _by_hand(path) - _by_hand(last.book)
    lost = len({(who, of, cell.removesuffix("-answer")) for who, of, cell, *_ in by_hand})
    if lost and not yes:
        raise ShequError(
            f"没有撤销：那次批改（{_which(last)}）以后老师评的 {lost} 处分数或评语会跟着没有了。"
            "确要撤销，请运行 shequ grade --undo --yes"
        )
    tables = [path for chapter in last.chapters for path in backups.tables(root, chapter)]
    watched = [root / corrections.FILE, root / TABLE]
    for table in [*tables, *watched]:
        if table.is_file() and not table.is_symlink():
            with refused(table), table.open("r+b"):  # Excel may have it open
                pass
    touched = [*(each for each in last.added() if len(each.parts) > 1), *last.replaced()]
    pages = {chapter: _pages(room, chapter) for chapter in last.chapters}
    with backups.aside(root, path, last.chapters) as aside:
        for folder in touched:
            aside.note(root / folder)
        aside.keep(watched)
        gradebook_copy.put_back(last.book, path)
    paper_record.move_back(root, last.moment)
    backups.put_back(root, last, tables)
    notes = [note for chapter in last.chapters for note in _make_again(room, last, chapter, pages[chapter])]
    if any(each.command == "teach" for each in gone):
        notes.append("那次批改以后准备过新的章节，请再运行一次 shequ teach。")
    backups.remove(gone)
    came = "那次没有做完" if last.came is None else f"那次收进 {last.came} 份"
    assert aside.run is not None
    return [
        f"已撤销 {_which(last)} 的批改（{came}）：成绩册、收下的作业、反馈和成绩表都回到那以前。",
        *([f"老师在那以后评的 {lost} 处分数或评语也跟着没有了。"] if lost else []),
        *notes,
        f"交来过的文件都还在 received/ 里；撤销以前的样子留在 {aside.run.folder}。",
    ]


def _replace(path: Path) -> list[str]:
    """Put the last good copy in place of a gradebook that cannot be read; what was handed in stays."""
    copy = gradebook_copy.newest_good(path, backups.place(path))
    if copy is None:
        gradebook_trouble.check(f"sqlite:///{path}")
        raise ShequError(
            f"成绩册 {path.name} 坏了，也没有能用的备份。请把它改名留着，再运行 shequ teach 重建。"
        )
    now = datetime.now()
    folder = backups.place(path) / f"换下的-{now:%Y%m%d-%H%M%S-%f}"
    folder.mkdir(parents=True)
    beside = path.with_name(f".{path.name}.unfinished")
    try:
        shutil.copyfile(copy, beside)
        for end in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{end}").replace(folder / f"{path.name}{end}")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    day = datetime.fromtimestamp(copy.stat().st_mtime)
    return [
        f"成绩册坏了、不见了或者是别的课程的，换上了 {day:%Y-%m-%d %H:%M} 的备份；收下的作业都没有动。",
        "请把每一章再批改一次（shequ grade 章），分数就会补上；那以后老师评的分和评语要重评。",
        f"原来的那个留在 {folder}。",
    ]


def _by_hand(path: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(path, timeout=gradebook_copy.WAIT_SECONDS)) as gradebook:
        return set(gradebook.execute(_BY_HAND))


def _which(run: Run) -> str:
    return f"{run.moment:%Y-%m-%d %H:%M} {'、'.join(run.chapters)}"


def _pages(room: ClassFolder, chapter: str) -> dict[Path, str]:
    """Return the pages of feedback that a chapter has by the gradebook, with whose they are."""
    folder = room.root / grade.RESULTS / chapter / grade.PAGES
    with Recorder(room.db_url, chapter) as recorder:
        names = recorder.names()
    return {folder / moved_folders.page_name(who, name): who for who, name in names.items()}


def _make_again(room: ClassFolder, last: Run, chapter: str, pages: Mapping[Path, str]) -> list[str]:
    """Make marked notebooks and pages what gradebook and clean copies say; say what could not be made."""
    root = room.root
    try:
        scheme = schemes.read(root / "source" / chapter, chapter)
        papers = own_papers.read(root, scheme)
    except ShequError as error:
        return [f"反馈网页没有重做：{error}"]
    with Recorder(room.db_url, chapter) as recorder:
        if not recorder.knows(exercise.grade_id for exercise in scheme.exercises.values()):
            return ["反馈网页没有重做：那以后章节有变。请运行 shequ teach，再批改一次。"]
        marked = {who: before.content for who, before in recorder.before(_handed_in(root, chapter)).items()}
        same = [who for who, content in marked.items() if content == _now_from(root, papers.of(who), who)]
        stale = {who for who, content in marked.items() if content} - set(same)
        for inside in [each for each in last.added() if each.name == chapter]:
            for step in ("autograded", "feedback") if inside.parts[1] not in marked else ():
                shutil.rmtree(room.place(step, inside.parts[1], chapter), ignore_errors=True)
        theirs = [(room.place("feedback", who, chapter) / f"{chapter}.html", who) for who in same]
        for page, who in [*pages.items(), *theirs]:  # one that is there would be taken for the right one
            if who not in stale:
                page.unlink(missing_ok=True)
        try:
            notes = grade.make_again(room, papers, recorder, same)
        except ShequError as error:
            notes = [f"反馈网页没有重做：{error}"]
    if stale:
        notes.append(
            f"有 {len(stale)} 份是按以前的题目或标准答案批的：分数退回了，反馈网页还是新的。"
            f"再运行 shequ grade {chapter.partition('-')[0]}，就都按现在的重新批。"
        )
    return notes


def _handed_in(root: Path, chapter: str) -> list[str]:
    return sorted(path.parts[-3] for path in (root / "submitted").glob(f"*/{chapter}/{chapter}.ipynb"))


def _now_from(root: Path, scheme: Scheme, who: str) -> str:
    """Return what the gradebook would note for a clean copy if it were marked now."""
    try:
        data = read_file(root / "submitted" / who / scheme.chapter / f"{scheme.chapter}.ipynb")
    except OSError:
        return "nothing"
    return graded_from(scheme, data)
