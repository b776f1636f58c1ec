"""What the report says, as plain values that workbook, page and CSV files show."""

from __future__ import annotations

from dataclasses import dataclass, field

from grading.report import words
from grading.report.data import Chapter, ClassData, Item
from grading.report.words import Verdict
from grading.roster import Trainee


@dataclass(frozen=True)
class CommonMistake:
    """A mistake that several people made: how many, and what the course says to it."""

    text: str
    count: int
    message: str


@dataclass(frozen=True)
class MemberFigures:
    """How one question of a family went.

    Attributes:
        number: of the question; 0 for everybody's who has no own paper.
        example: one who has it.
        people: how many have a mark.
        share: mean share of the points.
        others: that of all other questions of the family, None where there is no other.
        chance: how likely it is at most that the draw alone makes any question that much harder.
        least: how likely it would be at most for this one alone, had all these people got nothing.
    """

    number: int
    example: Trainee
    people: int
    share: float
    others: float | None
    chance: float
    least: float

    @property
    def is_harder(self) -> bool:
        """Whether it is much harder than the others, and that is hardly chance."""
        much = self.others is not None and self.others - self.share >= words.MUCH_HARDER
        return much and self.chance <= words.SURE


@dataclass(frozen=True)
class ItemFigures:
    """The figures of one exercise, or of one decision.

    Attributes:
        item: the exercise.
        people: how many have a mark.
        waiting: how many wait for one.
        unanswered: how many left it blank.
        share: mean share of the points.
        rest: correlation with the rest of the chapter.
        outer: how much more the best 27 % have of it than the last 27 %.
        verdicts: what that means.
        mistakes: the commonest first.
        members: where it is a family of questions, each of them by its number.
    """

    item: Item
    people: int
    waiting: int
    unanswered: int
    share: float | None
    rest: float | None
    outer: float | None
    verdicts: tuple[Verdict, ...]
    mistakes: tuple[CommonMistake, ...]
    members: tuple[MemberFigures, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        """Whether a verdict warns."""
        return any(verdict.level == words.WARN for verdict in self.verdicts)


@dataclass(frozen=True)
class ChapterFigures:
    """The figures of one chapter.

    Attributes:
        chapter: the chapter.
        people: how many handed in.
        late: how many of them late.
        blank: how many of them without a single answer.
        waiting: marks that wait for the instructor.
        mean: mean share of the points that are given.
        median: the median share.
        lowest: the lowest share.
        highest: the highest share.
        distribution: people by tenths of the points.
        alpha: Cronbach's alpha.
        error: standard error of a total, in points.
        reliability: what alpha means.
        counted: how many items alpha is made of.
        left_out: labels of the items that it leaves out, because marks are open.
        items: figures of the exercises.
    """

    chapter: Chapter
    people: int
    late: int
    blank: int
    waiting: int
    mean: float | None
    median: float | None
    lowest: float | None
    highest: float | None
    distribution: tuple[int, ...]
    alpha: float | None
    error: float | None
    reliability: Verdict
    counted: int
    left_out: tuple[str, ...]
    items: tuple[ItemFigures, ...]


@dataclass(frozen=True)
class PersonFigures:
    """One person's marks.

    Attributes:
        trainee: who.
        totals: points by chapter, None where nothing came in.
        total: all points; None if nothing came in at all.
        share: of the points that are given; chapters that did not come in count as 0.
        band: a word for the share.
        handed_in: how many chapters came in.
        waiting: how many marks wait for the instructor.
        remarks: late, and what was taken off for it; handed in without an answer.
    """

    trainee: Trainee
    totals: dict[str, float | None]
    total: float | None
    share: float | None
    band: str
    handed_in: int
    waiting: int
    remarks: str


@dataclass(frozen=True)
class ObjectiveFigures:
    """How far the class has come with one objective.

    Attributes:
        id: its number.
        text: what it asks.
        share: mean share of the class, None where nobody has a mark.
        people: how many have one.
        below: how many of them lie below the threshold.
        exercises: labels of the exercises that name it.
        sections: where it is taught.
        mastered: whether the mean reaches the threshold; None without marks.
        by_person: share by trainee id.
    """

    id: str
    text: str
    share: float | None
    people: int
    below: int
    exercises: tuple[str, ...]
    sections: tuple[str, ...]
    mastered: bool | None
    by_person: dict[str, float] = field(repr=False)


@dataclass(frozen=True)
class Shared:
    """A wrong answer that two people share, and how many of the class gave it."""

    label: str
    text: str
    count: int


@dataclass(frozen=True)
class Suspicion:
    """Two people whose wrong answers are equal beyond chance.

    Attributes:
        first: the one.
        second: the other.
        shared: the wrong answers, the rarest first.
        wrong: how many wrong answers each of them has.
        by_chance: how many shared ones chance alone would give.
        expected: how many such pairs chance alone gives in a class like this.
    """

    first: Trainee
    second: Trainee
    shared: tuple[Shared, ...]
    wrong: tuple[int, int]
    by_chance: float
    expected: float


@dataclass(frozen=True)
class SameEssay:
    """People who wrote the same essays, letter by letter."""

    labels: tuple[str, ...]
    people: tuple[Trainee, ...]


@dataclass(frozen=True)
class Report:
    """All that the report says."""

    data: ClassData
    mastery: float
    people: tuple[PersonFigures, ...]
    chapters: tuple[ChapterFigures, ...]
    objectives: tuple[ObjectiveFigures, ...]
    suspicions: tuple[Suspicion, ...]
    same_essays: tuple[SameEssay, ...]
    distribution: tuple[int, ...]
    left: tuple[PersonFigures, ...] = ()  # who is not in the class list any more

    @property
    def present(self) -> tuple[PersonFigures, ...]:
        """Those who handed in anything."""
        return tuple(person for person in self.people if person.share is not None)

    @property
    def points(self) -> float:
        """The full marks of all chapters."""
        return sum(figures.chapter.points for figures in self.chapters)

    @property
    def weak_objectives(self) -> tuple[ObjectiveFigures, ...]:
        """The objectives that the class has not mastered, the weakest first."""
        weak = [each for each in self.objectives if each.mastered is False]
        return tuple(sorted(weak, key=lambda each: each.share or 0))
