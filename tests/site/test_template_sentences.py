"""What a new archive asks its editor to replace: no reader sees it."""

from __future__ import annotations

from pathlib import Path

from backissue.archive.load import load
from backissue.new import create
from backissue.site.template_sentences import without_template
from tests.archives import page, put


def test_readers_see_no_sentence_of_a_new_archive(tmp_path: Path) -> None:
    create(tmp_path)
    put(tmp_path, {"weeks/2023-03-26/one.md": page("One")})
    found = load(tmp_path)
    assert "Say here" in found.notes["index.md"].body
    shown = without_template(tmp_path, found)
    assert shown.notes["index.md"].body == ""
    assert shown.notes["about.md"].body == "This archive holds 1 item.\n"


def test_what_an_editor_wrote_stays_as_it_is(tmp_path: Path) -> None:
    create(tmp_path)
    about = tmp_path / "content/about.md"
    about.write_text(f"{about.read_text('utf-8')}\nOur own words.\n", "utf-8")
    put(tmp_path, {"index.md": "---\ntitle: Ours\n---\n\nSay here what you like.\n"})
    shown = without_template(tmp_path, load(tmp_path))
    assert shown.notes["index.md"].body.strip() == "Say here what you like."
    assert shown.notes["about.md"].body == "Our own words.\n"
