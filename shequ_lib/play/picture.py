"""Pictures that one can click on: a script and a style sheet beside the view, and traits of both sides."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any


@functools.cache
def picture_class(
    module: str,
    name: str,
    *,
    dicts: tuple[str, ...],
    lists: tuple[str, ...] = (),
    texts: tuple[str, ...] = (),
) -> Any:
    """Return the widget class of a picture; anywidget is loaded only when somebody plays.

    Args:
        module: the view's `__file__`.
        name: `name.js` and `name.css` beside the view draw it; the first says what the traits hold.
        dicts: names of the dicts that Python and the picture share.
        lists: names of the lists.
        texts: names of the texts.
    """
    import anywidget
    import traitlets

    folder = Path(module).parent
    traits = {
        **{trait: traitlets.Dict().tag(sync=True) for trait in dicts},
        **{trait: traitlets.List().tag(sync=True) for trait in lists},
        **{trait: traitlets.Unicode().tag(sync=True) for trait in texts},
    }
    files = {"_esm": folder / f"{name}.js", "_css": folder / f"{name}.css"}
    drawn = {part: path.read_text(encoding="utf-8") for part, path in files.items()}
    return type(name, (anywidget.AnyWidget,), {**drawn, **traits})
