"""The release that `shequ study` opened, for the page, which goes by it and not by what a notebook says."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from grading.lab import RELEASE


class _Release(APIHandler):
    """One notebook of the release."""

    @web.authenticated
    def get(self, name: str) -> None:
        """Send it; 404 if the release has none of this name."""
        folder = os.environ.get(RELEASE)
        path = Path(folder or "") / f"{name}.ipynb"
        if not folder or not path.is_file():
            raise web.HTTPError(404)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(json.loads(path.read_bytes())))


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "grading.released"}]


# The extensions of JupyterLab that a chapter needs; each of the others makes every page slower.
_NEEDED = {"shequ-course", "@jupyter-widgets/jupyterlab-manager", "anywidget"}


def _only_needed(handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
    """Keep away from a page the extensions that happen to be installed beside the course's own."""
    found = page_config.get("federated_extensions", [])
    return {**page_config, "federated_extensions": [each for each in found if each["name"] in _NEEDED]}


def _load_jupyter_server_extension(server: Any) -> None:
    """Serve the release at /shequ/release/, and pages that load only what a chapter needs."""
    server.web_app.settings["page_config_hook"] = _only_needed
    address = url_path_join(server.web_app.settings["base_url"], r"/shequ/release/([\w-]+)\.ipynb")
    server.web_app.add_handlers(".*$", [(address, _Release)])
