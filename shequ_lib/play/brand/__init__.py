"""A brand that is pitched to a hall which asks back."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["brand_hearing"]


def brand_hearing(seed: int = 0) -> None:
    """Show a hearing on a brand: put a pitch together, hear what is missing, mend it, live a year."""
    from shequ_lib.play.brand.view import BrandHearing

    show(BrandHearing(seed))
