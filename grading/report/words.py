"""What the figures mean, in words for a teacher who knows no statistics; all thresholds stand here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grading.report.figures import MemberFigures

FEW = 10  # people; with fewer, a figure is mostly chance
HARD, EASY = 0.35, 0.95  # mean share of the points
WEAK = 0.15  # correlation with the rest of the chapter; below, an exercise tells nobody apart
SKIPPED = 0.3  # share of the class that left an exercise blank
BANDS = ((0.9, "优秀"), (0.75, "良好"), (0.6, "合格"), (0.0, "待提高"))
PASS = 0.6
_EDGES = (HARD, EASY, PASS, *(least for least, _ in BANDS if least))
_RELIABLE = (
    (0.9, "很可靠", "换一套同样难的题再考，谁高谁低几乎不会变"),
    (0.8, "可靠", "换一套同样难的题再考，谁高谁低大体不变"),
    (0.7, "基本可靠", "看全班的情况够用，要给个别人下结论还差一点"),
    (0.6, "勉强", "只能看个大概，不要凭几分之差评定谁高谁低"),
)
GOOD, NOTE, WARN = "good", "note", "warn"  # how urgent a verdict is


@dataclass(frozen=True)
class Verdict:
    """A judgement: a word or two, what to make of it, and how much it asks for."""

    word: str
    advice: str
    level: str = GOOD


SURE = 0.01  # by which a draw alone may explain that one question of a family is harder than the others
MUCH_HARDER = 0.2  # of the points, less than with the others
HARDER = "有一份特别难"
OPEN = Verdict("没有得分", "还没有人交，或者有人的答案还等老师评分。", NOTE)


def of_item(
    share: float, rest: float | None, outer: float | None, people: int, skipped: int
) -> tuple[Verdict, ...]:
    """Return what to say about an exercise.

    Args:
        share: mean share of the points, 0 to 1.
        rest: correlation with the rest of the chapter, of those who answered it.
        outer: how much more the best 27 % have of it than the last 27 %, of those who answered it.
        people: how many have a mark.
        skipped: how many left it blank.
    """
    found = []
    if skipped >= SKIPPED * people and skipped > 1:
        advice = f"{people} 人里有 {skipped} 人没有答：是没看懂要做什么，还是时间不够？"
        found.append(Verdict("多人没答", advice, WARN))
    if share < HARD:
        advice = f"全班平均只得到 {percent(share)} 的分。先看最常见的错答，再决定重讲还是改题。"
        found.append(Verdict("太难", advice, WARN))
    elif share < PASS:
        found.append(Verdict("偏难", "平均拿不到及格的分，讲评时多讲几句。", NOTE))
    if share > EASY:
        found.append(Verdict("太容易", "几乎人人都会：作热身正好，看不出谁学得好。", NOTE))
    elif people - skipped < FEW:
        found.append(Verdict("人数太少", f"答了的不到 {FEW} 人，题目好不好还看不出来。", NOTE))
    elif rest is not None and rest < 0 and (outer is None or outer <= 0):
        advice = "学得好的人反而更容易失分：看看题目是不是有两种理解，答案对不对。"
        found.append(Verdict("可能有歧义", advice, WARN))
    elif rest is None or rest < WEAK:
        advice = "学得好的和学得差的，得分差不多：题目可能没有考到要点，或者靠猜就能对。"
        found.append(Verdict("区分不出好坏", advice, WARN))
    return tuple(found) or (Verdict("合适", "难易合适，能看出谁学得好。"),)


def of_members(members: Sequence[MemberFigures], compared: int) -> tuple[Verdict, ...]:
    """Return what to say about the questions of a family.

    Args:
        members: the questions.
        compared: how many questions of families are looked at: the more, the surer each must be.
    """
    harder = [each for each in members if each.is_harder]
    found = [
        f"第 {each.number} 份（{each.example.name or each.example.id} 等 {each.people} 人拿到的）平均只得 "
        f"{percent(each.share)}，其余各份平均 {percent(each.others)}，"
        f"碰巧这样的可能不到 {at_most(each.chance)}：看看那一份的数字、日期是不是特别难算。"
        for each in harder
    ]
    if found:
        return (Verdict(HARDER, "".join(found), WARN),)
    most = max((each.people for each in members), default=0)
    worst = min((each.least for each in members), default=1.0)
    if len(members) > 1 and worst * compared > SURE:
        few = f"每份最多 {most} 人做过，就算哪一份特别难，也还看不出来。"
        return (Verdict("各份人数太少", few, NOTE),)
    return ()


def at_most(chance: float) -> str:
    """Return a small chance as people say it: the next round figure above it."""
    return next((f"{100 * edge:g}%" for edge in (0.0001, 0.001) if chance <= edge), f"{100 * SURE:g}%")


def of_alpha(alpha: float | None, people: int, items: int) -> Verdict:
    """Return what Cronbach's alpha of a test says."""
    if people < 2:
        return Verdict("算不出", "至少要有两个人的成绩。", NOTE)
    if items < 2:
        return Verdict("算不出", "至少要有两道评好分的题。", NOTE)
    if alpha is None:
        return Verdict("算不出", "所有人的得分都一样，分不出高低。", NOTE)
    few = f"（不到 {FEW} 人，只供参考）" if people < FEW else ""
    for least, word, advice in _RELIABLE:
        if alpha >= least:
            level = GOOD if least >= 0.7 else NOTE
            return Verdict(word, f"{advice}{few}。", level)
    advice = f"题目之间各说各的，总分高低多半是碰巧{few}。"
    return Verdict("不可靠", advice, NOTE if few else WARN)


def band(share: float) -> str:
    """Return the band of a share of the points; there are no ranks."""
    return next(word for least, word in BANDS if share >= least - 1e-9)


def of_pair(expected: float) -> str:
    """Return how unlikely a pair is, in words."""
    classes = 1 / max(expected, 1e-9)
    if classes >= 1e6:
        return "只凭碰巧，几乎不可能"
    return f"只凭碰巧，要 {_round(classes)}个这样的班才会有一对"


def digits(share: float, *edges: float) -> int:
    """Return with how many digits a percentage is written, so that it is on the right side of each threshold.

    59.8% is below 60%, and would be told as 60% without its digit.

    Args:
        share: the share.
        edges: thresholds besides those of this module.
    """
    for digits in range(3):
        shown = round(share, 2 + digits)
        if all((share >= edge - 1e-9) == (shown >= edge - 1e-9) for edge in (*_EDGES, *edges)):
            return digits
    return 3


def hundredths(share: float, *edges: float) -> float:
    """Return a share as a percentage to be drawn, with as many digits as `percent` writes."""
    return round(100 * share, digits(share, *edges))


def percent(share: float | None, *edges: float) -> str:
    """Return a share as people write it; a dash where there is none.

    Args:
        share: the share.
        edges: thresholds besides those of this module that must not seem to be reached.
    """
    if share is None:
        return "—"
    return f"{100 * share + 0.0:.{digits(share, *edges)}f}%".replace("-0%", "0%").replace("-", "−")


def percent_format(share: float | None, *edges: float) -> str:
    """Return how a cell of a table shows a share, by the same rule as `percent`."""
    places = 0 if share is None else digits(share, *edges)
    return f"0.{'0' * places}%" if places else "0%"


def figure(value: float | None, digits: int = 2) -> str:
    """Return a figure with its digits; a dash where there is none."""
    return "—" if value is None else f"{value:.{digits}f}".replace("-", "−")


def _round(number: float) -> str:
    """Return a large number with one digit that counts, and the space after it: 1,000, 20,000 or 30 万."""
    size = 10 ** (len(str(int(number))) - 1)
    rounded = int(number // size * size)
    return f"{rounded // 10_000} 万" if rounded >= 100_000 else f"{rounded:,} "


GLOSSARY = (
    ("得分率", f"全班在这道题上平均拿到几成分。{percent(HARD)} 以下算太难，{percent(EASY)} 以上算太容易。"),
    (
        "区分度",
        "做对这道题的人，本章其他题是不是也做得好。从 −1 到 1："
        f"{WEAK:g} 以上就能看出高低，接近 0 是看不出，负数是反过来了，多半是题目有毛病。",
    ),
    (
        "高低组差",
        "成绩最好的 27% 和最后的 27%，在这道题上的得分率差多少。和区分度说的是一回事，换个算法，互相印证。",
    ),
    (
        "信度",
        "一套题靠不靠得住（克龙巴赫 α）。0.8 以上可靠，0.7 以上基本可靠；题目多、考的是一类本事，信度就高。",
    ),
    (
        "各份题",
        "发了各人各卷的题，每份的数字、日期不同，难易应该差不多。只有某一份比其余的难得多，又不大可能是碰巧"
        "（不到 1%，看的份数越多要求越严），才会点出来；人数太少时看不出来，会说明。",
    ),
    ("上下几分", "同一个人再考一次，三次里大约有两次，得分和这次相差不超过这个数。"),
    (
        "雷同",
        "只比较答错的题：对的答案人人一样，说明不了什么；错得一模一样，而且错法少见，才值得看。"
        "这只是请老师看一看的理由，不是抄袭的证据：两个人也可能一起复习，学成了同一种错。",
    ),
)
