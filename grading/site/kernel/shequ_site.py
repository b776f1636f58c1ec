"""Python in the learner's browser: packages that most chapters never need are fetched when first imported.

Everything that every chapter needs is in memory already (see `prelude.py`), so a module that is not there
comes from one of the archives beside Pyodide. `runtime.js` sets `base` before anything is imported.
"""

import importlib.machinery
import io
import sys
import zipfile
import zipimport
from pathlib import Path

SITE_PACKAGES = Path("/lib/python3.12/site-packages")
WITH_PANDAS = ("pandas", "numpy", "dateutil", "six", "tzdata", "pytz")

base = ""  # the address of the folder of the archives, with a slash
missing = set()  # the names of archives that are not in the file system yet
known = set(WITH_PANDAS)  # the modules and packages, without their parts, that the archives hold


class Later:
    """The last finder of the import system: fetches the archives that can have a module, and looks there."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Find a module that is not in the file system yet."""
        whole = name.partition(".")[0]
        if whole not in known:
            return None
        holders = ["pandas.zip"] if whole in WITH_PANDAS else ["stdlib.zip", "packages.zip"]
        wanted = [archive for archive in holders if archive in missing]
        for archive in wanted:
            install(archive, fetch(base + archive))
            missing.discard(archive)
        return importlib.machinery.PathFinder.find_spec(name, path, target) if wanted else None


def install(archive, data):
    """Put an archive where Python looks for its modules."""
    if archive == "stdlib.zip":
        version = f"{sys.version_info.major}{sys.version_info.minor}"
        Path(f"/lib/python{version}.zip").write_bytes(data)
    else:
        zipfile.ZipFile(io.BytesIO(data)).extractall(SITE_PACKAGES)
    forget()


def forget():
    """Let Python look anew at the files on its path."""
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()


def fetch(address):
    """Fetch a file; Python waits for it (a worker may do that)."""
    from js import XMLHttpRequest

    request = XMLHttpRequest.new()
    request.open("GET", address, False)
    request.responseType = "arraybuffer"
    request.send(None)
    if request.status != 200:
        raise ImportError(f"{address}: {request.status}")
    return request.response.to_bytes()
