"""Text of somebody else's as a person may see it: on a terminal, in a log, in a list.

File names, metadata, answers and the messages of libraries hold whatever somebody wrote. Shown as it is, such
a text clears the screen, turns the writing around or forges lines of ours. So all of it goes through here.
"""

from __future__ import annotations

LONGEST = 200  # characters of one name or message
LINE = 2000  # characters of a line of ours, which holds a few of them
UNSEEN = "\ufffd"
# Printable by Unicode's categories, and yet nothing is seen of them: fillers, joiners, selectors.
INVISIBLE = frozenset(
    map(chr, [0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0])
) | frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))


def shown(text: object, longest: int = LONGEST) -> str:
    """Return a text in one line, with a mark in place of each sign that is not seen or that a terminal obeys.

    These are control and format signs, line ends of every kind, what turns the direction of writing, signs of
    no width, private and unassigned ones, and halves of surrogate pairs.

    Args:
        text: anything; its `str` is shown.
        longest: characters; what is longer is cut, and says so with an ellipsis.
    """
    whole = str(text)
    cut = whole[:longest]
    seen = "".join(sign if sign.isprintable() and sign not in INVISIBLE else UNSEEN for sign in cut)
    return seen if len(whole) <= longest else f"{seen}…"


def shown_lines(text: str, most: int = 200) -> str:
    """Return a text of many lines, such as a traceback, for a log: indented, so that no line is forged."""
    lines = text[: most * LINE].splitlines()
    made = [f"    {shown(line, LINE)}" for line in lines[:most]]
    return "\n".join(made if len(lines) <= most else [*made, "    …"])
