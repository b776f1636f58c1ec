"""What all forms share: the status line, the buttons, saving through the page, and the line to paste."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, ClassVar

from shequ_lib.errors import ShequError
from shequ_lib.exercises import literal
from shequ_lib.exercises.normalise import Spec, normalise
from shequ_lib.forms.link import Link, OpenComm, open_comm
from shequ_lib.play import style
from shequ_lib.play.style import Widget

Answer = Any  # what an answer cell holds: plain data of the shape that its kind of exercise has

UNANSWERED = "未作答"
SAVING = "正在保存……"
SAVED = "已保存"
NOT_SAVED = "还没有保存"


class Form:
    """A form for one exercise.

    A kind of exercise is a subclass that builds its fields (`fields`), reads them (`read`) and fills them
    (`fill`). Nothing typed is ever lost: an answer that cannot be read stays in its field, with a message,
    and the answer cell keeps what it had.

    Args:
        spec: The public spec of the exercise.
        opener: Opens the comm to the page; tests pass their own.
    """

    clearable: ClassVar[bool] = True
    check_label: ClassVar[str] = "检查"

    def __init__(self, spec: Spec, opener: OpenComm = open_comm) -> None:
        import ipywidgets as widgets

        self.spec = spec
        self.exercise = str(spec["id"])
        self.feedback = bool(spec.get("feedback"))
        self._filling = False
        self._unsent: str | None = None
        self._answered = False
        self._touched = False

        self.status = widgets.HTML()
        self.problem = widgets.HTML()
        self.paste = widgets.HTML()
        style.put(self.problem, "")
        style.put(self.paste, "")
        self.paste.add_class("shequ-paste")
        self.check_button = self._button(self.check_label, "运行检查，看看答得怎么样", self._check)
        self.clear_button = self._button("清除", "清除这一题的答案，回到未作答", self._clear)
        self.retry_button = self._button("再试一次", "再保存一次刚才的答案", self._retry)
        self.retry_button.layout.display = "none"
        buttons = [self.retry_button]
        if self.clearable:
            buttons.insert(0, self.clear_button)
        if self.has_check():
            buttons.insert(0, self.check_button)
        row = widgets.Box([*buttons, self.status])
        row.add_class("shequ-buttons")
        self.widget = widgets.VBox([style.style_widget(), *self.fields(), self.problem, row, self.paste])
        self.widget.add_class("shequ-form")
        self.widget.add_class(f"shequ-form-{spec['kind']}")
        self._say(UNANSWERED)
        self.link = Link(self.exercise, str(spec["kind"]), self, opener)

    # --- what a kind of exercise provides ---

    def fields(self) -> list[Widget]:
        """Build the widgets of the answer; each calls `changed` when a person changes it."""
        raise NotImplementedError

    def read(self) -> object:
        """Return the answer as it stands in the fields, None for unanswered.

        Raises:
            ShequError: The fields hold something that is not an answer; one line of Chinese.
        """
        raise NotImplementedError

    def fill(self, value: Answer) -> None:
        """Put a canonical answer into the fields, None for unanswered."""
        raise NotImplementedError

    def has_check(self) -> bool:
        """Whether the form shows a check button (the self-study edition only)."""
        return self.feedback

    def runs_on_change(self) -> bool:
        """Whether the check cell runs at every change (the class edition; it only checks the form)."""
        return not self.feedback

    def source_of(self, value: object) -> str:
        """Return the whole text of the answer cell for an answer."""
        return literal.write(self.exercise, value)

    def value_of(self, source: str) -> object:
        """Return the answer that the text of the answer cell gives; ShequError if it gives none."""
        return literal.read(self.exercise, source)

    # --- what happens ---

    def restore(self, value: object) -> None:
        """Show an answer that was given earlier; one that cannot be read is reported, not shown."""
        canonical, trouble = None, ""
        try:
            canonical = None if value is None else normalise(self.spec, value)
        except ShequError as error:
            trouble = f"答案格里现在的内容读不懂：{error} 在这里重新作答，就会把它换掉。"
        self._filling = True
        try:
            self.fill(canonical)
        finally:
            self._filling = False
        self._answered = canonical is not None
        self._complain(trouble)
        self._say(SAVED if self._answered else UNANSWERED)

    def changed(self, *_: object) -> None:
        """A person has changed a field: write the answer, or say what is wrong with it."""
        if self._filling:
            return
        self._touched = True
        try:
            value = self.read()
            canonical = None if value is None else normalise(self.spec, value)
        except ShequError as error:
            self._complain(f"{error}")
            self._say(NOT_SAVED)
            return
        self._complain("")
        self._store(self.source_of(canonical), answered=canonical is not None)

    def close(self) -> None:
        """Close the comm and the widgets; the form is used no more."""
        self.link.close()
        self.widget.close()

    # --- what the page says (Listener) ---

    def page_ready(self, source: str) -> None:
        """Take over what the answer cell holds, unless something newer was typed meanwhile."""
        style.put(self.paste, "")
        if self._unsent is not None:
            self._send(self._unsent)
        if self._touched:
            return
        try:
            value = self.value_of(source)
        except ShequError as error:
            self.restore(None)
            self._complain(f"答案格里现在的内容读不懂：{error} 在这里重新作答，就会把它换掉。")
            return
        self.restore(value)

    def page_saved(self, source: str | None) -> None:
        """Say that the answer is on disk, unless it was an earlier one and the last is still on its way."""
        if self._unsent not in (None, source):
            return
        self.retry_button.layout.display = "none"
        self._unsent = None
        if self.problem.value:
            self._say(NOT_SAVED)
        else:
            self._say(SAVED if self._answered else UNANSWERED)

    def page_failed(self, message: str) -> None:
        """Say that it is not, and offer to try again."""
        self.retry_button.layout.display = ""
        self._say(f"保存失败：{message}", "shequ-problem")

    def page_gone(self) -> None:
        """Go over to paste mode: this page cannot write the answer cell."""
        self._show_paste()

    # --- small things ---

    def _store(self, source: str, *, answered: bool) -> None:
        self._answered = answered
        self._unsent = source
        if self.link.ready:
            self._send(source)
            return
        self._show_paste()
        self._say(NOT_SAVED if answered else UNANSWERED)

    def _send(self, source: str, *, check: bool = False) -> None:
        self._say(SAVING)
        self.link.answer(source, run=check or self.runs_on_change())

    def _show_paste(self) -> None:
        if self._unsent is None:
            style.put(self.paste, "<p>这个页面不能自动保存答案。作答以后，这里会给出要粘贴的内容。</p>")
            return
        style.put(
            self.paste,
            "<p>这个页面不能自动保存答案。请点一下面这段文字把它选中并复制，再点进上面的答案格"
            "（文字格要双击），全选、粘贴，最后按 Shift+Enter。</p>"
            f'<pre tabindex="0">{escape(self._unsent)}</pre>',
        )

    def _clear(self, *_: object) -> None:
        self._filling = True
        try:
            self.fill(None)
        finally:
            self._filling = False
        self._touched = True
        self._complain("")
        self._store(self.source_of(None), answered=False)

    def _check(self, *_: object) -> None:
        if self.problem.value:
            return  # the message is there already; a check would judge the answer before this one
        if not self.link.ready:
            self._show_paste()
        elif self._unsent is None:
            self._say(SAVING)
            self.link.run()
        else:  # it may have been lost on its way, and the check is of this one
            self._send(self._unsent, check=True)

    def _retry(self, *_: object) -> None:
        if self._unsent is None:
            self._check()
        elif self.link.ready:
            self._send(self._unsent)
        else:
            self._show_paste()

    def _say(self, text: str, css_class: str = "shequ-status") -> None:
        self.status.value = style.live_line(text, css_class)

    def _complain(self, text: str) -> None:
        style.put(self.problem, style.live_line(text, "shequ-problem"))

    def _button(self, label: str, tooltip: str, action: Callable[..., None]) -> Widget:
        import ipywidgets as widgets

        button = widgets.Button(description=label, tooltip=tooltip)
        button.on_click(action)
        return button
