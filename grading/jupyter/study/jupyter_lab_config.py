"""JupyterLab for a trainee: no terminal, no grading tools, nothing but the course."""

from grading.jupyter.lab import logging_config

c = get_config()  # noqa: F821  (Jupyter gives it)
c.ServerApp.terminals_enabled = False
c.ServerApp.allow_root = True  # in a container there is often no other user
c.ServerApp.kernel_websocket_connection_class = "grading.prompt_connection.PromptConnection"
c.ServerApp.contents_manager_class = "grading.jupyter.contents.CarefulContents"
c.Application.logging_config = logging_config()
# A chapter that nobody has open any more needs no kernel; what was answered is in its file.
c.MappingKernelManager.cull_idle_timeout = 600
c.MappingKernelManager.cull_interval = 60
c.MappingKernelManager.cull_connected = False
