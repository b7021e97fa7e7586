"""Papers in tables, lists and files of references: Markdown, CSV, JSON and BibTeX."""
