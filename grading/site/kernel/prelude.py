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

for name in """
    IPython.core.application IPython.core.interactiveshell IPython.core.shellapp IPython.core.history
    IPython.core.display_functions IPython.display IPython.core.completer IPython.utils.tokenutil
    comm ipywidgets anywidget pygal pygal.style
    decimal fractions statistics calendar random zipfile shutil tempfile tomllib html uuid
    xml.etree.ElementTree importlib.metadata asyncio getpass unittest.mock _strptime zoneinfo zoneinfo._common encodings.utf_8_sig encodings.idna
""".split():
    importlib.import_module(name)

for name in "shequ_lib", "traitlets", "comm", "ipywidgets", "IPython.core", "IPython.utils", "pygal":
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        with contextlib.suppress(ImportError):  # a part that needs what is not here
            importlib.import_module(module.name)

import shequ_site

shequ_site.known.update(module.name for module in pkgutil.iter_modules())
sys.meta_path.append(shequ_site.Later)
gc.collect()
