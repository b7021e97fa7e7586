"""What the day of a text says of the titles that it may speak of."""

from __future__ import annotations

from typing import Protocol

from backissue.mentions.titles import Title


class Days(Protocol):
    """What knows whether a title can be meant on a day, and whether it was news then."""

    def may_mean(self, title: Title) -> bool:
        """Return whether the text can mean a title."""

    def is_news(self, title: Title) -> bool:
        """Return whether a title was news on the day of the text."""
