"""What simulators told in scenes are made of: the tale, its moves, its view."""
