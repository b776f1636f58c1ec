"""What the costliest files, answers and results cost where no wall stands between them and the marking."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import costly
import pytest

pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(sys.platform != "linux", reason="reads its own memory from /proc"),
]
SECONDS = 90  # of all of them, most of which go through all steps twice: six times what a slow machine needs
MEGABYTES = 200  # of each


def test_the_costliest_are_cheap():
    """One that takes the square of its length would need hours, one that is not cut gigabytes."""
    script = str(Path(costly.__file__))
    done = subprocess.run(
        [sys.executable, script, str(SECONDS), str(MEGABYTES)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert done.stdout.count(" MB  ") == sum(1 for target in costly.TARGETS for _ in costly.seeds(target))
