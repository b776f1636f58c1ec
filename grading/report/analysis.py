"""From the data of a class to what the report says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from grading.master.kind import Mistake
from grading.report import copying, statistics, words
from grading.report.data import Chapter, ClassData, Item, Paper
from grading.report.figures import (
    ChapterFigures,
    CommonMistake,
    ItemFigures,
    MemberFigures,
    ObjectiveFigures,
    PersonFigures,
    Report,
    SameEssay,
    Shared,
    Suspicion,
)
from grading.report.statistics import Floats
from grading.roster import Trainee
from shequ_lib.points import written

MASTERY = 0.6  # of the points of the exercises that name an objective
Telling: TypeAlias = tuple[float | None, float | None]  # correlation with the rest, outer difference
ESSAY_LENGTH = 20  # characters; shorter essays may well be equal by chance


def analyse(data: ClassData, mastery: float = MASTERY) -> Report:
    """Work out the report.

    Args:
        data: the class.
        mastery: the mean share from which on an objective counts as mastered.
    """
    people = tuple(_person(data, trainee) for trainee in data.people)
    shares = [person.share for person in people if person.share is not None]
    return Report(
        data,
        mastery,
        people,
        tuple(_chapter(data, chapter) for chapter in data.chapters),
        _objectives(data, mastery),
        _suspicions(data),
        _same_essays(data),
        tuple(statistics.distribution(np.array(shares, dtype=float))),
        tuple(_person(data, trainee) for trainee in data.left),
    )


# --- people ---


def _person(data: ClassData, trainee: Trainee) -> PersonFigures:
    papers = {chapter.name: data.papers.get((trainee.id, chapter.name)) for chapter in data.chapters}
    there = [paper for paper in papers.values() if paper is not None]
    waiting = sum(len(paper.waiting) for paper in there)
    totals = {name: None if paper is None else paper.total for name, paper in papers.items()}
    asked = [chapter for chapter in data.chapters if (trainee.id, chapter.name) not in data.excused]
    remarks = [f"{chapter.short}免交" for chapter in data.chapters if chapter not in asked]
    if not there:
        band = "未交" if asked else "免交"
        return PersonFigures(trainee, totals, None, None, band, 0, 0, "；".join(remarks))
    total = sum(paper.total for paper in there)
    share = _share(sum(max(paper.total, 0) for paper in there), asked, papers)
    complete = len(there) == len(asked)
    remarks += [
        f"{chapter.short}迟交" + (f"（扣 {written(paper.penalty)} 分）" if paper.penalty else "")
        for chapter in data.chapters
        if (paper := papers[chapter.name]) is not None and paper.late
    ]
    remarks += [
        f"{chapter.short}白卷"
        for chapter in data.chapters
        if (paper := papers[chapter.name]) is not None and paper.blank
    ]
    return PersonFigures(
        trainee,
        totals,
        total,
        share,
        "" if share is None else words.band(share) if complete else "未交齐",
        len(there),
        waiting,
        "；".join(remarks),
    )


def _share(points: float, chapters: Iterable[Chapter], papers: dict[str, Paper | None]) -> float | None:
    """Return points as a share of what is marked; what waits for the instructor counts neither way."""
    full = 0.0
    for chapter in chapters:
        paper = papers[chapter.name]
        open_ = set(paper.waiting) if paper is not None else set()
        full += sum(exercise.points for exercise in chapter.exercises if exercise.id not in open_)
    return points / full if full else None


# --- chapters and exercises ---


def _chapter(data: ClassData, chapter: Chapter) -> ChapterFigures:
    papers = data.of(chapter)
    shares = share_matrix(chapter, papers)
    points = shares * np.array([item.points for item in chapter.items])
    whole = statistics.complete(points) if papers else np.zeros(len(chapter.items), dtype=bool)
    totals = points[:, whole].sum(axis=1)
    per_paper = np.array(
        [
            np.nan if share is None else share
            for paper in papers.values()
            for share in [_share(max(paper.total, 0), [chapter], {chapter.name: paper})]
        ],
        dtype=float,
    )
    alpha = statistics.cronbach_alpha(points)
    # Who left it blank says nothing of whether an exercise tells good from bad: they may have had no time.
    answered = _answered(chapter, papers)
    rests = statistics.item_rest(points, answered)
    outers = statistics.outer_difference(np.where(answered, shares, np.nan), totals)
    members = _members(data, chapter, papers, shares)
    compared = sum(map(len, members))
    return ChapterFigures(
        chapter,
        len(papers),
        sum(paper.late for paper in papers.values()),
        sum(paper.blank for paper in papers.values()),
        sum(len(paper.waiting) for paper in papers.values()),
        statistics.mean(per_paper),
        statistics.median(per_paper),
        float(np.nanmin(per_paper)) if _any(per_paper) else None,
        float(np.nanmax(per_paper)) if _any(per_paper) else None,
        tuple(statistics.distribution(per_paper)),
        alpha,
        statistics.standard_error(points),
        words.of_alpha(alpha, len(papers), int(whole.sum())),
        int(whole.sum()),
        tuple(item.label for item, counts in zip(chapter.items, whole, strict=True) if papers and not counts),
        tuple(
            _with_members(
                _item(item, shares[:, place], (rests[place], outers[place]), papers), members[place], compared
            )
            for place, item in enumerate(chapter.items)
        ),
    )


def _members(
    data: ClassData, chapter: Chapter, papers: dict[str, Paper], shares: Floats
) -> list[tuple[MemberFigures, ...]]:
    """Return for each item how the questions of its family went, none where all have the same."""
    groups: list[dict[int, list[int]]] = []
    for place, item in enumerate(chapter.items):
        rows: dict[int, list[int]] = {}
        for row, paper in enumerate(papers.values()):
            if item.id in chapter.families and not np.isnan(shares[row, place]):
                rows.setdefault(paper.members[item.id], []).append(row)
        groups.append(rows)
    compared = sum(map(len, groups))
    people = {person.id: person for person in data.people}
    trainees = [people[who] for who in papers]
    found = []
    for place, rows in enumerate(groups):
        column = shares[:, place]
        whole = column[~np.isnan(column)]
        figures = []
        for number, those in sorted(rows.items()):
            part = column[those]
            rest = (whole.sum() - part.sum()) / (whole.size - part.size) if whole.size > part.size else None
            chance = min(1.0, compared * statistics.chance_of_so_little(part, whole))
            least = statistics.chance_of_so_little(np.zeros(part.size), whole)
            share = float(part.mean())
            figures.append(MemberFigures(number, trainees[those[0]], part.size, share, rest, chance, least))
        found.append(tuple(figures))
    return found


def share_matrix(chapter: Chapter, papers: dict[str, Paper]) -> Floats:
    """Return people by items: the share of the points, NaN where there is no mark.

    As long as one essay waits, its exercise has no marks at all: those that were left blank have their 0
    already, and alone they would say that nobody can do it.
    """
    points = {exercise.id: exercise.points for exercise in chapter.exercises}
    essays = {item.exercise for item in chapter.items if item.is_by_hand}
    open_ = essays & {exercise for paper in papers.values() for exercise in paper.waiting}
    shares = np.full((len(papers), len(chapter.items)), np.nan)
    for row, paper in enumerate(papers.values()):
        for column, item in enumerate(chapter.items):
            if item.is_decision:
                judged = paper.judged.get(item.id)
                if judged is not None:
                    shares[row, column] = float(judged.status == "right")
            else:
                mark = paper.marks.get(item.exercise)
                if mark is not None and item.exercise not in open_:
                    shares[row, column] = min(mark / points[item.exercise], 1.0)
    return shares


def _answered(chapter: Chapter, papers: dict[str, Paper]) -> npt.NDArray[np.bool_]:
    """Return people by items: whether there is an answer; where the notebook cannot be read, it counts."""
    found = [
        [(one := paper.judged.get(item.id)) is None or one.status != "unanswered" for item in chapter.items]
        for paper in papers.values()
    ]
    return np.array(found, dtype=bool).reshape(len(papers), len(chapter.items))


def _item(item: Item, shares: Floats, telling: Telling, papers: dict[str, Paper]) -> ItemFigures:
    people = int((~np.isnan(shares)).sum())
    judged = [paper.judged[item.id] for paper in papers.values() if item.id in paper.judged]
    unanswered = sum(one.status == "unanswered" for one in judged)
    share = statistics.mean(shares)
    rest, outer = telling
    return ItemFigures(
        item,
        people,
        sum(paper.marks.get(item.exercise, 0) is None for paper in papers.values()),
        unanswered,
        share,
        rest,
        outer,
        words.of_item(share, rest, outer, people, unanswered) if share is not None else (words.OPEN,),
        _common(mistake for one in judged for mistake in one.mistakes),
    )


def _with_members(figures: ItemFigures, members: tuple[MemberFigures, ...], compared: int) -> ItemFigures:
    said = words.of_members(members, compared)
    kept = figures.verdicts if not said else tuple(v for v in figures.verdicts if v.level != words.GOOD)
    return replace(figures, members=members, verdicts=(*kept, *said))


def _common(mistakes: Iterable[Mistake]) -> tuple[CommonMistake, ...]:
    """Count equal mistakes, the commonest first; of equally common ones the one that came first."""
    counts: Counter[str] = Counter()
    first: dict[str, CommonMistake] = {}
    for each in mistakes:
        counts[each.kind] += 1
        first.setdefault(each.kind, CommonMistake(each.text, 0, each.message))
    return tuple(
        CommonMistake(first[kind].text, count, first[kind].message) for kind, count in counts.most_common()
    )


def _any(values: Floats) -> bool:
    return bool((~np.isnan(values)).any())


# --- objectives ---


def _objectives(data: ClassData, mastery: float) -> tuple[ObjectiveFigures, ...]:
    """Return the objectives that an exercise of the chapters names, in the order of the course.

    A person's share is the mean of the exercises that name the objective; of a year in office only the
    decisions that practise it count, together as one exercise.
    """
    by_person: dict[str, dict[str, list[float]]] = {}
    named: dict[str, list[str]] = {}
    for chapter in data.chapters:
        papers = data.of(chapter)
        shares = share_matrix(chapter, papers)
        labels = {exercise.id: exercise.label for exercise in chapter.exercises}
        groups: dict[tuple[str, str], list[int]] = {}
        for column, item in enumerate(chapter.items):
            for objective in item.objectives:
                groups.setdefault((objective, item.exercise), []).append(column)
        for (objective, exercise), columns in groups.items():
            named.setdefault(objective, []).append(labels[exercise])
            for trainee_id, row in zip(papers, shares[:, columns], strict=True):
                share = statistics.mean(row)
                if share is not None:
                    by_person.setdefault(objective, {}).setdefault(trainee_id, []).append(share)
    order = {objective: place for place, objective in enumerate(data.objectives)}
    figures = []
    for objective in sorted(named, key=lambda each: (order.get(each, len(order)), each)):
        shares_of = {
            trainee_id: sum(each) / len(each) for trainee_id, each in by_person.get(objective, {}).items()
        }
        mean = sum(shares_of.values()) / len(shares_of) if shares_of else None
        figures.append(
            ObjectiveFigures(
                objective,
                data.objectives.get(objective, ""),
                mean,
                len(shares_of),
                sum(share < mastery - 1e-9 for share in shares_of.values()),
                tuple(named[objective]),
                data.sections.get(objective, ()),
                None if mean is None else mean >= mastery - 1e-9,
                shares_of,
            )
        )
    return tuple(figures)


# --- equal submissions ---


def _suspicions(data: ClassData) -> tuple[Suspicion, ...]:
    there = {trainee_id for trainee_id, _ in data.papers}
    people = [person for person in data.people if person.id in there]
    units = [
        (chapter, unit)
        for chapter in data.chapters
        for unit in dict.fromkeys(item.unit for item in chapter.items if not item.is_by_hand)
    ]
    codes = np.full((len(people), len(units)), copying.ABSENT)
    answers: list[dict[str, int]] = [{} for _ in units]
    for column, (chapter, unit) in enumerate(units):
        for row, person in enumerate(people):
            paper = data.papers.get((person.id, chapter.name))
            if paper is not None and unit in paper.wrong:
                wrong = paper.wrong[unit]
                known = answers[column]
                codes[row, column] = known.setdefault(wrong, len(known)) if wrong else copying.NOT_WRONG
    found = []
    for pair in copying.find(codes):
        shared = [
            _shared(data, units[column], people[pair.first], codes[:, column], codes[pair.first, column])
            for column in pair.shared
        ]
        found.append(
            Suspicion(
                people[pair.first],
                people[pair.second],
                tuple(sorted(shared, key=lambda each: each.count)),
                (int((codes[pair.first] >= 0).sum()), int((codes[pair.second] >= 0).sum())),
                pair.by_chance,
                pair.expected,
            )
        )
    return tuple(found)


def _shared(
    data: ClassData, unit: tuple[Chapter, str], person: Trainee, codes: copying.Codes, code: int
) -> Shared:
    """Describe a wrong answer of a person, and count who gave the same one."""
    chapter, name = unit
    paper = data.papers[person.id, chapter.name]
    items = [item for item in chapter.items if item.unit == name]
    pieces = []
    for item in items:
        for mistake in paper.judged[item.id].mistakes:
            pieces.append(f"{item.label}：{mistake.text}" if item.is_decision else mistake.text)
    exercise = next(each for each in chapter.exercises if each.id == items[0].exercise)
    return Shared(exercise.label, "；".join(pieces), int((codes == code).sum()))


def _same_essays(data: ClassData) -> tuple[SameEssay, ...]:
    same: dict[tuple[Trainee, ...], list[str]] = {}
    for chapter in data.chapters:
        for exercise in chapter.exercises:
            writers: dict[str, list[Trainee]] = {}
            for person in data.people:
                paper = data.papers.get((person.id, chapter.name))
                text = paper.essays.get(exercise.id, "") if paper is not None else ""
                if len(text) >= ESSAY_LENGTH:
                    writers.setdefault(text, []).append(person)
            for people in writers.values():
                if len(people) > 1:
                    same.setdefault(tuple(people), []).append(exercise.label)
    return tuple(SameEssay(tuple(labels), people) for people, labels in same.items())
