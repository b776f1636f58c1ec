"""The parts of the self-study site that need neither npm nor a browser: locks, pages, the server."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import http.client
import json
import re
import threading
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
import whole_course
from grading_helpers import sample

from grading import cli
from grading.site import build, lite, packages, pages, runtime, server
from shequ_lib.errors import ShequError

ROOT = Path(__file__).parents[2]
LOCKS = [packages.KERNEL_LOCK, packages.NPM_LOCK, ROOT / "requirements-site.lock"]


# ---- what comes from the registries ----


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_address(path):
    assert not re.search(r"https?:|registry|--index|--find-links", path.read_text(encoding="utf-8"))


def test_every_package_of_the_kernel_is_pinned_with_hashes():
    asked = re.findall(r"^([\w.-]+)==(\S+)$", (packages.HERE / "kernel.in").read_text("utf-8"), re.MULTILINE)
    locked = packages.locked_wheels()
    assert {name: version for name, (version, _) in locked.items()} == dict(asked)
    assert all(hashes for _, hashes in locked.values())
    assert all(
        re.fullmatch(r"[0-9a-f]{64}", each["sha256"]) for each in json.loads(packages.NPM_LOCK.read_text())
    )


def test_a_file_that_is_not_the_locked_one_is_never_used(tmp_path, monkeypatch):
    def fake(command, what, *, folder=None):
        target = Path(command[command.index("--dest") + 1]) if "--dest" in command else None
        if target:
            target.mkdir(parents=True)
            for name, (version, _) in packages.locked_wheels().items():
                (target / f"{name}-{version}-py3-none-any.whl").write_bytes(b"something else")
        else:
            (tmp_path / "npm" / "pyodide-0.27.7.tgz").write_bytes(b"something else")
        return ""

    monkeypatch.setattr(packages, "run", fake)
    monkeypatch.setattr(packages, "node", lambda: "node")
    with pytest.raises(ShequError, match=r"kernel\.lock"):
        packages._wheels(tmp_path)
    (tmp_path / "npm").mkdir()
    with pytest.raises(ShequError, match=r"npm\.lock"):
        packages._tarballs(tmp_path)
    assert not (tmp_path / "npm" / "pyodide-0.27.7.tgz").exists()


@pytest.fixture
def distribution(tmp_path):
    """A folder like the official distribution of Pyodide, with tiny packages."""
    folder = tmp_path / "Pyodide 发行包"
    folder.mkdir()
    for name in (*runtime.PYODIDE_FILES, "python_stdlib.zip"):
        (folder / name).write_bytes(b"")
    known = {}
    for name, depends in {"pandas": ["numpy"], "numpy": [], "scipy": ["numpy"]}.items():
        wheel = folder / f"{name}-1.0-cp312-cp312-pyodide_2024_0_wasm32.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"{name}/__init__.py", "")
            archive.writestr(f"{name}/tests/test_it.py", "")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        known[name] = {"file_name": wheel.name, "sha256": digest, "depends": depends}
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {}, "packages": known}), encoding="utf-8")
    return folder


def test_pandas_comes_from_the_official_distribution_with_what_it_needs(distribution, tmp_path):
    lock = json.loads((distribution / "pyodide-lock.json").read_text(encoding="utf-8"))
    runtime._from_distribution(distribution, lock["packages"], tmp_path / "out")
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.py")}
    assert found == {"pandas/__init__.py", "numpy/__init__.py"}


def test_a_distribution_that_is_not_whole_is_refused(distribution, tmp_path):
    lock = json.loads((distribution / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    wheel = distribution / lock["numpy"]["file_name"]
    wheel.write_bytes(wheel.read_bytes() + b"!")
    with pytest.raises(ShequError, match="校验值不一致"):
        runtime._from_distribution(distribution, lock, tmp_path / "out")
    del lock["numpy"]
    with pytest.raises(ShequError, match="里没有 numpy"):
        runtime._from_distribution(distribution, lock, tmp_path / "out")
    (distribution / "pyodide.asm.wasm").unlink()
    with pytest.raises(ShequError, match=r"缺少：pyodide\.asm\.wasm"):
        runtime._official(distribution)


def test_without_npm_one_line_says_what_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert cli.main(["site", "--output", str(tmp_path / "site")]) == 1
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert "Node.js" in said
    assert "npm" in said


def test_a_folder_with_other_files_is_left_alone(tmp_path, capsys):
    (tmp_path / "论文.txt").write_text("我的", encoding="utf-8")
    assert cli.main(["site", "--output", str(tmp_path)]) == 1
    assert "没有动它" in capsys.readouterr().err
    assert (tmp_path / "论文.txt").exists()


def test_what_is_disabled_is_not_what_the_course_needs():
    config = lite._page_config(
        dict.fromkeys(
            ("appVersion", "federated_extensions", "fileTypes", "settingsOverrides", "contentsAllJsonFile")
        )
    )
    kernel = config["litePluginSettings"][lite.KERNEL_PLUGIN]
    assert kernel["disablePyPIFallback"] is True
    disabled = set(config["disabledExtensions"])
    assert not disabled & {"shequ-course", "anywidget", "@jupyter-widgets/jupyterlab-manager"}
    assert "@jupyterlite/application-extension:service-worker-manager" in disabled


# ---- pages ----


@pytest.fixture(scope="module")
def notebook():
    return next(iter(sample("self-study").notebooks.values()))


def test_the_text_of_a_chapter_is_every_cell_that_will_be_seen(notebook):
    text = pages.chapter_text(notebook, "hans")
    places = [int(place) for place in re.findall(r'data-cell="(\d+)"', text)]
    assert places == sorted(set(places))
    for place, part in re.findall(
        r'data-cell="(\d+)" data-id="[\w-]+" data-form="[\w-]+">.*?json">(.*?)</script>', text
    ):
        cell = notebook["cells"][int(place)]
        assert json.loads(part)["spec"] == cell["metadata"]["shequ"]["spec"]
    seen = [
        place
        for place, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "markdown" and cell["metadata"]["shequ"]["role"] != "answer"
    ]
    assert set(seen) <= set(places)
    exercises = re.findall(r'data-exercise="([\w-]+)"', text)
    assert exercises == list(pages._facts("x", notebook)["exercises"])


def test_the_text_of_a_chapter_holds_no_key(notebook):
    """What is right is in the cells that judge, and those are not shown."""
    text = pages.chapter_text(notebook, "hans")
    checks = [
        cell["source"] for cell in notebook["cells"] if cell["metadata"]["shequ"].get("role") == "check"
    ]
    secrets = {found for source in checks for found in re.findall(r"'explain': '([^']{6,})'", source)}
    assert secrets
    assert not [secret for secret in secrets if secret in text]


@pytest.mark.parametrize("script", ["hans", "hant"])
def test_both_pages_are_whole_in_both_scripts(script, tmp_path):
    course = whole_course.built("self-study", script)
    pages.write(tmp_path, course, {"x": "</script>"}, {"kernel": "kernel-1", "scripts": [], "first": []})
    landing = (tmp_path / "index.html").read_text(encoding="utf-8")
    chapter = (tmp_path / "notebooks" / "index.html").read_text(encoding="utf-8")
    known = json.loads(re.search(r'id="shequ-course" type="application/json">(.*?)</script>', landing)[1])
    assert len(known["chapters"]) == len(course.chapters) - 1 == len(list((tmp_path / "text").iterdir()))
    assert known["script"] == script
    assert landing.count("notebooks/index.html?path=") == len(known["chapters"])
    assert "交作业</strong>" not in landing
    assert "</script>" not in re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', chapter)[1]
    traditional = "下載我的作業" in landing and "這個頁面" in chapter
    assert traditional == (script == "hant")
    (page,) = tmp_path.glob("page-*")
    assert f'src="{page.name}/site.js"' in landing
    assert f'src="../{page.name}/chapter.js"' in chapter
    assert ("瀏覽器" in (page / "site.js").read_text(encoding="utf-8")) == (script == "hant")


# ---- the server ----


@pytest.fixture
def folder(tmp_path):
    """A small site, and a file beside it that is nobody's business."""
    folder = tmp_path / "网 站"
    (folder / "子").mkdir(parents=True)
    (folder / "index.html").write_text("首页", encoding="utf-8")
    (folder / "子" / "index.html").write_text("子页", encoding="utf-8")
    (folder / "a.wasm").write_bytes(b"wasm" * 500)
    (folder / "a.wasm.gz").write_bytes(gzip.compress(b"wasm" * 500))
    (folder / "a.wasm.br").write_bytes(b"brotli")
    (folder / "snapshot.gz").write_bytes(b"\x1f\x8b")
    (tmp_path / "secret.txt").write_text("不给看", encoding="utf-8")
    return folder


@pytest.fixture
def ask(folder):
    """Ask the server of the small site for a path; returns status, headers and body."""
    with asked(folder, "study") as request:
        yield request


@contextlib.contextmanager
def asked(folder, base):
    """Serve a folder below a path; gives a function that asks for one."""
    running = server.server(folder, 0, base=base)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()

    def request(path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=30)
        connection.request(
            method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()

    try:
        yield request
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def test_nothing_is_printed_when_a_browser_goes_away(tmp_path, capsys):
    with server.server(tmp_path, 0) as running:
        for error in (ConnectionResetError(), BrokenPipeError()):
            try:
                raise error
            except ConnectionError:
                running.handle_error(None, ("127.0.0.1", 1))
    assert capsys.readouterr() == ("", "")


def test_files_come_with_the_right_type(ask):
    assert ask("/study/")[2].decode("utf-8") == "首页"
    assert ask("/study/")[1]["Content-Type"] == "text/html; charset=utf-8"
    assert ask("/study/a.wasm")[1]["Content-Type"] == "application/wasm"
    assert ask("/study/a.wasm")[2] == b"wasm" * 500
    status, headers, _ = ask("/study/snapshot.gz", Accept_Encoding="gzip, br")
    assert (status, headers["Content-Type"]) == (200, "application/gzip")
    assert "Content-Encoding" not in headers  # the page unpacks this one itself


def test_a_browser_that_takes_it_gets_the_compressed_copy(ask):
    assert ask("/study/a.wasm", Accept_Encoding="gzip, deflate, br")[1]["Content-Encoding"] == "br"
    _, headers, body = ask("/study/a.wasm", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == b"wasm" * 500


def test_an_unchanged_file_is_not_sent_again(ask):
    assert ask("/study/a.wasm")[1]["Cache-Control"] == "no-cache"
    tag = ask("/study/a.wasm")[1]["ETag"]
    status, _, body = ask("/study/a.wasm", If_None_Match=tag)
    assert (status, body) == (304, b"")
    status, headers, body = ask("/study/a.wasm", method="HEAD")
    assert (status, headers["Content-Length"], body) == (200, "2000", b"")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("kernel-0123456789ab/snapshot.gz", True),
        ("page-0123456789ab/site.js", True),
        ("build/1031.b91a70b.js", True),
        ("build/0123456789abcdef0123.woff", True),
        ("build/start.js", False),
        ("extensions/shequ-course/static/remoteEntry.0123456789abcdef0123.js", False),
        ("index.html", False),
    ],
)
def test_only_what_never_changes_under_its_name_is_kept_unasked(path, kept):
    assert bool(server.FOR_EVER.fullmatch(path)) == kept


@pytest.mark.parametrize(
    "path",
    [
        "/study/../secret.txt",
        "/study/%2e%2e/secret.txt",
        "/study//etc/passwd",
        "/study//etc",
        "/study/%2Fetc",
        "/study/..",
        "/study/nothing",
        "/study/%00",
        "/other",
    ],
)
def test_nothing_outside_the_site_is_sent(ask, path):
    status, _, body = ask(path)
    assert (status, body) == (404, b"")


@pytest.mark.parametrize("path", ["//etc", "/%2Fetc", "/%2F%2Fetc", "//子", "/%2F子", "/子//..", "/%5C子"])
def test_nobody_is_led_to_another_host(folder, path):
    with asked(folder, "/") as request:
        status, headers, body = request(quote(path, safe="/%"))
    # "//name/" and "/\\name/" are other hosts to a browser
    assert not headers.get("Location", "").startswith(("//", "/%5C", "/\\"))
    assert (status, body) == ((302, b"") if path == "//子" else (404, b""))  # Python takes one away in front


def test_folders_and_the_root_lead_on(ask):
    assert ask("/")[1]["Location"] == "/study/"
    assert ask("/study")[1]["Location"] == "/study/"
    status, headers, _ = ask("/study/%E5%AD%90")
    assert (status, headers["Location"]) == (302, "/study/%E5%AD%90/")
    assert ask("/study/%E5%AD%90/")[2].decode("utf-8") == "子页"


def test_the_fingerprint_of_the_kernel_is_of_its_files(tmp_path):
    (tmp_path / "a").write_bytes(b"1")
    first = build._fingerprint(tmp_path)
    (tmp_path / "a").write_bytes(b"2")
    assert build._fingerprint(tmp_path) != first
