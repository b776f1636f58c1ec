"""A made-up class to rehearse with (`shequ sample-class`): people, answers, and how untidily they hand in.

All of it is drawn from a seed, the same on every machine.
"""
