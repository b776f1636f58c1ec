"""The name by which settings of class folders know what lies in `grade/`."""

from grading.grade.autograde import Mark, Reader, Record, TakeAnswers

__all__ = ["Mark", "Reader", "Record", "TakeAnswers"]
