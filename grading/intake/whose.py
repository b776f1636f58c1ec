"""Whose homework is it? What the folders, the zip and the file's own name say of it, put together.

Each part of a path is evidence: a set of people whom it may mean. A file is somebody's only if all the
evidence fits one person; where two parts name different people, nobody is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from grading.common.names import check_id, clean, id_key
from grading.common.shown import shown
from grading.intake import beside_names
from grading.intake.beside_names import GAP, is_beside, leading_name, names_within, readings, title_words
from grading.roster import Trainee
from shequ_lib.errors import ShequError
from shequ_lib.script import simplify
from shequ_lib.trainee import Trainee as Noted

_MOMENT = re.compile(r"20\d\d-\d\d-\d\d(?!\d)")  # as nbgrader's exchange begins it
_MOODLE = "_assignsubmission_"  # Moodle's folders: name_number_assignsubmission_file
_WORD = re.compile(r"\d+|[^\W\d_]+")
_WORDS = 6  # the most words, or numbers, of one name
_MOST_WORDS = 60  # in one part of a path; the rest says nothing
_SHORTEST_ID = 4  # characters by which somebody may be meant among other words
_WHOLE_NUMBER = re.compile(r"(?<![\d.])(\d+)\.0(?![\d.])")  # 1001.0, as tables write a number
_IN_NAME = re.compile(r"[ ·•・.‧]*")  # between the words of one name
_IN_LATIN = re.compile(r"[ ·•・.‧,'_-]*")
_IN_ID = re.compile(r"[ ._-]?")
_LONGEST_FILE = 300  # characters of a file's name
_DIGITS = 5  # from so many on, two numbers of the same form are numbers of trainees
_SAME_START = 3  # digits that all numbers of a class have in common, where they are one series
_DAY = re.compile(
    r"(20)?\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])|20\d\d(0[1-9]|1[0-2])"
)  # folders are named so, too
_SUFFIXES = re.compile(r"(?:\.(?:ipynb|json|txt|zip|download))+$", re.IGNORECASE)
# What a browser calls a download by itself: the milliseconds since 1970, or a long number in hexadecimal.
_BY_ITSELF = re.compile(
    r"1\d{12}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|checkpoint|download|untitled\d*"
)


_FILE = "文件名"  # where evidence stands that may be mixed with anything
NOBODY = Noted()


class DoubtError(ShequError):
    """Nobody can tell whose it is; one line of Chinese.

    Attributes:
        guess: those who are named somewhere, as a message shows them; perhaps none of them is meant.
    """

    def __init__(self, message: str, guess: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.guess = tuple(guess)


@dataclass(frozen=True)
class Evidence:
    """What one part of a path says.

    Attributes:
        where: 文件夹, 压缩包, 文件名 or 笔记本.
        means: sets of ids, one for each name or number in it.
        whole: it holds nothing else, but for what stands beside names; else they are only mentioned in it.
        stranger: a number in it that looks like those of the class, and is nobody's.
    """

    where: str
    means: tuple[frozenset[str], ...]
    whole: bool
    stranger: str = ""

    @property
    def people(self) -> frozenset[str]:
        """The ids of those whom all of it fits."""
        return frozenset.intersection(*self.means) if self.means else frozenset()


class Roster:
    """Tells whose a file is by a class list.

    Args:
        roster: the class list.
        chapter: the chapter that is asked for.
        titles: names and titles of all chapters.
    """

    def __init__(self, roster: Sequence[Trainee], chapter: str, titles: Sequence[str] = ()) -> None:
        self._people = {trainee.id: trainee for trainee in roster}
        self._chapter = chapter
        self._all_titles = (chapter, *titles)
        self._titles = title_words(self._all_titles)
        names: dict[str, set[str]] = {}
        ids: dict[str, set[str]] = {}
        zeros: dict[str, set[str]] = {}
        for trainee in roster:
            if trainee.name and trainee.name != trainee.id:
                names.setdefault(_letters(beside_names.plain(trainee.name)), set()).add(trainee.id)
            key = simplify(id_key(trainee.id))
            ids.setdefault(key, set()).add(trainee.id)
            if not key.isascii():  # a list without numbers: names stand for them
                names.setdefault(_letters(beside_names.plain(trainee.id)), set()).add(trainee.id)
            if key.isdecimal():
                zeros.setdefault(key.lstrip("0"), set()).add(trainee.id)
        names.pop("", None)
        self._names = {name: frozenset(who) for name, who in names.items()}
        self._ids = {key: frozenset(who) for key, who in ids.items()}
        for key, who in list(self._ids.items()):  # GS008 for GS-008, but not 20260001 for 2026-0001
            if not _letters(key).isdecimal():
                self._ids.setdefault(_letters(key), who)
        self._without_zeros = {key: frozenset(who) for key, who in zeros.items()}
        self._longest = max(map(len, self._names), default=0)
        numbers = [key for key in self._ids if key.isdecimal() and len(key) >= _DIGITS]
        self._series = {len(number) for number in numbers}, _common_start(numbers)

    def whose(self, path: PurePosixPath, parcel: str = "", noted: Noted = NOBODY) -> Trainee:
        """Return whose a file is.

        Args:
            path: of the file, below what the instructor named.
            parcel: the name of the zip that it lay in.
            noted: who gave number and name in the notebook.

        Raises:
            DoubtError: it fits nobody, more than one, or different people.
        """
        found = [
            one for where, text in _parts(path, parcel, self._chapter) if (one := self._evidence(where, text))
        ]
        found += self._noted(noted)
        named = [one for one in found if one.means]
        fitting = frozenset.intersection(*(one.people for one in named)) if named else frozenset[str]()
        everybody = frozenset(i for one in named for each in one.means for i in each)
        if named and not fitting:
            raise DoubtError(self._contradiction(named), self._all(everybody))
        stranger = next((one for one in found if one.stranger), None)
        if named and stranger:
            who = "或".join(self._called(i, len(fitting) > 1) for i in sorted(fitting))
            raise DoubtError(
                f"{stranger.where}里有 {who}，又有花名册里没有的号码 {shown(stranger.stranger)}，"
                "看不出是谁的，没有收；请改好文件名，再收一次。",
                self._all(fitting),
            )
        if any(one.whole or one.where == _FILE for one in named):
            if len(fitting) == 1:
                return self._people[next(iter(fitting))]
            name = shown(self._people[min(fitting)].name)
            raise DoubtError(f"花名册里叫“{name}”的不止一人，请用学号作文件名。", self._all(fitting))
        name = shown(name_in(path, self._all_titles) or _named_in(path, self._chapter))
        raise DoubtError(
            f"“{name}”不在花名册里，没有批改。" if name else _UNKNOWN,
            self._all(fitting or self._hinted(path)),
        )

    def names_somebody(self, path: PurePosixPath) -> bool:
        """Tell whether a path names anybody of the class list."""
        found = (self._evidence(where, text) for where, text in _parts(path, "", self._chapter))
        return any(one.means for one in found if one)

    def _noted(self, noted: Noted) -> list[Evidence]:
        """Return what the notebook itself says; a number or a name that is nobody's says nothing."""
        number, name = simplify(id_key(noted.number)), _letters(beside_names.plain(noted.name))
        who = self._ids.get(number) or (self._without_zeros.get(number.lstrip("0")) if number else None)
        means = tuple(one for one in (who, self._names.get(name)) if one)
        return [Evidence("笔记本", means, True)] if means else []

    def person(self, text: str) -> Trainee:
        """Return whom a number or name means that was typed for one person.

        Raises:
            DoubtError: it is nobody, or more than one.
        """
        text = clean(text)
        if text in self._people:
            return self._people[text]
        found = self._evidence(_FILE, text)
        fitting = self._ids.get(simplify(id_key(text))) or self._names.get(_letters(beside_names.plain(text)))
        fitting = fitting or (found.people if found and not found.stranger else frozenset())
        if len(fitting) == 1:
            return self._people[next(iter(fitting))]
        if fitting:
            raise DoubtError(f"叫“{shown(text)}”的不止一人，请写编号。", self._all(fitting))
        raise DoubtError(f"班里没有“{shown(text)}”，请写编号或姓名。")

    def _evidence(self, where: str, text: str) -> Evidence | None:
        """Return what one part of a path says, None if it says nothing."""
        written = _WHOLE_NUMBER.sub(r"\1", beside_names.plain(text))
        means, rest = self._numbered(written)
        rest = beside_names.without(rest, self._titles)
        words = list(_WORD.finditer(rest))[:_MOST_WORDS]
        named, unused = self._named(rest, words, where, is_numbered=bool(means))
        means += named
        numbers = [word for word in unused if word.isdecimal()]
        whole = all(word.isdecimal() or word.isascii() or is_beside(word) for word in unused)
        if not means and len(numbers) == 1 and all(map(is_beside, {*unused} - {*numbers})):
            who = self._short(numbers[0])  # nothing but a short number
            means += [who] if who else []
        elif named and words and words[0].group().isdecimal() and _is_before_name(rest, words[0]):
            number = words[0].group()
            if int(number) != _number_of(self._chapter) and (who := self._short(number)):
                means.append(who)
        stranger = next((number for number in numbers if self._is_of_series(number)), "")
        return Evidence(where, tuple(means), whole, stranger) if means or stranger else None

    def _numbered(self, text: str) -> tuple[list[frozenset[str]], str]:
        """Return whom the long numbers in a text mean, and the text with gaps in their places."""
        words = list(_WORD.finditer(text))[:_MOST_WORDS]
        means, used = [], [False] * len(words)
        for first, last in _runs(len(words)):
            start, end = words[first].start(), words[last].end()
            said = text[start:end].replace(" ", "")
            if (
                any(used[first : last + 1])
                or len(said) < _SHORTEST_ID
                or not _is_close(text, words, first, last)
            ):
                continue
            who = self._ids.get(said) or (self._ids.get(_letters(said)) if last > first else None)
            if who is None and last == first and said.isdecimal():
                who = self._without_zeros.get(said.lstrip("0"))
            if who is None or _is_part_of_word(text, start, said):
                continue
            means.append(who)
            used[first : last + 1] = [True] * (last + 1 - first)
        for place in range(len(words) - 1, -1, -1):
            if used[place]:
                text = text[: words[place].start()] + GAP + text[words[place].end() :]
        return means, text

    def _named(
        self, text: str, words: Sequence[re.Match[str]], where: str, *, is_numbered: bool
    ) -> tuple[list[frozenset[str]], list[str]]:
        """Return whom the words of a text mean, the longest names first, and the words that mean nobody."""
        means: list[frozenset[str]] = []
        used = [False] * len(words)

        def take(first: int, last: int, names: Collection[str]) -> None:
            means.extend(self._names[name] for name in sorted(names))
            used[first : last + 1] = [True] * (last + 1 - first)

        for first, last in _runs(len(words)):
            said = _joined(text, words, first, last)
            if said in self._names and not any(used[first : last + 1]):
                take(first, last, [said])
        for first, last in _runs(len(words)):
            said = _joined(text, words, first, last)
            if any(used[first : last + 1]) or len(said) < 2 or not said.isalpha():
                continue
            made = [each for each in readings(said, self._names.__contains__, self._longest) if each]
            if len(made) == 1:
                take(first, last, made[0])
            elif made:  # there is more than one way to read it, so it may mean any of them
                means.append(frozenset(i for each in made for name in each for i in self._names[name]))
                used[first : last + 1] = [True] * (last + 1 - first)
        for place, word in enumerate(words if where == _FILE else ()):
            said = "" if used[place] else word.group()
            name = leading_name(said, self._names.__contains__, self._longest)
            others = set(names_within(said[len(name) :], self._names.__contains__, self._longest))
            if name or ((means or is_numbered) and others):  # whoever else is named in it speaks against it
                take(place, place, {name, *others} - {""})
        return means, [word.group() for place, word in enumerate(words) if not used[place]]

    def _short(self, number: str) -> frozenset[str] | None:
        if len(number) >= _SHORTEST_ID:
            return None
        return self._ids.get(number) or self._without_zeros.get(number.lstrip("0"))

    def _is_of_series(self, number: str) -> bool:
        """Tell whether a number that is nobody's looks like those of the class."""
        lengths, start = self._series
        return len(number) in lengths and len(start) >= _SAME_START and number.startswith(start)

    def _hinted(self, path: PurePosixPath) -> frozenset[str]:
        """Return whom a path may hint at, though not for sure."""
        said = _letters(beside_names.plain(path.name))
        names = set(names_within(said, self._names.__contains__, self._longest))
        return frozenset(i for name in names for i in self._names[name])

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

    def _all(self, ids: Collection[str]) -> list[str]:
        return [self._called(trainee_id, with_id=True) for trainee_id in sorted(ids)]

    def _called(self, trainee_id: str, with_id: bool) -> str:
        trainee = self._people[trainee_id]
        return shown(
            f"{trainee.name}（{trainee.id}）" if with_id and trainee.name else trainee.name or trainee.id
        )


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of words in a row, the longest rows first."""
    for length in range(_WORDS, 0, -1):
        for first in range(count - length + 1):
            yield first, first + length - 1


def _joined(text: str, words: Sequence[re.Match[str]], first: int, last: int) -> str:
    """Return words in a row as one, an empty text if more than what may stand in a name is between them."""
    latin = all(word.group().isascii() for word in words[first : last + 1])
    between = _IN_LATIN if latin else _IN_NAME
    for one, other in zip(words[first:last], words[first + 1 : last + 1], strict=True):
        if not between.fullmatch(text, one.end(), other.start()):
            return ""
    return "".join(word.group() for word in words[first : last + 1])


def _is_close(text: str, words: Sequence[re.Match[str]], first: int, last: int) -> bool:
    return all(
        _IN_ID.fullmatch(text, one.end(), other.start())
        for one, other in zip(words[first:last], words[first + 1 : last + 1], strict=True)
    )


def _is_part_of_word(text: str, start: int, said: str) -> bool:
    """Tell whether a number follows Latin letters without a sign: A1001 is not 1001, hw1001 may be."""
    before = re.search(r"[a-z]+\Z", text[:start])
    return said[0].isdigit() and before is not None and not is_beside(before.group())


def _is_before_name(text: str, number: re.Match[str]) -> bool:
    """Tell whether a number stands where numbers of trainees stand: first of all, with a name behind it."""
    behind = text[number.end() :].lstrip(" -_.、")
    return not text[: number.start()].strip() and behind[:1].isalpha()


def _number_of(chapter: str) -> int:
    number = chapter.partition("-")[0]
    return int(number) if number.isdecimal() else -1


def _letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return re.sub(r"[\W_]+", "", text)


def _common_start(numbers: Sequence[str]) -> str:
    first, last = (min(numbers), max(numbers)) if numbers else ("", "")
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[:same]


class NoRoster:
    """Tells whose a file is where there is no class list: its name is taken for the trainee's number.

    Args:
        known: the ids of those who handed in before.
        chapter: the chapter that is asked for.
        titles: names and titles of all chapters.
    """

    def __init__(self, known: Collection[str], chapter: str, titles: Sequence[str] = ()) -> None:
        self._known, self._chapter, self._titles = known, chapter, (chapter, *titles)

    def whose(self, path: PurePosixPath, parcel: str = "", noted: Noted = NOBODY) -> Trainee:
        """Return whose a file is.

        Args:
            path: of the file, below what the instructor named.
            parcel: the name of the zip that it lay in.
            noted: who gave number and name in the notebook; for a file whose name says nothing.

        Raises:
            DoubtError: its name says nothing, cannot be a number, or a folder names somebody else.
        """
        name = name_in(path, self._titles, strict=True)
        name = name or clean(noted.number) or clean(noted.name)
        if not name:
            raise DoubtError(_UNKNOWN)
        if _BY_ITSELF.fullmatch(name.casefold()):
            raise DoubtError(f"“{shown(name)}”像是下载时自动起的名字，{_UNKNOWN}")
        for where, part in [("压缩包", parcel), *(("文件夹", folder) for folder in path.parts[:-1])]:
            other = self._named_by(clean(part), name)
            if other:
                raise DoubtError(_contradiction([f"{where}是 {shown(other)}", f"文件名是 {shown(name)}"]))
        try:
            return Trainee(check_id(name))
        except ShequError as error:
            raise DoubtError(str(error)) from None

    def person(self, text: str) -> Trainee:
        """Return who is called so; without a class list anybody is, by a name that a folder can have.

        Raises:
            DoubtError: it cannot be a number.
        """
        try:
            return Trainee(check_id(clean(text)))
        except ShequError as error:
            raise DoubtError(str(error)) from None

    def names_somebody(self, _path: PurePosixPath) -> bool:
        """Tell whether a path names anybody who is expected: nobody is."""
        return False

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
    named += [*(("文件夹", part) for part in path.parts[:-1]), (_FILE, stem_of(path.name))]
    for where, part in named:
        text = clean(part)
        person, own = _moodle(text)
        if person:
            yield "文件夹", person
            yield where, own
        else:
            account = exchange_id(text, chapter)
            yield where, account or text
            behind = text.split("+", 2)[2] if account else ""
            if not _MOMENT.match(behind):  # it only looks like a folder of the exchange
                yield where, behind


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


def stem_of(name: str) -> str:
    """Return a file's name without suffixes: browsers add one of their own, as in `王小明.ipynb.json`."""
    return _SUFFIXES.sub("", name[-_LONGEST_FILE:]) or name


def name_in(path: PurePosixPath, titles: tuple[str, ...], *, strict: bool = False) -> str:
    """Return what a file's name says about its trainee, or an empty text.

    Args:
        path: of the file.
        titles: names and titles of chapters, the one that is asked for first.
        strict: a folder counts only where the exchange would put it.

    `20260001.ipynb`, `20260001-06-four-meetings.ipynb`, `06-four-meetings-20260001.ipynb`, nbgrader's own
    `20260001/06-four-meetings/06-four-meetings.ipynb`, or, unless `strict`, `20260001/06-four-meetings.ipynb`
    (without a class list any folder would pass for a trainee).
    """
    return beside_names.bare(_named_in(path, titles[0], strict=strict), titles)


def _named_in(path: PurePosixPath, chapter: str, *, strict: bool = False) -> str:
    """Return what stands where a file's name or its folder says whose it is, with all that is beside it."""
    stem = clean(stem_of(path.name))
    if stem != chapter:
        return stem
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
