"""Run by make.mjs when the site is built, in the Python that the browser will run."""

# What every chapter needs is imported here, once, when the site is built; the memory of this Python is then
# kept (`snapshot.gz`), and the learner's browser begins where this file ends.
import contextlib
import gc
import importlib
import importlib.util
import pkgutil
import sys

# IPython expects modules of a terminal; the kernel has stand-ins for them.
path = importlib.util.find_spec("pyodide_kernel").submodule_search_locations[0] + "/mocks.pyc"
spec = importlib.util.spec_from_file_location("mocks", path)
mocks = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mocks)
mocks.apply_mocks()

for name in [
    # what a kernel imports
    *[
        "IPython.core.application",
        "IPython.core.interactiveshell",
        "IPython.core.shellapp",
        "IPython.display",
    ],
    *["comm", "ipywidgets", "anywidget", "asyncio", "getpass", "_strptime", "uuid", "unittest.mock"],
    *["encodings.idna", "encodings.utf_8_sig", "importlib.metadata"],
    # what the library imports in its functions
    *["pygal", "pygal.style", "xml.etree.ElementTree", "html", "tomllib"],
    *["calendar", "decimal", "fractions", "random", "statistics"],
    # what Pyodide and pandas import, so that they do without the archives of everything
    *["shutil", "tempfile", "zipfile", "tarfile", "gzip", "zoneinfo._tzpath", "zoneinfo._zoneinfo"],
]:
    importlib.import_module(name)

for name in "shequ_lib", "traitlets", "comm", "ipywidgets", "IPython.core", "IPython.utils", "pygal":
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        with contextlib.suppress(ImportError):  # a part that needs what is not here
            importlib.import_module(module.name)

import shequ_site  # noqa: E402  (after all else, so that its finder sees none of it)

shequ_site.known.update(module.name for module in pkgutil.iter_modules())
sys.meta_path.append(shequ_site.Later)
gc.collect()
