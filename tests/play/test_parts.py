"""Light parts: what changes in one is sent alone, names are used again, and a page may send anything."""

import ipywidgets
import pytest

from shequ_lib.play import style
from shequ_lib.play.parts.page import Page, framed, row
from shequ_lib.play.parts.part import LONGEST, Box, Button, Choice, Html, Text
from shequ_lib.script import HANT, using


@pytest.fixture
def page():
    return Page(Html("<p>社区</p>"), Box(Button("定了", "", lambda: None)), css_class="shequ-play")


def sent(page):
    """What the browser knows, by the names of the parts."""
    return {name: state for name, state in page.widget.get_state().items() if name.startswith("p")}


def do(page, part, value=None):
    page.widget._handle_custom_msg({"part": part.name, "value": value}, [])


def test_a_page_of_many_parts_is_one_widget():
    before = len(ipywidgets.widgets.widget._instances)
    page = Page(*(Button(str(number), "", lambda: None) for number in range(100)))
    assert len(sent(page)) == 101
    assert len(ipywidgets.widgets.widget._instances) - before <= 2


def test_what_changes_is_sent_and_nothing_else(page, monkeypatch):
    messages = []
    monkeypatch.setattr(page.widget, "_send", lambda message, **_: messages.append(message))
    line, box = page._top.children
    line.value = "<p>换了</p>"
    line.value = "<p>换了</p>"
    line.remove_class("none")
    (message,) = messages
    assert message["state"] == {
        line.name: {"kind": "html", "classes": [], "shown": True, "value": "<p>换了</p>"}
    }
    style.show(box, False)
    style.mark(box, "shequ-x", True)
    assert [list(each["state"]) for each in messages[1:]] == [[box.name]] * 2


def test_a_press_counts_only_where_it_can_be_made(page):
    pressed = []
    page._top.children[1].children = [button] = [Button("做", "", lambda: pressed.append(1))]
    do(page, button)
    button.disabled = True
    do(page, button)
    button.disabled, button.shown = False, False
    do(page, button)
    assert pressed == [1]


@pytest.mark.parametrize(
    "nonsense",
    [None, 3, "p0", [], {}, {"part": "p99", "value": None}, {"part": ["p0"], "value": 1}, {"part": "p1"}],
)
def test_what_makes_no_sense_is_dropped(page, nonsense):
    before = sent(page)
    page.widget._handle_custom_msg(nonsense, [])
    assert sent(page) == before


def test_fields_take_what_they_can_hold_and_tell_of_each_change():
    told = []
    text, choice = Text("几人"), Choice("哪一天", [("请选择", ""), ("3月1日", "03-01")], "")
    page = Page(text, choice)
    for field in (text, choice):
        field.on_change(told.append)
    for value in (8, None, ["8"], "8" * (LONGEST + 1)):
        do(page, text, value)
    for value in ("03-02", None, 1, ["03-01"]):
        do(page, choice, value)
    assert told == []
    do(page, text, "8")
    do(page, choice, "03-01")
    do(page, choice, "03-01")
    assert (text.value, choice.value, told) == ("8", "03-01", ["", ""])
    assert sent(page)[text.name]["value"] == "8"


def test_a_name_is_used_again_and_never_by_two():
    box = Box()
    page = Page(Html("甲"), box)
    kept = Html("留着")
    for turn in range(5):
        box.children = [kept, *(Html(f"{turn}.{number}") for number in range(3 + turn % 2))]
        parts = [page._top, *page._top.children, *box.children]
        names = [part.name for part in parts]
        assert len(set(names)) == len(names) and set(names) == set(page._parts)
        state = sent(page)
        assert state[box.name]["children"] == [part.name for part in box.children]
        assert [state[part.name]["value"] for part in box.children] == [part.value for part in box.children]
    assert len(sent(page)) == 3 + 1 + 4  # no more than stood there at once
    gone = box.children[1]
    box.children = [kept]
    gone.value = "没人看了"  # a part that stands nowhere is only kept
    assert gone.page is None and all(each.get("value") != "没人看了" for each in sent(page).values())


def test_texts_are_in_the_active_script_and_values_are_not_touched():
    with using(HANT):
        page = Page(Html("居委会"), Choice("组织", [("党组织", "组织")], "组织"))
    _, line, choice = sent(page).values()
    assert line["value"] == "居委會"
    assert (choice["label"], choice["options"][0][0], choice["value"]) == ("組織", "黨組織", "组织")


def test_the_keyboard_goes_where_it_is_sent_after_what_has_changed(monkeypatch):
    hidden = Button("来了", "", lambda: None)
    hidden.shown = False

    def come():
        hidden.focus()
        hidden.shown = True

    first = Button("叫它来", "", come)
    page, messages = Page(first, hidden), []
    monkeypatch.setattr(page.widget, "_send", lambda message, **_: messages.append(message))
    do(page, first)
    assert [message["method"] for message in messages] == ["update", "custom"]
    assert messages[0]["state"][hidden.name]["shown"]
    assert messages[1]["content"] == {"focus": hidden.name}
    first.focus()
    assert messages[2]["content"] == {"focus": first.name}


def test_the_frame_has_a_heading_and_a_new_beginning():
    begun = []
    parts = framed("题", [row(Html("中间"))], lambda: begun.append(1), "记<住", css=".x { color: red; }")
    page = Page(*parts)
    rules, heading, _, buttons, last = parts
    assert not rules.shown and ".x { color: red; }" in rules.value
    assert "题" in heading.value and "记&lt;住" in last.value
    do(page, buttons.children[0])
    assert begun == [1]
