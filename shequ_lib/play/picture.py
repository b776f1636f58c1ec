"""Pictures that one can click on: a script and a style sheet beside the view, and traits of both sides."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any


def picture_widget(
    module: str,
    name: str,
    heard: Callable[[object, object, object], None] | None = None,
    /,
    **traits: dict[str, Any] | list[Any] | str,
) -> Any:
    """Return the widget of a picture.

    Args:
        module: The view's `__file__`.
        name: `name.js` and `name.css` beside the view draw it; the first says what the traits hold.
        heard: Takes each message of the picture, the second of three arguments. A page may send anything:
            what makes no sense is to be dropped.
        traits: What Python and the picture share, as it is at first; each stays of its kind.
    """
    kinds = tuple((trait, type(value)) for trait, value in traits.items())
    made = _picture_class(Path(module).parent, name, kinds)(**traits)
    if heard is not None:
        made.on_msg(heard)
    return made


@functools.cache
def _picture_class(folder: Path, name: str, kinds: tuple[tuple[str, type], ...]) -> Any:
    """Return the class of a picture; anywidget is loaded only when somebody plays."""
    import anywidget
    import traitlets

    shared: dict[type, Any] = {dict: traitlets.Dict, list: traitlets.List, str: traitlets.Unicode}
    files = {"_esm": folder / f"{name}.js", "_css": folder / f"{name}.css"}
    drawn = {part: path.read_text(encoding="utf-8") for part, path in files.items()}
    traits = {trait: shared[kind]().tag(sync=True) for trait, kind in kinds}
    return type(name, (anywidget.AnyWidget,), {**drawn, **traits})
