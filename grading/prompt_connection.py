"""The name by which settings of older folders know what lies in `jupyter/`."""

from grading.jupyter.prompt_connection import PromptConnection

__all__ = ["PromptConnection"]
