"""JupyterLab for an instructor: with nbgrader's tools, in the class folder, where anybody's files lie."""

from grading.jupyter.lab import logging_config

c = get_config()  # noqa: F821  (Jupyter gives it)
c.ServerApp.allow_root = True  # in a container there is often no other user
c.ServerApp.kernel_websocket_connection_class = "grading.prompt_connection.PromptConnection"
c.ServerApp.contents_manager_class = "grading.jupyter.contents.TeachersContents"
c.Application.logging_config = logging_config()
