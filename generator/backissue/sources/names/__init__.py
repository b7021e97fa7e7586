"""Which files are sources, what their names say, and what their items are called by."""
