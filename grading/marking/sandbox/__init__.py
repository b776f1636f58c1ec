"""Running a trainee's line of pandas where it can do no harm.

`worker.py` is the process inside the walls, `walls.py` builds them with what the machine has, `tables.py` is
the side that the marking talks to.
"""
