"""From simplified to traditional characters, for the release: OpenCC, and the words that it gets wrong.

The library itself runs where OpenCC does not; what it shows goes through `shequ_lib.script`.
"""

from __future__ import annotations

import functools
import re
from typing import Any

# Taiwan's character forms (裡, 為, 群); words stay as they are in the law: 社區, not 社群.
CONFIG = "s2tw"

# OpenCC divides a sentence by the longest word from the left and now and then cuts in the wrong place;
# and it cannot know that 里 is part of a name.
WORDS = {
    "多半只": "多半只",
    "是只": "是只",
    "面子": "面子",
    "自家私": "自家私",
    "签": "簽",
    "便签": "便籤",
    "标签": "標籤",
    "书签": "書籤",
    "抽签": "抽籤",
    "写明了": "寫明了",
    "文明了": "文明了",
    "楼道里": "樓道裡",
    "组织里": "組織裡",
    "格里": "格裡",
    "本里": "本裡",
    "数里": "數裡",
    "半里": "半裡",
    "大里": "大裡",
    "地方里": "地方裡",
    "家什么": "家什麼",
    "家具": "家具",
    "题目里": "題目裡",
    "区里": "區裡",
    "过道里": "過道裡",
    "这只能": "這只能",
    "核对表": "核對表",
    "回音": "回音",
    "托给": "託給",
    "托他": "託他",
    "它干的": "它幹的",
    "水还没有干": "水還沒有乾",
    "图纸一卷": "圖紙一捲",
    "抽完签": "抽完籤",
    "彩也剪": "綵也剪",
    "布展": "佈展",
    "登记周": "登記週",
    "手续周": "手續週",
    "占比": "佔比",
    "应占": "應佔",
    "银杏里": "銀杏里",
    "菱角里": "菱角里",
    "荷花里": "荷花里",
    "柳岸里": "柳岸里",
    "桥西里": "橋西里",
    "藕香里": "藕香里",
    "芦苇里": "蘆葦里",
    "竹影里": "竹影里",
    "松风里": "松風里",
    "杏花里": "杏花里",
    "晨光里": "晨光里",
    "清泉里": "清泉里",
    "青禾里": "青禾里",
    "芦花里": "蘆花里",
    "雨巷里": "雨巷里",
    "小满里": "小滿里",
    "宁里": "寧里",
    "春里": "春里",
    "梧里": "梧里",
}
_WORDS = re.compile("(" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")")


def convert(text: str) -> str:
    """Return simplified text in traditional characters, as long as it was; never call it twice on a text."""
    if text.isascii():
        return text
    return "".join(
        WORDS[piece] if piece in WORDS else _converter().convert(piece) for piece in _WORDS.split(text)
    )


def convert_file(content: bytes) -> bytes:
    """Return a UTF-8 text file in traditional characters; a byte-order mark and line ends stay."""
    return convert(content.decode("utf-8")).encode("utf-8")


@functools.cache
def _converter() -> Any:
    from opencc import OpenCC  # here, so that studying and grading do without it

    return OpenCC(CONFIG)
