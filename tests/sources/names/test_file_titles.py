"""Titles that the names of files give, where their texts state none."""

from __future__ import annotations

from datetime import date

import pytest

from backissue.sources.names.file_names import read_file_name


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("how-boats-float/plain.txt", "How boats float"),
        ("how-boats-float/transcript.en.srt", "How boats float"),
        ("how-boats-float/subtitles/pt-BR.vtt", "How boats float"),
        ("how-boats-float/audio.mp3.txt", "How boats float"),
        ("how-boats-float/full_text.txt", "How boats float"),
        ("how-boats-float/Untertitel.vtt", "How boats float"),
        ("how-boats-float/English (auto-generated).vtt", "How boats float"),
        ("2024-05-03 10.00.00 Weekly sync/audio_transcript.vtt", "Weekly sync"),
        ("2024-05-01-safety-at-sea/en.txt", "Safety at sea"),
        ("how-boats-float/summary.md", "How boats float summary"),
        ("talks/27/transcript.txt", "27 transcript"),
    ],
)
def test_a_file_that_is_only_a_version_is_called_by_its_folder(file: str, title: str) -> None:
    assert read_file_name(file).title == title


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("plain/2025-06-10.txt", "2025-06-10"),
        ("harbour/plain/2025-06-10.txt", "Harbour 2025-06-10"),
        ("harbour/20250610_transcript.vtt", "Harbour 2025-06-10"),
        ("newsletters/2025-06-10-newsletter.md", "Newsletter 2025-06-10"),
        ("transcripts/2025-06-10.txt", "Transcripts 2025-06-10"),
    ],
)
def test_files_with_nothing_but_a_day_are_told_apart_by_it(file: str, title: str) -> None:
    assert (read_file_name(file).title, read_file_name(file).day) == (title, date(2025, 6, 10))


@pytest.mark.parametrize("file", ["talks/english-boats.md", "talks/Go.md", "talks/German letter.md", "talks/27.md"])
def test_a_name_that_says_more_is_the_title(file: str) -> None:
    assert read_file_name(file).title in {"English boats", "Go", "German letter", "27"}


@pytest.mark.parametrize("file", ["plain.txt", "en.txt", "plain/en/text.txt"])
def test_one_without_any_other_name_is_called_by_its_own(file: str) -> None:
    assert read_file_name(file).title in {"Plain", "En", "Text"}
