"""The widgets of the election and its term: the preparations, the hours, the comparison, the trust."""

from __future__ import annotations

from html import escape

from shequ_lib import charts
from shequ_lib.play.election.model import DATA, KINDS, OPENS, PREPARE, Turnout, chosen
from shequ_lib.play.election.story import PREPARING, RESULT, VOTING, ElectionTale, behind, percent
from shequ_lib.play.election.term import INFORM, MAJOR, OWN, REVIEW, Outcome, Term
from shequ_lib.play.scene.view import SceneView

CSS = """
.shequ-hours { list-style: none; padding: 0; margin: 4px 0; max-width: 34em; }
.shequ-hours li { display: grid; grid-template-columns: 5.5em 1fr 4.5em; gap: 8px; align-items: center;
  line-height: 1.5; white-space: nowrap; }
.shequ-hours li > :last-child, .shequ-gauge strong { font-variant-numeric: tabular-nums; }
.shequ-bar { display: block; height: .8em; border-radius: 3px; background: var(--jp-layout-color2, #eee); }
.shequ-bar > span { display: block; height: 100%; border-radius: 3px; background: #1565c0; }
.shequ-hours li.shequ-to-come { color: var(--jp-ui-font-color2, #616161); }
.shequ-cards.shequ-small { grid-template-columns: repeat(auto-fit, minmax(8em, 1fr)); }
.shequ-dots { display: block; color: #1565c0; font-size: .6em; line-height: 1.2; word-break: break-all; }
[data-jp-theme-light="false"] .shequ-dots { color: #90caf9; }
.shequ-law { border: 1px dashed var(--jp-border-color1, #999); border-radius: 6px; padding: 4px 10px;
  margin: 6px 0; }
.shequ-law p, .shequ-law ul { margin: 2px 0; }
.shequ-ledger { margin: 4px 0; padding-left: 1.8em; }
"""
LAW_HEAD: str = DATA["law"]["head"]
TITLE = "选一届班子，再走完这一届"
TITLES = {
    MAJOR: "重大事项，提请会议",
    OWN: "日常管理，班子自己办",
    REVIEW: "清单里的事，先审再往上送",
    INFORM: "清单里的事，知道就行",
}


class ElectionView(SceneView):
    """An election and the term after it.

    Args:
        seed: Which community comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        super().__init__(
            title=TITLE,
            make=ElectionTale,
            panel=_panel,
            another="换一个社区",
            takeaway="选谁由居民定；大事由会议定；日常的事班子办；清单里的事，先审的审、知情的记。",
            seed=seed,
            review=_review,
        )


def _panel(tale: ElectionTale) -> str:
    return f"<style>{CSS}</style>{_picture(tale)}"


def _picture(tale: ElectionTale) -> str:
    if tale.stage == PREPARING:
        return _preparing(tale) if tale.way else _ways(tale)
    if tale.stage == VOTING:
        return _hours(tale.turnout, tale.hours)
    if tale.stage == RESULT:
        return _comparison(tale) + _law(tale)
    return _term(tale.term, ended=tale.ending is not None) if tale.term else ""


# --- before the day ---


def _ways(tale: ElectionTale) -> str:
    place = tale.community
    cards = "".join(
        f"<li><strong>{escape(tale.way_name(way))}</strong><br>能投 {place.ballots(way):,} 张票<br>"
        f"一张票背后 {behind(place.behind(way))} 人"
        f'<span class="shequ-dots" aria-hidden="true">{"●" * round(place.behind(way))}</span></li>'
        for way in tale.ways
    )
    return f'<ul class="shequ-cards" aria-label="几种选法">{cards}</ul>'


def _preparing(tale: ElectionTale) -> str:
    if len(tale.picked) == len(PREPARE):
        return _seats(tale)
    cards = [("选法", tale.way_name(tale.way))]
    for question in PREPARE:
        key = tale.picked.get(question.key)
        cards.append((question.name, question.option(key).short if key else ""))
    items = "".join(
        f"<li{'' if text else ' class=shequ-vacant'}>{escape(name)}<br>"
        f"<strong>{escape(text) or '还没定'}</strong></li>"
        for name, text in cards
    )
    return f'<ul class="shequ-cards shequ-small" aria-label="筹备的情况">{items}</ul>{_conventions()}'


def _seats(tale: ElectionTale) -> str:
    seats = "".join(
        f"<li>{escape(role)}<br><strong>{escape(name)}</strong></li>" for name, role in tale.seats()
    )
    return f'<ul class="shequ-cards shequ-small" aria-label="班子">{seats}</ul>'


def _conventions() -> str:
    """Return how much each preparation helps, folded: what is invented is open to everybody."""
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
    return f"<details><summary>游戏的约定：准备有多大用处</summary><p>{text}</p><ul>{lines}</ul></details>"


# --- the day and after ---


def _hours(turnout: Turnout, hours: int) -> str:
    counts = [sum(hour) for hour in turnout.by_hour]
    highest = max(*counts, 1)
    rows = ""
    for hour, count in enumerate(counts):
        css_class, bar, word = ("", count / highest, f"{count:,} 位")
        if hour >= hours:
            css_class, bar, word = (' class="shequ-to-come"', 0.0, "还没到")
        clock = f"{OPENS + hour}—{OPENS + hour + 1} 点"
        rows += f"<li{css_class}><span>{clock}</span>{_bar(bar)}<span>{word}</span></li>"
    total = (
        f'<ul class="shequ-hours" aria-label="一共"><li><strong>一共</strong>{_bar(turnout.share(hours))}'
        f"<strong>{percent(turnout.share(hours))}</strong></li></ul>"
    )
    return f'<ol class="shequ-hours" aria-label="每小时来投票的人">{rows}</ol>{total}'


def _bar(share: float) -> str:
    return f'<span class="shequ-bar" aria-hidden="true"><span style="width:{100 * share:.1f}%"></span></span>'


def _comparison(tale: ElectionTale) -> str:
    tried, names = tale.tried, [tale.way_name(one.way) for one in tale.tried]
    if len(set(names)) < len(names):
        names = [f"第 {number} 次" for number in range(1, len(names) + 1)]
    cards = "".join(_tried(tale, one, name) for one, name in zip(tried, names, strict=True))
    by_kind = tried[-1].by_kind()
    who = "，".join(f"{kind.name} {by_kind[kind.key]:,} 位" for kind in KINDS if by_kind[kind.key])
    chart = ""
    if len(tried) > 1:
        chart = charts.bars("亲手投了票的居民", {"投了票": [one.cast() for one in tried]}, names, unit="人")
    return (
        f'<ul class="shequ-cards" aria-label="比一比">{cards}</ul>{chart}'
        f"<p>最后这一次投票的：{escape(who)}。</p><p>几种选法材料都认。亲手投票的人多，声音就听得全；票少，办起来省工夫。工夫按游戏的约定算。</p>"
    )


def _tried(tale: ElectionTale, turnout: Turnout, name: str) -> str:
    way = tale.way_name(turnout.way)
    prepared = "" if name == way else f"{escape(way)}<br>{escape(_prepared(turnout))}<br>"
    return (
        f"<li><strong>{escape(name)}</strong><br>{prepared}"
        f"投了 {turnout.cast():,} 张，能投 {turnout.ballots:,} 张{_bar(turnout.share())}"
        f"占 <strong>{percent(turnout.share())}</strong><br>"
        f"一张票背后 <strong>{behind(turnout.behind)}</strong> 人<br>"
        f"工夫 <strong>{turnout.effort}</strong> 人次</li>"
    )


def _prepared(turnout: Turnout) -> str:
    return "、".join(option.short for option in chosen(turnout.choices).values())


def _law(tale: ElectionTale) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in tale.law())
    return (
        f'<div class="shequ-law"><p><strong>现行规定（参考，不计分）</strong> {escape(LAW_HEAD)}：</p>'
        f"<ul>{lines}</ul></div>"
    )


# --- the term ---


def _term(term: Term, *, ended: bool) -> str:
    gauges = "".join(
        f"<li>{name}<br><strong>{value}</strong>（满 100）{_bar(value / 100)}</li>"
        for name, value in (("居民的信任", term.trust), ("大家来开会的劲头", term.will))
    )
    lost = f"<li>走错门多花的日子<br><strong>{term.days}</strong> 天</li>"
    ledger = "".join(f"<li>{_mark(outcome)} {escape(outcome.matter.title)}</li>" for outcome in term.outcomes)
    done = f'<ol class="shequ-ledger" aria-label="办过的事">{ledger}</ol>' if ledger and not ended else ""
    return (
        f'<ul class="shequ-cards shequ-gauge" aria-label="这一届">{gauges}{lost}</ul>'
        f"<details><summary>这三样是游戏的约定</summary>材料没有规定它们，也没有规定错几件就算这一届没办好，只用来让人看见后果。</details>{done}"
    )


def _mark(outcome: Outcome) -> str:
    if outcome.right:
        return '<strong class="shequ-good">✓ 走对了</strong>'
    if not outcome.closed:
        return '<strong class="shequ-bad">✗ 还没补救</strong>'
    return '<strong class="shequ-bad">✗ 走错了，补上了</strong>'


def _review(tale: ElectionTale) -> str:
    """Return all matters of the term by the kind that they are of."""
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
