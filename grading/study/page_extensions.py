"""Which extensions of JupyterLab the pages of `shequ study` load: what a chapter needs, and nothing else."""

from __future__ import annotations

from typing import Any

# Each of the others that happen to be installed makes every page slower.
_NEEDED = {"shequ-course", "@jupyter-widgets/jupyterlab-manager", "anywidget"}


def _only_needed(handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
    """Keep away from a page the extensions that happen to be installed beside the course's own."""
    found = page_config.get("federated_extensions", [])
    return {**page_config, "federated_extensions": [each for each in found if each["name"] in _NEEDED]}


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "grading.study.page_extensions"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Choose the extensions of every page."""
    server.web_app.settings["page_config_hook"] = _only_needed
