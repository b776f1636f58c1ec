"""The forms without a browser: a fake page stands at the other end of the comm."""

import subprocess
import sys
from datetime import date

import pytest

from shequ_lib import forms
from shequ_lib.exercises import literal
from shequ_lib.exercises.normalise import normalise
from shequ_lib.forms.essay import EssayForm


class FakeComm:
    """Records what the form sends; `say` plays the page."""

    def __init__(self, data):
        self.opened = data
        self.sent = []
        self.closed = False

    def send(self, data):
        self.sent.append(data)

    def on_msg(self, callback):
        self._message = callback

    def on_close(self, callback):
        self._close = callback

    def close(self):
        self.closed = True

    def say(self, kind, **rest):
        self._message({"content": {"data": {"type": kind, **rest}}})

    def save(self):
        """Say that what was asked for last is on disk."""
        self.say("saved", source=self.sent[-1].get("source"))

    def leave(self):
        self._close({"content": {"data": {}}})


def spec(kind, **rest):
    return {"id": f"a-{kind}", "kind": kind, "title": "题", "points": 2, "feedback": False, **rest}


SPECS = {
    "choice": spec("choice", options={"A": "甲", "B": "乙", "C": "丙"}),
    "choices": spec("choices", options={"A": "甲", "B": "乙", "C": "丙", "D": "丁"}),
    "order": spec("order", items=["召集", "公告", "反馈"]),
    "match": spec("match", items=["听取意见", "化解矛盾"], targets=["恳谈会", "协调会", "听证会"]),
    "number": spec("number", unit="人"),
    "date": spec("date"),
    "schedule": spec("schedule", fields=["公告", "反馈"]),
    "table": spec("table", result="result"),
    "essay": spec("essay", rubric=[["说清规则", 2]]),
    "year": spec("year", seed=14),
}
ANSWERS = {
    "choice": "B",
    "choices": ["A", "C"],
    "order": ["公告", "召集", "反馈"],
    "match": {"听取意见": "恳谈会", "化解矛盾": "协调会"},
    "number": 7,
    "date": "2026-12-12",
    "schedule": {"公告": "2026-12-12", "反馈": "2026-12-30"},
}


def build(kind, value=None, ready=True, **rest):
    comms = []

    def opener(data):
        comms.append(FakeComm(data))
        return comms[0]

    form = forms.build({**SPECS[kind], **rest}, value, opener)
    if ready:
        comms[0].say("ready", source=literal.write(form.exercise, value), stub=value is None)
    return form, comms[0]


def put(form, value):
    """Set the fields as a person would, one after the other."""
    kind = form.spec["kind"]
    if kind == "choice":
        form.radio.value = value
    elif kind == "choices":
        for letter in value:
            form.boxes[letter].value = True
    elif kind == "order":
        for place, item in enumerate(value):
            while form.order.index(item) > place:
                form.ups[form.order.index(item)].click()
    elif kind == "match":
        for item, target in value.items():
            form.lists[item].value = target
    elif kind == "number":
        form.text.value = str(value)
    elif kind == "date":
        form.field.picker.value = date.fromisoformat(value)
    else:
        for label, text in value.items():
            form.dates[label].picker.value = date.fromisoformat(text)


def test_every_kind_has_a_form():
    assert set(forms.FORMS) == set(SPECS)


def test_open_tells_the_page_which_exercise():
    _form, comm = build("choice", ready=False)
    assert comm.opened == {"exercise": "a-choice", "kind": "choice", "protocol": 1}


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_by_hand_becomes_the_literal(kind):
    form, comm = build(kind)
    assert "未作答" in form.status.value
    put(form, ANSWERS[kind])
    last = comm.sent[-1]
    assert last == {"type": "answer", "source": literal.write(form.exercise, ANSWERS[kind]), "run": True}
    assert "正在保存" in form.status.value
    comm.save()
    assert "已保存" in form.status.value


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_form_comes_back_as_it_was_left(kind):
    form, comm = build(kind, ANSWERS[kind])
    assert normalise(form.spec, form.read()) == ANSWERS[kind]
    assert "已保存" in form.status.value
    assert comm.sent == []


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_cell_wins_over_the_variable(kind):
    form, comm = build(kind, None, ready=False)
    comm.say("ready", source=literal.write(form.exercise, ANSWERS[kind]))
    assert normalise(form.spec, form.read()) == ANSWERS[kind]
    assert comm.sent == []


@pytest.mark.parametrize("kind", ANSWERS)
def test_clear_goes_back_to_unanswered(kind):
    form, comm = build(kind, ANSWERS[kind])
    form.clear_button.click()
    assert form.read() is None
    assert comm.sent == [{"type": "answer", "source": literal.write(form.exercise, None), "run": True}]
    comm.save()
    assert "未作答" in form.status.value


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_unreadable_cell_is_reported_and_can_be_replaced(kind):
    form, comm = build(kind, ready=False)
    comm.say("ready", source="print('hello'")
    assert "读不懂" in form.problem.value
    assert form.read() is None
    put(form, ANSWERS[kind])
    assert form.problem.value == ""
    assert literal.read(form.exercise, comm.sent[-1]["source"]) == ANSWERS[kind]


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("value", [object(), "Z", ["Z"], {"x": "y"}, [[]], float("nan"), True, -1e400])
def test_a_strange_value_never_breaks_the_form(kind, value):
    form, comm = build(kind, ready=False)
    form.restore(value)
    assert form.problem.value
    assert comm.sent == []


@pytest.mark.parametrize("kind", ANSWERS)
def test_without_the_page_the_form_shows_the_line_to_paste(kind):
    form, comm = build(kind, ready=False)
    put(form, ANSWERS[kind])
    assert comm.sent == []
    assert "<pre" in form.paste.value
    assert "还没有保存" in form.status.value
    # The page turns up late: what was given meanwhile is written, not overwritten.
    comm.say("ready", source=literal.write(form.exercise, None))
    assert literal.read(form.exercise, comm.sent[-1]["source"]) == ANSWERS[kind]
    assert form.paste.value == ""


def test_a_page_that_leaves_turns_on_paste_mode():
    form, comm = build("choice")
    comm.leave()
    assert "不能自动保存" in form.paste.value
    form.radio.value = "C"
    assert "a_choice = &quot;C&quot;" in form.paste.value
    assert comm.sent == []


def test_the_line_to_paste_is_escaped():
    form, _comm = build("essay", ready=False)
    form.text.value = "<script>alert(1)</script>"
    assert "<script>" not in form.paste.value


def test_self_study_writes_without_running_and_checks_on_demand():
    form, comm = build("choice", feedback=True)
    form.radio.value = "B"
    assert comm.sent[-1]["run"] is False
    comm.save()
    form.check_button.click()
    assert comm.sent[-1] == {"type": "run"}


def test_a_check_sends_an_answer_again_that_may_be_lost_on_its_way():
    form, comm = build("choice", feedback=True)
    form.radio.value = "B"
    form.check_button.click()
    assert comm.sent[-1] == {**comm.sent[-2], "run": True}
    comm.save()
    assert "已保存" in form.status.value


def test_an_earlier_answer_that_is_saved_is_not_the_last_one():
    form, comm = build("number")
    form.text.value = "7"
    first = comm.sent[-1]["source"]
    form.text.value = "8"
    for source in (first, None):
        comm.say("saved", source=source)
        assert "正在保存" in form.status.value
    comm.leave()
    assert "8" in form.paste.value  # nothing is lost
    comm.say("ready", source=first)
    assert comm.sent[-1]["source"] == literal.write(form.exercise, 8)
    comm.save()
    assert "已保存" in form.status.value


@pytest.mark.parametrize(("feedback", "shown"), [(True, True), (False, False)])
def test_only_self_study_has_a_check_button(feedback, shown):
    form, _comm = build("choice", feedback=feedback)
    assert (form.check_button in _widgets(form.widget)) is shown


def test_a_failed_save_can_be_tried_again():
    form, comm = build("number")
    form.text.value = "7"
    comm.say("failed", message="磁盘已满。")
    assert "保存失败：磁盘已满。" in form.status.value
    assert form.text.value == "7"
    form.retry_button.click()
    assert comm.sent[-1] == comm.sent[-2]
    comm.save()
    assert form.retry_button.layout.display == "none"


def test_an_invalid_number_stays_in_the_field_and_is_not_written():
    form, comm = build("number", 7)
    form.text.value = "七个"
    assert form.text.value == "七个"
    assert "不是数字" in form.problem.value
    assert "还没有保存" in form.status.value
    assert comm.sent == []


def test_an_invalid_number_survives_a_late_page():
    form, comm = build("number", ready=False)
    form.text.value = "七个"
    comm.say("ready", source="a_number = 3")
    assert form.text.value == "七个"


@pytest.mark.parametrize(
    ("typed", "number"), [("１２", 12), ("1,200", 1200), ("12 人", 12), (" 7.5 ", 7.5), ("2万", 20000)]
)
def test_numbers_as_people_type_them(typed, number):
    form, comm = build("number")
    form.text.value = typed
    assert comm.sent[-1]["source"] == f"a_number = {number}"
    assert form.text.value == typed


def test_an_emptied_number_is_unanswered():
    form, comm = build("number", 7)
    form.text.value = "  "
    assert comm.sent[-1]["source"] == "a_number = None"


@pytest.mark.parametrize("kind", ["match", "schedule"])
def test_half_an_answer_is_kept(kind):
    form, comm = build(kind)
    label, value = next(iter(ANSWERS[kind].items()))
    put(form, {label: value})
    assert literal.read(form.exercise, comm.sent[-1]["source"]) == {label: value}
    form_again, _comm = build(kind, {label: value})
    assert form_again.read() == {label: value}


def test_no_option_ticked_is_unanswered():
    form, comm = build("choices", ["A"])
    form.boxes["A"].value = False
    assert comm.sent[-1]["source"] == "a_choices = None"


def test_a_year_that_is_half_typed_is_not_written():
    form, comm = build("date")
    form.field.picker.value = date(202, 12, 12)
    assert comm.sent == []
    assert "202" in form.problem.value
    form.field.picker.value = date(2026, 12, 12)
    assert comm.sent[-1]["source"] == 'a_date = "2026-12-12"'
    assert form.problem.value == ""
    assert "2026年12月12日（星期六）" in form.field.spoken.value


def test_order_counts_only_once_a_person_says_so():
    form, comm = build("order")
    assert form.read() is None
    form.keep_button.click()
    assert literal.read("a-order", comm.sent[-1]["source"]) == ["召集", "公告", "反馈"]
    assert form.keep_button.layout.display == "none"


def test_order_focus_and_announcement_follow_the_moved_row(monkeypatch):
    form, _comm = build("order")
    focused = []
    for place, button in enumerate(form.downs):
        monkeypatch.setattr(button, "focus", lambda place=place: focused.append(place))
    form.downs[0].click()
    assert form.order == ["公告", "召集", "反馈"]
    assert focused == [1]
    assert "“召集”现在排第 2" in form.moved.value
    assert form.ups[1].tooltip == "把“召集”上移一位"


def test_order_at_the_end_stays_and_says_so():
    form, comm = build("order")
    form.ups[0].click()
    assert form.order == ["召集", "公告", "反馈"]
    assert "最前面" in form.moved.value
    assert comm.sent == []


class Waiting:
    """Takes the place of the clock: `run` is when the person pauses."""

    def __init__(self):
        self.actions = []

    def __call__(self, _seconds, action):
        timer = Timer(action)
        self.actions.append(timer)
        return timer

    def run(self):
        timers, self.actions = self.actions, []
        for timer in timers:
            if not timer.cancelled:
                timer.action()


class Timer:
    def __init__(self, action):
        self.action = action
        self.cancelled = False

    def cancel(self):
        self.cancelled = True


def essay():
    comms, waiting = [], Waiting()

    def opener(data):
        comms.append(FakeComm(data))
        return comms[0]

    return EssayForm(SPECS["essay"], opener, waiting), comms[0], waiting


def test_essay_is_saved_at_a_pause_and_only_once():
    form, comm, waiting = essay()
    comm.say("ready", source=literal.TEXT_STUB)
    form.text.value = "先"
    form.text.value = "先公告"
    assert comm.sent == []
    assert "还没有保存" in form.status.value
    waiting.run()
    assert comm.sent == [{"type": "answer", "source": "先公告", "run": False}]
    assert "已写 3 字" in form.count.value
    form.text.value = "先公告，"
    comm.save()
    assert "还没有保存" in form.status.value


def test_essay_restores_and_clears():
    form, comm, _waiting = essay()
    comm.say("ready", source="第一段\n\n第二段")
    assert form.text.value == "第一段\n\n第二段"
    form.clear_button.click()
    assert comm.sent[-1]["source"] == literal.TEXT_STUB


def test_essay_saves_when_it_is_replaced():
    form, comm, _waiting = essay()
    comm.say("ready", source=literal.TEXT_STUB)
    form.text.value = "还没有停下来"
    form.close()
    assert comm.sent[-1]["source"] == "还没有停下来"
    assert comm.closed


def test_essay_has_no_check_button_even_in_self_study():
    form, _comm = build("essay", feedback=True, ready=False)
    assert form.check_button not in _widgets(form.widget)


def test_table_runs_its_cell():
    form, comm = build("table", ready=False)
    comm.say("ready", source="result = 1")
    form.check_button.click()
    assert comm.sent == [{"type": "run"}]
    comm.save()
    assert "已运行" in form.status.value


def test_table_runs_what_the_cell_holds_though_the_first_code_was_to_be_put_back():
    form, comm = build("table", ready=False, stub="result = None")
    comm.say("ready", source="result = 1")
    form.clear_button.click()
    comm.say("saved", source=None)
    assert "正在保存" in form.status.value
    form.check_button.click()
    assert comm.sent[-1] == {"type": "run"}
    comm.save()
    assert "已运行" in form.status.value


def test_table_puts_the_first_code_back():
    form, comm = build("table", ready=False, stub="result = None")
    comm.say("ready", source="result = 1")
    form.clear_button.click()
    assert comm.sent == [{"type": "answer", "source": "result = None", "run": True}]


def test_table_without_the_page_tells_how_to_run():
    form, comm = build("table", ready=False)
    comm.leave()
    assert "Shift+Enter" in form.paste.value


def test_texts_of_the_question_are_not_html():
    form, _comm = build("order", items=["<b>甲</b>", "乙"])
    assert "&lt;b&gt;" in form.texts[0].value


def _widgets(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _widgets(child)


def test_importing_needs_nothing_but_the_standard_library():
    code = (
        "import sys, shequ_lib.forms, shequ_lib.board, shequ_lib.play;"
        "print([m for m in ('ipywidgets', 'IPython', 'comm', 'pandas', 'grading') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
