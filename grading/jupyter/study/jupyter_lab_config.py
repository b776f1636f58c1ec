"""JupyterLab for a trainee: no terminal, no grading tools, nothing but the course."""

c = get_config()  # noqa: F821  (Jupyter gives it)
c.ServerApp.terminals_enabled = False
c.ServerApp.allow_root = True  # in a container there is often no other user
c.ServerApp.kernel_websocket_connection_class = "grading.prompt_connection.PromptConnection"
c.ServerApp.jpserver_extensions = {
    "jupyter_lsp": False,
    "jupyter_server_terminals": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "notebook": False,
}
