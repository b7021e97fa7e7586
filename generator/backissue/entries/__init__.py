"""What an issue lists: its links and stories, each with title, address, section, text, people, marks and an anchor.

Entries are derived from a page's tree and stored nowhere: an edit of the page changes them. ``entries_of`` is pure;
``placed`` finds the lines of entries in the page's Markdown, where ``link_entries`` puts a link to each.
"""

from __future__ import annotations

from backissue.entries.entry import Entry
from backissue.entries.placing import link_entries, placed
from backissue.entries.reading import entries_of

__all__ = ["Entry", "entries_of", "link_entries", "placed"]
