"""The made-up people of a rehearsal: names, abilities, and who hands in late, twice, empty or copied work."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from grading.common.draws import normal, pick, shuffled
from grading.roster import Trainee

# A fixed, made-up week: the class hands in on its days, and whoever comes after its end is late.
DEADLINE = datetime(2026, 3, 13, 10, 0, tzinfo=UTC)  # a Friday, 18:00 in Hangzhou
WEEK = timedelta(days=7)
FIRST_YEAR = 2026

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
)
_ONE_SIGN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超霞平刚玲燕辉琳鹏红斌倩凯雪婷宇慧峰"
_TWO_SIGNS = (
    "建国志强秀英桂兰海燕晓东晓红文静雨桐子涵思远佳怡浩然欣悦俊杰诗琪一鸣梦洁春梅国庆"
    "丽华玉兰建华小军美玲永康晨曦若水立新景明素珍宝珠卫东爱民和平新民秋月冬梅志远天佑"
)
_GIVEN = (*_ONE_SIGN, *map("".join, zip(_TWO_SIGNS[::2], _TWO_SIGNS[1::2], strict=True)))
# One of so many: the first of each kind comes as soon as the class is large enough to spare somebody.
_LATE, _TWICE, _EMPTY, _COPIER, _WRITER = 15, 25, 30, 12, 6


@dataclass(frozen=True)
class Person:
    """One made-up trainee.

    Attributes:
        place: counted from 0.
        trainee: number and name.
        ability: from a normal distribution around 0, in standard deviations.
        handed_in: when the work came.
        late: that was after the deadline.
        twice: an earlier, unfinished attempt came as well.
        empty: the work came as it was handed out.
        writes: essays are written, not left blank.
        copies: the place of the neighbour whose answers were taken over, None for honest work.
    """

    place: int
    trainee: Trainee
    ability: float
    handed_in: datetime
    late: bool = False
    twice: bool = False
    empty: bool = False
    writes: bool = False
    copies: int | None = None


def people(count: int, seed: int, *, essays: bool = False) -> list[Person]:
    """Return a class; the same count and seed give the same people on every machine.

    Args:
        count: how many.
        seed: which class.
        essays: everybody writes essays; otherwise some do.
    """
    digits = max(3, len(str(count)))
    bare = [_bare(place, seed, digits) for place in range(count)]
    copies = _copiers(bare, seed)
    busy = {*copies, *copies.values()}
    draw = random.Random(f"roles {seed}")
    free = shuffled(draw, [place for place in range(count) if place not in busy])
    late, twice, empty = (
        {free.pop() for _ in range(_many(count, each)) if free} for each in (_LATE, _TWICE, _EMPTY)
    )
    honest = [place for place in range(count) if place not in empty]
    writers = set(honest if essays else shuffled(draw, honest)[: _many(count, _WRITER)])
    return [
        Person(
            one.place,
            one.trainee,
            one.ability,
            DEADLINE + (one.handed_in - DEADLINE + WEEK) / 3 if one.place in late else one.handed_in,
            one.place in late,
            one.place in twice,
            one.place in empty,
            one.place in writers,
            copies.get(one.place),
        )
        for one in bare
    ]


def _bare(place: int, seed: int, digits: int) -> Person:
    draw = random.Random(f"person {seed} {place}")
    name = pick(draw, _SURNAMES) + pick(draw, _GIVEN)
    ability = normal(draw)
    before = timedelta(seconds=60 + int(draw.random() * (WEEK.total_seconds() - 120)))
    trainee = Trainee(f"{FIRST_YEAR}{place + 1:0{digits}d}", name)
    return Person(place, trainee, ability, DEADLINE - before)


def _copiers(bare: Sequence[Person], seed: int) -> dict[int, int]:
    """Choose who copies from the neighbour before, one who errs often enough to be seen."""
    wanted = _many(len(bare), _COPIER)
    order = sorted(range(1, len(bare)), key=lambda place: (abs(bare[place - 1].ability + 0.7), place))
    likely = shuffled(random.Random(f"copiers {seed}"), order[: 2 * wanted])
    copies: dict[int, int] = {}
    for place in likely:
        if len(copies) < wanted and not {place, place - 1} & {*copies, *copies.values()}:
            copies[place] = place - 1
    return copies


def _many(count: int, each: int) -> int:
    """Return how many of a class: one of `each`, at least one, none in a class of fewer than six."""
    return max(1, round(count / each)) if count >= 6 else 0
