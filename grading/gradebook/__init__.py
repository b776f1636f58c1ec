"""What is remembered of a class: nbgrader's tables and ours, the one writer of them, and their copies.

What comes to be written there is decided by other stages.
"""
