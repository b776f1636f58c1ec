"""Reading a file of JSON that came from outside, with limits that hold before any work is done on it."""

from __future__ import annotations

import json
import re
from typing import Any

MAX_BYTES = 10 * 1024 * 1024  # of one file; a chapter has 100 KB, pasted photos are most of the rest
MAX_QUOTES = 500_000  # outside of strings; a chapter has some 8,000
MAX_VALUES = 250_000  # in one file: each may take 250 bytes of memory; a chapter has some 3,000

# A string; one that is never closed goes to the end, so that each byte is looked at only once.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)


def excess(data: bytes) -> str:
    """Return in Chinese what makes a file too much to read, an empty text if nothing does."""
    if len(data) > MAX_BYTES:
        return f"有 {len(data) / 1024 / 1024:.0f} MB，超过 {MAX_BYTES // 1024 // 1024} MB 的上限，没有收。"
    if _signs(data) <= MAX_VALUES:
        return ""
    # Commas and brackets in strings, such as those of a chart, cost nothing; quotes count the strings.
    quotes = data.count(b'"') - data.count(b'\\"')
    if quotes > MAX_QUOTES or _signs(_STRING.sub(b"", data)) > MAX_VALUES:
        return "里面的内容太多，没有收；请让学员清除所有输出、保存后重新交。"
    return ""


def loads(data: bytes, **options: Any) -> Any:
    """Return the value of a file of JSON, with or without a byte order mark.

    Args:
        data: its bytes.
        options: of `json.loads`.

    Raises:
        ValueError: it is no JSON, or too much.
    """
    problem = excess(data)
    if problem:
        raise ValueError(problem)
    try:
        return json.loads(data.decode("utf-8-sig"), **options)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _signs(data: bytes) -> int:
    """Return how many values there may be: each but the first of its list follows a comma."""
    return data.count(b"[") + data.count(b"{") + data.count(b",")
