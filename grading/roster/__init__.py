"""The class list: trainee numbers and names from whatever table an office keeps them in.

`sheets` gives rows of texts, whatever wrote the file; `heads` finds the columns; `people` makes trainees.
"""

from grading.common.names import check_id, clean
from grading.roster.numbers import names_below
from grading.roster.people import ClassList, Trainee, read_roster

__all__ = ["ClassList", "Trainee", "check_id", "clean", "names_below", "read_roster"]
