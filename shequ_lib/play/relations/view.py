"""The widgets of who stands where; the picture is in map.js, the rules in model.py."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

from shequ_lib.play import frame, style
from shequ_lib.play.picture import picture_class
from shequ_lib.play.relations import model
from shequ_lib.play.relations import picture as relations_picture
from shequ_lib.play.relations.model import Answer, Line, Pair, Relations, Statement, Tally
from shequ_lib.play.scene.view import CSS
from shequ_lib.play.style import Widget
from shequ_lib.script import localise_all

GUESS, LOOK = "guess", "look"
WORDS = (
    *((kind.key, kind.name, kind.meaning) for kind in model.KINDS),
    (model.NOTHING, "材料没有讲这两家", "这两家之间是什么关系，材料没有讲"),
)
CHAPTERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")
MARKS = ("先点", "后点")
RESULTS = {
    model.FOUND: ("✓ 对", "shequ-good"),
    model.AGAIN: ("✓ 对", "shequ-good"),
    model.RIGHT: ("✓ 对", "shequ-good"),
    model.GENERAL: ("✓ 不算错", "shequ-good"),
    model.TURNED: ("△ 词对了，方向不对", "shequ-warn"),
    model.WRONG: ("✗ 不对", "shequ-bad"),
}
GOAL = (
    "读一读场面：里面出场的是哪两家？在图上先点一家，再点另一家，然后说出它们是什么关系、谁对谁。"
    "箭头从做的一方指向另一方；说对一条，图上就多一支。场面里没有的，也可以自己找。"
)
LOOKING = "点一家，看它和谁有关系；再点一家，看这两家之间的话是怎样说的。再点别处，从头选。"
HELP = (
    "用键盘：Tab 键到图上，方向键换一家，空格键或回车键选它，Esc 键取消；选好两家以后，"
    "直接按词前面的数字，就说“先点的对后点的”；要换方向，再按一次 Tab 键去选。"
)
TAKEAWAY = "说关系要说两样：是什么关系，谁对谁。材料没有讲的，就说没有讲。"


class WhoStandsWhere:
    """Find what holds between the organisations, or just look.

    Args:
        seed: Sets the order of the scenes.
    """

    def __init__(self, seed: int = 0) -> None:
        import ipywidgets as widgets

        self.seed = seed
        self.relations = Relations(seed)
        self.keys = list(self.relations.bodies)
        self.chosen: list[str] = []
        self.answer: Answer | None = None
        self.mode = frame.labelled(widgets.Dropdown(options=[("猜一猜", GUESS), ("只看看", LOOK)]), "怎样玩")
        self.goal, self.count, self.scene = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.chosen_text, self.reaction = widgets.HTML(), widgets.HTML()
        self.found, self.ending = widgets.HTML(), widgets.HTML()
        self.map = picture_class(__file__, "map", dicts=("board", "drawing"))()
        self.map.board = localise_all(_board(self.relations))
        self.way = widgets.RadioButtons(options=[("", model.FORTH)])
        self.way.add_class("shequ-way")
        # The buttons stay; so the focus stays in place, too.
        self.words: dict[str, Widget] = {
            key: frame.button(f"{number % 10} {name}", meaning, partial(self.guess, key))
            for number, (key, name, meaning) in enumerate(WORDS, 1)
        }
        self.another = frame.button("换一个场面", "先放一放，换下一个", self.next_scene)
        words = widgets.Box(list(self.words.values()))
        words.add_class("shequ-relations-words")
        way = widgets.VBox([self.way])
        way.add_class("shequ-options")
        self.question = widgets.VBox([way, words])
        row = widgets.Box([self.count, self.another])
        row.add_class("shequ-buttons")
        self.task = widgets.VBox([self.scene, row])
        self.widget = self._framed()
        self.mode.observe(self._change_mode, "value")
        self.map.on_msg(self._receive)
        self._show("还没有点。先在图上点一家。")

    def restart(self, *_: object) -> None:
        """Forget all that was found."""
        self.relations = Relations(self.seed)
        self.chosen, self.answer = [], None
        self._show("箭头都收起来了，从头找起。")

    def next_scene(self, *_: object) -> None:
        """Put the scene off."""
        self.relations.next_scene()
        self._show("换了一个场面。")

    def pick(self, number: int) -> None:
        """Choose an organisation: the first, the second, or after that a first one again."""
        key = self.keys[number]
        self.answer = None
        if self.chosen == [key]:
            self.chosen = []
        elif len(self.chosen) == 1:
            self.chosen.append(key)
        else:
            self.chosen = [key]
        if len(self.chosen) == 2:
            self.way.options = self._ways()
            self.way.index = 0
        self._show(self._picked())

    def clear(self) -> None:
        """Choose nothing."""
        self.chosen, self.answer = [], None
        self._show("选择取消了。")

    def guess(self, word: str, *_: object) -> None:
        """Say this word of the two that are chosen, the way that is set."""
        if len(self.chosen) < 2 or self.mode.value == LOOK:
            self._show("先在图上点两家，再说是什么关系。" if self.mode.value == GUESS else self._picked())
            return
        first, second = self.chosen
        answer = self.answer = self.relations.guess(first, second, self.way.value, word)
        text = answer.text
        if answer.result in (model.FOUND, model.AGAIN):
            text += "".join(f"{statement.text}。" for statement in answer.lines[0].statements[:1])
        self._show(f"{answer.guess}：{RESULTS[answer.result][0][2:]}。{text}{_left(self.relations.tally())}")
        if answer.right:
            self.map.send({"focus": True})  # on to the next two

    def _framed(self) -> Widget:
        import ipywidgets as widgets

        rules = widgets.HTML(f"<style>{CSS}</style>")
        rules.layout.height = rules.layout.margin = "0"
        legend = widgets.HTML(
            "<small>淡黄色的三家，就是“三位一体”的三个组织。实线是说对的，虚线是答案里讲的，"
            "蓝色粗线是眼下这两家的。</small>"
        )
        picture = widgets.VBox([self.map, legend])
        picture.add_class("shequ-relations-picture")
        panel = widgets.VBox([self.chosen_text, self.question, self.reaction])
        panel.add_class("shequ-relations-panel")
        sides = widgets.HBox([picture, panel])
        sides.add_class("shequ-relations-sides")
        help_text = widgets.HTML(f"<details><summary>怎样操作</summary>{escape(HELP)}</details>")
        parts = [rules, self.goal, self.mode, self.task, sides, self.ending, self.found, help_text]
        made = frame.frame("谁站在哪里：看两家，说关系", parts, self.restart, TAKEAWAY)
        made.add_class("shequ-relations")
        return made

    def _change_mode(self, *_: object) -> None:
        self.chosen, self.answer = [], None
        self._show("整张图都在这里，点一家看看。" if self.mode.value == LOOK else "先在图上点一家。")

    def _receive(self, _: object, content: object, __: object) -> None:
        """Do what the picture asks for; a message that makes no sense is dropped."""
        match content:
            case {"pick": int(number)} if 0 <= number < len(self.keys):
                self.pick(number)
            case {"clear": True}:
                self.clear()
            case {"digit": int(digit)} if 0 <= digit < len(WORDS):
                self.guess(WORDS[digit - 1][0])

    def _ways(self) -> list[tuple[str, str]]:
        first, second = (self.relations.bodies[key].brief for key in self.chosen)
        return [
            (f"{first} → {second}", model.FORTH),
            (f"{second} → {first}", model.BACK),
            (f"{first} ⇄ {second}，双方", model.BOTH),
        ]

    def _picked(self) -> str:
        names = [self.relations.bodies[key].name for key in self.chosen]
        if not names:
            return "还没有选。先在图上点一家。"
        if len(names) == 1:
            return f"先点了{names[0]}，再点一家。"
        if self.mode.value == LOOK:
            pair = self.relations.between(*self.chosen)
            said = "；".join(self.relations.in_words(line) for line in pair.lines)
            return f"{said or f'{names[0]}和{names[1]}之间是什么关系，材料没有讲'}。"
        return f"选了{names[0]}和{names[1]}。它们是什么关系？谁对谁？"

    def _show(self, said: str) -> None:
        guessing, tally = self.mode.value == GUESS, self.relations.tally()
        self.map.drawing = localise_all(self._drawing(said, guessing))
        style.put(self.goal, f"<p>{escape(GOAL if guessing else LOOKING)}</p>")
        style.put(self.count, f"<strong>{_left(tally)}</strong>" if guessing else "")
        style.put(self.scene, self._scene_html() if guessing else "")
        self.task.layout.display = "" if guessing else "none"
        self.another.layout.display = "" if tally.left > 1 else "none"
        style.put(self.chosen_text, self._chosen_html())
        self.question.layout.display = "" if guessing and len(self.chosen) == 2 else "none"
        style.put(self.reaction, self._reaction_html(guessing))
        style.put(self.ending, _ending(tally) if guessing else "")
        style.put(self.found, self._found_html(guessing))

    def _drawing(self, said: str, guessing: bool) -> dict[str, Any]:
        shown = {line.key for line in self._shown(guessing)}
        now = set(self.chosen) if len(self.chosen) == 2 else set()
        kinds = []
        for line in self.relations.lines.values():
            known = line.key in self.relations.found or not guessing
            kind = "none" if line.key not in shown else "found" if known else "told"
            kinds.append(f"{kind} now" if {line.start, line.end} == now and kind != "none" else kind)
        marks = [MARKS[self.chosen.index(key)] if key in self.chosen else "" for key in self.keys]
        return {"arrows": kinds, "marks": marks, "labels": self._labels(guessing), "said": said}

    def _shown(self, guessing: bool) -> list[Line]:
        """Return the lines that stand in the picture now."""
        lines = list(self.relations.lines.values())
        if guessing:
            told = self.answer.lines if self.answer else ()
            return [line for line in lines if line.key in self.relations.found or line in told]
        return [line for line in lines if set(self.chosen) <= {line.start, line.end}]

    def _labels(self, guessing: bool) -> list[str]:
        """Say what each organisation is, and what is known of it."""
        labels = []
        for key, body in self.relations.bodies.items():
            known = [
                self.relations.in_words(line)
                for line in self.relations.around(key)
                if not guessing or line.key in self.relations.found
            ]
            role = f"，{body.role}" if body.role else ""
            labels.append(f"{body.name}{role}。{'。'.join(known)}")
        return labels

    def _scene_html(self) -> str:
        scene = self.relations.scene
        if scene is None:
            return ""
        return f'<div class="shequ-scene-now"><strong>场面</strong> {escape(scene.scene)}</div>'

    def _chosen_html(self) -> str:
        bodies = [self.relations.bodies[key] for key in self.chosen]
        rows = [
            f"{mark}：<strong>{escape(body.name)}</strong>{escape(f'，{body.role}') if body.role else ''}"
            for mark, body in zip(MARKS, bodies, strict=False)
        ]
        if len(rows) < 2:
            rows.append("<strong>再点一家。</strong>" if rows else "<strong>先在图上点一家。</strong>")
        elif self.mode.value == GUESS:
            rows.append("<strong>谁对谁？什么关系？</strong>")
        return "<br>".join(rows)

    def _reaction_html(self, guessing: bool) -> str:
        if guessing:
            return self._answer_html(self.answer) if self.answer else ""
        if len(self.chosen) == 2:
            return (
                f'<div class="shequ-reaction">{self._pair_html(self.relations.between(*self.chosen))}</div>'
            )
        if self.chosen:
            lines = self.relations.around(self.chosen[0])
            return f'<div class="shequ-reaction">{"".join(self._line_html(line) for line in lines)}</div>'
        return ""

    def _answer_html(self, answer: Answer) -> str:
        word, css_class = RESULTS[answer.result]
        found_scene = answer.result == model.FOUND and answer.scene
        lines = "".join(self._line_html(line) for line in answer.lines)
        remarks = "" if answer.result in (model.FOUND, model.AGAIN) else _remarks_html(answer.pair)
        again = "" if answer.right or not answer.lines else "<p>记住了，就按答案再说一遍，箭头才算找到。</p>"
        return (
            f'<div class="shequ-reaction"><p>你说：{escape(answer.guess)} '
            f'<strong class="{css_class}">{word}</strong></p>'
            f"<p>{'正是场面里的那一条。' if found_scene else ''}{escape(answer.text)}</p>"
            f"{lines}{remarks}{again}</div>"
        )

    def _pair_html(self, pair: Pair) -> str:
        lines = "".join(self._line_html(line) for line in pair.lines)
        return (lines or "<p>这两家之间是什么关系，材料没有讲。</p>") + _remarks_html(pair)

    def _line_html(self, line: Line) -> str:
        said = "".join(_statement_html(statement) for statement in line.statements)
        return f"<strong>{escape(self.relations.in_words(line))}</strong><ul>{said}</ul>"

    def _found_html(self, guessing: bool) -> str:
        if not guessing or not self.relations.found:
            return ""
        rows = []
        for key in self.relations.found:
            line = self.relations.lines[key]
            word = "；".join(line.label) + ("（双方）" if line.mutual else "")
            start, end = self.relations.bodies[line.start].brief, self.relations.bodies[line.end].brief
            rows.append([start, word, end, _chapter(line.statements[0])])
        table = style.table(["谁", "关系 →", "对谁", "哪一章"], rows, "已经找到的关系")
        return f"<details><summary>已经找到的 {len(rows)} 条，列成表看</summary>{table}</details>"


def _board(relations: Relations) -> dict[str, Any]:
    three = relations.rulebook.strings("three_in_one.order")
    numbers = {key: number for number, key in enumerate(relations.bodies)}
    arrows = []
    for line in relations.lines.values():
        arrow = relations_picture.arrow(line)
        left, top, width, height = arrow.words
        arrows.append(
            {
                "ends": [list(end) for end in arrow.ends],
                "heads": [[list(corner) for corner in head] for head in arrow.heads],
                "rows": list(arrow.rows),
                "at": [left + width / 2, top + height / 2],
                "row": relations_picture.ROW,
            }
        )
    bodies = [
        {
            "lines": list(body.short),
            "box": list(relations_picture.box(key)),
            "kind": "three" if key in three else "",
            "steps": {arrow: numbers[to] for arrow, to in relations_picture.steps(key).items()},
        }
        for key, body in relations.bodies.items()
    ]
    label = "各个组织，用方向键换一家，用空格键选它"
    return {"size": list(relations_picture.SIZE), "label": label, "bodies": bodies, "arrows": arrows}


def _left(tally: Tally) -> str:
    if tally.left:
        return (
            f"还有 {tally.left} 条关系没有找到。"
            if tally.found
            else f"图上藏着 {tally.left} 条关系，一条也还没有找到。"
        )
    return f"{tally.found} 条关系全找到了。"


def _chapter(statement: Statement) -> str:
    return f"第{CHAPTERS[statement.chapter - 1]}章"


def _statement_html(statement: Statement) -> str:
    return f"<li>{escape(statement.text)}。<small>（{_chapter(statement)}）</small></li>"


def _remarks_html(pair: Pair) -> str:
    said = "".join(_statement_html(remark.statement) for remark in pair.remarks)
    return f"<p>另外：</p><ul>{said}</ul>" if said else ""


def _ending(tally: Tally) -> str:
    if tally.left:
        return ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in tally.takeaways)
    return (
        '<div class="shequ-ending"><p><strong>整张关系图站起来了</strong></p>'
        f"<p>{tally.found} 条关系里，{tally.at_once} 条一次就说对；一共说错 {tally.wrong} 次。</p>"
        f"<p><strong>带走这几句</strong></p><ul>{lines}</ul></div>"
    )
