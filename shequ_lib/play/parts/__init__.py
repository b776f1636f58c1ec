"""Light parts of a simulator: HTML, buttons, fields and boxes, of which a whole page is one widget.

Each widget of ipywidgets is up to three models, which travel to the browser one by one; a part is an entry of
its page.
"""
