"""What is told of the marks: the trainee's page and the workbook of a chapter.

The page is the same whether our own command or nbgrader's makes it.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    """Return what settings of class folders name here; it needs nbgrader, which takes long to import."""
    if name in ("FeedbackPage", "ReadGrades"):
        from grading.feedback import by_nbgrader

        return getattr(by_nbgrader, name)
    raise AttributeError(name)
