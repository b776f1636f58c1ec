"""A run on a class folder (`shequ grade`): take in, mark, write gradebook and feedback, and take it back.

It puts the other stages together and shares the work out among processes.
"""
