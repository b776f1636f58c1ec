"""The class: whom the last class list named, remembered in the gradebook; who left or was renumbered.

A number is a person's, and marks stay with it. Where a list gives somebody another number, whom only one name
in the old class and one in the new can mean, all that is theirs moves along: rows of the gradebook in the
transaction that remembers the list, folders after it (`moved_folders`), by notes that outlive a killed run.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sqlalchemy import Connection, delete, insert, inspect, select, update

from grading.common.names import check_id, id_key, name_key
from grading.common.shown import shown
from grading.gradebook.gradebook_tables import (
    allowances,
    assignment,
    changes,
    comment,
    grade,
    grading,
    members,
    moves,
    new_id,
    student,
    submitted_assignment,
    submitted_notebook,
)
from grading.intake.whose import DoubtError, Roster
from grading.roster import Trainee
from shequ_lib.errors import ShequError

LISTED = 3  # names in a line; the others are counted


def remembered(connection: Connection) -> tuple[Trainee, ...] | None:
    """Return the class as the last list named it, None if none was ever given."""
    if not inspect(connection).has_table(members.name):
        return _of_earlier_versions(connection)
    rows = connection.execute(select(members).order_by(members.c.place)).all()
    found = [Trainee(row.trainee_id, row.name, tuple(map(tuple, json.loads(row.more)))) for row in rows]
    return tuple(found) or _of_earlier_versions(connection)


def _of_earlier_versions(connection: Connection) -> tuple[Trainee, ...] | None:
    """Return all whose names the gradebook has: how a class list was remembered before."""
    rows = connection.execute(select(student.c.id, student.c.last_name).order_by(student.c.id))
    known = tuple(Trainee(trainee_id, name or "") for trainee_id, name in rows)
    return known if any(trainee.name for trainee in known) else None


def adopt(
    connection: Connection, people: Sequence[Trainee], folders: Collection[str], chapter: str
) -> list[str]:
    """Make a list the class.

    Args:
        connection: to the gradebook, in a transaction that the caller commits.
        people: the list.
        folders: ids that have folders in the class folder.
        chapter: the chapter that is graded.

    Returns:
        Chinese lines on what was not moved and who is no longer in the class. What was moved is told by
        `moved_folders.finish`.

    Raises:
        ShequError: somebody's marks would have to be put under a number that cannot be.
    """
    plan = _Plan(connection, people, folders, chapter)
    plan.make()
    plan.carry_out()
    rows = [
        {"trainee_id": each.id, "place": place, "name": each.name, "more": json.dumps(each.more)}
        for place, each in enumerate(people)
    ]
    before = connection.execute(select(members).order_by(members.c.place)).all()
    if [row._asdict() for row in before] != rows:  # a run that changes nothing writes nothing
        connection.execute(delete(members))
        connection.execute(insert(members), rows)
    return plan.lines


@dataclass
class _Move:
    """Somebody's way from one number to another; `line` tells it."""

    old: str
    new: str
    line: str
    new_name: str


@dataclass
class _Work:
    """What the gradebook has of a trainee: submissions by chapter, and chapters with marks by hand."""

    submissions: dict[str, str] = field(default_factory=dict)
    by_hand: set[str] = field(default_factory=set)


class _Plan:
    """Who moves where, from what the gradebook knows and what a list says."""

    def __init__(
        self, connection: Connection, people: Sequence[Trainee], folders: Collection[str], chapter: str
    ) -> None:
        self._connection, self._people, self._chapter = connection, people, chapter
        self._folders = folders
        self._new = {trainee.id: trainee for trainee in people}
        before = remembered(connection)
        rows = connection.execute(select(student.c.id, student.c.last_name)).all()
        self._old = {trainee_id: name or "" for trainee_id, name in rows}
        self._rows = set(self._old)
        for trainee_id in folders:
            self._old.setdefault(trainee_id, "")
        self._apart = set() if before is None else set(self._old) - {each.id for each in before}
        self._work = _works(connection)
        self._moves: dict[str, _Move] = {}
        self.lines: list[str] = []

    def make(self) -> None:
        """Find out who moves."""
        self._renumbered()
        self._known_by_file_names()
        self._displaced()
        self._not_both_by_hand()
        left = [who for who in self._work if who not in self._new and who not in {*self._moves, *self._apart}]
        if left:
            self.lines.append(
                f"不在这份花名册里的 {self._listed(left)}：成绩都留着，单独列在“不在花名册”里。"
            )

    def carry_out(self) -> None:
        """Move the rows of the gradebook, and note what folders have to be moved."""
        for who, name in self._old.items():
            trainee = self._new.get(who)
            if trainee is not None and trainee.name and trainee.name != name and who not in self._moves:
                self._note(who, name, who, trainee.name, self._renaming(trainee, name))
        self._enter([*self._people, *(Trainee(each.new, each.new_name) for each in self._moves.values())])
        for place, move in enumerate(self._moves.values()):  # by way of nobody, as numbers may be exchanged
            self._enter([Trainee(f"~{place}")])
            self._hand_over(move.old, f"~{place}")
        works = _works(self._connection)
        for place, move in enumerate(self._moves.values()):
            self._merge(f"~{place}", move, works.setdefault(move.new, _Work()))
            self._connection.execute(delete(student).where(student.c.id == f"~{place}"))
            if move.old not in self._new and move.old not in {each.new for each in self._moves.values()}:
                self._connection.execute(delete(student).where(student.c.id == move.old))
            self._note(move.old, self._old[move.old], move.new, move.new_name, move.line)

    # ---- who moves ----

    def _named(self, who: str) -> bool:
        """Tell whether somebody has a name besides the number."""
        name = self._old[who]
        return bool(name) and name_key(name) != name_key(who)

    def _renumbered(self) -> None:
        """Find who has another number in the list."""
        old_names = Counter(name_key(self._old[who]) for who in self._old if self._named(who))
        listed: dict[str, list[Trainee]] = {}
        for trainee in self._people:
            listed.setdefault(name_key(trainee.name), []).append(trainee)
        for who in self._old:
            name = name_key(self._old[who])
            stays = self._new.get(who)
            if not self._named(who) or (stays is not None and name_key(stays.name) in ("", name)):
                continue
            same = [each for each in self._people if id_key(each.id) == id_key(who) and each.id != who]
            fitting = same if stays is None and len(same) == 1 else listed.get(name, [])
            if not fitting or (len(fitting) == 1 and name_key(self._old.get(fitting[0].id, "")) == name):
                continue  # nobody, or somebody of the same name who was there before
            if len(fitting) == 1 and (fitting is same or old_names[name] == 1):
                self._move(
                    who, fitting[0], f"{shown(fitting[0].name)} 的编号从 {shown(who)} 改成 {fitting[0].id}"
                )
            elif who in self._work and any(name_key(self._old.get(each.id, "")) != name for each in fitting):
                self._ambiguous(who, self._old[who])

    def _known_by_file_names(self) -> None:
        """Find whom the names of files meant that were numbers as long as there was no list."""
        nameless = [who for who in self._old if who not in self._new and not self._named(who)]
        whose = Roster(self._people, self._chapter) if nameless else None
        for who in nameless:
            try:
                trainee = whose.whose(PurePosixPath(f"{who}.ipynb")) if whose is not None else None
            except DoubtError as doubt:
                if len(doubt.guess) > 1 and who in self._work:
                    self._ambiguous(who, who)
                continue
            if trainee is not None:
                self._move(who, trainee, f"以前收的“{shown(who)}”就是花名册里的 {shown(_called(trainee))}")

    def _move(self, who: str, trainee: Trainee, line: str) -> None:
        both = who in self._work and trainee.id in self._work and trainee.id not in self._moves
        twice = "；两边都交过的章采用较晚的一份" if both else ""
        line = f"{line}：作业和成绩（含人工评分）都移过去了{twice}。"
        if who not in self._work and who not in self._folders:
            line = ""
        self._moves[who] = _Move(who, trainee.id, line, trainee.name)

    def _displaced(self) -> None:
        """Find who left and whose number somebody else got by moving: the two must not become one."""
        for number in [move.new for move in self._moves.values()]:
            name = self._old.get(number, "")
            if number in self._work and number not in self._moves and name and self._named(number):
                if name_key(name) == name_key(self._new[number].name):
                    continue
                apart = self._free(number, name)
                line = f"{shown(name)} 不在这份花名册里，编号 {number} 给了别人：成绩改记在“{apart}”名下。"
                self._moves[number] = _Move(number, apart, line, name)

    def _free(self, number: str, name: str) -> str:
        """Return an id that nobody has, for somebody whose number is now another's."""
        for after in (name, "离班", *(f"离班{place}" for place in range(2, 100))):
            with contextlib.suppress(ShequError):  # a name may have signs that an id cannot have
                free = check_id(f"{number}-{after}")
                if free not in self._old and free not in self._new:
                    return free
        raise ShequError(
            f"编号 {number} 给了别人，而 {shown(name)} 的成绩还在：请给新来的人一个没有用过的编号。"
        )

    def _not_both_by_hand(self) -> None:
        """Leave out whoever has marks by hand under both numbers."""
        for move in list(self._moves.values()):
            if move.new in self._moves:
                continue
            here, there = (self._work.get(who, _Work()).by_hand for who in (move.old, move.new))
            if here & there:
                who, which = shown(_called(self._new[move.new])), "、".join(sorted(here & there))
                self.lines.append(
                    f"“{shown(move.old)}”和 {who} 是同一个人，但两边都有人工评分"
                    f"（{which}），没有合并：请在 formgrader 里清空其中一边的人工评分，再带花名册运行一次。"
                )
                del self._moves[move.old]
                if any(other.new == move.old for other in self._moves.values()):
                    raise ShequError(
                        f"花名册把编号 {move.old} 给了别人，成绩会混在一起：请给他一个没有用过的编号。"
                    )

    def _ambiguous(self, who: str, name: str) -> None:
        self.lines.append(
            f"叫“{shown(name)}”的不止一人，看不出以前的 {shown(who)} 现在是谁：作业和成绩没有移动，"
            "列在“不在花名册”里。"
        )

    def _renaming(self, trainee: Trainee, name: str) -> str:
        if not name or name_key(name) == name_key(trainee.name) or trainee.id not in self._work:
            return ""
        return (
            f"{trainee.id} 的姓名从“{shown(name)}”改成“{shown(trainee.name)}”，成绩仍归 {trainee.id}；"
            "若不是同一个人，请给新来的人一个没有用过的编号。"
        )

    def _listed(self, ids: Sequence[str]) -> str:
        names = "、".join(shown(self._old.get(who) or who) for who in sorted(ids)[:LISTED])
        return f"{len(ids)} 人（{names}{'等' if len(ids) > LISTED else ''}）"

    # ---- rows of the gradebook ----

    def _enter(self, people: Iterable[Trainee]) -> None:
        for trainee in people:
            if trainee.id not in self._rows:
                row = {"id": trainee.id, "last_name": trainee.name or None}
                self._connection.execute(insert(student).values(**row))
                self._rows.add(trainee.id)

    def _note(self, old: str, old_name: str, new: str, new_name: str, line: str) -> None:
        row = {"id": new_id(), "old_id": old, "old_name": old_name, "new_id": new, "new_name": new_name}
        self._connection.execute(insert(moves).values(**row, line=line, staged=False))

    def _hand_over(self, old: str, new: str) -> None:
        known = select(allowances.c.assignment_id).where(allowances.c.student_id == new)
        mine = allowances.c.student_id == old
        self._connection.execute(delete(allowances).where(mine, allowances.c.assignment_id.in_(known)))
        for table in (submitted_assignment, allowances):
            change = update(table).where(table.c.student_id == old)
            self._connection.execute(change.values(student_id=new))

    def _merge(self, nobody: str, move: _Move, ours: _Work) -> None:
        """Give what nobody holds to a trainee; of two submissions of a chapter one marked by hand stays."""
        came = self._work.get(move.old, _Work())
        for chapter, submission in came.submissions.items():
            if chapter in ours.submissions:
                stays = chapter in came.by_hand and chapter not in ours.by_hand
                _remove(self._connection, ours.submissions[chapter] if stays else submission)
                kept = submission if stays else ours.submissions[chapter]
                of_kept = select(submitted_notebook.c.id).where(submitted_notebook.c.assignment_id == kept)
                again = update(grading).where(grading.c.notebook_id.in_(of_kept))  # whatever file is later
                self._connection.execute(again.values(content="", page=""))
                ours.submissions[chapter] = kept
            else:
                ours.submissions[chapter] = submission
        ours.by_hand |= came.by_hand
        self._hand_over(nobody, move.new)


def _called(trainee: Trainee) -> str:
    return f"{trainee.name}（{trainee.id}）" if trainee.name not in ("", trainee.id) else trainee.id


def _works(connection: Connection) -> dict[str, _Work]:
    """Return what everybody handed in, by number."""
    found: dict[str, _Work] = {}
    rows = connection.execute(
        select(submitted_assignment.c.student_id, assignment.c.name, submitted_assignment.c.id).join(
            assignment, submitted_assignment.c.assignment_id == assignment.c.id
        )
    ).all()
    owner: Mapping[str, tuple[str, str]] = {submission: (who, name) for who, name, submission in rows}
    for who, name, submission in rows:
        found.setdefault(who, _Work()).submissions[name] = submission
    to_notebook = submitted_notebook.c.id
    for table, given in (
        (grade, grade.c.manual_score.is_not(None) | grade.c.extra_credit.is_not(None)),
        (comment, comment.c.manual_comment.is_not(None)),
    ):
        find = select(submitted_notebook.c.assignment_id).join(table, table.c.notebook_id == to_notebook)
        for (submission,) in connection.execute(find.where(given).distinct()):
            if submission in owner:
                who, name = owner[submission]
                found[who].by_hand.add(name)
    return found


def _remove(connection: Connection, submission: str) -> None:
    """Remove a submission from the gradebook with all that hangs on it."""
    notebooks = select(submitted_notebook.c.id).where(submitted_notebook.c.assignment_id == submission)
    ids = list(connection.execute(notebooks).scalars())
    for table in (comment, grade, grading, changes):
        connection.execute(delete(table).where(table.c.notebook_id.in_(ids)))
    connection.execute(delete(submitted_notebook).where(submitted_notebook.c.id.in_(ids)))
    connection.execute(delete(submitted_assignment).where(submitted_assignment.c.id == submission))
