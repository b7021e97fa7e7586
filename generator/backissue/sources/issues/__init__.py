"""A newsletter's own issues, in Markdown, HTML and feeds, made harmless."""
