"""The trainee's own copy of the course (`shequ study`), and what its page asks of the server.

It needs no class folder and no gradebook.
"""
