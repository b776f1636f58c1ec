"""The way from a kernel to the page, without waiting.

What follows from a click comes to the page in several small messages: the kernel is busy, here is the change,
the kernel is idle. TCP holds back the second of them until the first is acknowledged, for which a browser may
take 40 milliseconds. So every message is sent as it comes (see Measured in DEVELOPERS.md).
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """The connection of a page to its kernel; every message goes out at once."""

    def connect(self) -> Any:
        """Connect, and tell TCP not to hold anything back."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
