"""Whose homework is it? What the folders, the zip and the file's own name say of it, put together.

Each part of a path is evidence: a set of people whom it may mean. A file is somebody's only if all the
evidence fits one person; where two parts name different people, nobody is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from grading.names import check_id, clean
from grading.roster import Trainee
from grading.shown import shown
from shequ_lib.errors import ShequError

_MOODLE = "_assignsubmission_"  # Moodle's folders: name_number_assignsubmission_file
_WORD = re.compile(r"\d+|[^\W\d_]+")
_WORDS = 6  # the most words, or numbers, of one name
_SHORTEST_ID, _SHORTEST_NAME = 4, 2  # characters by which somebody may be meant among other words
_DIGITS = 5  # from so many on, two numbers of the same form are numbers of trainees
_DAY = re.compile(
    r"(20)?\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])|20\d\d(0[1-9]|1[0-2])"
)  # folders are named so, too
_SIGNS = ("-", "_", " ", "")  # between a number and a name


class DoubtError(ShequError):
    """Nobody can tell whose it is; one line of Chinese."""


@dataclass(frozen=True)
class Evidence:
    """What one part of a path says.

    Attributes:
        where: 文件夹, 压缩包 or 文件名.
        means: sets of ids, one for each name or number in it.
        whole: the part is nothing but the number or name, or both; otherwise they are only mentioned in it.
    """

    where: str
    means: tuple[frozenset[str], ...]
    whole: bool

    @property
    def people(self) -> frozenset[str]:
        """The ids of those whom all of it fits."""
        return frozenset.intersection(*self.means)


class Roster:
    """Tells whose a file is by a class list.

    Args:
        roster: the class list.
        chapter: the chapter that is asked for.
    """

    def __init__(self, roster: Sequence[Trainee], chapter: str) -> None:
        self._people = {trainee.id: trainee for trainee in roster}
        self._chapter = chapter
        names: dict[str, set[str]] = {}
        for trainee in roster:
            if trainee.name and trainee.name != trainee.id:
                names.setdefault(trainee.name, set()).add(trainee.id)
        self._named = {name: frozenset(ids) for name, ids in names.items()}
        self._whole = dict(self._named)
        for trainee in roster:
            self._whole[trainee.id] = frozenset({trainee.id})
        for trainee in roster:
            for sign in _SIGNS if trainee.name else ():
                for form in (f"{trainee.id}{sign}{trainee.name}", f"{trainee.name}{sign}{trainee.id}"):
                    self._whole.setdefault(form, frozenset({trainee.id}))

    def whose(self, path: PurePosixPath, parcel: str = "") -> Trainee:
        """Return whose a file is.

        Args:
            path: of the file, below what the instructor named.
            parcel: the name of the zip that it lay in.

        Raises:
            DoubtError: it fits nobody, more than one, or different people.
        """
        found = [
            one for where, text in _parts(path, parcel, self._chapter) if (one := self._evidence(where, text))
        ]
        fitting = frozenset.intersection(*(one.people for one in found)) if found else frozenset[str]()
        if found and not fitting:
            raise DoubtError(self._contradiction(found))
        if any(one.whole for one in found):
            if len(fitting) == 1:
                return self._people[next(iter(fitting))]
            name = shown(self._people[min(fitting)].name)
            raise DoubtError(f"花名册里叫“{name}”的不止一人，请用学号作文件名。")
        name = shown(name_in(path, self._chapter))
        raise DoubtError(f"“{name}”不在花名册里，没有批改。" if name else _UNKNOWN)

    def _evidence(self, where: str, text: str) -> Evidence | None:
        """Return what one part of a path says, None if it names nobody."""
        if text in self._whole:
            return Evidence(where, (self._whole[text],), True)
        means = tuple(self._mentioned(text))
        return Evidence(where, means, False) if means else None

    def _mentioned(self, text: str) -> Iterator[frozenset[str]]:
        """Yield whom the words of a text may mean, the longest names first, no word twice."""
        words = [match.span() for match in _WORD.finditer(text)]
        runs = [
            (first, last)
            for length in range(_WORDS, 0, -1)
            for first in range(len(words) - length + 1)
            for last in [first + length - 1]
        ]
        used: set[int] = set()
        for first, last in runs:
            said = text[words[first][0] : words[last][1]]
            ids = self._named.get(said) if len(said) >= _SHORTEST_NAME else None
            if ids is None and said in self._people and len(said) >= _SHORTEST_ID:
                ids = frozenset({said})
            if ids and used.isdisjoint(range(first, last + 1)):
                used.update(range(first, last + 1))
                yield ids

    def _contradiction(self, found: Sequence[Evidence]) -> str:
        same = len({self._people[i].name for one in found for each in one.means for i in each}) == 1
        said = []
        for one in found:
            means = [one.people] if one.people else one.means
            who = " 和 ".join(
                "或".join(self._called(i, same or len(each) > 1) for i in sorted(each)) for each in means
            )
            said.append(f"{one.where}{'里有' if len(means) > 1 else '是'} {who}")
        return _contradiction(list(dict.fromkeys(said)))

    def _called(self, trainee_id: str, with_id: bool) -> str:
        trainee = self._people[trainee_id]
        return shown(
            f"{trainee.name}（{trainee.id}）" if with_id and trainee.name else trainee.name or trainee.id
        )


class NoRoster:
    """Tells whose a file is where there is no class list: its name is taken for the trainee's number.

    Args:
        known: the ids of those who handed in before.
        chapter: the chapter that is asked for.
    """

    def __init__(self, known: Collection[str], chapter: str) -> None:
        self._known, self._chapter = known, chapter

    def whose(self, path: PurePosixPath, parcel: str = "") -> Trainee:
        """Return whose a file is.

        Args:
            path: of the file, below what the instructor named.
            parcel: the name of the zip that it lay in.

        Raises:
            DoubtError: its name says nothing, cannot be a number, or a folder names somebody else.
        """
        name = name_in(path, self._chapter, strict=True)
        if not name:
            raise DoubtError(_UNKNOWN)
        for where, part in [("压缩包", parcel), *(("文件夹", folder) for folder in path.parts[:-1])]:
            other = self._named_by(clean(part), name)
            if other:
                raise DoubtError(_contradiction([f"{where}是 {shown(other)}", f"文件名是 {shown(name)}"]))
        try:
            return Trainee(check_id(name))
        except ShequError as error:
            raise DoubtError(str(error)) from None

    def _named_by(self, part: str, name: str) -> str:
        """Return whom a folder names, if that is not whom the file's name says; else an empty text."""
        account = exchange_id(part, self._chapter)
        if account:
            return account if account != name else ""
        person = _moodle(part)[0]
        if person:  # it is a name, not a number: only names can be compared with it
            alike = person in name or name in person or _has_digit(person) != _has_digit(name)
            return "" if alike else person
        return part if part != name and (part in self._known or _is_alike(part, name)) else ""


_UNKNOWN = "看不出是谁的作业，请把文件名改成学号再收。"


def _contradiction(said: Sequence[str]) -> str:
    return f"{'，'.join(said)}，看不出是谁的，没有收；请放对文件夹、改好文件名，再收一次。"


def _parts(path: PurePosixPath, parcel: str, chapter: str) -> Iterator[tuple[str, str]]:
    """Yield where each part of a path stands, and what of it may name somebody."""
    named = [("压缩包", parcel)] if parcel else []
    named += [*(("文件夹", part) for part in path.parts[:-1]), ("文件名", path.stem)]
    for where, part in named:
        text = clean(part)
        person, own = _moodle(text)
        if person:
            yield "文件夹", person
            yield where, without_chapter(own, chapter)
        else:
            yield where, exchange_id(text, chapter) or without_chapter(text, chapter)


def exchange_id(folder: str, chapter: str) -> str:
    """Return whose folder of nbgrader's exchange this is (`id+chapter+moment…`), or an empty text."""
    parts = folder[:500].split("+")
    return parts[0] if len(parts) >= 3 and parts[1] == chapter else ""


def _moodle(part: str) -> tuple[str, str]:
    """Return the person of Moodle's `name_number_assignsubmission_file`, and what stands behind it."""
    before, found, after = part.partition(_MOODLE)
    person, _, number = before.rpartition("_")
    if not found or not person or not number.isdecimal():
        return "", ""
    return person, after.partition("_")[2]


def without_chapter(stem: str, chapter: str) -> str:
    """Return a name without the chapter before or behind it: `20260001` of `20260001-06-four-meetings`."""
    if stem == chapter:
        return ""
    for rest, separated in (
        (stem.removesuffix(chapter), stem.removesuffix(chapter).rstrip("-_ ")),
        (stem.removeprefix(chapter), stem.removeprefix(chapter).lstrip("-_ ")),
    ):
        if rest != stem and separated and separated != rest:
            return separated.strip()
    return stem


def name_in(path: PurePosixPath, chapter: str, *, strict: bool = False) -> str:
    """Return what a file's name says about its trainee, or an empty text.

    `20260001.ipynb`, `20260001-06-four-meetings.ipynb`, `06-four-meetings-20260001.ipynb`, nbgrader's own
    `20260001/06-four-meetings/06-four-meetings.ipynb`, or, unless `strict`, `20260001/06-four-meetings.ipynb`
    (without a class list any folder would pass for a trainee).
    """
    stem = clean(path.stem)
    if stem != chapter:
        return without_chapter(stem, chapter)
    folders = [clean(part) for part in path.parts[:-1]]
    account = exchange_id(folders[-1], chapter) if folders else ""
    if account:
        return account
    if folders[-1:] == [chapter]:
        folders.pop()
    elif strict:
        return ""
    return folders[-1] if folders else ""


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _is_alike(folder: str, name: str) -> bool:
    """Tell whether a folder's name is a number of the same kind as the file's: `20260001` and `20260002`."""
    if _DAY.fullmatch(folder) or sum(sign.isdigit() for sign in name) < _DIGITS:
        return False
    return folder.isascii() and _pattern(folder) == _pattern(name)


def _pattern(text: str) -> str:
    return "".join("9" if sign.isdigit() else "a" if sign.isalpha() else sign for sign in text)
