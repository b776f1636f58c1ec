"""The lists of the three-in-one posts on the stage: the boards, and how each list was taken."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.play.posts import picture
from shequ_lib.play.posts.round import FIRST, MENDED, SHOWN, Lists
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Reaction, Scene
from shequ_lib.play.stage.view import StageView, reviewed, rules_met, takeaways, way

STATES = {
    FIRST: ("✓", "一次收下", "shequ-good"),
    MENDED: ("✓", "退回来改好了", "shequ-warn"),
    SHOWN: ("✗", "没有改好", "shequ-bad"),
}
WORDS = {GOOD: "✓ 收下了", NOTE: "△ 偏离了原则", BAD: "✗ 不行", PLAIN: "● 这样排"}


class ThreeInOnePosts(StageView[Lists]):
    """Fill the seats of the station, list after list.

    Args:
        seed: Sets the communities and their people.
    """

    title = "三块牌子，谁坐哪里"
    another = "换几张名单"
    again = "同样的名单，再排一回"
    takeaway = "一看职务，二看是不是一肩挑：兼任跟着职务走，多一个职务，不多一个人。"
    above = True

    def make(self, seed: int) -> Lists:
        """Return fresh lists."""
        return Lists(seed)

    def picture(self, story: Lists) -> str:
        """Return the boards."""
        return picture.boards(story, told=self.reading)

    def progress(self, story: Lists) -> str:
        """Return the lists, each with how it was taken."""
        return way((_list(story, number) for number in range(len(story.cases))), self.step, "名单")

    def lead(self, scene: Scene) -> str:
        """Return what the community is like; at first also what is to be done."""
        first = "" if self.story.moves_made else f"<p>{escape(self.story.beginning)}</p>"
        return f"{first}<p>{escape(scene.text)}</p>"

    def kind(self, key: str) -> str:
        """Cards are short."""
        return "short"

    def word(self, reaction: Reaction) -> str:
        """Say how the list, or a seat of it, was taken."""
        return WORDS[reaction.verdict]

    def folds(self, story: Lists) -> Sequence[tuple[str, str]]:
        """Return the rules that were met, and at the end each list again."""
        again = [("一张一张再看", _review(story))] if self.closed else []
        return [*again, *rules_met(story)]

    def paper(self, story: Lists) -> str:
        """Return what to take away, and the lists as they were taken."""
        assert story.ending is not None
        return f"{takeaways(story.ending)}{_review(story)}"


def _list(story: Lists, number: int) -> str:
    mark = ""
    if number < len(story.results):
        sign, word, css_class = STATES[story.results[number]]
        mark = f' <span class="{css_class}" role="img" aria-label="{word}">{sign}</span>'
    return f"{escape(story.phases[number])}{mark}"


def _review(story: Lists) -> str:
    """Return each list as it was taken; one that was shown is not the trainee's own."""
    return reviewed(
        (case.title, STATES[result], escape(story.list_of(number)), case.lesson)
        for number, (case, result) in enumerate(zip(story.cases, story.results, strict=True))
    )
