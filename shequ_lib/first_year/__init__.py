"""A first year in office: one made-up community, twelve months of duties and incidents, and its mark.

year = first_year.scenario(2027)              # the same year on every machine
report = first_year.replay(year, decisions)   # what was kept, what was broken, and the share kept
"""

from __future__ import annotations

from shequ_lib.first_year.decisions import Decisions, Shown, describe, normalise, readable, words
from shequ_lib.first_year.objectives import objectives_of
from shequ_lib.first_year.public_board import public_board
from shequ_lib.first_year.replay import Finding, Report, messages, replay, solve
from shequ_lib.first_year.scenario import Card, Option, Scenario, Task, scenario, situation_table

__all__ = [
    "Card",
    "Decisions",
    "Finding",
    "Option",
    "Report",
    "Scenario",
    "Shown",
    "Task",
    "describe",
    "messages",
    "normalise",
    "objectives_of",
    "public_board",
    "readable",
    "replay",
    "scenario",
    "situation_table",
    "solve",
    "words",
]
