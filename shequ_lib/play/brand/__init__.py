"""A brand that is pitched to a hall which asks back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["brand_hearing"]


def brand_hearing(seed: int = 0) -> None:
    """Show a hearing on a brand: put a pitch together, hear what is missing, mend it, live a year."""
    from shequ_lib.play.brand.view import BrandHearing

    show(BrandHearing(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.brand.view import BrandHearing

    return BrandHearing(seed).first()
