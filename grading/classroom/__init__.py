"""The instructor's class folder: set up and refreshed (`shequ teach`), handed out (`shequ hand-out`).

Here stands where its files and folders lie, and the settings that nbgrader reads.
"""
