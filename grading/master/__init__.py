"""Masters: one Markdown file per chapter, parsed, proved and expanded into a notebook."""
