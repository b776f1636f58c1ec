"""Put the site together: `build`."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grading import release
from grading.release import Course
from grading.site import lite, packages, runtime
from grading.site.packages import HERE
from shequ_lib.script import HANS

ROOT = HERE.parent.parent
CACHE = ROOT / ".cache" / "site"


def build(
    output: Path,
    *,
    rules: str | Path = "gongshu-2008",
    script: str = HANS,
    pyodide: Path | None = None,
) -> None:
    """Build the site into a folder, which is replaced only when everything has succeeded."""
    packages.node()
    course = release.build(
        ROOT / "solutions", ROOT / "course", edition="self-study", rules=rules, script=script
    )
    fetched = packages.fetch(CACHE)
    with tempfile.TemporaryDirectory(prefix="shequ-site-") as name:
        work = Path(name)
        release.write(course, work / "course")
        made, config = lite.make(work / "course", work)
        wheels = made / "extensions" / runtime.KERNEL_EXTENSION / "static" / "pypi"
        kernel = runtime.make(fetched, pyodide, wheels, course.other_files, CACHE, work)
        site = _assemble(work / "site", made, kernel, config, script)
        _replace(site, output)


def _assemble(site: Path, made: Path, kernel: Path, config: dict[str, Any], script: str) -> Path:
    site.mkdir()
    for name in lite.KEPT:
        shutil.copytree(made / name, site / name)
    name = f"kernel-{_fingerprint(kernel)}"
    shutil.copytree(kernel, site / name)
    static = site / "extensions" / runtime.KERNEL_EXTENSION / "static"
    comlink = next(static.glob("comlink.worker.*.js")).relative_to(site).as_posix()
    worker = (HERE / "web" / "worker.js").read_text(encoding="utf-8")
    (site / name / "worker.js").write_text(worker.replace("WORKER", f"'../{comlink}'"), encoding="utf-8")
    bundle = "build/notebooks/bundle.js"
    config["shequ"] = {"kernel": name, "bundle": bundle}
    pages = Environment(loader=FileSystemLoader(HERE / "web"), undefined=StrictUndefined, autoescape=False)
    (site / "notebooks").mkdir()
    page = pages.get_template("chapter.html.j2").render(
        lang="zh-CN", t=lambda text: text, config=json.dumps(config, ensure_ascii=False), texts="{}"
    )
    (site / "notebooks" / "index.html").write_text(page, encoding="utf-8")
    for file in ("site.js",):
        shutil.copyfile(HERE / "web" / file, site / file)
    return site


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _replace(site: Path, output: Path) -> None:
    if output.exists():
        shutil.rmtree(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(site, output)
