"""The widgets of the three-in-one posts: a list of people for each, and what the rules say."""

from __future__ import annotations

from functools import partial
from html import escape
from itertools import groupby
from typing import Any

from shequ_lib.errors import ShequError
from shequ_lib.play import frame, style
from shequ_lib.play.posts import model as posts_model
from shequ_lib.play.posts.model import ALLOWED, HIRED, STATION, Finding, Post, Verdict
from shequ_lib.play.posts.round import Round
from shequ_lib.play.scene.view import CSS
from shequ_lib.play.style import Widget

LEVELS = {
    posts_model.FAULT: ("✗", "不行", "shequ-bad"),
    posts_model.DEVIATES: ("△", "偏离原则", "shequ-warn"),
    posts_model.TODO: ("○", "还没定", ""),
    posts_model.SILENT: ("·", "原文没说", ""),
    posts_model.GOOD: ("✓", "符合原则", "shequ-good"),
    posts_model.ALLOWED: ("✓", "可以", ""),
}
NOBODY, SOMEBODY_NEW = "（空着）", "另外招聘一人"
EMPTY = -2  # value of a field with NOBODY; with None a list would show nothing at all
UNTOUCHED = "先自己动手排；一动手，每个职务旁边就会写出合不合规则。"
TAKEAWAY = "一看职务，二看是不是一肩挑：兼任跟着职务走，多一个职务，不多一个人。"
POSTS_CSS = """
.shequ-posts .shequ-bodies { display: grid !important; gap: 8px; overflow: visible;
  grid-template-columns: repeat(auto-fit, minmax(9.5em, 1fr)); }
.shequ-posts .shequ-body { border: 1px solid var(--jp-border-color1, #999); border-radius: 6px;
  padding: 6px 10px; overflow: visible; min-width: 0; }
.shequ-posts .shequ-body.shequ-station { border: 2px solid var(--jp-brand-color1, #1976d2); }
.shequ-posts .shequ-body .shequ-field > .widget-label { flex-basis: 100%; }
.shequ-posts .shequ-body .shequ-field > select { flex-basis: 100%; max-width: none; }
.shequ-posts .shequ-field.shequ-bad > .widget-label { color: var(--jp-error-color0, #b71c1c);
  font-weight: bold; }
.shequ-posts .shequ-field.shequ-good > .widget-label { color: var(--jp-success-color0, #1b5e20);
  font-weight: bold; }
.shequ-posts .shequ-field.shequ-warn > .widget-label { color: #8a4b00; font-weight: bold; }
[data-jp-theme-light="false"] .shequ-posts .shequ-field.shequ-warn > .widget-label { color: #ffb74d; }
.shequ-posts .shequ-findings { list-style: none; padding: 0; margin: 0; }
.shequ-posts .shequ-findings li { margin: 0 0 6px; }
@media (max-width: 600px) { .shequ-posts .shequ-station { grid-column: 1 / -1; } }
"""


class ThreeInOnePosts:
    """Fill the posts of party organisation, committee and station; what the rules say follows.

    Args:
        seed: Sets the communities and their people.
    """

    def __init__(self, seed: int = 0) -> None:
        import ipywidgets as widgets

        self.seed = seed
        self.round = Round(seed)
        self._busy = False
        titles = [case.title for case in self.round.cases]
        options = [
            (f"第 {number} 题：{title}" if number else title, number) for number, title in enumerate(titles)
        ]
        self.case = frame.labelled(widgets.Dropdown(options=options), "排哪个社区")
        self.story, self.principle = widgets.HTML(), widgets.HTML()
        self.one_shoulder = widgets.Checkbox(indent=False, description="一肩挑（书记、主任由一个人当）")
        # The fields stay; only what they hold and say changes. So the focus stays in place, too.
        self.fields: dict[str, Widget] = {}
        for key in self.round.posts:
            field = frame.labelled(widgets.Dropdown(), "")
            field.observe(partial(self._put, key), "value")
            self.fields[key] = field
        least, most = posts_model.staff_range()
        numbers = [(f"{number} 人", number) for number in range(least, most + 1)]
        self.staff = frame.labelled(widgets.Dropdown(options=numbers), "工作站工作人员")
        self.said, self.findings, self.people = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.ending = widgets.HTML()
        self.widget = self._framed()
        self.case.observe(self._choose, "value")
        self.one_shoulder.observe(self._switch, "value")
        self.staff.observe(self._set_staff, "value")
        self._fill()
        self._show("")

    def restart(self, *_: object) -> None:
        """Take the community as it was at first."""
        self.round.choose(self.round.number)
        self._show("恢复成了开头的样子。")

    def undo(self, *_: object) -> None:
        """Take the last change back."""
        self._show("退回了一步。" if self.round.undo() else "已经退到头了。")

    def show_solution(self, *_: object) -> None:
        """Fill the station's posts in one way."""
        self.round.show_solution()
        self._show("这是一种排法，不一定是唯一的；按“退一步”可以回到你自己的。")

    def next_case(self, *_: object) -> None:
        """Go on to the next community."""
        self.case.value = (self.round.number + 1) % len(self.round.cases)

    def _framed(self) -> Widget:
        import ipywidgets as widgets

        rules = widgets.HTML(f"<style>{CSS}{POSTS_CSS}</style>")
        rules.layout.height = rules.layout.margin = "0"
        switch = widgets.VBox([self.one_shoulder])
        switch.add_class("shequ-options")
        buttons = widgets.Box(
            [
                frame.button("退一步", "取消刚才的改动", self.undo),
                frame.button("看一种排法", "按原则排一种给你看，可以退回来", self.show_solution),
                frame.button("下一题", "换下一个社区", self.next_case),
            ]
        )
        buttons.add_class("shequ-buttons")
        parts = [
            rules,
            self.case,
            self.story,
            switch,
            self.principle,
            self._bodies(),
            self.said,
            self.findings,
            buttons,
            self.people,
            self.ending,
        ]
        made = frame.frame("排一排三块牌子的职务", parts, self.restart, TAKEAWAY)
        made.add_class("shequ-posts")
        return made

    def _bodies(self) -> Widget:
        """Return a box for each organisation, with its posts."""
        import ipywidgets as widgets

        rb, made = self.round.rulebook, []
        for body in rb.strings("three_in_one.order"):
            fields = [self.fields[key] for key, post in self.round.posts.items() if post.body == body]
            name = rb.string(f"three_in_one.{body}.name")
            parts = [widgets.HTML(f"<strong>{escape(name)}</strong>"), *fields]
            if body == STATION:
                note = "站长、副站长算不算在工作人员里面，原文没有说。"
                parts += [self.staff, widgets.HTML(f"<small>{note}</small>")]
            box = widgets.VBox(parts)
            box.add_class("shequ-body")
            box.add_class(f"shequ-{body}")
            made.append(box)
        bodies = widgets.Box(made)
        bodies.add_class("shequ-bodies")
        return bodies

    def _choose(self, *_: object) -> None:
        self.round.choose(self.case.value)
        self._fill()
        self._show("")

    def _put(self, key: str, change: Any) -> None:
        if not self._busy:
            person = None if change["new"] == EMPTY else change["new"]
            self._do(partial(self.round.put, key, person))
            self._show(self._about(self.round.posts[key]))

    def _switch(self, change: Any) -> None:
        if not self._busy:
            self._do(partial(self.round.put_on_one_shoulder, change["new"]))
            now = (
                "书记、主任现在是一个人。"
                if self.round.verdict().one_shoulder
                else "书记、主任不是一个人了。"
            )
            self._show(now)

    def _set_staff(self, change: Any) -> None:
        if not self._busy:
            self._do(partial(self.round.set_staff, change["new"]))
            self._show(f"工作站现在有 {self.round.staff} 名工作人员。")

    def _do(self, action: Any) -> None:
        """Do what a field asks for; what makes no sense is dropped and the field goes back."""
        try:
            action()
        except ShequError:
            return

    def _fill(self) -> None:
        """Give each field the people of the community."""
        people = [(name, number) for number, name in enumerate(self.round.case.people)]
        self._busy = True
        for key, post in self.round.posts.items():
            more = [(SOMEBODY_NEW, HIRED)] if post.body == STATION else []
            self.fields[key].options = [(NOBODY, EMPTY), *people, *more]
        self._busy = False

    def _about(self, post: Post) -> str:
        found = self.round.verdict().of(post.key)
        if found is None:
            return f"{post.title}空着。"
        return f"{LEVELS[found.level][1]}：{found.text}"

    def _show(self, said: str) -> None:
        verdict, case = self.round.verdict(), self.round.case
        told = case.free or self.round.touched  # a question is asked before anything is told
        self._busy = True
        for key, field in self.fields.items():
            person = self.round.holders[key]
            field.value = EMPTY if person is None else person
            _mark(field, self.round.posts[key], verdict.of(key) if told else None, case.settled)
        self.one_shoulder.value = verdict.one_shoulder
        self.staff.value = self.round.staff
        self._busy = False
        style.put(self.story, f"<p>{escape(case.story)}</p>")
        state = "书记、主任一肩挑" if verdict.one_shoulder else "书记、主任是两个人"
        principle = f"：<strong>{escape(verdict.principle)}</strong>" if case.free or verdict.done else ""
        style.put(self.principle, f"{state}{principle}。")
        said += _summary(verdict) if told else UNTOUCHED
        style.put(self.said, style.live_line(said, "shequ-good" if verdict.done else ""))
        style.put(self.findings, (_findings_html(verdict) if told else "") + self._solved_html(verdict))
        style.put(self.people, self._people_html(verdict))
        style.put(self.ending, self._ending_html())

    def _solved_html(self, verdict: Verdict) -> str:
        case = self.round.case
        if not verdict.done:
            return ""
        if case.free:
            large = self.round.rulebook.count("staff.station.deputy.maximum_from")
            return (
                '<div class="shequ-reaction"><p>再拨一拨“一肩挑”，或者把工作人员改成'
                f" {large} 人，看什么跟着变。看够了，就去做第 1 题。</p></div>"
            )
        solved, all_of_them = len(self.round.solved), len(self.round.cases) - 1
        return (
            f'<div class="shequ-reaction"><p><strong>记一句</strong> {escape(case.lesson)}。</p>'
            f"<p>解开了 {solved} 题，一共 {all_of_them} 题。</p></div>"
        )

    def _people_html(self, verdict: Verdict) -> str:
        held: dict[int, list[str]] = {}
        for key, person in self.round.holders.items():
            if person is not None:
                held.setdefault(person, []).append(self.round.posts[key].title)
        cards = "".join(_card(self._name(person), titles) for person, titles in held.items())
        others = [name for number, name in enumerate(self.round.case.people) if number not in held]
        rest = f"<p>没有担任这些职务的专职人员：{escape('、'.join(others))}。</p>" if others else ""
        return (
            f'<strong>谁担着什么</strong><ul class="shequ-cards">{cards}</ul>{rest}<p>{_count(verdict)}</p>'
        )

    def _name(self, person: int) -> str:
        return SOMEBODY_NEW if person == HIRED else self.round.case.people[person]

    def _ending_html(self) -> str:
        if not self.round.finished:
            return ""
        shown = len(self.round.shown)
        looked = f"，其中 {shown} 题看了排法" if shown else ""
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.round.takeaways())
        return (
            f'<div class="shequ-ending"><p><strong>{len(self.round.solved)} 题全解开了{looked}</strong></p>'
            f"<p><strong>带走这几句</strong></p><ul>{lines}</ul></div>"
        )


def _mark(field: Widget, post: Post, found: Finding | None, settled: frozenset[str]) -> None:
    """Say in the label of a post what the rules say of it."""
    label = f"{post.title}（已定）" if post.key in settled else post.title
    sign, word, css_class = LEVELS[found.level] if found else ("", "", "")
    if found and (found.level != ALLOWED or not settled):
        label += f" {sign} {word}"
    field.description = label
    for _, _, other in LEVELS.values():
        if other and other != css_class:
            field.remove_class(other)
    if css_class:
        field.add_class(css_class)


def _summary(verdict: Verdict) -> str:
    if verdict.done:
        return "✓ 排好了。"
    number = len(verdict.to_fix())
    if all(finding.level == posts_model.DEVIATES for finding in verdict.to_fix()):
        return f"不算违规，不过有 {number} 处偏离了原则。"
    return f"还有 {number} 处没有排好。"


def _findings_html(verdict: Verdict) -> str:
    told = [finding for finding in verdict.findings if finding.level != ALLOWED]
    items = ""
    for (level, rule), group in groupby(told, key=lambda finding: (finding.level, finding.rule)):
        texts = ""
        for finding in group:
            sign, word, css_class = LEVELS[finding.level]
            texts += (
                f'<span class="{css_class}"><span aria-hidden="true">{sign}</span> '
                f"<strong>{word}</strong> {escape(finding.text)}</span><br>"
            )
        # The rule of a post that is still empty would give the answer away.
        basis = "" if level == posts_model.TODO else f"<small>依据：{escape(rule)}。</small>"
        items += f"<li>{texts}{basis}</li>"
    return f'<ul class="shequ-findings">{items}</ul>'


def _card(name: str, titles: list[str]) -> str:
    css_class = ' class="shequ-loud"' if len(titles) > 1 else ""
    also = f"（一人 {len(titles)} 职）" if len(titles) > 1 else ""
    return f"<li{css_class}><strong>{escape(name)}</strong><br>{escape('、'.join(titles))}{also}</li>"


def _count(verdict: Verdict) -> str:
    joint = verdict.posts - verdict.people - verdict.hired
    text = (
        f"有人担任的职务 <strong>{verdict.posts}</strong> 个，担任的人 <strong>{verdict.people}</strong> 个"
    )
    text += f"：多出来的 {joint} 个职务是兼任，不另加人。" if joint else "。"
    if verdict.hired:
        text += f'<strong class="shequ-bad">✗ 还要另外加 {verdict.hired} 个人。</strong>'
    if verdict.one_shoulder:
        text += "一肩挑的人占着书记、主任两个职务；配备人数时怎样计数，原文没有说。"
    return text
