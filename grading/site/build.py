"""Put the site together: `build`."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from grading.common.script import convert
from grading.release import release
from grading.release.release import Course
from grading.site import lite, packages, pages, runtime
from grading.site.packages import HERE
from shequ_lib.errors import ShequError
from shequ_lib.script import HANS

ROOT = HERE.parent.parent
CACHE = ROOT / ".cache" / "site"
MARK = "shequ-site.json"  # a folder with this file in it is a site, which the next build may replace
BUNDLE = "build/notebooks/bundle.js"
START = "build/start.js"
TEXTS = {".html", ".js", ".json", ".css", ".svg", ".ipynb", ".csv", ".wasm"}
TOO_SMALL = 1000  # bytes; compressing such a file saves nothing


def build(
    output: Path,
    *,
    rules: str | Path = "gongshu-2008",
    script: str = HANS,
    pyodide: Path | None = None,
) -> None:
    """Build the site into a folder, which is replaced only when everything has succeeded.

    Args:
        output: the folder; it may hold an earlier site, nothing else.
        rules: the name of a rulebook of the library, or the path of a `.toml` file.
        script: "hans" (simplified characters) or "hant" (traditional).
        pyodide: a folder with the official distribution of Pyodide, None to take it from npm.

    Raises:
        ShequError: something is missing, or a part is not the one that was locked.
    """
    if output.exists() and any(output.iterdir()) and not (output / MARK).is_file():
        raise ShequError(f"{output} 里有别的文件，没有动它；请换一个空的文件夹。")
    packages.node()
    made = release.build(
        ROOT / "solutions", ROOT / "course", edition="self-study", rules=rules, script=script
    )
    fetched = packages.fetch(CACHE)
    with tempfile.TemporaryDirectory(prefix="shequ-site-") as name:
        work = Path(name)
        _write_course(made, work / "course")
        jupyter, config = lite.make(work / "course", work)
        wheels = jupyter / "extensions" / runtime.KERNEL_EXTENSION / "static" / "pypi"
        kernel = runtime.make(fetched, pyodide, wheels, made.other_files, cache=CACHE, work=work)
        site = work / "site"
        _assemble(site, made, jupyter, kernel, config)
        _compress(site, work)
        _replace(site, output)


def _write_course(course: Course, folder: Path) -> None:
    """Write the notebooks that JupyterLite shows; the landing page stands in for the start page."""
    notebooks = {name: notebook for name, notebook in course.notebooks.items() if name != pages.START}
    release.write(dataclasses.replace(course, notebooks=notebooks, other_files={}), folder)


def _assemble(site: Path, course: Course, jupyter: Path, kernel: Path, config: dict[str, Any]) -> None:
    script = course.chapters[0].script
    site.mkdir()
    for name in lite.KEPT:
        shutil.copytree(jupyter / name, site / name)
    static = site / "extensions" / runtime.KERNEL_EXTENSION / "static"
    shutil.rmtree(static / "pypi")  # the kernel has it all from the start
    comlink = next(static.glob("comlink.worker.*.js")).relative_to(site).as_posix()
    worker = (HERE / "web" / "worker.js").read_text(encoding="utf-8")
    (kernel / "worker.js").write_text(worker.replace("WORKER", f"'../{comlink}'"), encoding="utf-8")
    name = f"kernel-{_fingerprint(kernel)}"  # so that a browser never mixes the parts of two builds
    shutil.copytree(kernel, site / name)
    if script != HANS:
        for path in (site / "extensions" / "shequ-course" / "static").glob("*.js"):
            path.write_text(convert(path.read_text(encoding="utf-8")), encoding="utf-8")
    _keep_schemas(site / "build" / "schemas", config["disabledExtensions"])
    _write_start(site)
    _keep_translations(site / "api" / "translations")
    parts = {"kernel": name, "scripts": [START, BUNDLE], "first": _needed_first(site, config)}
    pages.write(site, course, config, parts)
    (site / MARK).write_text(json.dumps({"script": script, "kernel": name}) + "\n", encoding="utf-8")


def _keep_schemas(folder: Path, disabled: list[str]) -> None:
    """Leave out the settings of what is disabled: the page reads the whole file more than once."""
    path = folder / "all.json"
    gone = set(disabled)
    kept = [
        one
        for one in json.loads(path.read_text(encoding="utf-8"))
        if one["id"] not in gone and one["id"].partition(":")[0] not in gone
    ]
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def _write_start(site: Path) -> None:
    """Put the many small scripts that every chapter loads into one: a server answers one request for all.

    Each of them only lays its modules down where the bundle will look for them, so one may as well do it for
    all. `first.json` names them by what stands before the hash; one that is not there loads by itself.
    """
    names = json.loads((HERE / "web" / "first.json").read_text(encoding="utf-8"))
    paths = [path for name in names for path in sorted(site.glob(f"{name}.*.js"))]
    ours = site / "extensions" / "shequ-course" / "static"
    paths += [path for path in sorted(ours.glob("*.js")) if path.stem.partition(".")[0].isdigit()]
    # A function each, so that "use strict" at the head of one does not reach the next.
    parts = [f"(() => {{\n{path.read_text(encoding='utf-8')}\n}})();\n" for path in paths]
    (site / START).write_text("".join(parts), encoding="utf-8")


def _keep_translations(folder: Path) -> None:
    """Keep of each language what the page of a chapter shows."""
    for path in folder.glob("*_*.json"):
        language = json.loads(path.read_text(encoding="utf-8"))
        kept = {name: texts for name, texts in language["data"].items() if name in ("jupyterlab", "notebook")}
        path.write_text(json.dumps({**language, "data": kept}, ensure_ascii=False), encoding="utf-8")


def _needed_first(site: Path, config: dict[str, Any]) -> list[str]:
    """Return what a notebook needs first, so that a browser can ask for all of it at once."""
    core = [path.relative_to(site).as_posix() for path in (site / "build").glob("jlab_core.*.js")]
    extensions = [
        f"extensions/{one['name']}/{one['load'].removeprefix('./')}" for one in config["federated_extensions"]
    ]
    return [START, BUNDLE, *core, *extensions]


def _compress(site: Path, work: Path) -> None:
    wanted = [
        str(path)
        for path in sorted(site.rglob("*"))
        if path.suffix in TEXTS and path.is_file() and path.stat().st_size > TOO_SMALL
    ]
    listed = work / "compress.json"
    listed.write_text(json.dumps(wanted), encoding="utf-8")
    packages.run([packages.node(), str(HERE / "kernel" / "compress.mjs"), str(listed)], "压缩网站文件")


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _replace(site: Path, output: Path) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    old = output.with_name(f"{output.name}.old")
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(old)
    if output.exists():
        output.rename(old)
    shutil.move(site, output)
    shutil.rmtree(old, ignore_errors=True)
