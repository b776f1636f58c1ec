"""Own papers: every question that a chapter can ask, who was handed which, and how each is marked.

A chapter without families of questions has none, and everybody is marked by the chapter itself.
"""
