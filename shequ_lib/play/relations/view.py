"""Who stands where on the stage: the organisations of a round, a scene, and who does what to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from shequ_lib.play import style
from shequ_lib.play.relations import round_picture
from shequ_lib.play.relations.tale import HINT, Standing, chapter_name, rounds
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, Reaction, Scene
from shequ_lib.play.stage.view import StageView, rules_met, takeaways, way

GOAL = "读场面：谁做，做给谁，什么关系？说对一条，图上就添一支箭头，从做的一方指出去。"
WORDS = {GOOD: "✓ 对", NOTE: "△ 再想想", BAD: "✗ 不对"}


class WhoStandsWhere(StageView[Standing]):
    """Rounds of a few scenes each, those of a chapter first.

    Args:
        seed: With which round to begin.
        chapter: The chapter whose rounds come first.
    """

    title = "谁站在哪里：看场面，说关系"
    another = "下一轮"
    again = "同一轮，再来一回"
    source = "课文"

    def __init__(self, seed: int = 0, *, chapter: int = 5) -> None:
        self.rounds = rounds(chapter)
        super().__init__(seed)

    def make(self, seed: int) -> Standing:
        """Return a fresh round."""
        return Standing(self.rounds[seed % len(self.rounds)])

    def picture(self, story: Standing) -> str:
        """Return the organisations of the round with the arrows that are found."""
        found = {line.key for line in story.found}
        now = story.shown if self.reading and story.shown in found else ""
        return round_picture.stage(story, now=now)

    def progress(self, story: Standing) -> str:
        """Return the round, and how many arrows are there; other rounds are numbers, for want of room."""
        number = self.rounds.index(story.case)
        items = [str(place + 1) for place in range(len(self.rounds))]
        items[number] = f"第 {number + 1} 轮：{escape(story.case['name'])}"
        return way(items, number, "几轮关系") + (
            f"<p>这一轮 {len(story.case['lines'])} 支箭头，画上了 {len(story.found)} 支。</p>"
        )

    def lead(self, scene: Scene) -> str:
        """Return what to do, and the scene."""
        goal = "" if self.story.moves_made else f"<p>{escape(GOAL)}</p>"
        return goal + super().lead(scene)

    def kind(self, key: str) -> str:
        """Names and words are short."""
        return "" if key == HINT else "short"

    def word(self, reaction: Reaction) -> str:
        """Say first whether it holds."""
        return "提示" if self.story.moves_made[-1] == HINT else WORDS[reaction.verdict]

    def mistaken(self, story: Standing) -> Iterable[str]:
        """Count each wrong word, although the rule is told only after the hints."""
        return story.missed

    def folds(self, story: Standing) -> Sequence[tuple[str, str]]:
        """Return the rules that were met, and at the end the whole picture."""
        whole = [("看整张关系图", round_picture.whole(story.relations))] if self.closed else []
        return [*whole, *rules_met(story)]

    def paper(self, story: Standing) -> str:
        """Return what to take away, the whole picture, and what was found in this round."""
        assert story.ending is not None
        rows = [
            [
                story.relations.bodies[line.start].brief,
                "；".join(line.label) + ("（双方）" if line.mutual else ""),
                story.relations.bodies[line.end].brief,
                chapter_name(line.statements[0].chapter),
            ]
            for line in story.found
        ]
        table = style.table(["谁", "关系 →", "对谁", "哪一章"], rows, "这一轮的关系")
        return takeaways(story.ending) + table + round_picture.whole(story.relations)
