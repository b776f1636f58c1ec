"""`shequ new chapter`: the skeleton of a chapter, with an objective, a section and an exercise."""

from __future__ import annotations

from pathlib import Path

from grading.author import places
from grading.author.new_exercise import draft, masters
from grading.common.shown import shown
from grading.master.parse import parse
from grading.master.proofs import read_objectives
from shequ_lib.errors import ShequError

_DIGITS = "零一二三四五六七八九"


def add(solutions: Path, number: str, name: str) -> Path:
    """Write the skeleton of a chapter and, where it has no objective yet, the first of its objectives.

    Args:
        solutions: the folder of the masters.
        number: the number of the chapter.
        name: the name of its file behind the number, such as `four-meetings`.

    Returns:
        The new master.

    Raises:
        ShequError: the number or the name is not allowed or taken.
    """
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= 99):
        raise ShequError(f"“{shown(number)}”不能做章的号码：请写 1 到 99 的数。")
    chapter, count = f"{int(number):02d}-{places.words(name, '章')}", int(number)
    for path in masters(solutions):
        if path.stem.startswith(chapter[:3]):
            raise ShequError(f"第 {count} 章已经有了：{path.name}，什么也没有动；请换一个号码。")
        if path.stem[3:] == name:
            raise ShequError(f"名称 {name} 已经有了：{path.name}，什么也没有动；请换一个名称。")
        if any(block.argument == name for block in parse(path).blocks if block.kind == "exercise"):
            raise ShequError(f"{path.name} 里有练习叫 {name}，什么也没有动；请换一个名称。")
    objectives = solutions / "objectives.csv"
    known = [each for each in read_objectives(objectives) if each.split(".")[0] == str(count)]
    first = known[0] if known else f"{count}.1"
    values = {
        "number": str(count),
        "chinese": chinese(count),
        "objective": ", ".join(known or [first]),
        "exercise": draft("choice", name, ", ".join(known or [first])).rstrip("\n"),
    }
    made = solutions / f"{chapter}.md"
    places.write_new({made: places.skeleton("chapter.md", values)})
    if not known:
        before = objectives.read_text(encoding="utf-8")
        line = f"{first},{count},rule,【待写：学完知道什么，一句话】\n"
        objectives.write_text(before.rstrip("\n") + "\n" + line, encoding="utf-8", newline="\n")
    return made


def chinese(number: int) -> str:
    """Return a number from 1 to 99 as it stands in the title of a chapter."""
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"
