"""Pictures for link previews, of which the site needs to know how one is drawn and which look it has."""

from backissue.cards.drawing import DESIGN, SIZE, Card, draw

__all__ = ["DESIGN", "SIZE", "Card", "draw"]
