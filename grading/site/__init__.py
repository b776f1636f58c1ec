"""The self-study site: the course in a browser, with nothing installed (`shequ site`, `make site`).

A folder of static files that JupyterLite, Pyodide and our own pages make up. Python runs in the learner's
browser; answers stay in its storage. `build` puts the parts together; each other module makes one of them.
"""
