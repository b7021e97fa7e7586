"""Other markup than Markdown, as the Markdown that says the same."""
