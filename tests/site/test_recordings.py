"""Which links are recordings."""

from __future__ import annotations

import pytest

from backissue.model import Link
from backissue.site.reference import video_of


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?t=3&v=dQw4w9WgXcQ", "https://www.youtube.com/embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/embed/dQw4w9WgXcQ"),
        ("https://m.youtube.com/live/dQw4w9WgXcQ?x=1", "https://www.youtube.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789"),
    ],
)
def test_a_recording_is_found_among_other_links(url: str, player: str) -> None:
    found = video_of([Link("Slides", "https://example.org/"), Link("Video", url)])
    assert found is not None
    assert (found.url, found.player) == (url, player)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        'https://www.youtube.com/watch?v=dQw4w9WgXc"',
        "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ",
        "https://vimeo.com/about",
        "https://example.org/watch?v=dQw4w9WgXcQ",
        "javascript:alert(1)",
    ],
)
def test_no_other_address_is_a_recording(url: str) -> None:
    assert video_of([Link("Video", url)]) is None
