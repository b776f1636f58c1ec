"""Drive the forms in a bare page: the bundle that pages without JupyterLab load, and nothing else."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import one_browser
from playwright.sync_api import Browser, Locator, Page, expect

import shequ_lib

BUNDLE = Path(shequ_lib.__file__).parent / "labextension" / "page"
SPECS: dict[str, dict[str, Any]] = {
    "choice": {"options": {"A": "由居委会开罚单", "B": "报告街道", "C": "请居民商量"}},
    "choices": {"options": {"A": "公告", "B": "记录", "C": "反馈", "D": "归档"}},
    "order": {"items": ["召集会议", "公告会议", "反馈结果", "归档材料"]},
    "match": {"items": ["听取意见", "化解矛盾", "评议工作"], "targets": ["恳谈会", "协调会", "评议会"]},
    "sort": {
        "items": ["选举居委会成员", "发放低保金", "协助统计人口", "处罚占道摊贩"],
        "bins": ["居委会自己办", "协助政府办", "不归社区办"],
    },
    "spot": {
        "heading": "民情恳谈会记录",
        "lines": [
            "12月10日，告示贴在居务公开栏",
            "12月12日，居委会主任主持开会，小周记录",
            "12月20日，研究意见，定出落实方案",
            "1月15日，反馈给有关的人",
        ],
        "rules": ["要提前公告", "两类地方都要贴", "要专人记录", "会后按期反馈"],
    },
    "fill": {
        "heading": "告示",
        "lines": [
            ["定于 ", 0, " 召开 ", 1, "，共 ", 2, " 人。"],
            ["参加人：", 3, "、", 4, "等。"],
            ["地点：", 5],
        ],
        "fields": [
            {"label": "开会日期", "type": "date"},
            {"label": "会议", "type": "choice", "options": ["恳谈会", "协调会", "听证会"]},
            {"label": "人数", "type": "number", "unit": "人"},
            {
                "label": "参加人一",
                "type": "choice",
                "options": ["居民", "单位代表", "访客"],
                "group": "people",
            },
            {
                "label": "参加人二",
                "type": "choice",
                "options": ["居民", "单位代表", "访客"],
                "group": "people",
            },
            {"label": "地点", "type": "text"},
        ],
    },
    "decide": {
        "steps": [
            {
                "heading": "一封来信",
                "text": "广场上的音响太吵。\n请社区出面。\n\n3 幢 老陈",
                "options": {
                    "A": {"text": "请双方来协调", "after": "会定在下周五。", "then": 3},
                    "B": {"text": "召集大家恳谈", "after": "来了四十多人。", "then": 2},
                    "C": {"text": "报告城管罚款", "after": "城管没有来。", "then": 2},
                },
            },
            {
                "heading": "值班记录",
                "text": "昨晚有人拔了插头。",
                "options": {
                    "A": {"text": "劝来信的人忍一忍", "after": "他打了热线。", "then": 0},
                    "B": {"text": "这就请双方来协调", "after": "双方都肯来。", "then": 3},
                    "C": {"text": "叫舞队写检讨", "after": "舞队不肯写。", "then": 0},
                },
            },
            {
                "heading": "会议记录",
                "text": "| 时间 | 说定 |\n|---|---|\n| 晚八点半 | 关音响 |",
                "options": {
                    "A": {"text": "口头说定就行", "after": "一个月后又吵。", "then": 0},
                    "B": {"text": "请街道发文件", "after": "街道退了回来。", "then": 0},
                    "C": {"text": "当场签协议", "after": "协议存了档。", "then": 0},
                },
            },
        ]
    },
    "number": {"unit": "人"},
    "date": {},
    "schedule": {"fields": ["公告哪天贴出", "结果哪天反馈"]},
    "essay": {"rubric": [["规则", [[2, "说清"], [1, "提到"], [0, "没有"]]]], "min_chars": 10},
    "table": {"result": "a_table", "stub": "import pandas as pd\na_table = None\n# 答案写在这一格。"},
}
# The page does what a notebook's document does: it keeps what it is given, and later says that it is saved.
PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>答题</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="forms.css"></head>
<body><main><h1>答题</h1></main><script type="module">
import { makeForm } from './forms.js';
window.kept = [];
window.checks = 0;
window.make = (spec, options = {}) => {
  const keeper = { keep: source => kept.push(source), check: () => (checks += 1) };
  window.form?.node.remove();
  window.form = makeForm(spec, keeper, { script: 'hans', check: false, ...options });
  window.form.node.id = 'form';
  document.querySelector('main').append(window.form.node);
};
</script></body></html>"""


def spec(kind: str, **other: Any) -> dict[str, Any]:
    """Return a spec of a kind."""
    return {"id": f"a-{kind}", "kind": kind, "title": "练习题", "points": 2, **SPECS[kind], **other}


class _Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode("utf-8"))

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Serve the page; yield its address."""
    handler = functools.partial(_Handler, directory=str(BUNDLE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class Desk:
    """A page with one form, and what it gave to keep."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.form: Locator = page.locator("#form")

    def make(self, given: Any, source: str | None = None, **options: Any) -> None:
        """Put a form on the page, with this text in its answer cell."""
        self.page.evaluate("([spec, options]) => make(spec, options)", [given, options])
        if source is not None:
            self.page.evaluate("source => form.show(source)", source)

    def show(self, source: str) -> None:
        self.page.evaluate("source => form.show(source)", source)

    def say(self, state: str, why: str = "") -> None:
        self.page.evaluate("([is, why]) => form.say({ is, why })", [state, why])

    @property
    def kept(self) -> list[str]:
        """Every text that was given to keep."""
        return list(self.page.evaluate("kept"))

    @property
    def progress(self) -> str:
        return str(self.page.evaluate("form.progress"))

    @property
    def checks(self) -> int:
        return int(self.page.evaluate("checks"))

    def says(self, text: str) -> None:
        """Expect this in the status line."""
        expect(self.form.get_by_role("status")).to_contain_text(text)

    def button(self, name: str) -> Locator:
        return self.form.get_by_role("button", name=name, exact=True)


@contextlib.contextmanager
def opened(chromium: str) -> Iterator[tuple[Browser, str]]:
    """Yield a browser, and the address of the page."""
    with served() as address:
        yield one_browser.browser(chromium), address


@contextlib.contextmanager
def desk(opened: tuple[Browser, str], **options: Any) -> Iterator[Desk]:
    """Open the page; anything that goes wrong in it is an error of the test."""
    browser, address = opened
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.goto(address)
    page.wait_for_function("!!window.make")
    yield Desk(page)
    context.close()
    assert wrong == []


def literal(given: dict[str, Any], value: Any) -> str:
    """Return what the cell holds for an answer."""
    return f"{given['id'].replace('-', '_')} = {json.dumps(value, ensure_ascii=False)}"
