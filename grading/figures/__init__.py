"""The figures of the chapters, drawn from the rulebook.

`words.py` measures text, `drawing.py` knows SVG, `book.py` finds a figure by its number and makes it part of
a text, and each chapter has a module `chapter_NN.py` whose `FIGURES` are the functions that draw its figures,
in their order.
"""
