"""Grade a chapter: take in what came, mark it, write gradebook, feedback and marks (`shequ grade`)."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from grading.classroom import class_folder, handout, turn
from grading.classroom.class_folder import ClassFolder
from grading.common.moments import BEIJING
from grading.common.progress import tracked
from grading.common.shown import shown, shown_lines
from grading.common.trouble import cannot
from grading.feedback import marks
from grading.grade import late_penalty, practice, workers
from grading.grade.submission import Desk, Job
from grading.grade.workers import Outcome
from grading.gradebook import allowances, backups, due_date, gradebook_trouble, own_tables
from grading.gradebook.backups import Backup
from grading.gradebook.gradebook_trouble import told
from grading.gradebook.record import Before, Recorder, graded_cells, utc
from grading.intake import members, moved_folders
from grading.intake.intake import PRACTICE, RECEIVED, SUBMITTED, Inbox, Intake, Lines
from grading.intake.reception import Reception
from grading.intake.unclaimed import TABLE, Unclaimed
from grading.intake.whose import Roster
from grading.marking import corrections
from grading.marking import scheme as schemes
from grading.marking.corrections import Correction
from grading.marking.sandbox import walls
from grading.marking.scheme import Scheme
from grading.papers import paper_record
from grading.papers import papers as own_papers
from grading.papers.papers import Papers
from grading.roster import ClassList, Trainee, check_id, names_below, read_roster
from shequ_lib.errors import ShequError

RESULTS = "results"
PAGES = "反馈"  # the folder of the trainees' pages, in that of a chapter's results
SET_UP = "请运行 shequ teach 补上，再批改；还没有批改任何一份。"
AT_ONCE = 100
NAMED = 30  # names in one line


@dataclass
class Summary:
    """What a run did and what is left for the instructor; `lines()` says it in Chinese."""

    chapter: str
    marks: Path
    feedback: Path
    graded: int = 0
    changed: int = 0  # of these, what was not as it had been graded before
    absent: list[str] = field(default_factory=list)  # who of the class has not handed in
    due: str = ""  # the due date that holds
    late: list[str] = field(default_factory=list)  # who was later, by name
    extended: list[str] = field(default_factory=list)  # who has more time
    excused: list[str] = field(default_factory=list)  # who need not hand it in
    blank: list[str] = field(default_factory=list)  # who handed in a notebook without any answer
    waiting: dict[str, int] = field(default_factory=dict)  # open marks by title of the exercise
    failed: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """How many of the class have not handed in."""
        return len(self.absent)

    def lines(self) -> list[str]:
        """Return the summary, one Chinese line each."""
        same = self.graded - self.changed
        lines = [
            f"{self.chapter}：批改了 {self.graded} 份" + (f"，其中 {same} 份没有变化。" if same else "。")
        ]
        if self.due:
            lines.append(f"截止时间：{self.due}")
        for what, people in (("迟交", self.late), ("延期", self.extended), ("免交", self.excused)):
            more = " 等，其余见成绩表的“状态”" if len(people) > NAMED else ""
            if people:
                lines.append(f"{what} {len(people)} 人：{'、'.join(map(shown, people[:NAMED]))}{more}。")
        if self.missing:
            more = f"等 {self.missing} 人" if self.missing > NAMED else ""
            names = "、".join(shown(who, 40) for who in self.absent[:NAMED])
            lines.append(f"花名册里还有 {self.missing} 人未交：{names}{more}。")
        if self.blank:
            lines.append(f"白卷（一题也没有答）{len(self.blank)} 份：{'、'.join(self.blank)}。")
        lines += [f"成绩表：{self.marks}", f"反馈（每人一个网页）：{self.feedback}"] if self.graded else []
        lines += self.notes
        lines += [f"没有批改成功：{who}：{why}" for who, why in self.failed.items()]
        lines += [f"没有收：{problem}" for problem in self.problems]
        if self.waiting:
            many = "，".join(f"{title} {count} 份" for title, count in self.waiting.items())
            lines.append(f"等老师评分：{many}。")
            lines.append("评分请运行 shequ teach，在 formgrader 里评；评完再运行一次 shequ grade。")
        return lines


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes:
        processes: how many submissions at the same time; one for each core if None.
        scheduler: the address of a Dask cluster that does the marking instead of this machine.
        allow_unsandboxed: run trainees' lines of pandas even where nothing walls them off.
        count_self_study: homework of the self-study site counts; otherwise it is marked for practice.
        corrections: corrections to be added, kind and text: (ALSO, "6-3=B"), (GIFT, "6-3"), (VOID, "6-4").
        due: the moment by which the chapter has to be handed in, kept in the gradebook; None leaves it. As in
            `extend`, one that says no zone is of the zone that holds.
        undue: takes the due date away.
        extend: until when single trainees have time, by number or name, kept in the gradebook; None takes it
            back.
        excuse: who need not hand it in, by number or name, kept in the gradebook; False takes it back.
        late_as_dated: files that are all dated alike after the due date count as late.
        zone: of times that do not say theirs, kept in the gradebook; None for the one that was named last.
        now: the moment of the run; the present one if None.
        wait: wait for another command that is at work on the class folder; otherwise refuse.
    """

    processes: int | None = None
    scheduler: str = ""
    allow_unsandboxed: bool = False
    count_self_study: bool = False
    corrections: Sequence[tuple[str, str]] = ()
    due: datetime | None = None
    undue: bool = False
    extend: Mapping[str, datetime | None] = field(default_factory=dict)
    excuse: Mapping[str, bool] = field(default_factory=dict)
    late_as_dated: bool = False
    zone: tzinfo | None = None
    now: datetime | None = None
    wait: bool = True


def run(
    classroom: Path,
    chapter: str,
    paths: Sequence[Path] = (),
    roster: Path | None = None,
    options: Options | None = None,
) -> Summary:
    """Take in submissions of a chapter and grade all that the class folder holds.

    Args:
        classroom: the class folder made by `shequ teach`.
        chapter: the chapter's name, or its beginning if that is unambiguous (`06`).
        paths: folders, zips or notebooks to take in; none to grade again what was handed in before.
        roster: the class list (.xlsx or .csv); names then come from it, and only its people are taken in.
            The gradebook remembers it, so that it need be given only once.
        options: how to grade.

    Raises:
        ShequError: no such class folder, chapter, path or list, nothing that walls off lines of pandas,
            another command at work on the class folder, or something wrong with it or its gradebook; one line
            in Chinese.
    """
    options = options or Options()
    room = class_folder.open_folder(classroom)
    with turn.taken(room.root, f"grade {chapter}", wait=options.wait), told(room.db_url):
        chapter = class_folder.chapter_named(chapter, class_folder.chapters(room.root))
        with _kept(room, [chapter]) as backup:
            prepared = _prepare(room, [chapter], paths, roster, options=options, backup=backup)
            summary = _grade_chapter(room, prepared[chapter], backup)
            _finish(backup, prepared, [chapter])
        return summary


def run_all(
    classroom: Path, paths: Sequence[Path] = (), roster: Path | None = None, options: Options | None = None
) -> tuple[Intake, list[Summary]]:
    """Take in submissions of all chapters, whichever they are of, and grade the chapters of which any came.

    Args:
        classroom: the class folder made by `shequ teach`.
        paths: folders, zips or notebooks to take in; none to grade again whatever was handed in before.
        roster: the class list, as for `run`.
        options: how to grade; a due date is that of one chapter, so there may be none.

    Returns:
        What was said of files of no chapter, and a summary for each chapter.

    Raises:
        ShequError: as `run`.
    """
    options = options or Options()
    if options.due is not None or options.undue or options.extend or options.excuse:
        raise ShequError("截止时间、延期、免交是一章的，请一章一章地写，如 shequ grade 06 --due 2026-12-31。")
    if options.corrections:
        raise ShequError("更正是一章的，请一章一章地写，如 shequ grade 06 --void 6-3。")
    room = class_folder.open_folder(classroom)
    with turn.taken(room.root, "grade all", wait=options.wait), told(room.db_url):
        chapters = class_folder.chapters(room.root)
        if not chapters:
            raise ShequError(f"班级文件夹里还没有任何一章。{SET_UP}")
        common = Intake()
        with _kept(room, chapters) as backup:
            prepared = _prepare(room, chapters, paths, roster, options=options, backup=backup, common=common)
            submitted = room.root / "submitted"
            wanted = [
                each
                for each in prepared.values()
                if each.came.is_any or (not paths and any(submitted.glob(f"*/{each.scheme.chapter}")))
            ]
            summaries = [_grade_chapter(room, each, backup) for each in wanted]
            _finish(backup, prepared, [each.scheme.chapter for each in wanted])
        return common, summaries


@contextmanager
def _kept(room: ClassFolder, chapters: Sequence[str]) -> Iterator[Backup]:
    """Keep what is before a run; a gradebook that is not there, or not ours, is refused."""
    gradebook_trouble.check(room.db_url)
    gradebook_trouble.check_ours(room.db_url, class_folder.chapters(room.root))
    path = gradebook_trouble.file_of(room.db_url)
    with backups.kept(room.root, path, "grade", chapters) as backup:
        yield backup


def _finish(backup: Backup, prepared: Mapping[str, _Prepared], chapters: Sequence[str]) -> None:
    backup.finish(chapters, came=sum(len(each.came.taken | each.came.practice) for each in prepared.values()))


@dataclass(frozen=True)
class _Prepared:
    """A chapter whose submissions have been taken in: how it is marked, the class, what came, the zone."""

    papers: Papers
    people: tuple[Trainee, ...] | None
    came: Intake
    options: Options
    zone: tzinfo

    @property
    def scheme(self) -> Scheme:
        """How the chapter is marked for whoever has no own paper."""
        return self.papers.scheme


def _prepare(
    room: ClassFolder,
    chapters: Sequence[str],
    paths: Sequence[Path],
    roster: Path | None,
    *,
    options: Options,
    backup: Backup,
    common: Intake | None = None,
) -> dict[str, _Prepared]:
    """Check all that grading needs, then take in what came; until then nothing is written.

    What there is to say about files of no chapter goes to `common`, or else to the one chapter.
    """
    root, known = room.root, class_folder.chapters(room.root)
    scheme_of = {chapter: schemes.read(root / "source" / chapter, chapter) for chapter in chapters}
    fresh = {
        chapter: corrections.asked_for(scheme.asked, scheme.corrections, options.corrections, date.today())
        for chapter, scheme in scheme_of.items()
    }
    for chapter, scheme in scheme_of.items():
        _check_walls(scheme, options)
        if paths and not class_folder.is_released(root / "release" / chapter, chapter):
            raise ShequError(f"班级文件夹里的 release/{chapter}/{chapter}.ipynb 不见了或者坏了。{SET_UP}")
        # if this fails, nothing else need be tried
        (root / RESULTS / chapter / PAGES).mkdir(parents=True, exist_ok=True)
    _check_papers(room, scheme_of, fresh)
    listed = read_roster(roster, names_below(paths)) if roster is not None else None
    due_of: dict[str, datetime | None] = {}
    cells = graded_cells(room.db_url, chapters)
    for chapter, scheme in scheme_of.items():
        if cells[chapter] != {exercise.grade_id for exercise in scheme.exercises.values()}:
            raise ShequError(gradebook_trouble.missing_chapter(chapter))
    notes_on_class = [line for chapter in chapters if (line := handout.restore(root, chapter))]
    people: tuple[Trainee, ...] | None = None
    zone: tzinfo = BEIJING
    for chapter in chapters:
        with Recorder(room.db_url, chapter) as recorder:
            if chapter == chapters[0]:  # the class and its zone are those of all chapters
                people, said, moved = adopt(recorder, room, listed, backup)
                notes_on_class += [*said, *moved]
                zone = _zone(recorder, options, notes_on_class)
            if options.due is not None or options.undue:
                recorder.set_duedate(_utc(options.due, zone) if options.due is not None else None)
            due = recorder.duedate
            if options.extend or options.excuse:
                _allow(recorder, people or [Trainee(who) for who in sorted(folders(root))], options, zone)
            due_of[chapter] = due.replace(tzinfo=UTC) if due is not None else None
            backup.wrote |= recorder.has_written
    for chapter, added in fresh.items():
        if added:
            backup.watch(root / corrections.FILE)
            corrections.add(root, chapter, scheme_of[chapter].asked, added)
            scheme_of[chapter] = schemes.read(root / "source" / chapter, chapter)
    record = paper_record.read(root)  # as it is now that numbers may have changed
    papers_of = {chapter: own_papers.read(root, scheme, record) for chapter, scheme in scheme_of.items()}
    titles = [*known, *class_folder.titles(root)] if paths else []
    inboxes = {
        chapter: Inbox(
            root,
            chapter,
            scheme.slots,
            people,
            count_self_study=options.count_self_study,
            titles=titles,
            log=room.log.warning,
            now=options.now,
            due=due_of[chapter],
            late_as_dated=options.late_as_dated,
            zone=zone,
            before_change=backup.note,
            papers=papers_of[chapter],
        )
        for chapter, scheme in scheme_of.items()
    }
    first = next(iter(inboxes.values()))
    problems, notes, failed = first.problems, first.notes, first.intake.failed
    if common is not None:
        problems, notes = Lines(common.problems, room.log.warning), Lines(common.notes, room.log.warning)
        failed = common.failed
    (first.intake if common is None else common).notes.extend(notes_on_class)
    backup.watch(root / TABLE)
    unclaimed = Unclaimed(root, root / RECEIVED)
    Reception(root, inboxes, known, problems, notes, failed, unclaimed, zone).take_in(paths)
    return {
        chapter: _Prepared(papers_of[chapter], people, inbox.intake, options, zone)
        for chapter, inbox in inboxes.items()
    }


def _check_papers(
    room: ClassFolder, scheme_of: Mapping[str, Scheme], fresh: Mapping[str, Sequence[Correction]]
) -> None:
    """Make sure that what was handed out to everybody is known, before anything is written.

    Raises:
        ShequError: that is not known any more, what was handed out is not there, or a correction is asked for
            that cannot be for all.
    """
    with Recorder(room.db_url, next(iter(scheme_of))) as recorder:
        expected = recorder.has_papers()
    record = paper_record.read(room.root, expected=expected)
    for chapter, scheme in scheme_of.items():
        own_papers.read(room.root, scheme, record).refuse_one_for_all(fresh[chapter])


def adopt(
    recorder: Recorder, room: ClassFolder, listed: ClassList | None, backup: Backup
) -> tuple[tuple[Trainee, ...] | None, list[str], list[str]]:
    """Make a list the class; folders and papers of who was renumbered are moved.

    Returns:
        The class, or the last one where no list is given; Chinese lines on the list, and on what was moved.
    """
    notes = list(listed.notes) if listed is not None else []
    with recorder.transaction() as connection:
        if listed is not None:
            there = folders(room.root) | paper_record.read(room.root).people()
            notes += members.adopt(connection, listed.people, there, recorder.chapter)
        people = members.remembered(connection)
    moved = moved_folders.finish(recorder, room, f"{RESULTS}/*/{PAGES}", backup.note)
    return people, notes, moved


def _zone(recorder: Recorder, options: Options, notes: list[str]) -> tzinfo:
    """Return the zone that holds, and say so if it is not Beijing's; one that is named now is kept."""
    if options.zone is not None:
        recorder.set_zone(options.zone)
    zone = recorder.zone()
    if zone is not BEIJING:
        notes.append(
            f"没有写明时区的时间，都按{due_date.zone_said(zone)}算，以后也一直这样；"
            "改回北京时间写 --zone Asia/Shanghai。"
        )
    return zone


def _utc(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment as the gradebook keeps it; one that says no zone is of the class's."""
    return utc(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def _allow(recorder: Recorder, people: Sequence[Trainee], options: Options, zone: tzinfo) -> None:
    """Note what is allowed to single trainees.

    Raises:
        ShequError: nobody knows who is meant, or the time ends before the due date.
    """
    named = Roster(people, recorder.chapter)
    extend = {named.person(who).id: until for who, until in options.extend.items()}
    excuse = {named.person(who).id: excused for who, excused in options.excuse.items()}
    until = {who: _utc(moment, zone) if moment is not None else None for who, moment in extend.items()}
    for who, moment in until.items():
        if moment is not None and recorder.duedate is not None and moment <= recorder.duedate:
            raise ShequError(f"给 {shown(who)} 延期的时间比截止时间还早，请检查。")
    recorder.allow(until, excuse)


def _grade_chapter(room: ClassFolder, prepared: _Prepared, backup: Backup) -> Summary:
    root, scheme, people, came = room.root, prepared.scheme, prepared.people, prepared.came
    papers = prepared.papers
    options, zone = prepared.options, prepared.zone
    chapter = scheme.chapter
    results = root / RESULTS / chapter
    now = (options.now or datetime.now(UTC)).astimezone()
    summary = Summary(chapter, results / f"成绩-{chapter}.xlsx", results / PAGES)
    summary.feedback.mkdir(parents=True, exist_ok=True)
    summary.problems, summary.notes = came.problems, came.notes
    with Recorder(room.db_url, chapter) as recorder:
        if recorder.duedate is not None:
            summary.due = f"{due_date.said(recorder.duedate, zone)}（{due_date.zone_said(zone)}）"
        elif options.undue:
            summary.due = "没有（已取消）"
        handed_in = _handed_in(root, chapter, summary)
        named = {trainee.id for trainee in people or ()}
        there = [*handed_in, *summary.failed]
        summary.failed |= came.failed
        recorder.set_full_marks(
            {each.grade_id: float(each.spec["points"]) for each in scheme.exercises.values()}
        )
        recorder.name_trainees([*(people or ()), *(Trainee(who) for who in there if who not in named)])
        allowed = recorder.settle_extensions()
        _grade_all(room, papers, recorder, handed_in, summary, options=options, zone=zone)
        titles = {name: exercise.title for name, exercise in scheme.exercises.items()}
        summary.notes += corrections.lines(scheme.corrections, titles)
        changed = results / f"分数变动-{chapter}.csv"
        with own_tables.writing(room.db_url, changed, now) as edited:
            told_now = recorder.tell_changes(chapter, titles, changed)
        summary.notes += [*told_now, *edited]
        backup.wrote |= recorder.has_written
    _write_marks(room, prepared, allowed, summary)
    practised_in = practice.table_of(results, chapter)
    with told(room.db_url), own_tables.writing(room.db_url, practised_in, now) as edited:
        practised = practice.mark(
            root,
            results,
            scheme,
            people or (),
            desk=lambda: Desk(papers.without_own(), recorder.checksums, None),
            grade=lambda desk, jobs, count: _outcomes(desk, jobs, count, options, root / class_folder.LOG),
        )
    summary.notes += edited
    summary.notes += practised.lines()
    summary.problems += practised.problems
    for line in practised.log:
        room.log.error("%s", line)
    return summary


def _write_marks(
    room: ClassFolder,
    prepared: _Prepared,
    allowed: Mapping[str, allowances.Allowance],
    summary: Summary,
) -> None:
    """Write the table of marks, and note who is missing, late or let off, and what waits."""
    scheme, people, zone = prepared.scheme, prepared.people, prepared.zone
    exercises = [
        marks.Exercise(name, each.grade_id, each.title, float(each.spec["points"]))
        for name, each in scheme.exercises.items()
        if not each.is_void
    ]
    with told(room.db_url, content=True):
        rows = marks.read_rows(
            room.db_url, scheme.chapter, exercises, people or (), summary.failed, zone=zone
        )
    of_class = [row for row in rows if not row.apart]
    summary.late = [row.trainee.name or row.trainee.id for row in of_class if row.late and not row.excused]
    for row in of_class:
        name, given = row.trainee.name or row.trainee.id, allowed.get(row.trainee.id)
        if given is not None and given.excused:
            summary.excused.append(name)
        elif given is not None and given.until is not None:
            summary.extended.append(f"{name}（到 {due_date.said(given.until, zone)}）")
    summary.absent = _named([row.trainee for row in of_class if row.is_missing])
    summary.blank = [row.trainee.name or row.trainee.id for row in of_class if row.blank]
    for exercise in exercises:
        count = sum(exercise.id in row.waiting for row in of_class)
        if count:
            summary.waiting[exercise.title] = count
    now = (prepared.options.now or datetime.now(UTC)).astimezone()
    with told(room.db_url), own_tables.writing(room.db_url, summary.marks, now) as edited:
        marks.write(summary.marks, exercises, rows, chapter=scheme.title)
    summary.notes += edited


def _named(people: Sequence[Trainee]) -> list[str]:
    """Return how people are called: by name, and by number where that is not enough."""
    names = Counter(trainee.name for trainee in people)
    return [
        trainee.id
        if trainee.name in ("", trainee.id)
        else trainee.name
        if names[trainee.name] == 1
        else f"{trainee.name}（{trainee.id}）"
        for trainee in people
    ]


def make_again(
    room: ClassFolder, papers: Papers, recorder: Recorder, trainee_ids: Sequence[str]
) -> list[str]:
    """Make marked notebooks and pages from what the gradebook and the clean copies hold; no mark changes.

    Returns:
        A Chinese line for each that could not be made.

    Raises:
        ShequError: nothing walls off lines of pandas.
    """
    scheme = papers.scheme
    options, results = Options(), room.root / RESULTS / scheme.chapter
    _check_walls(scheme, options)
    summary = Summary(scheme.chapter, results, results / PAGES)
    zone = recorder.zone()
    _grade_all(room, papers, recorder, trainee_ids, summary, options=options, zone=zone, record=False)
    practised = practice.mark(
        room.root,
        results,
        scheme,
        [Trainee(who, name) for who, name in recorder.names().items()],
        desk=lambda: Desk(papers.without_own(), recorder.checksums, None),
        grade=lambda desk, jobs, count: _outcomes(desk, jobs, count, options, room.root / class_folder.LOG),
    )
    return [*(f"没有重做：{who}：{why}" for who, why in summary.failed.items()), *practised.problems]


def _check_walls(scheme: Scheme, options: Options) -> None:
    """Refuse to run trainees' lines of pandas unprotected, unless the instructor says so."""
    runs = any(exercise.kind.is_code for exercise in scheme.exercises.values())
    if runs and not options.scheduler and not options.allow_unsandboxed and not walls.best().closed:
        raise ShequError(
            f"{scheme.chapter} 里有要运行程序的题，而这台电脑{walls.best().missing}"
            "确实要在这台电脑上批改，请加上 --allow-unsandboxed。"
        )


def _grade_all(
    room: ClassFolder,
    papers: Papers,
    recorder: Recorder,
    handed_in: Sequence[str],
    summary: Summary,
    *,
    options: Options,
    zone: tzinfo,
    record: bool = True,
) -> None:
    """Grade the submissions of these trainees and write the gradebook, unless only files are asked for."""
    root, chapter = room.root, papers.scheme.chapter
    # Without a due date nobody is late.
    penalty = late_penalty.of(room.config) if recorder.duedate is not None else None
    desk = Desk(papers, recorder.checksums, penalty)
    now = utc(options.now or datetime.now(UTC))

    def jobs() -> Iterator[Job]:
        for trainee_id, before in _before_each(recorder, handed_in):
            yield Job(
                trainee_id,
                root / "submitted" / trainee_id / chapter / f"{chapter}.ipynb",
                room.place("autograded", trainee_id, chapter) / f"{chapter}.ipynb",
                (
                    room.place("feedback", trainee_id, chapter) / f"{chapter}.html",
                    summary.feedback / moved_folders.page_name(trainee_id, before.name),
                ),
                before,
                recorder.duedate,
                now,
                zone,
            )

    outcomes = _outcomes(desk, jobs(), len(handed_in), options, root / class_folder.LOG)
    for outcome in tracked(outcomes, len(handed_in), f"批改 {chapter}"):
        if outcome.problem:
            room.log.error("grading failed for %s:\n%s", outcome.trainee_id, shown_lines(outcome.problem))
            summary.failed[outcome.trainee_id] = (
                outcome.told or f"原因记在班级文件夹的 {class_folder.LOG} 里。"
            )
            continue
        summary.graded += 1
        if outcome.entry is not None and record:
            recorder.write(outcome.entry)
            summary.changed += 1


def _outcomes(desk: Desk, jobs: Iterable[Job], count: int, options: Options, log: Path) -> Iterator[Outcome]:
    """Let a desk grade some submissions, here or on a cluster."""
    if options.scheduler:
        return workers.grade_on_cluster(desk, jobs, options.scheduler)
    processes = min(options.processes or workers.cores(), max(1, count))
    return workers.grade_here(
        desk, jobs, processes=processes, allow_unsandboxed=options.allow_unsandboxed, log=log
    )


def _before_each(recorder: Recorder, trainee_ids: Sequence[str]) -> Iterator[tuple[str, Before]]:
    """Ask the gradebook for some trainees at a time: quicker than one by one, and no more memory for many."""
    for first in range(0, len(trainee_ids), AT_ONCE):
        yield from recorder.before(trainee_ids[first : first + AT_ONCE]).items()


def folders(root: Path) -> set[str]:
    """Return the ids that have folders of what came in."""
    kinds = [root / name for name in (SUBMITTED, PRACTICE)]
    found: set[str] = set()
    for kind in kinds:
        with suppress(OSError), os.scandir(kind) as listing:
            found |= {entry.name for entry in listing if entry.is_dir()}
    return found


def _handed_in(root: Path, chapter: str, summary: Summary) -> list[str]:
    """Return who handed in a chapter; what lies there and is no file that can be read goes to `failed`."""
    found = []
    submitted = root / "submitted"
    for folder in sorted(submitted.iterdir() if submitted.exists() else ()):
        trainee_id, path = folder.name, folder / chapter / f"{chapter}.ipynb"
        trouble = ""
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            if not path.is_symlink():  # a link whose target is missing counts as there
                continue
            trouble = f"{path} 是链接，指向的文件不见了，请先移走，再运行一次。"
        except NotADirectoryError:
            if not folder.is_dir():  # a file that does not belong to anybody's homework
                continue
            trouble = f"{path.parent} 不是文件夹，请先移走，再运行一次。"
        except OSError as error:
            trouble = cannot(error, path)
        else:
            trouble = "" if stat.S_ISREG(mode) else f"{path} 不是文件，请先移走，再运行一次。"
        try:
            check_id(trainee_id)
        except ShequError as error:
            summary.problems.append(str(error))
            continue
        if trouble:
            summary.failed[trainee_id] = trouble
        else:
            found.append(trainee_id)
    return found
