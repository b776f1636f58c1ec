"""JupyterLab as `shequ study` and `shequ teach` open it: its settings, its start, what it shows and saves.

The folders `study` and `teach` hold the settings themselves, which Jupyter reads.
"""
