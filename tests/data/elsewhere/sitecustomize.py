"""Makes a Python on Linux take itself for another system, as far as our own code can tell.

Python imports this at its start where this folder is on its path. Of `os` it takes what `MISSING` names, so
that processes cannot be forked, say; what the standard library asks about the system, it has asked before.
"""

import ctypes
import multiprocessing.popen_spawn_posix
import multiprocessing.resource_tracker
import multiprocessing.spawn
import multiprocessing.synchronize
import multiprocessing.util
import os
import platform
import subprocess
import sys
import sysconfig
import urllib.request

assert ctypes and multiprocessing and subprocess and urllib
sysconfig.get_config_vars()
platform.uname()
for name in os.environ["MISSING"].split():
    delattr(os, name)
sys.platform = "elsewhere"
