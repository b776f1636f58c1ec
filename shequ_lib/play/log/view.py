"""The search on the stage: the record as lines to click on, and at the end each line again."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.errors import chinese_date
from shequ_lib.meetings import MEETING
from shequ_lib.play import style
from shequ_lib.play.log import picture
from shequ_lib.play.log.model import CLEAN, FOUND, HALF, MILD, RECORD, STEP, LogSearch
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Reaction, Scene
from shequ_lib.play.stage.view import StageView, rules_met, takeaways

GOAL = "毛病不止一处。点一行，再说它违反哪一条；日子、内容、步骤，都要看。"
WORDS = {GOOD: "✓ 找到一处", NOTE: "△ 差一点", BAD: "✗ 点错了", PLAIN: "● 交上去了"}
STATES = {
    FOUND: "✓ 找到了",
    HALF: "△ 找到了，规则没说对",
    MILD: "△ 提醒当成了违规",
    CLEAN: "✗ 点错了",
}


class RecordSearch(StageView[LogSearch]):
    """A search in a record.

    Args:
        seed: Which record.
    """

    title = "查一份会议记录：毛病在哪一行"
    another = "换一份记录"
    again = "同一份，再查一遍"
    takeaway = "拿不准的一行，先找规定；规定里找不到的，不算毛病。"

    def make(self, seed: int) -> LogSearch:
        """Return a fresh search."""
        return LogSearch(seed)

    def picture(self, story: LogSearch) -> str:
        """Return the record on the table."""
        return picture.desk(story)

    def lead(self, scene: Scene) -> str:
        """Return what is going on; at the beginning also what to do."""
        goal = "" if self.story.moves_made else f"<p>{escape(GOAL)}</p>"
        return super().lead(scene) + goal

    def kind(self, key: str) -> str:
        """The lines of a record look like lines; steps are short."""
        scene = self.story.scene()
        if scene and scene.key == RECORD:
            return "line"
        return "short" if scene and scene.key == STEP else ""

    def word(self, reaction: Reaction) -> str:
        """Say whether something was found."""
        if self.story.ending and reaction.verdict == BAD:
            return "✗ 漏了"
        if not self.story.ending and reaction.verdict == PLAIN:
            return ""  # a line that was looked at before
        return WORDS[reaction.verdict]

    def folds(self, story: LogSearch) -> Sequence[tuple[str, str]]:
        """Return the rules that were met, and at the end each line with what there is to say of it."""
        again = [("一行一行对一对", _review(story))] if self.closed else []
        return [*again, *rules_met(story)]

    def paper(self, story: LogSearch) -> str:
        """Return what to take away, and the record with what is wrong in it."""
        assert story.ending is not None
        return f"<p>{escape(story.ending.why)}</p>{takeaways(story.ending)}{_review(story)}"


def _review(story: LogSearch) -> str:
    """Return each line, and each step that is left out, with the rule it breaks and what became of it."""
    made, rows = story.record, []
    for number, line in enumerate(made.lines):
        fault = made.faults.get(number)
        mild = made.milds.get(number)
        state = story.marks.get(number, "")
        told = STATES.get(state) or ("✗ 漏了" if fault else "没有毛病")
        finding = fault or mild
        why = finding.rule if finding else story.why(line)
        kind = "违规：" if fault else "提醒：" if mild else ""
        rows.append([str(line), told if fault or state else "不算违规" if mild else told, f"{kind}{why}"])
    for step, finding in made.missing.items():
        name = story.meeting.step(step).name
        told = STATES[story.named[step]] if step in story.named else "✗ 漏了"
        rows.append([f"（没有{name}）", told, f"违规：{finding.rule}"])
    held = escape(f"{made.title}，{chinese_date(made.days[MEETING])}开会")
    return f"<p>{held}（虚构）</p>" + style.table(["记录", "你看的", "为什么"], rows, "一行一行对一对")
