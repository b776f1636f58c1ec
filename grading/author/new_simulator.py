"""`shequ new simulator`: a small tale on the stage, which a person can play at once, and its test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grading.author import places
from shequ_lib.errors import ShequError

_FILES = {"__init__.py": "init", "model.py": "model", "view.py": "view", "cases.toml": "cases"}


@dataclass(frozen=True)
class Made:
    """Where a simulator was written."""

    folder: Path
    test: Path

    def then(self) -> list[str]:
        """Return what its author does next."""
        name = self.folder.name
        return [
            f"把每个【待写：…】都换成自己的话，还有没换的，用到它的章就发布不了；"
            f"试一试：.venv/bin/pytest tests/play/{self.test.name}。",
            f"放进一章：```{{code-cell}} 里写 from shequ_lib.play import the_{name}，再写 the_{name}()；"
            "然后运行 make release。",
        ]


def add(root: Path, name: str) -> Made:
    """Write the folder of a simulator and its test.

    Args:
        root: the folder of the project.
        name: the name of its folder.

    Raises:
        ShequError: the name is not allowed or taken.
    """
    places.module(name, "模拟")
    play = root / "shequ_lib" / "play"
    made = Made(play / name, root / "tests" / "play" / f"test_play_{name}.py")
    offered = f"the_{name}"
    for there in (made.folder, play / f"{name}.py"):
        if there.exists():
            raise ShequError(f"{there} 已经有了，什么也没有动；请换一个名称。")
    for package in sorted(play.glob("*/__init__.py")):
        if f'"{offered}"' in package.read_text(encoding="utf-8"):
            raise ShequError(f"{package} 里已经有 {offered}，什么也没有动；请换一个名称。")
    title = "".join(word.capitalize() for word in name.split("_"))
    values = {"name": name, "Tale": f"{title}Tale", "View": f"{title}View"}
    files = {
        made.folder / file: places.skeleton(f"simulator/{text}.txt", values) for file, text in _FILES.items()
    }
    places.write_new({**files, made.test: places.skeleton("simulator/test.txt", values)})
    return made
