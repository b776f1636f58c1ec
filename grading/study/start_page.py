"""What the start page shows and asks without a kernel: how far one is, and who one is.

The server that `shequ study` runs reads the chapters beside the start page itself: nobody waits for Python.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from shequ_lib import board, play_record, trainee
from shequ_lib.script import HANS, HANT, localise, using

_MOST = 10_000  # bytes of a number and a name


class _StartPage(APIHandler):
    """What both have in common: the folder of the course, and the script of the page."""

    @property
    def folder(self) -> Path:
        return Path(self.settings["server_root_dir"]).expanduser()

    def in_script(self, text: str) -> str:
        with using(HANT if self.get_query_argument("script", HANS) == HANT else HANS):
            return localise(text)


class _Board(_StartPage):
    """How far each chapter is."""

    @web.authenticated
    def get(self) -> None:
        """Send the board as HTML, in which every text of a notebook or a record is escaped."""
        html = board.board_html(board.chapters(self.folder), play_record.load(self.folder))
        self.finish({"html": self.in_script(html)})


class _Trainee(_StartPage):
    """Who is learning."""

    @web.authenticated
    def get(self) -> None:
        """Send the number and the name that are noted, and a line about them."""
        self.tell(trainee.load(self.folder), True)

    @web.authenticated
    def put(self) -> None:
        """Note a number and a name; 400 if that is not what was sent."""
        try:
            sent: Any = json.loads(self.request.body) if len(self.request.body) <= _MOST else None
            typed = trainee.typed(sent["number"], sent["name"])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise web.HTTPError(400) from None
        self.tell(typed, trainee.save(typed, self.folder))

    def tell(self, who: trainee.Trainee, done: bool) -> None:
        said = self.in_script(trainee.said(who, written=done))
        self.finish({"number": who.number, "name": who.name, "said": said, "written": done})


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "grading.study.start_page"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Serve both below /shequ/start/."""
    base = server.web_app.settings["base_url"]
    pages = {"board": _Board, "trainee": _Trainee}
    server.web_app.add_handlers(
        ".*$", [(url_path_join(base, "shequ", "start", name), page) for name, page in pages.items()]
    )
