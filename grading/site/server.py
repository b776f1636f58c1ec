"""A static web server for the site on this machine (`shequ site --serve`); any other does as well."""

from __future__ import annotations

import functools
import http.server
import re
import sys
from http import HTTPStatus
from pathlib import Path
from typing import IO
from urllib.parse import quote, unquote, urlsplit

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ipynb": "application/json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
# Files whose name tells their content: a browser need never ask for them again.
FOR_EVER = re.compile(r"(kernel|page)-[0-9a-f]{12}/.+|build/(.+\.[0-9a-f]{7,}|[0-9a-f]{16,})\.\w+")
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # in the order of preference


class Handler(http.server.BaseHTTPRequestHandler):
    """Sends the files of one folder, compressed where the browser takes that."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, folder: Path, base: str) -> None:
        self.folder, self.base = folder, base
        super().__init__(*arguments)  # type: ignore[arg-type]  # socketserver passes them through

    def do_GET(self) -> None:
        """Send a file."""
        self._answer(send=True)

    def do_HEAD(self) -> None:
        """Send only what would come before a file."""
        self._answer(send=False)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the window is for people."""

    def _answer(self, *, send: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if "\0" in path or not path.startswith(self.base):
            where = self.base if path in ("/", self.base.rstrip("/")) else ""
            self._short(HTTPStatus.FOUND if where else HTTPStatus.NOT_FOUND, where)
            return
        file = (self.folder / path.removeprefix(self.base)).resolve()
        if "//" in path or not file.is_relative_to(self.folder):
            # "//name/" as the place to go to is the root of another host; what lies outside is not told
            self._short(HTTPStatus.NOT_FOUND)
            return
        if file.is_dir():
            if not path.endswith("/"):
                self._short(HTTPStatus.FOUND, f"{path}/")
                return
            file /= "index.html"
        if not file.is_file():
            self._short(HTTPStatus.NOT_FOUND)
            return
        kind = TYPES.get(file.suffix, "application/octet-stream")
        encoding, sent = self._compressed(file)
        state = sent.stat()
        tag = f'"{state.st_mtime_ns:x}-{state.st_size:x}"'
        unchanged = self.headers.get("If-None-Match") == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else HTTPStatus.OK)
        self.send_header("ETag", tag)
        kept = FOR_EVER.fullmatch(file.relative_to(self.folder).as_posix())
        # The others are asked for each time, so that a new build shows at once.
        self.send_header("Cache-Control", "max-age=31536000, immutable" if kept else "no-cache")
        self.send_header("Vary", "Accept-Encoding")
        if not unchanged:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(state.st_size))
            if encoding:
                self.send_header("Content-Encoding", encoding)
        self.end_headers()
        if send and not unchanged:
            with sent.open("rb") as stream:
                self._copy(stream)

    def _compressed(self, file: Path) -> tuple[str, Path]:
        taken = {
            part.partition(";")[0].strip() for part in self.headers.get("Accept-Encoding", "").split(",")
        }
        for encoding, suffix in ENCODINGS.items():
            made = file.with_name(file.name + suffix)
            if encoding in taken and made.is_file():
                return encoding, made
        return "", file

    def _copy(self, stream: IO[bytes]) -> None:
        try:
            while block := stream.read(1 << 18):
                self.wfile.write(block)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the page was left

    def _short(self, status: HTTPStatus, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", quote(location))
        self.send_header("Content-Length", "0")
        self.end_headers()


class Server(http.server.ThreadingHTTPServer):
    """Answers each browser in a thread of its own."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that has gone: they do that all the time."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # what socketserver passes


def server(
    folder: Path, port: int, *, host: str = "127.0.0.1", base: str = "/"
) -> http.server.ThreadingHTTPServer:
    """Return a server for the site in a folder; `serve_forever` starts it.

    Args:
        folder: the site.
        port: the port; 0 for any that is free.
        host: the address to listen on.
        base: the path below which the site stands, such as `/study/`.
    """
    base = f"/{base.strip('/')}/".replace("//", "/")
    handler = functools.partial(Handler, folder=folder.resolve(), base=base)
    return Server((host, port), handler)
