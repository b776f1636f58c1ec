"""`shequ new` and `shequ preview` on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from grading.cli import shared_options
from grading.cli.command_line import Parser, port
from grading.common.shown import LINE, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Commands: TypeAlias = "argparse._SubParsersAction[Parser]"

ROOT = Path(__file__).parents[2]


def add(commands: Commands) -> None:
    """Add the commands of an author."""
    new = commands.add_parser(
        "new",
        help="写一个新东西的样子：练习、章、模拟、题型（课程作者用）",
        example="shequ new exercise 06 notice-date --kind date",
    )
    things = new.add_subparsers(required=True, metavar="什么", parser_class=Parser)
    exercise = things.add_parser(
        "exercise",
        help="一道练习，放在一章的练习后面",
        example="shequ new exercise 06 notice-date --kind date",
    )
    exercise.add_argument("chapter", metavar="章", help="哪一章，如 06")
    exercise.add_argument("name", metavar="名称", help="练习的名称：小写英文，如 notice-date；以后不能再改")
    exercise.add_argument("--kind", required=True, metavar="题型", help="如 choice、sort、date")
    exercise.set_defaults(command=_exercise)
    chapter = things.add_parser("chapter", help="一章", example="shequ new chapter 16 night-school")
    chapter.add_argument("number", metavar="号码", help="第几章，如 16")
    chapter.add_argument("name", metavar="名称", help="文件的名称：小写英文，如 night-school")
    chapter.set_defaults(command=_chapter)
    for each in (exercise, chapter):
        shared_options.add_solutions(each)
    simulator = things.add_parser("simulator", help="一个模拟", example="shequ new simulator night_school")
    simulator.add_argument("name", metavar="名称", help="文件夹的名称：小写英文，如 night_school")
    simulator.set_defaults(command=_simulator)
    kind = things.add_parser("kind", help="一种题型", example="shequ new kind weigh")
    kind.add_argument("name", metavar="名称", help="题型的名称：小写英文，如 weigh")
    kind.set_defaults(command=_kind)
    preview = commands.add_parser(
        "preview", help="边写边看一章：每次保存母本，网页自己更新（课程作者用）", example="shequ preview 06"
    )
    preview.add_argument("chapter", metavar="章", help="哪一章，如 06")
    shared_options.add_rulebook(preview)
    preview.add_argument("--port", type=port, metavar="数", default=8010, help="网页端口（默认 8010）")
    preview.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    shared_options.add_solutions(preview)
    preview.set_defaults(command=_preview)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(shown(line, LINE), flush=True)


def _exercise(options: argparse.Namespace) -> int:
    from grading.author import new_exercise

    added = new_exercise.add(options.solutions, options.chapter, options.name, options.kind)
    _say(
        [
            f"练习 {options.name} 的样子写好了：{added.path} 第 {added.line} 行。",
            *_then(added.path.stem[:2]),
        ]
    )
    return 0


def _chapter(options: argparse.Namespace) -> int:
    from grading.author import new_chapter

    made = new_chapter.add(options.solutions, options.number, options.name)
    _say(
        [
            f"这一章的样子写好了：{made}；学习目标写在 {options.solutions / 'objectives.csv'} 里。",
            *_then(made.stem[:2]),
        ]
    )
    return 0


def _then(chapter: str) -> list[str]:
    return [
        "把每个【待写：…】都换成自己的话；还有没换的，就发布不了。",
        f"边写边看：shequ preview {chapter}；写完检查：shequ release --chapter {chapter}",
    ]


def _simulator(options: argparse.Namespace) -> int:
    from grading.author import new_simulator

    made = new_simulator.add(ROOT, options.name)
    _say([f"模拟的样子写好了：{made.folder}；测试：{made.test}。", *made.then()])
    return 0


def _kind(options: argparse.Namespace) -> int:
    from grading.author import new_kind

    made = new_kind.add(ROOT, options.name)
    _say(
        [f"题型 {options.name} 的样子写好了：", *(f"  {path}" for path in made), *new_kind.then(options.name)]
    )
    return 0


def _preview(options: argparse.Namespace) -> int:
    from grading.author import preview_server
    from grading.author.new_exercise import master_of

    path = master_of(options.solutions, options.chapter)
    preview_server.run(path, ROOT / "course", options.rulebook, options.port, browser=not options.no_browser)
    return 0
