"""What people and platforms write beside a name in the name of a file: copy marks, chapters, dates, 作业.

None of it tells whose a file is, and a name may stand in the middle of it without a sign between them:
`1005陈静作业`, `王小明第六章 副本`. So a text is taken apart: numbers, words, and what is known to be
neither.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence

from grading.common.names import LONGEST_NAME
from grading.common.shown import INVISIBLE
from shequ_lib.outside_text import stream_safe
from shequ_lib.script import simplify

GAP = "\x1f"  # takes the place of what is no part of a name
_LONGEST_WORD = 12  # characters of what stands beside a name
_LONGEST_RUN = 60  # characters in a row that are taken apart
_MOST_READINGS = 8  # readings of one row of characters; where there are more, none of them tells anything

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_DAY = (
    r"(?:19|20)\d\d(?:[-._/年]?(?:1[0-2]|0?[1-9])[-._/月]?(?:3[01]|[12]\d|0?[1-9])日?)"
    r"(?:[-_ t]*\d{1,2}[-:.时_]?\d{2}(?:[-:.分_]?\d{2}秒?)?)?(?!\d)"
)
# Each leaves a gap, in this order.
_MARKS = (
    r"[(\[【]\s*\d{1,3}\s*[)\]】]",  # a browser's mark of a copy
    r"[-_ ]*(?:的)?(?:副本|拷贝|复件|复本)[-_ ]*(?:\d{1,3}(?!\d))?",
    r"(?<![a-z])copy(?: ?of)?[-_ ]?(?:\d{1,3}(?!\d))?(?![a-z])",
    rf"第\s*{_NUMBER}\s*(?:章|单元|讲|课|节|次|组|小组|班|期|批|部分)",
)
_BESIDE = tuple(
    re.compile(pattern)
    for pattern in (
        r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}",  # an address that a platform adds
        *_MARKS,
        rf"(?<!\d){_NUMBER}\s*(?:班|组|小组|期|批|月份|年级)",
        rf"(?<!\d){_DAY}",
        r"(?<!\d)\d{1,2}月\d{1,2}[日号]?",
        r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?",
        r"(?<![a-z])v(?:er)?\.?\d{1,3}(?!\d)",
    )
)
_WORDS = frozenset(
    """
    作业 作业本 大作业 交作业 的作业 练习 练习题 习题 答案 答题 答题卡 答卷 试卷 考卷 试题 题目 提交
    上交 已交 完成 已完成 已提交 做完 写完 做好 最终 最终版 终稿 定稿 最新 最新版 修改 修改版 修改后 已修改
    改过 改好 改正 更正 订正 补交 重交 再交 新版 旧版 正式 正式版 草稿 初稿 版本 备份 同学 学员 学生
    姓名 名字 学号 编号 工号 考号 笔记本 笔记 文件 文件夹 文档 下载 桌面 新建文件夹 新建 我 我的 我是 的
    是 本人 社区 社区工作者 社区建设 基础 基础知识 课程 课件 本章 章节 全部 所有 整套 单元 自学 班级
    全套 期末 期中 考试 结业 考核 测验 测试 培训 培训班
    study homework assignment assignments submission submissions submitted final new draft ipynb
    notebook notebooks jupyter untitled file files exercise exercises chapter ch hw done old backup
    checkpoint json classroom course attempt from by
    """.split()  # noqa: SIM905
)
_BEHIND = re.compile(r"(?<=..)(?:同学|的|作业)+\Z")  # a name
# Where somebody belongs: 朝晖街道, 桃巷社区居委会.
_PLACE = re.compile(
    r"[^\W\d_]{2,8}?(?:街道|社区|小区|村|镇|乡|办事处|居委会|工作站|服务站|中心|班|组|小组|大队|学院|学校|大学|市|区|县)"
)


def plain(text: str) -> str:
    """Return a text as it is compared: of one width, case and script, without signs that are not seen.

    Blanks stay, as they stand between names; what is longer than a name can be is cut.
    """
    made = unicodedata.normalize("NFKC", stream_safe(text[: LONGEST_NAME + 1]).casefold())
    seen = "".join(
        " " if sign.isspace() else sign
        for sign in made
        if sign.isspace() or (sign not in INVISIBLE and unicodedata.category(sign) not in ("Cc", "Cf"))
    )
    return simplify(seen)


def without(text: str, chapters: Sequence[str]) -> str:
    """Return a plain text with a gap in place of what is no part of a name or number.

    Args:
        text: as `plain` gives it.
        chapters: names and titles of chapters, plain, too.
    """
    for chapter in chapters:
        if chapter in text:
            text = text.replace(chapter, GAP)
    for pattern in _BESIDE:
        text = pattern.sub(GAP, text)
    return text


def bare(text: str, titles: tuple[str, ...]) -> str:
    """Return a text as it is written, without copy marks, chapters and 作业 around it.

    Numbers and days stay: where there is no class list, any of them may be a trainee's.

    Args:
        text: such as `王小明-第六章 副本`.
        titles: names and titles of chapters.
    """
    made = unicodedata.normalize("NFKC", stream_safe(text[: LONGEST_NAME + 1]))
    for title in title_words(titles):
        made = re.sub(re.escape(title), GAP, made, flags=re.IGNORECASE)
    for pattern in _MARKS:
        made = re.sub(pattern, GAP, made, flags=re.IGNORECASE)
    parts = re.split(f"[{GAP}_ -]*{GAP}[{GAP}_ -]*", made)
    kept = [part for part in parts if re.search(r"\d", part) or re.sub(r"[\W_]+", "", part)]
    kept = [part for part in kept if not is_beside(re.sub(r"[\W_]+", "", plain(part)))]
    return _BEHIND.sub("", kept[0]).strip(" -_") if len(kept) == 1 else "" if not kept else text


@functools.lru_cache(maxsize=32)
def title_words(titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return plain texts by which chapters are called, the longest first.

    Args:
        titles: names and titles of chapters, such as `06-four-meetings`, `第六章 社区“四会”制度`.
    """
    found: set[str] = set()
    for title in map(plain, titles):
        whole = re.sub(r"[^\w ]", "", title)
        parts = re.split(r"[\s:、,，“”\"]+", title.partition(" ")[2])
        found |= {title, whole, whole.replace(" ", ""), whole.partition(" ")[2]}
        found |= {part for part in parts if len(part) >= _SHORTEST_TITLE}
    return tuple(sorted((each for each in found if len(each) >= _SHORTEST_TITLE), key=len, reverse=True))


_SHORTEST_TITLE = 2


def is_beside(word: str) -> bool:
    """Tell whether a row of letters is made of words that stand beside names only."""
    return any(not reading for reading in readings(word, lambda _: False, 0))


def readings(run: str, is_name: Callable[[str], bool], longest: int) -> Collection[frozenset[str]]:
    """Return what names a row of letters may be made of, with words that stand beside names.

    Args:
        run: letters only, plain.
        is_name: tells whether a part is a name.
        longest: characters of the longest name.

    Returns:
        One set of names for each way to take it apart without a rest; none if there is no way, or too many.
    """
    if len(run) > _LONGEST_RUN:
        return ()
    if longest and is_name(run):
        return (frozenset({run}),)
    at: list[set[frozenset[str]]] = [set() for _ in range(len(run) + 1)]
    at[0].add(frozenset())
    for start in range(len(run)):
        if not at[start]:
            continue
        for end in range(start + 1, min(len(run), start + max(longest, _LONGEST_WORD)) + 1):
            part = run[start:end]
            if end - start <= longest and is_name(part):
                at[end] |= {names | {part} for names in at[start]}
            if part in _WORDS or (_PLACE.fullmatch(part) and not _holds_name(part, is_name, longest)):
                at[end] |= at[start]
            if len(at[end]) > _MOST_READINGS:
                return ()
    return at[-1]


def leading_name(run: str, is_name: Callable[[str], bool], longest: int) -> str:
    """Return the name that a row of letters begins with, though what follows is unknown; else an empty text.

    Only a name of three or more characters: 张三 at the beginning of 张三丰 is somebody else. Neither may
    what follows be one more character of a name and words that stand beside names.
    """
    for end in range(min(len(run) - 2, longest), 2, -1):
        if is_name(run[:end]) and not is_beside(run[end + 1 :]):
            return run[:end]
    return ""


def names_within(run: str, is_name: Callable[[str], bool], longest: int) -> Iterator[str]:
    """Yield every name that stands anywhere in a text; who is meant is not sure."""
    for start in range(min(len(run), LONGEST_NAME)):
        for end in range(start + 2, min(len(run), start + longest) + 1):
            if is_name(run[start:end]):
                yield run[start:end]


def _holds_name(part: str, is_name: Callable[[str], bool], longest: int) -> bool:
    return longest > 0 and any(True for _ in names_within(part, is_name, longest))
