"""Tables of papers, in Markdown, CSV and JSON: one meaning of columns for all."""
