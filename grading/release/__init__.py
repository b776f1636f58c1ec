"""From the masters to the notebooks that are handed out (`shequ release`), and the tables made with them.

It also tells how much of a chapter can be answered without having read it (`unread`).
"""
