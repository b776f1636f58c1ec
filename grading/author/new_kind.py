"""`shequ new kind`: a kind of exercise, at all places that know kinds."""

from __future__ import annotations

from pathlib import Path

from grading.author import places
from shequ_lib.errors import ShequError

# By the text in `skeletons/kind/`: where it goes.
_PLACES = {
    "answering": "shequ_lib/exercises/kinds/{name}.py",
    "authoring": "grading/master/kinds/{name}.py",
    "answers": "shequ_lib/labextension/src/answers/kinds/{name}.ts",
    "forms": "shequ_lib/labextension/src/forms/kinds/{name}.ts",
    "exercise": "grading/author/skeletons/exercises/{name}.md",
}


def add(root: Path, name: str) -> list[Path]:
    """Write the modules of a kind that asks for one of several words; its author makes another of it.

    Args:
        root: the folder of the project.
        name: the name of the kind.

    Returns:
        What was written.

    Raises:
        ShequError: the name is not allowed or taken.
    """
    places.module(name, "题型")
    values = {"name": name, "Kind": "".join(word.capitalize() for word in name.split("_"))}
    if values["Kind"] in ("Kind", "Single"):
        raise ShequError(f"题型不能叫 {name}：各题型共用的东西叫这个，请换一个。")
    files = {
        root / place.format(name=name): places.skeleton(f"kind/{text}.txt", values)
        for text, place in _PLACES.items()
    }
    places.write_new(files)
    return list(files)


def then(name: str) -> list[str]:
    """Return what the author of a kind does next."""
    return [
        "现在的样子是“几个词里选一个”，五个文件一起改成自己要的题型；提示文字写在 texts.json 里。",
        f"检查：.venv/bin/pytest tests/exercises/test_kinds.py -k {name}；"
        "网页：frontend/check 和 make extension。",
        f"放一道题到一章里：shequ new exercise 06 my-question --kind {name}",
    ]
