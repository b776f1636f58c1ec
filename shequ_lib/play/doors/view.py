"""The widgets of the six doors: the building, one door near, and the evening's meeting."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.play import style
from shequ_lib.play.doors import picture as doors_picture
from shequ_lib.play.doors.model import (
    BEST,
    CHAT,
    DOOR,
    FIT,
    HALL,
    MISS,
    NEWS,
    PROMISE,
    RETRACT,
    SLOGAN,
    WORDS,
    Doors,
)
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Reaction, Scene
from shequ_lib.play.stage.view import StageView, says, takeaways

GOAL = "点一扇门去敲。答到点子上，门开得大些；说空话，门就关。下午的话，别的门和晚上的会都会听见。"

# What is said first of what followed: at a door by what was said there, if the door moved, and if not.
AT_DOOR = {
    **dict.fromkeys((FIT, BEST, NEWS), ("✓ 门开大了", "✓ 说到了点子上")),
    **dict.fromkeys((MISS, CHAT), ("△ 没有说到点子上",) * 2),
    PROMISE: ("△ 门开了，话说满了", "△ 话说满了"),
    SLOGAN: ("✗ 门关小了", "✗ 门还是关着"),
    RETRACT: ("✓ 说了实话",) * 2,
}
# The same of a note, and in the evening: by the verdict.
BY_VERDICT = {
    PLAIN: "● 记下",
    GOOD: "✓ 听进去了",
    NOTE: "△ 将信将疑",
    BAD: "✗ 没有听进去",
}


class SixDoors(StageView[Doors]):
    """An afternoon at six doors.

    Args:
        seed: Which building comes first.
    """

    title = "六扇门：社区建设，值不值得"
    another = "换一幢楼"
    again = "同样的人，换个走法再来一回"
    source = "课文"

    def make(self, seed: int) -> Doors:
        """Return a fresh afternoon."""
        return Doors(seed)

    def picture(self, story: Doors) -> str:
        """Return the building; a door near while somebody talks there; the meeting in the evening."""
        scene = story.scene()
        if story.at and (self.reading or (scene and scene.key.startswith(DOOR))):
            return doors_picture.near(story.at)
        if story.ending or (scene and scene.key != HALL):
            return doors_picture.meeting(story)
        return doors_picture.building(story)

    def lead(self, scene: Scene) -> str:
        """Return what has come in, or what somebody says."""
        if scene.key == HALL:
            goal = "" if self.story.moves_made else f"<p>{escape(GOAL)}</p>"
            return f"<p>{escape(scene.text)}</p>{goal}" if scene.text or goal else ""
        if self.story.at:
            return says(f"{self.story.at.flat} {self.story.at.name}", scene.text)
        return says("老葛", scene.text.partition("：")[2])

    def kind(self, key: str) -> str:
        """Doors are short, answers are not."""
        scene = self.story.scene()
        return "short" if scene and scene.key == HALL else ""

    def word(self, reaction: Reaction) -> str:
        """Say how the door moved, or how it went in the evening."""
        door = self.story.at
        if door is None or reaction.verdict == PLAIN:
            return BY_VERDICT[reaction.verdict]
        moved, stayed = AT_DOOR[self.story.moves_made[-1]]
        return moved if door.moved else stayed

    def cited(self, rule: str) -> str:
        """Say where a rule comes from; a convention of the game says it itself."""
        return rule if rule.startswith("游戏的约定") else super().cited(rule)

    def folds(self, story: Doors) -> Sequence[tuple[str, str]]:
        """Return the notebook: what the doors gave, and what was promised."""
        if self.closed:
            return [("六扇门对一对：哪一家要听什么", _doors(story))]
        notes = [f"{kind}：{what}" for kind, what in story.notes()]
        notes += [f"答应过{name}：{word}" for name, word in story.promises()]
        notes += list(story.news())
        items = "".join(f"<li>{escape(note)}</li>" for note in notes)
        return [(f"小本子（{len(notes)} 条）", f"<ul>{items}</ul>")] if notes else []

    def paper(self, story: Doors) -> str:
        """Return what to take away, and what opened each door."""
        assert story.ending is not None
        return takeaways(story.ending) + _doors(story)


def _doors(story: Doors) -> str:
    """Return each door with what opens it."""
    rows = [
        [f"{door.flat} {door.name}", WORDS[door.level], f"{door.case['took']}。", story.hint(door)]
        for door in story.doors.values()
    ]
    told = "<p>敲几次门、门开多大，是这个游戏的约定，材料里没有。</p>"
    return told + style.table(["谁家", "门", "这家要听的", "下回可以"], rows, "六扇门各怎么样")
