"""Exercises: the answer literal, its normal form, and the marks and messages it earns."""
