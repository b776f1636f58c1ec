"""Sends the page of a preview to a browser on this machine, and tells it of each change."""

from __future__ import annotations

import functools
import http.server
import json
import threading
import webbrowser
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

from grading.author.preview import Preview
from grading.site.server import Handler, Server
from shequ_lib.errors import ShequError

_SIGN_OF_LIFE = 15  # seconds after which an open page is written to, so that one that has gone is noticed
_LARGEST = 1_000_000  # bytes of an answer


class PreviewHandler(Handler):
    """Sends the files of a preview; `changes` is a stream of events, `check` judges an answer."""

    def __init__(self, *arguments: object, preview: Preview) -> None:
        self.preview = preview
        super().__init__(*arguments, folder=preview.folder.resolve(), base="/")

    def do_GET(self) -> None:
        """Send a file, or what changes."""
        if self.path == "/changes":
            self._stream()
        elif self.path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{self.preview.address}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            super().do_GET()

    def do_POST(self) -> None:
        """Judge an answer."""
        length = self.headers.get("Content-Length", "")
        if self.path != "/check" or not length.isdigit() or int(length) > _LARGEST:
            self.close_connection = True
            self._short(HTTPStatus.NOT_FOUND)
            return
        try:
            asked = json.loads(self.rfile.read(int(length)))
            said = self.preview.judge(str(asked["exercise"]), str(asked["source"])).encode("utf-8")
        except (ValueError, KeyError, TypeError):
            self._short(HTTPStatus.BAD_REQUEST)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def send_header(self, keyword: str, value: str) -> None:
        """Let a browser ask for each file again: here they change under the same name."""
        super().send_header(keyword, "no-cache" if keyword == "Cache-Control" else value)

    def _stream(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Connection", "close")
        self.end_headers()
        preview, said = self.preview, -1
        try:
            while not preview.ended:
                before, (said, state) = said, preview.news_after(said, _SIGN_OF_LIFE)
                told = json.dumps(state, ensure_ascii=False)
                self.wfile.write(f"data: {told}\n\n".encode() if said != before else b": \n\n")
                self.wfile.flush()
        except ConnectionError:
            pass  # the page was left


def server(preview: Preview, port: int) -> http.server.ThreadingHTTPServer:
    """Return a server for a preview on this machine alone; `serve_forever` starts it."""
    return Server(("127.0.0.1", port), functools.partial(PreviewHandler, preview=preview))


def run(path: Path, data: Path, rules: str, port: int, *, browser: bool) -> None:
    """Show a chapter until somebody presses Ctrl+C.

    Raises:
        ShequError: the port is taken.
    """
    with TemporaryDirectory(prefix="shequ-preview-") as name:
        preview = Preview(path, data, rules, Path(name))
        try:
            running = server(preview, port)
        except OSError as error:
            raise ShequError(f"端口 {port} 打不开，请用 --port 换一个。") from error
        address = f"http://127.0.0.1:{running.server_port}/"
        threading.Thread(target=running.serve_forever, daemon=True).start()
        print(
            f"请用浏览器打开 {address} ，每次保存 {path.name}，网页自己更新。用完在这里按 Ctrl+C。",
            flush=True,
        )
        if browser:
            webbrowser.open(address)
        try:
            preview.watch()
        finally:
            preview.end()
            running.shutdown()
            running.server_close()
