"""Options that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path

from grading.cli.command_line import port

ROOT = Path(__file__).parents[2]


def add_rulebook(parser: argparse.ArgumentParser) -> None:
    """Let a command take another rulebook."""
    parser.add_argument(
        "--rulebook", metavar="名称", default="gongshu-2008", help="规则手册的名称，或 .toml 文件"
    )


def add_solutions(parser: argparse.ArgumentParser) -> None:
    """Let a command read other masters."""
    parser.add_argument(
        "--solutions", type=Path, metavar="文件夹", default=ROOT / "solutions", help="母本文件夹"
    )


def add_script(parser: argparse.ArgumentParser) -> None:
    """Let a command write traditional characters."""
    parser.add_argument(
        "--script", choices=("hans", "hant"), default="hans", help="hans 简体（默认），hant 繁体"
    )


def add_lab(parser: argparse.ArgumentParser) -> None:
    """Let a command say how JupyterLab is opened, if at all."""
    parser.add_argument("--no-open", action="store_true", help="只准备文件夹，不打开")
    parser.add_argument("--port", type=port, metavar="数", help="网页端口")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")


def add_classroom(parser: argparse.ArgumentParser) -> None:
    """Let a command work on another class folder."""
    parser.add_argument(
        "--classroom",
        type=Path,
        metavar="文件夹",
        default=Path("classroom"),
        help="班级文件夹（默认 classroom）",
    )


def add_no_wait(parser: argparse.ArgumentParser) -> None:
    """Let a command stop where another one works on the class folder."""
    parser.add_argument(
        "--no-wait", action="store_true", help="别的命令正在用这个班级文件夹时，不等它，马上停下"
    )
