"""Read a TOML file that people write; what is wrong with it is one line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from shequ_lib.errors import ShequError


def read(path: Path, what: str) -> dict[str, Any]:
    """Return what a file holds.

    Args:
        path: The file.
        what: What it is, with its name, as a message begins.

    Raises:
        ShequError: It cannot be opened, or is no TOML in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise ShequError(f"{what} 打不开：{path}。") from None
    except UnicodeDecodeError:
        raise ShequError(f"{what} 不是 UTF-8 编码的文本，请另存为 UTF-8。") from None
    except tomllib.TOMLDecodeError as error:
        raise ShequError(f"{what} 不符合 TOML 格式：{error}。") from None
