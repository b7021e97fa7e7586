"""Reference managers' files."""
