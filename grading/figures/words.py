"""What a figure says: text that is measured, and parted into lines, before a browser draws it.

It is measured by the widths of its characters, a little too wide rather than too narrow, because nobody knows
which font a reader has.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TEXT, SMALL = 15, 14  # font sizes
LINE = 1.4  # height of a line, in font sizes
INK, FAINT = "#1f2328", "#57606a"
_WIDE, _NARROW, _SPACE = 1.0, 0.62, 0.35  # a Chinese character, any other one, a space, in font sizes
_BOLD = 1.03
_NOT_FIRST = "，。、；：？！）》”’·～—%"  # no line begins with one of these
_NOT_LAST = "（《“‘"
# Words that stay in one line where there is room, for a name that is cut reads badly.
_WHOLE = (
    "委员会|居委会|副主任|职能|决定|工作站|党组织|主任|委员|社区|居民|会议|代表|组织|单位|机构|政府|部门|人员|成员|协商|调处|"
    "管理|服务|监督|评议|建设|工作|资源|经费|财务|预算|决算|集体|经济|公益|承包|利益|事项|其他|收益|全体|选举|"
    "日常|决议|执行|收入|支持|保证|核心|领导|口径|事务|安全|教育|文化|环境|民主|自治|机制|矛盾|纠纷|反映|民情|民意|"
    "群众|生活|质量|需求|问题|功能|力量|社会|稳定|和谐|福利|便民|利民|特殊|群体|失业|退休|任务|行政|主体|原则|"
    "目标|指标|规划|活动|办公室|特色|方案"
)
_WORD = re.compile(rf"[0-9A-Za-z.,～—%×÷+=－-]+|{_WHOLE}|\n|.")
_PART = re.compile(r"[^、；，。：\n]+[、；，。：]*|[、；，。：]+|\n")  # what stands between two signs


@dataclass(frozen=True)
class Words:
    """A paragraph: what it says, and how large and how strong."""

    text: str
    size: int = TEXT
    bold: bool = False
    colour: str = INK

    def lines(self, width: float) -> list[str]:
        """Return it in lines that are no wider than `width`, as even as they can be.

        What stands between two signs stays in one line if that takes no line more.
        """
        first = _wrapped(self.text, width / self._scale)
        if len(first) == 1:
            return first
        whole = _wrapped(self.text, width / self._scale, _PART)
        if len(whole) == len(first) and all(self.width(line) <= width for line in whole):
            return whole
        narrow, wide = width / len(first), width
        while wide - narrow > 1:
            tried = (narrow + wide) / 2
            if len(_wrapped(self.text, tried / self._scale)) > len(first):
                narrow = tried
            else:
                wide = tried
        return _wrapped(self.text, wide / self._scale)

    def width(self, text: str | None = None) -> float:
        """Return how wide a line of it is, or all of it in one line."""
        return _measure(self.text if text is None else text) * self._scale

    def height(self, width: float) -> float:
        """Return how much room it takes from top to bottom."""
        return len(self.lines(width)) * self.size * LINE

    @property
    def _scale(self) -> float:
        return self.size * (_BOLD if self.bold else 1)


def strong(text: str, size: int = TEXT) -> Words:
    """Return the name of something."""
    return Words(text, size, bold=True)


def small(text: str, colour: str = INK) -> Words:
    """Return what is said about it."""
    return Words(text, SMALL, colour=colour)


def _measure(text: str) -> float:
    """Return how wide a line of text is, in font sizes."""
    return sum(
        _WIDE if unicodedata.east_asian_width(one) in "WFA" else _SPACE if one == " " else _NARROW
        for one in text
    )


def _wrapped(text: str, width: float, pieces: re.Pattern[str] = _WORD) -> list[str]:
    """Return a text in lines no wider than `width`, in font sizes; each piece of it stays whole."""
    lines, line = [], ""
    for piece in pieces.findall(text):
        if piece == "\n":
            lines.append(line)
            line = ""
        elif not line or _measure(line + piece) <= width:
            line += piece
        else:
            kept, moved = _parted(line, piece)
            lines.append(kept)
            line = moved + piece
    return [*lines, line]


def _parted(line: str, following: str) -> tuple[str, str]:
    """Part a line so that no sign that closes begins the next one, and none that opens ends this one."""
    pieces = _WORD.findall(line)
    cut = len(pieces)
    while cut > 1 and (
        (following if cut == len(pieces) else pieces[cut])[0] in _NOT_FIRST or pieces[cut - 1] in _NOT_LAST
    ):
        cut -= 1
    return "".join(pieces[:cut]), "".join(pieces[cut:])
