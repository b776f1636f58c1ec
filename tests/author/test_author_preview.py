"""`shequ preview`: the page of a chapter by real requests, made again when its master is saved."""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
import threading
import time

import one_browser
import pytest
from grading_helpers import SAMPLE
from playwright.sync_api import expect

from grading.author import preview_server
from grading.author.preview import Preview

PATIENCE = 60  # seconds, on a busy machine


@pytest.fixture
def opened(tmp_path):
    """A preview of a copy of the sample chapter, being served; its master is there to be changed."""
    solutions = tmp_path / "solutions"
    shutil.copytree(SAMPLE / "solutions", solutions)
    preview = Preview(solutions / "01-sample.md", SAMPLE / "course", "gongshu-2008", tmp_path / "served")
    running = preview_server.server(preview, 0)
    threads = [
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True),
        threading.Thread(target=preview.watch, daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield preview, running.server_port
    finally:
        preview.end()
        running.shutdown()
        running.server_close()
        for thread in threads:
            thread.join(PATIENCE)


def ask(port, path, method="GET", body=None):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path, body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8"), answer.headers


@contextlib.contextmanager
def listening(port):
    """Read the stream of changes; yields a function that returns the next state that fits."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", "/changes")
        stream = connection.getresponse()
        assert stream.headers["Content-Type"].startswith("text/event-stream")

        def until(fits):
            while True:
                line = stream.readline().decode("utf-8")
                assert line, "the stream has ended"
                if line.startswith("data: ") and fits(state := json.loads(line.removeprefix("data: "))):
                    return state

        yield until


def save(preview, old, new):
    text = preview.path.read_text(encoding="utf-8")
    assert old in text
    preview.path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_page_is_made_again_at_each_save_and_says_what_is_wrong(opened):
    preview, port = opened
    with listening(port) as until:
        first = until(lambda state: state["made"] and not state["faults"])
        status, _, headers = ask(port, "/")
        assert (status, headers["Location"]) == (302, "/notebooks/index.html?path=01-sample.ipynb")
        status, page, _ = ask(port, headers["Location"])
        assert status == 200 and f'data-made="{first["made"]}"' in page
        assert "一段话。" in ask(port, "/text/01-sample.html")[1]

        save(preview, "一段话。", "换了一段话。")
        began = time.monotonic()
        second = until(lambda state: state["made"] > first["made"])
        assert time.monotonic() - began < PATIENCE
        assert "换了一段话。" in ask(port, "/text/01-sample.html")[1]
        assert f'data-made="{second["made"]}"' in ask(port, headers["Location"])[1]

        # what cannot be read leaves the page as it was and is told by file and line
        save(preview, "kind: choice\n", "kind: chioce\n")
        (fault,) = until(lambda state: state["faults"])["faults"]
        assert fault.startswith("01-sample.md:29 [which-one]: kind “chioce” is unknown; there are choice, ")
        assert "换了一段话。" in ask(port, "/text/01-sample.html")[1]

        # nor does a mistake that nobody foresaw end the preview
        save(preview, "kind: chioce\n", "kind: choice\n")
        until(lambda state: not state["faults"])
        save(preview, "hint: 想一想公告的用处。", "hint: [想, 一, 想, 公, 告, 的]")
        (fault,) = until(lambda state: state["faults"])["faults"]
        assert fault.startswith("01-sample.md: cannot be read: TypeError(")

        # what can be read, and is not proved, is shown and told
        save(preview, "hint: [想, 一, 想, 公, 告, 的]", "hint: 想一想公告的用处。")
        until(lambda state: not state["faults"])
        save(preview, "至少几人?", "至少几人? 下限就是 5 人,不能再少。")
        (fault,) = until(lambda state: state["faults"])["faults"]
        assert "[how-many]: the class edition shows what is hidden: “下限就是 5 人,不能再少。”" in fault
        save(preview, "至少几人?", "【待写：问题】至少几人?")
        (fault,) = until(lambda state: "still to be written" in str(state["faults"]))["faults"]
        assert "[how-many]: still to be written: 【待写：问题】" in fault
        assert "【待写：问题】" in ask(port, "/text/01-sample.html")[1]


def test_an_answer_is_judged_and_what_makes_no_sense_is_refused(opened):
    _, port = opened
    with listening(port) as until:
        until(lambda state: state["made"])
    right = json.dumps({"exercise": "how-many", "source": "how_many = 5"})
    status, said, _ = ask(port, "/check", "POST", right)
    assert status == 200 and "答对了，得 2 / 2 分" in said
    wrong = json.dumps({"exercise": "how-many", "source": "how_many = 4"})
    assert "比下限少一人。" in ask(port, "/check", "POST", wrong)[1]
    code = json.dumps({"exercise": "big-ones", "source": "big_ones = 1"})
    assert ask(port, "/check", "POST", code)[:2] == (200, "")
    assert ask(port, "/check", "POST", "[]")[0] == 400
    assert ask(port, "/other", "POST", right)[0] == 404
    assert ask(port, "/..%2Fsolutions/01-sample.md")[0] == 404


@pytest.mark.browser
def test_in_a_browser_the_page_comes_anew_by_itself_and_a_form_is_checked(opened, chromium):
    preview, port = opened
    launch = one_browser.playwright().chromium.launch
    with launch(executable_path=chromium, args=["--no-sandbox"]) as browser:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        form = page.locator('[data-form="which-one"] .shequ-form')
        form.locator("input").nth(1).check(timeout=PATIENCE * 1000)
        form.get_by_role("button", name="检查").click()
        expect(page.locator('[data-form="which-one"] .shequ-result')).to_contain_text("会后再贴")

        save(preview, "一段话。", "换了一段话。")
        expect(page.locator("#shequ-text")).to_contain_text("换了一段话。", timeout=PATIENCE * 1000)
        expect(form.locator("input").nth(1)).to_be_checked()

        save(preview, "kind: choice\n", "kind: chioce\n")
        expect(page.locator("#shequ-faults")).to_contain_text("01-sample.md:29", timeout=PATIENCE * 1000)
        save(preview, "kind: chioce\n", "kind: choice\n")
        expect(page.locator("#shequ-faults")).to_be_hidden(timeout=PATIENCE * 1000)
