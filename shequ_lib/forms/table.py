"""The form of `table`: the answer is code in its own cell; the form only runs and checks it."""

from __future__ import annotations

from typing import ClassVar

from shequ_lib.forms.base import Answer, Form
from shequ_lib.play import style
from shequ_lib.play.style import Widget

DONE = "已运行并保存，结果在下面"
WAITS = "代码已保存，这次打开还没有运行"


class TableForm(Form):
    """One button that runs the answer cell and its check; another that puts the first code back."""

    check_label: ClassVar[str] = "运行并检查"

    def fields(self) -> list[Widget]:
        """Build a line that tells where to write; the clear button shows only if the spec has the `stub`."""
        import ipywidgets as widgets

        self.clear_button.description = "恢复初始"
        self.clear_button.tooltip = "把上面的代码格恢复成最初的样子"
        self.clear_button.layout.display = "" if self.spec.get("stub") else "none"
        return [widgets.HTML("代码写在上面的格子里，写好后点“运行并检查”。")]

    def read(self) -> object:
        """The form itself holds no answer."""
        return None

    def fill(self, value: Answer) -> None:
        """The answer cell shows itself."""

    def has_check(self) -> bool:
        """The button is the form, in both editions."""
        return True

    def runs_on_change(self) -> bool:
        """Putting the first code back runs it too, so that no old result stays."""
        return True

    def source_of(self, value: object) -> str:
        """Return the first code."""
        return str(self.spec.get("stub", ""))

    def restore(self, value: object) -> None:
        """Say whether there is an answer; the cell shows it."""
        self._answered = value is not None
        self._say("已作答" if self._answered else "未作答")

    def page_ready(self, source: str) -> None:
        """The page can run the cell; code that was there on opening waits for that."""
        style.put(self.paste, "")
        stub = str(self.spec.get("stub", ""))
        if not self._answered and not self._touched and source.strip() not in ("", stub.strip()):
            self._say(WAITS)

    def page_saved(self, source: str | None) -> None:
        """Say where to look."""
        super().page_saved(source)
        if self._unsent is None:
            self._say(DONE)

    def _check(self, *_: object) -> None:
        self._unsent = None  # what stands in the cell counts, not a first code that was to be put back before
        super()._check()

    def _show_paste(self) -> None:
        style.put(
            self.paste,
            "<p>这个页面不能替你运行。请点进上面的代码格，写好后按 Shift+Enter；"
            "再点进下面的检查格，按 Shift+Enter。</p>",
        )
