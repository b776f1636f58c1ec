"""Files that cannot be read or written, as one Chinese line that says what to do."""

from __future__ import annotations

import errno
import re
from pathlib import Path

_UNFINISHED = re.compile(r"\.([^/\\]+)\.unfinished$")
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FEW = {errno.EMFILE, errno.ENFILE}
_WHY = {
    errno.EACCES: "没有权限，或者别的程序正开着它，请先关掉",
    errno.EPERM: "没有权限，或者别的程序正开着它，请先关掉",
    errno.EROFS: "磁盘是只读的，请换一个文件夹",
    errno.EISDIR: "那里是一个文件夹，不是文件，请先移走",
    errno.ENOTDIR: "路径中间有一个文件，不是文件夹，请先移走",
    errno.EEXIST: "那里已经有别的东西，请先移走",
    errno.ELOOP: "那里是一个绕圈的链接，请先移走",
    errno.ENAMETOOLONG: "名字太长，请改短",
    errno.ENXIO: "那里不是普通的文件，请先移走",
    errno.ENOENT: "没有这个文件或文件夹，请检查路径",
    errno.EIO: "磁盘读写出错，请检查文件夹和磁盘",
    errno.ENOMEM: "内存不够，请先关掉别的程序",
    errno.EFBIG: "文件太大，写不下",
    **dict.fromkeys(_FULL, "磁盘满了，请腾出一些空间"),
    **dict.fromkeys(_FEW, "同时打开的文件太多，请先关掉别的程序"),
}


def is_about_the_disk(error: OSError) -> bool:
    """Tell whether the next file would fare no better, as on a disk that is full or read-only."""
    return error.errno in _FULL | _FEW | {errno.EROFS, errno.ENOMEM}


def why(error: OSError) -> str:
    """Return what is wrong and what to do about it, without a full stop."""
    return _WHY.get(error.errno or 0, "请检查文件夹和磁盘")


def cannot(error: OSError, path: Path | None = None) -> str:
    """Say which file could not be read or written, and what to do; nothing done before is lost.

    Args:
        error: what the system said.
        path: the file, where the error would name another one.
    """
    place = str(path or error.filename2 or error.filename or "")
    place = _UNFINISHED.sub(r"\1", place)  # how `write_file` calls a file until it is whole
    return f"{f'{place} ' if place else ''}读写不了：{why(error)}，再运行一次就接着做。"
