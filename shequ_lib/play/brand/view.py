"""The widgets of the hearing: the pitch and the hall, and the year after."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.play import style
from shequ_lib.play.brand import picture as brand_picture
from shequ_lib.play.brand.model import ASKED, CHANGE, CREW, OWING, PITCH, SIGN, SLOTS, STOP, Hearing
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Reaction, Scene
from shequ_lib.play.stage.view import StageView, says, takeaways

_WORDS = {GOOD: "✓ 站得住", BAD: "✗ 站不住", NOTE: "△ 差一点", PLAIN: "● 讲稿拼好了"}


class BrandHearing(StageView[Hearing]):
    """A brand at a hearing.

    Args:
        seed: Which brand comes first.
    """

    title = "品牌上听证会：台下会问"
    another = "换一个品牌"
    again = "同样的人，换个走法再来一回"
    source = "课文"

    def make(self, seed: int) -> Hearing:
        """Return a fresh hearing."""
        return Hearing(seed)

    def picture(self, story: Hearing) -> str:
        """Return the hall, and after the vote the place where the brand is at work."""
        scene = story.scene()
        where, _, slot = scene.key.partition("/") if scene else ("", "", "")
        at_work = where == CREW or (where == STOP and not self.reading)
        if at_work or (story.ending and story.stopped):
            ending = None if self.reading else story.ending
            return brand_picture.place(story, sign=ending is not None and ending.key in (SIGN, OWING))
        if story.votes:
            return brand_picture.ballot(story)
        asking = where in (ASKED, CHANGE) and not self.reading and story.question
        return brand_picture.hall(
            story,
            now=slot if where in (PITCH, CHANGE) and not self.reading else "",
            asks=asking.who if asking else "",
        )

    def lead(self, scene: Scene) -> str:
        """Return what somebody asks, or what is going on."""
        story = self.story
        if story.question is None or len(story.pitch) < len(SLOTS):
            return f"<p>{escape(scene.text)}</p>"
        asked = says(story.person(story.question.who), scene.text)
        where, _, slot = scene.key.partition("/")
        return asked + (f"<p>{escape(story.fact(slot))}</p>" if where == CHANGE else "")

    def kind(self, key: str) -> str:
        """Slots are short, cards are not."""
        return "short" if key in SLOTS else ""

    def word(self, reaction: Reaction) -> str:
        """Say how it went."""
        return _WORDS[reaction.verdict]

    def folds(self, story: Hearing) -> Sequence[tuple[str, str]]:
        """Return the pitch and what it goes by."""
        if len(story.pitch) < len(SLOTS):
            return ()
        if self.closed:
            return (("讲稿对一对：站得住的是哪一张", _marked(story)),)
        facts = "".join(f"<li>{escape(story.fact(slot))}</li>" for slot in SLOTS)
        return (("翻开讲稿", _pitch(story)), ("手边的材料", f"<ul>{facts}</ul>"))

    def paper(self, story: Hearing) -> str:
        """Return what to take away, and the pitch as it ought to be."""
        assert story.ending is not None
        return takeaways(story.ending) + _marked(story)


def _pitch(story: Hearing) -> str:
    rows = [[story.names[slot], story.pitch[slot].text] for slot in SLOTS]
    return style.table(["哪一格", "卡片"], rows, "讲稿")


def _marked(story: Hearing) -> str:
    """Return the pitch with what stands and what ought to."""
    rows = []
    for slot in SLOTS:
        right = next(card for card in story.cards[slot] if card.right)
        card = story.pitch[slot]
        rows.append([story.names[slot], "✓" if card.right else "✗", right.text])
    told = "<p>一格没讲清少几只手，是这个游戏的约定，材料里没有。</p>"
    return told + style.table(["哪一格", "你的", "站得住的"], rows, "讲稿对一对")
