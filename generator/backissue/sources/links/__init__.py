"""What the addresses in a source lead to: recordings, other sources, pictures, and what stands behind a counter."""
