"""The stories of a transcript: where each begins, what it is called, and its paragraphs.

Everything is told from the transcript's own words (and its times and speakers where it has them), by rules of spoken
English that are written down in :mod:`backissue.stories.cue_phrases`; nothing is learnt and nothing is looked up.
"""

from backissue.stories.cue_phrases import announced, announcements, own_cue
from backissue.stories.segmentation import Story, paragraphs, segment
from backissue.stories.units import Unit

__all__ = ["Story", "Unit", "announced", "announcements", "own_cue", "paragraphs", "segment"]
