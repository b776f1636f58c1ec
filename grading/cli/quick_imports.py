"""Leave out an import that costs every command a second or more, and that nothing here uses."""

from __future__ import annotations

import sys


def skip_iri_grammar() -> None:
    """Let jsonschema do without rfc3987-syntax, which builds 35 grammars as it is imported.

    It checks the formats `iri` and `iri-reference`, which no schema of nbformat or Jupyter has; without it
    jsonschema takes them as they are. nbformat, and so JupyterLab and nbgrader, always imports jsonschema.
    https://github.com/python-jsonschema/jsonschema/issues/1428; to be dropped when it is imported lazily.
    """
    # None is how Python notes that there is no such module
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
