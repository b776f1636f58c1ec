"""The figures of a test: how hard, how telling, how reliable. Pure functions of numbers.

Rows of a matrix are people, columns are items (exercises, or single decisions); NaN means that there is no
mark. A figure that cannot be had (too few people, everybody the same) is None, never NaN.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

OUTER_SHARE = 0.27  # of the class, at either end: the usual choice, since Kelley (1939)
BANDS = 10


def mean(values: Floats) -> float | None:
    """Return the mean of what is there."""
    there = values[~np.isnan(values)]
    return float(there.mean()) if there.size else None


def median(values: Floats) -> float | None:
    """Return the median of what is there."""
    there = values[~np.isnan(values)]
    return float(np.median(there)) if there.size else None


def distribution(shares: Floats) -> list[int]:
    """Return how many shares (0 to 1) lie in each tenth; the last one includes 1."""
    there = shares[~np.isnan(shares)]
    # A share such as 0.7 must not fall below its own bound because it was reckoned as 7 / 10.
    places = np.clip(np.floor(there * BANDS + 1e-9), 0, BANDS - 1).astype(int)
    return [int(count) for count in np.bincount(places, minlength=BANDS)]


def correlation(a: Floats, b: Floats) -> float | None:
    """Return the correlation (Pearson) of two columns over the people who have both; None below three."""
    both = ~np.isnan(a) & ~np.isnan(b)
    a, b = a[both], b[both]
    if a.size < 3 or _same(a) or _same(b):
        return None
    a, b = a - a.mean(), b - b.mean()
    return float(np.clip((a @ b) / math.sqrt((a @ a) * (b @ b)), -1, 1))


def item_rest(points: Floats, answered: npt.NDArray[np.bool_] | None = None) -> list[float | None]:
    """Return for each item its correlation with all the others together.

    An item is left out of its own rest, or it would correlate with itself. A rest counts only items that
    everybody has a mark for, so that people are compared by the same.

    Args:
        points: people by items, NaN where there is no mark.
        answered: of the same form: who counts for which item; everybody if None.
    """
    whole = complete(points)
    total = points[:, whole].sum(axis=1)
    counted = points if answered is None else np.where(answered, points, np.nan)
    return [
        correlation(counted[:, place], total - points[:, place] if whole[place] else total)
        if whole.sum() - whole[place] > 0
        else None
        for place in range(points.shape[1])
    ]


def outer_difference(shares: Floats, totals: Floats) -> list[float | None]:
    """Return for each item how much more the best 27 % of the class have of it than the last 27 %.

    People with equal totals at the edge of a group count in it by equal parts, so that no order among them
    matters.

    Args:
        shares: of each item, 0 to 1.
        totals: what the class is ordered by.
    """
    if totals.size < 2 or np.isnan(totals).any() or _same(totals):
        return [None] * shares.shape[1]
    size = max(1.0, OUTER_SHARE * totals.size)
    upper, lower = _weights(totals, size), _weights(-totals, size)
    differences = []
    for column in shares.T:
        high, low = _weighted(column, upper), _weighted(column, lower)
        differences.append(None if high is None or low is None else high - low)
    return differences


def cronbach_alpha(points: Floats) -> float | None:
    """Return Cronbach's alpha of a test from the items that everybody has a mark for.

    None with fewer than two items or two people, or if all totals are equal.
    """
    points = points[:, complete(points)]
    people, items = points.shape
    if items < 2 or people < 2:
        return None
    whole = float(points.sum(axis=1).var(ddof=1))
    if whole <= 1e-12:
        return None
    return float(items / (items - 1) * (1 - points.var(axis=0, ddof=1).sum() / whole))


def standard_error(points: Floats) -> float | None:
    """Return the standard error of a total: how far one sitting may be from what a person really has."""
    alpha = cronbach_alpha(points)
    if alpha is None:
        return None
    total = points[:, complete(points)].sum(axis=1)
    return float(total.std(ddof=1) * math.sqrt(max(0.0, 1 - alpha)))


def chance_of_so_little(part: Floats, whole: Floats) -> float:
    """Return how likely it is at most that people drawn from a class have as little together as these.

    Chernoff's bound from the shares of the class itself. It holds for a draw without putting back, too
    (Hoeffding, 1963), whatever the shares are and however few are drawn: what it calls unlikely is no false
    alarm.

    Args:
        part: shares (0 to 1) of some people of the class.
        whole: those of all of the class.
    """
    if not part.size or part.size == whole.size:
        return 1.0
    lost, weights = 1 - whole, np.linspace(0, 40, 801)
    means = np.exp(np.outer(weights, lost)).mean(axis=1)
    bounds = part.size * np.log(means) - weights * (1 - part).sum()
    return float(min(1.0, math.exp(bounds.min())))


def complete(points: Floats) -> npt.NDArray[np.bool_]:
    """Tell for each item whether everybody has a mark."""
    return np.asarray(~np.isnan(points).any(axis=0))


def _weights(totals: Floats, size: float) -> Floats:
    """Return how much each person counts among the `size` highest."""
    weights = np.zeros(totals.size)
    left = size
    for total in np.unique(totals)[::-1]:
        equal = totals == total
        part = min(1.0, left / equal.sum())
        weights[equal] = part
        left -= part * equal.sum()
        if left <= 1e-12:
            break
    return weights


def _weighted(values: Floats, weights: Floats) -> float | None:
    there = ~np.isnan(values)
    whole = weights[there].sum()
    return float((values[there] * weights[there]).sum() / whole) if whole > 0 else None


def _same(values: Floats) -> bool:
    """Tell whether all are equal, but for what reckoning with fractions leaves."""
    return bool(np.ptp(values) <= 1e-9 * max(1.0, float(np.abs(values).max())))
