"""JupyterLab for a trainee: no terminal, no grading tools, nothing but the course."""

c = get_config()  # noqa: F821  (Jupyter gives it)
c.ServerApp.terminals_enabled = False
c.ServerApp.allow_root = True  # in a container there is often no other user
c.ServerApp.kernel_websocket_connection_class = "grading.prompt_connection.PromptConnection"
c.ServerApp.contents_manager_class = "grading.contents.CarefulContents"
