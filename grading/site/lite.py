"""JupyterLite's part of the site: its notebook page, only with what a reader of the course needs."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from grading.site import packages
from grading.site.packages import HERE
from shequ_lib.errors import ShequError

SETTINGS = HERE.parent / "jupyter" / "study" / "labconfig"
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension", "anywidget")
OURS = HERE.parent.parent / "shequ_lib" / "labextension" / "prebuilt"
KERNEL_PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
# What JupyterLite's kernel would install before it starts; here Python has it from the start (runtime.js).
PRELOADED = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]
KEPT = ("api", "build", "extensions", "files")


def make(course: Path, work: Path) -> tuple[Path, dict[str, Any]]:
    """Run JupyterLite's own build.

    Args:
        course: the folder of the notebooks, as the site shows them.
        work: an empty folder to work in.

    Returns:
        The folder of what it made, and its configuration for the page, still without any address.
    """
    try:
        import jupyterlite_core  # noqa: F401
        import jupyterlite_pyodide_kernel  # noqa: F401
    except ImportError as error:
        raise ShequError(
            "还没有安装生成网站要用的组件，请运行 make site，"
            "或先运行 pip install --require-hashes -r requirements-site.lock。"
        ) from error
    shared = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    extensions = [*(shared / name for name in EXTENSIONS), OURS]
    if missing := [str(path) for path in extensions if not (path / "package.json").is_file()]:
        raise ShequError(f"缺少网页组件：{'、'.join(missing)}。请重新安装课程。")
    out = work / "lite"
    config = {
        "apps": ["notebooks"],
        "contents": [str(course)],
        "federated_extensions": [str(path) for path in extensions],
        "ignore_sys_prefix": ["federated_extensions"],
        "no_libarchive": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": str(out),
    }
    folder = work / "lite-build"
    folder.mkdir()
    (folder / "jupyter_lite_config.json").write_text(
        json.dumps({"LiteBuildConfig": config}), encoding="utf-8"
    )
    shutil.copyfile(SETTINGS / "default_setting_overrides.json", folder / "overrides.json")
    packages.run([sys.executable, "-m", "jupyterlite_core", "build"], "生成 JupyterLite ", folder=folder)
    made = json.loads((out / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    return out, _page_config(made)


def _page_config(made: dict[str, Any]) -> dict[str, Any]:
    taken = ("appVersion", "federated_extensions", "fileTypes", "settingsOverrides", "contentsAllJsonFile")
    disabled = json.loads((HERE / "web" / "disabled.json").read_text(encoding="utf-8"))
    return {
        **{key: made[key] for key in taken},
        "appName": "社区建设基础知识",
        "defaultKernelName": "python",
        "disabledExtensions": disabled["disabledExtensions"],
        "notebookPage": "notebooks",
        "litePluginSettings": {
            KERNEL_PLUGIN: {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": PRELOADED}}
        },
    }
