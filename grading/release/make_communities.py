"""Make course/data/communities.csv: 92 made-up communities for the exercises of chapter 11.

    python -m grading.release.make_communities [FILE]

Eight streets and two towns, 52 urban communities and 40 converted villages, as many as the district had
(objective 2.6); all names and figures are invented. The same seed gives the same file on every machine. The
file is UTF-8 with a byte-order mark, so that Excel and WPS open it right.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from pathlib import Path

from shequ_lib import premises, rulebook

SEED = 2008
TARGET = Path(__file__).parents[2] / "course" / "data" / "communities.csv"

STREETS = (
    "柳荫街道",
    "听荷街道",
    "晴岚街道",
    "云栈街道",
    "枫桥渡街道",
    "银杏里街道",
    "月漾街道",
    "青石坊街道",
)
TOWNS = ("稻香浦镇", "桑园坞镇")
URBAN, VILLAGE = "城市社区", "撤村建居社区"
NOTE = "虚构数据"

# Communities of each street or town: urban, converted villages.
SHAPE = ((8, 2), (8, 2), (7, 3), (7, 3), (6, 4), (6, 4), (5, 4), (5, 4), (0, 7), (0, 7))

FIRST = "春夏秋冬晨暮清静安乐宁福兰桂梅竹松柏莲菊桃杏榆槐梧桐芦苇"
SECOND = "苑里湾桥塘坊洲巷园庭溪径台阁亭浜圩埠屿岸"

COLUMNS = (
    "社区",
    "街镇",
    "类型",
    "户数",
    "常住人口",
    "登记失业",
    "企业退休",
    "困难家庭",
    "暂住人口",
    "流动人口",
    "服务对象",
    "党组织",
    "现有用房",
    "活动用房",
    "说明",
)


def communities(seed: int = SEED) -> list[dict[str, str | int]]:
    """The rows of the table, one for each community.

    Numbers never lie on a threshold of the rules or on a full step above it (readings 1, 2 and 5), so that no
    exercise can turn on how these are read.

    Args:
        seed: seed of the random numbers.

    Returns:
        The rows, in the order of streets and towns, with the keys of COLUMNS. People and households are
        counts; premises are square metres.
    """
    draw = _Draw(seed)
    names = iter(draw.names(sum(urban + villages for urban, villages in SHAPE)))
    rows = []
    for place, (urban, villages) in zip((*STREETS, *TOWNS), SHAPE, strict=True):
        rows += [_community(next(names) + "社区", place, URBAN, draw) for _ in range(urban)]
        rows += [_community(next(names) + "社区", place, VILLAGE, draw) for _ in range(villages)]
    return rows


def text(seed: int = SEED) -> str:
    """The table as CSV, lines ending as Excel writes them, without the byte-order mark."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(communities(seed))
    return out.getvalue()


def main() -> None:
    """Write the table."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text().encode("utf-8-sig"))


class _Draw:
    """Random numbers made from `random()` alone, which is the same in every version of Python."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred draws."""
        return self.between(1, 100) <= percent

    def names(self, number: int) -> list[str]:
        """Different names of two characters."""
        found: list[str] = []
        while len(found) < number:
            name = FIRST[self.between(0, len(FIRST) - 1)] + SECOND[self.between(0, len(SECOND) - 1)]
            if name not in found:
                found.append(name)
        return found


def _community(name: str, place: str, kind: str, draw: _Draw) -> dict[str, str | int]:
    if kind == URBAN:
        low, high = (3100, 4600) if draw.chance(20) else (1250, 3050)
        per_ten, temporary, floating = draw.between(24, 31), draw.between(8, 60), draw.between(4, 45)
    else:
        low, high = (1250, 2600) if draw.chance(25) else (480, 1230)
        per_ten, temporary, floating = draw.between(27, 36), draw.between(60, 260), draw.between(30, 180)
    households = _off_thresholds(draw.between(low, high), "staff.committee.threshold", "staff.committee.step")
    residents = _off_thresholds(households * per_ten // 10, "staff.family_planning.threshold")
    party = "党委" if households > 2600 and draw.chance(75) else "党总支" if households > 1150 else "党支部"
    rooms = int(premises.premises(households).total_m2) * draw.between(62, 135) // 100
    return {
        "社区": name,
        "街镇": place,
        "类型": kind,
        "户数": households,
        "常住人口": residents,
        "登记失业": _off_thresholds(
            residents * draw.between(12, 62) // 1000, "staff.labour.unemployed_threshold"
        ),
        "企业退休": _off_steps(residents * draw.between(70, 260) // 1000, "staff.labour.retirees_per"),
        "困难家庭": _off_thresholds(households * draw.between(8, 58) // 1000, "staff.aid.threshold"),
        "暂住人口": _off_steps(residents * temporary // 100, "staff.temporary.per"),
        "流动人口": _off_steps(residents * floating // 100, "staff.floating.per"),
        "服务对象": draw.between(6, 18) + households * draw.between(5, 22) // 1000,
        "党组织": party,
        "现有用房": rooms,
        "活动用房": rooms * draw.between(44, 78) // 100,
        "说明": NOTE,
    }


def _off_thresholds(number: int, threshold_key: str, step_key: str = "") -> int:
    """The number, or one more if it is the threshold or a full step above it."""
    rb = rulebook.load(rulebook.DEFAULT)
    threshold = rb.count(threshold_key)
    on_step = bool(step_key) and number > threshold and (number - threshold) % rb.positive(step_key) == 0
    return number + 1 if number == threshold or on_step else number


def _off_steps(number: int, step_key: str) -> int:
    """The number, or one more if it is a multiple of the step."""
    return number + 1 if number % rulebook.load(rulebook.DEFAULT).positive(step_key) == 0 else number


if __name__ == "__main__":
    main()
