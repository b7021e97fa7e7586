"""Where the head of a text ends, and what its keys mean in all dialects of heads."""
