"""Who may see a text, and what nobody was meant to: drafts, paid posts, comments, lists of addresses."""
