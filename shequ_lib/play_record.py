"""What a learner has played: how often, how long, and which rules were got wrong. Nothing of it is marked.

A simulator notes each round that was played to its end in one small file beside the notebooks; the start page
shows it. The file may have been written by anybody: what does not fit is left out.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, TypeGuard

from shequ_lib import beside
from shequ_lib.outside_text import is_encodable
from shequ_lib.script import localise

NAME = "玩过的模拟.json"
MOST_GAMES = 40
MOST_RULES = 15  # of one simulator
LONGEST = 120  # characters of a title or a rule
_LARGEST = 400_000  # bytes; an honest file has a tenth of it
_MOST = 1_000_000  # rounds, seconds of all rounds, mistakes: above it nobody has played
_LONGEST_ROUND = 3600  # seconds that a round counts at most: a notebook may stay open overnight
_GAME = re.compile(r"[a-z][a-z_]{0,39}")
_SHOWN = 3  # rules that the start page names of one simulator


@dataclass(frozen=True)
class Played:
    """What is known of one simulator.

    Attributes:
        title: Its title for people.
        rounds: How often it was played to the end.
        seconds: How long all of these took.
        mistakes: How often each rule was got wrong, in all of them.
    """

    title: str
    rounds: int
    seconds: int
    mistakes: Mapping[str, int]


class Round:
    """One round of a simulator, from its first move to its end.

    Args:
        game: Name of the simulator, that of its folder.
        title: Its title for people.
        folder: Where the notebooks are; None for the current folder of a running notebook, and nothing is
            noted where there is none.
    """

    def __init__(self, game: str, title: str, folder: Path | None = None) -> None:
        self.game, self.title, self.folder = game, title, folder
        self._begun: float | None = None
        self._ended = False

    def move(self) -> None:
        """A move was made: the time runs from the first one."""
        if self._begun is None:
            self._begun = time.monotonic()

    def end(self, broken: Mapping[str, int]) -> None:
        """Note that the end is reached, once; `broken` says how often each rule was got wrong."""
        if self._ended:
            return
        self._ended = True
        folder = self.folder if self.folder is not None else _notebook_folder()
        if folder is not None:
            seconds = 0 if self._begun is None else round(time.monotonic() - self._begun)
            _add(folder, self.game, Played(self.title, 1, min(seconds, _LONGEST_ROUND), broken))


def load(folder: str | Path = ".") -> dict[str, Played]:
    """Return what was played by the learner whose notebooks lie in a folder, by the simulator's name."""
    try:
        with (Path(folder) / NAME).open("rb") as file:
            value = json.loads(file.read(_LARGEST).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    games = value.get("games") if isinstance(value, dict) else None
    items = list(games.items())[:MOST_GAMES] if isinstance(games, dict) else []
    return {
        game: played
        for game, each in items
        if _GAME.fullmatch(game) and (played := _played(each)) is not None
    }


def as_html(played: Mapping[str, Played]) -> str:
    """Return what was played as HTML without scripts, every text escaped; "" where there is nothing."""
    if not played:
        return ""
    rows = "".join(f"<li>{escape(_line(each))}</li>" for each in played.values())
    return (
        '<details class="shequ-played"><summary>玩过的模拟（只给自己看，不计分）</summary>'
        f"<ul>{rows}</ul></details>"
    )


def _line(played: Played) -> str:
    """Say what was played, one sentence or two in the script of the page."""
    often = sorted(played.mistakes.items(), key=lambda item: -item[1])
    named = "；".join(f"{rule.rstrip('。')}（{count} 次）" for rule, count in often[:_SHOWN])
    more = f"；另有 {len(often) - _SHOWN} 条" if len(often) > _SHOWN else ""
    minutes = f"，共 {max(1, round(played.seconds / 60))} 分钟" if played.seconds else ""
    broken = f"说错过的规则：{named}{more}。" if often else "没有记下说错的规则。"
    return localise(f"{played.title}：玩到头 {played.rounds} 回{minutes}。{broken}")


def _add(folder: Path, game: str, one: Played) -> None:
    """Add a round to the file; a folder that cannot be written costs the record alone."""
    games = load(folder)
    before = games.pop(game, Played(one.title, 0, 0, {}))
    broken = {_short(localise(rule)): count for rule, count in one.mistakes.items()}
    mistakes = Counter(before.mistakes) + Counter(broken)
    games[game] = Played(
        _short(localise(one.title)),
        min(before.rounds + one.rounds, _MOST),
        min(before.seconds + one.seconds, _MOST),
        dict(mistakes.most_common(MOST_RULES)),
    )
    # the site's start page shows the line as it stands
    told = {name: vars(each) | {"line": _line(each)} for name, each in list(games.items())[-MOST_GAMES:]}
    text = json.dumps({"games": told}, ensure_ascii=False, indent=1)
    try:
        beside.write(folder / NAME, text)
    except OSError:
        return


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _played(value: Any) -> Played | None:
    if not isinstance(value, dict):
        return None
    title, rounds, seconds = value.get("title"), value.get("rounds"), value.get("seconds")
    mistakes = value.get("mistakes")
    if not (
        _is_text(title) and _is_count(rounds) and rounds and _is_count(seconds) and isinstance(mistakes, dict)
    ):
        return None
    rules = [
        (rule, count) for rule, count in mistakes.items() if _is_text(rule) and _is_count(count) and count
    ]
    return Played(title, rounds, seconds, dict(rules[:MOST_RULES]))


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and is_encodable(value)


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST


def _notebook_folder() -> Path | None:
    """The current folder where a notebook runs; None for a program that only uses the library."""
    from IPython import get_ipython

    return Path() if get_ipython() is not None else None
