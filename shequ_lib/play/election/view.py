"""The election and its term on the stage: the preparations, the hours, the comparison, the trust."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.play import style
from shequ_lib.play.election import picture
from shequ_lib.play.election.model import DATA, KINDS, PREPARE, Turnout, chosen
from shequ_lib.play.election.story import PREPARING, RESULT, VOTING, ElectionTale, behind, percent
from shequ_lib.play.election.term import INFORM, MAJOR, OWN, REVIEW, Outcome, Term
from shequ_lib.play.scene.model import Reaction, Scene
from shequ_lib.play.scene.view import VERDICTS, so_far
from shequ_lib.play.stage.view import StageView, rules_met

LAW_HEAD: str = DATA["law"]["head"]
STEPS = frozenset({"deputy+", "deputy-", "member+", "member-"})
TITLES = {
    MAJOR: "重大事项，提请会议",
    OWN: "日常管理，班子自己办",
    REVIEW: "清单里的事，先审再往上送",
    INFORM: "清单里的事，知道就行",
}


class ElectionView(StageView[ElectionTale]):
    """An election and the term after it.

    Args:
        seed: Which community comes first.
    """

    title = "选一届班子，再走完这一届"
    another = "换一个社区"
    again = "同一个社区，再来一回"
    takeaway = "选谁由居民定；大事由会议定；日常的事班子办；清单里的事，先审的审、知情的记。"
    often = STEPS | {"hour"}

    def make(self, seed: int) -> ElectionTale:
        """Return a fresh tale."""
        return ElectionTale(seed)

    def picture(self, story: ElectionTale) -> str:
        """Return what is prepared, who came, what was compared, or how the term goes."""
        if story.term:
            return picture.office(story.term, told=self.reading)
        if self.step == VOTING:
            return picture.day(story)
        if self.step == RESULT:
            return picture.compared(story)
        if not story.way or (self.reading and not story.picked):
            return picture.ways(story)
        if len(story.picked) < len(PREPARE) or (self.reading and story.moves_made[-1] != "seats"):
            return picture.estate(story)
        return picture.team(story)

    def progress(self, story: ElectionTale) -> str:
        """Return how far the tale has come, and in the term how the residents feel."""
        return super().progress(story) + (_felt(story.term) if story.term else "")

    def lead(self, scene: Scene) -> str:
        """Return what is going on; after an election also how the ways compare."""
        return super().lead(scene) + (_comparison(self.story) if scene.phase == RESULT else "")

    def kind(self, key: str) -> str:
        """The team is put together by plus and minus."""
        return "step" if key in STEPS else ""

    def word(self, reaction: Reaction) -> str:
        """Say the verdict first."""
        return VERDICTS[reaction.verdict][0]

    def folds(self, story: ElectionTale) -> Sequence[tuple[str, str]]:
        """Return what is invented, what the law says, the way so far; at the end each matter again."""
        folds = [("一件一件再看", review(story))] if self.closed else []
        if self.step == PREPARING and story.way:
            folds.append(("游戏的约定：准备有多大用处", _conventions()))
        if story.stage == RESULT:
            folds.append(("现行规定（参考，不计分）", _law(story)))
        if story.term:
            done = story.term.outcomes
            folds += [(f"办过的事（{len(done)} 件）", _ledger(done))] if done and not self.closed else []
            folds.append(("信任、劲头、日子是游戏的约定", f"<p>{_INVENTED}</p>"))
        before = [("前面的经过", so_far(story))] if story.moves_made else []
        return [*folds, *before, *rules_met(story)]

    def paper(self, story: ElectionTale) -> str:
        """Return what to take away, and each matter with its rule."""
        return super().paper(story) + review(story)


# --- the election ---


def _conventions() -> str:
    """Return how much each preparation helps: what is invented is open to everybody."""
    text = (
        "下面的数是这个游戏的约定，不是规定：每一样准备让多少人还会来，几样乘起来，就是来投票的机会。"
        f"每户派代表的，家里有一个人会来就算来；代表每 {DATA['delegate_of']} 户推一个，事先说好，多半会来。"
    )
    lines = "".join(
        f"<li><strong>{escape(f'{question.name}：{option.short}')}</strong>　"
        f"{escape('，'.join(f'{kind.name} {percent(option.chance[kind.key])}' for kind in KINDS))}</li>"
        for question in PREPARE
        for option in question.options
    )
    return f"<p>{text}</p><ul>{lines}</ul>"


def _comparison(tale: ElectionTale) -> str:
    names = picture.tried_names(tale)
    days = "".join(_tried(tale, one, name) for one, name in zip(tale.tried, names, strict=True))
    by_kind = tale.tried[-1].by_kind()
    who = "，".join(f"{kind.name} {by_kind[kind.key]:,} 位" for kind in KINDS if by_kind[kind.key])
    return (
        f'<ul aria-label="比一比">{days}</ul><p>最后这一次投票的：{escape(who)}。</p>'
        "<p>几种选法材料都认。亲手投票的人多，声音就听得全；票少，办起来省工夫。工夫按游戏的约定算。</p>"
    )


def _tried(tale: ElectionTale, turnout: Turnout, name: str) -> str:
    prepared = ""
    if name != tale.way_name(turnout.way):
        prepared = f"，{'、'.join(option.short for option in chosen(turnout.choices).values())}"
    share, voters = percent(turnout.share()), behind(turnout.behind)
    return (
        f"<li><strong>{escape(name)}</strong>{escape(prepared)}。"
        f"投了 {turnout.cast():,} 张，能投 {turnout.ballots:,} 张，占 <strong>{share}</strong>；"
        f"一张票背后 <strong>{voters}</strong> 人；工夫 <strong>{turnout.effort}</strong> 人次</li>"
    )


def _law(tale: ElectionTale) -> str:
    return f"<p>{escape(LAW_HEAD)}：</p>{style.listed(tale.law())}"


# --- the term ---

_INVENTED = "材料没有规定它们，也没有规定错几件就算这一届没办好，只用来让人看见后果。"


def _felt(term: Term) -> str:
    values = (("居民的信任", term.trust), ("大家来开会的劲头", term.will))
    meters = "".join(
        f"<div>{name}：<strong>{value}</strong>（满 100）"
        f'<meter min="0" max="100" value="{value}" aria-label="{name}">{value}</meter></div>'
        for name, value in values
    )
    lost = f"<div>走错门多花的日子：<strong>{term.days}</strong> 天</div>"
    return f'<div class="shequ-stage-meters">{meters}{lost}</div>'


def _ledger(outcomes: Sequence[Outcome]) -> str:
    items = "".join(f"<li>{_mark(outcome)} {escape(outcome.matter.title)}</li>" for outcome in outcomes)
    return f"<ol>{items}</ol>"


def _mark(outcome: Outcome) -> str:
    if outcome.right:
        return '<strong class="shequ-good">✓ 走对了</strong>'
    if not outcome.closed:
        return '<strong class="shequ-bad">✗ 还没补救</strong>'
    return '<strong class="shequ-bad">✗ 走错了，补上了</strong>'


def review(tale: ElectionTale) -> str:
    """Return all matters of the term by the kind that they are of, as HTML."""
    assert tale.term is not None
    labels = tale.act_labels()
    parts = []
    for kind, title in TITLES.items():
        rows = [
            _reviewed(outcome, labels) for outcome in tale.term.outcomes if outcome.judgement.kind == kind
        ]
        if rows:
            parts.append(f"<p><strong>{title}</strong></p><ul>{''.join(rows)}</ul>")
    return "".join(parts)


def _reviewed(outcome: Outcome, labels: dict[str, str]) -> str:
    wanted = ""
    if not outcome.right:
        acts = "，或者".join(labels[act] for act in outcome.judgement.acts)
        wanted = f"，应当：<strong>{escape(acts)}</strong>"
        if len(outcome.repairs) > 1:
            wanted += f"；补救了 {len(outcome.repairs)} 次才补上"
    return (
        f"<li>{_mark(outcome)} {escape(outcome.matter.title)}<br>你：{escape(labels[outcome.act])}{wanted}。"
        f"<br>规则：{escape(outcome.judgement.place)}。</li>"
    )
