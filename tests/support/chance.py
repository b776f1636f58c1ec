"""How many examples a property test tries: few while somebody works, many in CI (`CI=true`)."""

from __future__ import annotations

import os

from hypothesis import settings

THOROUGH = bool(os.environ.get("CI"))
_SHARE = 8  # in a quick run one example of so many is tried
_LEAST = 10


def examples(most: int, least: int = _LEAST) -> settings:
    """Return settings for a test that tries `most` examples in CI, and a share of them elsewhere."""
    return settings(max_examples=number(most, least))


def number(most: int, least: int = _LEAST) -> int:
    """Return how many of `most` examples are tried: in CI all, elsewhere a share, and at least `least`."""
    return most if THOROUGH else min(most, max(least, most // _SHARE))
