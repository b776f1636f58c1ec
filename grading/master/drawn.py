"""What a family writes into its head of the cases that it has drawn, as JSON, which YAML reads as it stands.

A case is a mapping with a `text`; as an option it says `why`, and `right` where it is; as one of a step of a
`decide` also what comes `after`, and where it leads (`then`); as an item where it belongs (`to`) and what it
is taken for. Whatever else it says of itself, for conditions, is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

Case = Mapping[str, Any]


def options_of(cases: Iterable[Case]) -> str:
    """Return cases as the `options` of a choice, or of a step of `decide`."""
    return _json(
        {
            "text": case["text"],
            "why": case["why"],
            **({"right": True} if case.get("right") else {}),
            **{name: case[name] for name in ("after", "then") if name in case},
        }
        for case in cases
    )


def items_of(cases: Iterable[Case]) -> str:
    """Return cases as `items`, each with what it belongs to."""
    return json.dumps({case["text"]: case["to"] for case in cases}, ensure_ascii=False)


def wrong_of(cases: Iterable[Case]) -> str:
    """Return what items are wrongly taken for: of each case all that `no` lists, or its `trap` and `why`."""
    return _json(
        {"item": case["text"], "answer": answer, "why": why}
        for case in cases
        for answer, why in (case["no"] if "no" in case else [(case["trap"], case["why"])])
    )


def _json(entries: Iterable[Mapping[str, Any]]) -> str:
    return json.dumps(list(entries), ensure_ascii=False)
