"""No answer is lost, whatever becomes of the server, the tab, or another tab, in a real browser."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import signal

import lab
import play_drive
import pytest
from grading_helpers import CHAPTER, sample

from grading.release import release
from shequ_lib.answer_cells import read_answers
from shequ_lib.exercises import literal

pytestmark = pytest.mark.browser
NUMBER, DATE, ESSAY = "how-many", "notice-date", "own-words"
NUMBERS = itertools.count(1)
SEQUENCES = int(
    os.environ.get("SEQUENCES", "5")
)  # 300 were tried: SEQUENCES=300 pytest tests/study/test_browser_answers.py


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The sample chapter as it was handed out."""
    folder = tmp_path_factory.mktemp("发出的")
    release.write(sample("class"), folder)
    return folder


class Server:
    """A trainee's folder, and the server on it."""

    def __init__(self, folder, released):
        self.folder, self.released = folder, released
        self.port = lab.next_port()
        self.stack = contextlib.ExitStack()
        folder.mkdir()

    def start(self):
        """Start the server, at the same address each time."""
        self.address, self.process = self.stack.enter_context(
            lab.server(self.folder, self.port, self.released)
        )

    def kill(self):
        """End the server, as when the computer is switched off."""
        self.process.kill()
        self.stack.close()


class Class:
    """A chapter as it was handed out, in a folder of the trainee's folder, and tabs of one browser."""

    def __init__(self, server, page):
        self.server, self.context = server, page.context
        self.folder = server.folder / str(next(NUMBERS))
        self.tabs = [page]
        release.write(sample("class"), self.folder)

    @property
    def process(self):
        return self.server.process

    def open(self, page):
        page.goto(f"{self.server.address}/doc/tree/{self.folder.name}/{CHAPTER}.ipynb?token={lab.TOKEN}")
        lab.expect(page.locator(".shequ-form")).not_to_have_count(0)
        lab.expect(form(page, "essay")).to_be_attached()

    def saved(self):
        """The answers in the file."""
        return read_answers(json.loads((self.folder / f"{CHAPTER}.ipynb").read_text(encoding="utf-8")))

    def wait_for(self, exercise, source):
        """Wait until the file holds an answer."""
        for _ in range(600):
            with contextlib.suppress(ValueError):  # it is being written
                if self.saved()[exercise] == source:
                    return
            self.tabs[-1].evaluate("() => new Promise(done => setTimeout(done, 50))")
        assert self.saved()[exercise] == source


def form(page, kind):
    return page.locator(f".shequ-form-{kind}").first


def number(page):
    return form(page, "number").get_by_role("textbox")


def essay(page):
    return form(page, "essay").get_by_role("textbox")


@pytest.fixture(scope="module")
def server(released, tmp_path_factory):
    here = Server(tmp_path_factory.mktemp("study") / "我 的", released)
    here.start()
    yield here
    here.stack.close()


@pytest.fixture
def class_(chromium, server):
    with lab.browser_page(chromium) as page:
        here = Class(server, page)
        try:
            # JupyterLab closes a chapter whose first backup fails
            with page.expect_response(lambda got: "/checkpoints" in got.url and got.request.method == "POST"):
                here.open(page)
            yield here
        finally:
            here.process.send_signal(signal.SIGCONT)
            if here.process.poll() is not None:
                server.start()  # a test that failed left it so


def test_a_chapter_is_read_and_answered_without_a_kernel(chromium, tmp_path):
    """All but its simulator, which is Python, wherever it comes near."""
    folder, name = tmp_path / "学", "07-importance.ipynb"
    folder.mkdir()
    chapter = json.loads((play_drive.COURSE / name).read_text(encoding="utf-8"))
    chapter["cells"] = [cell for cell in chapter["cells"] if cell["metadata"]["shequ"]["role"] != "play"]
    (folder / name).write_text(json.dumps(chapter), encoding="utf-8")
    with lab.opened(folder, "study", release=folder) as address, lab.browser_page(chromium) as page:
        page.goto(f"{address}/doc/tree/{name}?token={lab.TOKEN}")
        essay_ = essay(page)
        with lab.saved(form(page, "essay")):
            essay_.fill("先贴公告。")
        for cell in page.locator(".jp-Cell:visible").all():
            cell.scroll_into_view_if_needed()
        notebook = json.loads((folder / name).read_text(encoding="utf-8"))
        assert "先贴公告。" in read_answers(notebook).values()
        assert page.evaluate("async () => (await (await fetch('/api/kernels')).json()).length") == 0


def test_a_number_is_kept_as_it_is_typed(class_):
    (page,) = class_.tabs
    with lab.saved(form(page, "number")):
        number(page).press_sequentially("１，２００")
    assert class_.saved()[NUMBER] == literal.write(NUMBER, 1200)


def test_while_the_server_hangs_nothing_is_called_saved_and_then_all_is(class_):
    (page,) = class_.tabs
    class_.process.send_signal(signal.SIGSTOP)
    number(page).fill("7")
    lab.expect(lab.status_of(form(page, "number"))).to_contain_text("正在保存")
    essay(page).fill("会后反馈。")
    class_.process.send_signal(signal.SIGCONT)
    lab.expect(lab.status_of(form(page, "number"))).to_contain_text("已保存")
    lab.expect(lab.status_of(form(page, "essay"))).to_contain_text("已保存")
    assert (class_.saved()[NUMBER], class_.saved()[ESSAY]) == (literal.write(NUMBER, 7), "会后反馈。")


def test_a_server_that_comes_back_gets_what_was_answered_meanwhile(class_):
    (page,) = class_.tabs
    class_.server.kill()
    number(page).fill("8")
    lab.expect(lab.status_of(form(page, "number"))).to_contain_text("还没有保存")
    lab.expect(lab.status_of(form(page, "number"))).to_contain_text("连上以后会自动保存")
    class_.server.start()
    lab.expect(lab.status_of(form(page, "number"))).to_contain_text("已保存")
    assert class_.saved()[NUMBER] == literal.write(NUMBER, 8)
    assert page.locator(".jp-Dialog").count() == 0  # the form has said it, and nothing stands in the way


def test_a_kernel_that_does_not_start_is_no_english_dialog(class_):
    """The server refuses, as it does where a computer has no memory left."""
    page = class_.context.new_page()
    page.route(
        "**/api/sessions*", lambda route: route.fulfill(status=500, json={"message": "no memory left"})
    )
    class_.open(page)
    with page.expect_response("**/api/sessions*"):
        page.locator(".shequ-role-play, .shequ-role-code").first.scroll_into_view_if_needed()
    lab.expect(page.locator(".shequ-waiting").first).to_contain_text("没有启动")
    assert page.locator(".jp-Dialog").count() == 0
    page.close()


def test_what_was_typed_last_before_a_tab_is_closed_is_there_again(class_):
    page = class_.context.new_page()
    class_.open(page)
    essay(page).click()
    page.keyboard.type("关掉以前的最后一个字")
    page.close()
    (page,) = class_.tabs
    class_.open(page)
    assert essay(page).input_value() == "关掉以前的最后一个字"
    class_.wait_for(ESSAY, "关掉以前的最后一个字")


def test_an_answer_after_one_that_arrived_unheard_is_there_again(class_):
    """The page goes away while the server's word that an earlier answer is saved is still under way."""
    page = class_.context.new_page()
    class_.open(page)

    def keep_the_reply(route):
        if route.request.method == "PUT":
            route.fetch()  # and nobody hears of it
        else:
            route.continue_()

    page.route(f"**/api/contents/*/{CHAPTER}.ipynb*", keep_the_reply)
    number(page).fill("21")
    class_.wait_for(NUMBER, literal.write(NUMBER, 21))
    number(page).fill("95")
    page.close()
    (page,) = class_.tabs
    class_.open(page)
    lab.expect(number(page)).to_have_value("95")
    class_.wait_for(NUMBER, literal.write(NUMBER, 95))


def test_two_tabs_show_and_keep_both_answers(class_):
    (first,) = class_.tabs
    second = class_.context.new_page()
    class_.open(second)
    with lab.saved(form(first, "number")):
        number(first).fill("3")
    lab.expect(number(second)).to_have_value("3")
    with lab.saved(form(second, "essay")):
        essay(second).fill("在第二个窗口写的")
    lab.expect(essay(first)).to_have_value("在第二个窗口写的")
    with lab.saved(form(first, "date")):
        form(first, "date").locator("input").fill("2026-12-12")
    assert [class_.saved()[exercise] for exercise in (NUMBER, ESSAY, DATE)] == [
        literal.write(NUMBER, 3),
        "在第二个窗口写的",
        literal.write(DATE, "2026-12-12"),
    ]


def test_of_two_tabs_the_later_answer_counts_though_the_earlier_one_is_saved_after_it(class_):
    (first,) = class_.tabs
    second = class_.context.new_page()
    class_.tabs.append(second)
    class_.open(second)
    first.route("**/api/contents/**", lambda route: route.abort())  # what is given here is saved late
    number(first).fill("431")
    lab.expect(form(first, "number")).to_contain_text("没有")
    with lab.saved(form(second, "number")):
        number(second).fill("266")
    lab.expect(number(first)).to_have_value("266")
    with lab.saved(form(first, "number")):
        first.unroute("**/api/contents/**")
    assert class_.saved()[NUMBER] == literal.write(NUMBER, 266)
    with lab.saved(form(first, "number")):
        number(first).fill("7")
    lab.expect(number(second)).to_have_value("7")
    assert class_.saved()[NUMBER] == literal.write(NUMBER, 7)


def test_a_file_that_another_program_answered_keeps_both(class_):
    (page,) = class_.tabs
    path = class_.folder / f"{CHAPTER}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        ours = cell["metadata"]["shequ"]
        if (ours.get("exercise"), ours.get("role")) == (DATE, "answer"):
            cell["source"] = literal.write(DATE, "2026-11-11")
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with lab.saved(form(page, "number")):
        number(page).fill("4")
    assert class_.saved()[DATE] == literal.write(DATE, "2026-11-11")
    assert class_.saved()[NUMBER] == literal.write(NUMBER, 4)
    lab.expect(form(page, "date").locator("input")).to_have_value("2026-11-11")


def _sequence(class_, chance):
    """Do some things that may go wrong between answers; return the last answers that were given."""
    given = {}
    stopped = False
    for _ in range(chance.randint(3, 6)):
        page = chance.choice(class_.tabs)
        what = chance.choice(["number", "number", "essay", "essay", "reload", "tab", "close", "hang", "go"])
        if what == "number":
            value = chance.randint(1, 999)
            number(page).fill(str(value))
            given[NUMBER] = literal.write(NUMBER, value)
        elif what == "essay":
            text = "".join(chance.choice("公告恳谈协调听证评议") for _ in range(chance.randint(1, 20)))
            essay(page).fill(text)
            given[ESSAY] = text
        elif what == "hang" and not stopped:
            class_.process.send_signal(signal.SIGSTOP)
            stopped = True
        elif what == "go" or (stopped and what in ("reload", "tab", "close")):
            class_.process.send_signal(signal.SIGCONT)
            stopped = False
        elif what == "reload":
            class_.open(page)
        elif what == "tab" and len(class_.tabs) < 3:
            class_.tabs.append(class_.context.new_page())
            class_.open(class_.tabs[-1])
        elif what == "close" and len(class_.tabs) > 1:
            class_.tabs.remove(page)
            page.close()
    class_.process.send_signal(signal.SIGCONT)
    return given


def test_random_troubles_between_answers_lose_none(class_):
    seed = int(os.environ.get("SEED") or random.randrange(10**6))  # SEED=… repeats what failed
    chance = random.Random(seed)
    for turn in range(SEQUENCES):
        given = _sequence(class_, chance)
        class_.open(class_.tabs[0])  # what a closed tab could not save is put in when a chapter is opened
        for exercise, source in given.items():
            try:
                class_.wait_for(exercise, source)
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, sequence {turn}: {exercise}") from error
        for page in class_.tabs:
            class_.open(page)
            if NUMBER in given:
                assert literal.write(NUMBER, int(number(page).input_value())) == given[NUMBER], (seed, turn)
            if ESSAY in given:
                assert essay(page).input_value() == given[ESSAY], (seed, turn)
