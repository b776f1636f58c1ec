"""Makes of what is alive in a page something that stands still: a picture of its own, and plain text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree

from shequ_lib.play.first import SAY, SLIP, TEXT, WAY, Line

_KINDS = {"shequ-stage-slip": SLIP, "shequ-stage-say": SAY, "shequ-stage-way": WAY}
_BLOCKS = {"p", "div", "li", "ul", "ol", "h3", "table", "tr"}
_UNSEEN = {"details", "style", "meter", "progress"}
_NAMESPACE = "http://www.w3.org/2000/svg"
_FONTS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
_ALIVE = ("role", "tabindex", "style")  # what only a picture within a page needs


def standalone(svg: str) -> tuple[str, str, int, int]:
    """Make a picture one that needs no page around it; its parts stand where the stage would bring them.

    Args:
        svg: The picture as it stands within a page.

    Returns:
        The picture; what it shows, in words; its width and height.
    """
    root = ElementTree.fromstring(svg)
    said = root.get("aria-label") or root.findtext("title") or ""
    _, _, width, height = map(round, map(float, root.get("viewBox", "").split()))
    for part in root.iter():
        to, style = part.get("data-to"), part.get("style", "")
        if part.get("data-slide"):
            _place(part)
        for name in [one for one in part.attrib if one.startswith(("data-", "aria-")) or one in _ALIVE]:
            del part.attrib[name]
        if to:
            style = f"{style};transform-box:view-box;transform:{to}".lstrip(";")
        if style:
            part.set("style", style)
    _share(root)
    root.set("xmlns", _NAMESPACE)
    root.set("width", str(width))
    root.set("height", str(height))
    root.set("font-family", _FONTS)
    return ElementTree.tostring(root, encoding="unicode"), said, width, height


def _share(root: ElementTree.Element) -> None:
    """Let what is drawn several times alike stand there once: people have the same head."""
    groups = [(parent, part) for parent in root.iter() for part in parent if part.tag == "g"]
    texts = [ElementTree.tostring(part, encoding="unicode") for _, part in groups]
    often = {text: number for number, text in enumerate(dict.fromkeys(texts)) if texts.count(text) > 1}
    shared: dict[str, ElementTree.Element] = {}
    for (parent, part), text in zip(groups, texts, strict=True):
        if text in often:
            place = list(parent).index(part)
            parent[place] = ElementTree.Element("use", {"href": f"#s{often[text]}"})
            shared.setdefault(text, part)
    if shared:
        defs = ElementTree.Element("defs")
        for text, part in shared.items():
            part.set("id", f"s{often[text]}")
            defs.append(part)
        root.insert(0, defs)


def _place(slide: ElementTree.Element) -> None:
    """Put a marker that people move where it stands first, as the stage's script does."""
    at = float(slide.get("data-from", 0)) + float(slide.get("data-step", 0)) * int(
        slide.get("aria-valuenow", 0)
    )
    slide.set("transform", f"translate({at:g} 0)")


@dataclass
class _Reader(HTMLParser):
    """Reads the lines of our own HTML."""

    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []  # tags that are open, with the kind of the line in each
        self.fresh = True  # whether the next text begins a line
        self.unseen = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        css_class = dict(attributes).get("class") or ""
        kind = _KINDS.get(css_class, self.kind)
        if tag == "br":
            self._more("\n")
            return
        self.open.append((tag, kind))
        self.unseen += tag in _UNSEEN
        self.fresh |= tag in _BLOCKS

    def handle_endtag(self, tag: str) -> None:
        kind = self.kind
        while self.open and self.open.pop()[0] != tag:
            pass
        self.unseen -= tag in _UNSEEN
        self.fresh |= tag in _BLOCKS
        if tag == "strong" and kind == SAY:
            self._more("\n")  # the name of who speaks has a line of its own

    def handle_data(self, data: str) -> None:
        if self.unseen or (self.fresh and not data.strip()):
            return
        if self.fresh:
            self.lines.append((self.kind, data))
            self.fresh = False
        else:
            self._more(data)

    @property
    def kind(self) -> str:
        """The kind of the line that stands where the text is read."""
        return self.open[-1][1] if self.open else TEXT

    def _more(self, text: str) -> None:
        if self.lines and not self.fresh:
            kind, before = self.lines[-1]
            self.lines[-1] = (kind, before + text)


def words(html: str) -> list[Line]:
    """Return the lines of our own HTML as plain text; what is folded or style is left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [(kind, text.strip()) for kind, text in reader.lines]
