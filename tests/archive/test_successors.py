"""What people do by hand ends addresses, and an import leads each of them to what took its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.archive.permalinks import find_dying, redirects
from backissue.merge.changeset import Fate
from tests.archives import change, page, put, snapshot
from tests.tables import PAGE, content, fates, make_table, row, run, source, text

SOUND = "topics/sound/"


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """An archive of three papers: two of a topic and one below another, in two weeks."""
    rows = (row(1), row(2, "Other"), row(3, "Third", topic="Economics > Trade", week="2023-04-02"))
    root = make_table(tmp_path, *rows)
    run(root)
    return root


def leads(root: Path) -> dict[str, str]:
    """Import, and give what leads where. Nothing dies, and nothing more is to do."""
    run(root)
    assert list(find_dying(load(root))) == []
    before = content(root)
    run(root)
    assert content(root) == before
    return dict(redirects(load(root)))


def retag(root: Path, path: str, old: str, new: str) -> None:
    change(root / "content" / path, f"topics: [{old}]", f"topics: [{new}]")


def test_a_deleted_page_leads_to_its_week_and_stays_deleted(three: Path) -> None:
    (three / "content" / PAGE).unlink()
    assert leads(three) == {"weeks/2023-03-26/sparks/": "weeks/2023-03-26/index.md"}
    assert fates(run(three))["00001"] is Fate.DELETED


def test_the_only_page_of_a_week_leads_to_the_list_of_weeks_and_so_does_the_week(three: Path) -> None:
    (three / "content/weeks/2023-04-02/third.md").unlink()
    found = leads(three)
    assert {found[f"weeks/2023-04-02/{name}"] for name in ("", "third/")} == {"weeks/index.md"}
    assert {found[f"topics/economics{name}/"] for name in ("", "-trade")} == {"topics/index.md"}


def test_a_page_that_lay_in_a_folder_of_a_persons_own_leads_to_its_week(three: Path) -> None:
    (three / "content/weeks/best").mkdir()
    (three / "content" / PAGE).rename(three / "content/weeks/best/sparks.md")
    run(three)
    (three / "content/weeks/best/sparks.md").unlink()
    assert leads(three)["weeks/best/sparks/"] == "weeks/2023-03-26/index.md"


def test_a_page_that_was_brought_back_is_a_page_again(three: Path) -> None:
    page_before = text(three)
    (three / "content" / PAGE).unlink()
    run(three)
    put(three, {PAGE: page_before})
    assert leads(three) == {}


def test_a_moved_page_is_followed(three: Path) -> None:
    (three / "content/undated").mkdir()
    (three / "content" / PAGE).rename(three / "content/undated/moved.md")
    assert leads(three) == {"weeks/2023-03-26/sparks/": "undated/moved.md"}


def test_a_topic_renamed_on_all_its_pages_leads_to_its_new_name(three: Path) -> None:
    retag(three, PAGE, "Sound", "Audio")
    retag(three, "weeks/2023-03-26/other.md", "Sound", "Audio, Music")
    assert leads(three) == {SOUND: "topics/audio.md"}


def test_a_topic_renamed_twice_leads_to_its_last_name_from_both(three: Path) -> None:
    for old, new in (("Sound", "Audio"), ("Audio", "Acoustics")):
        retag(three, PAGE, old, new)
        retag(three, "weeks/2023-03-26/other.md", old, new)
        found = leads(three)
    assert found == {SOUND: "topics/acoustics.md", "topics/audio/": "topics/acoustics.md"}


def test_a_topic_whose_source_renamed_it_is_followed_too(three: Path) -> None:
    source(three, row(1, topic="Audio"), row(2, "Other", topic="Audio"))
    assert leads(three)[SOUND] == "topics/audio.md"


def test_a_topic_whose_pages_went_different_ways_leads_to_the_list_of_topics(three: Path) -> None:
    retag(three, PAGE, "Sound", "Audio")
    retag(three, "weeks/2023-03-26/other.md", "Sound", "Music")
    assert leads(three) == {SOUND: "topics/index.md"}


def test_a_topic_that_its_pages_only_dropped_leads_to_the_list_of_topics(three: Path) -> None:
    retag(three, PAGE, "Sound", "")
    retag(three, "weeks/2023-03-26/other.md", "Sound", "")
    assert leads(three) == {SOUND: "topics/index.md"}


def test_a_renamed_parent_leads_to_the_new_parent(three: Path) -> None:
    retag(three, "weeks/2023-04-02/third.md", "Economics > Trade", "Finance > Trade")
    assert leads(three) == {
        "topics/economics/": "topics/finance.md",
        "topics/economics-trade/": "topics/finance-trade.md",
    }


def test_a_note_that_gives_a_topic_another_address_is_followed(three: Path) -> None:
    put(three, {"topics/acoustics.md": "---\ntitle: Sound\n---\n"})
    assert leads(three) == {SOUND: "topics/acoustics.md"}


def test_what_a_person_says_goes_before_what_follows_from_the_pages(three: Path) -> None:
    put(three, {"topics/music.md": "---\ntitle: Music\naliases: [Sound]\n---\n"})
    (three / "content/weeks/2023-04-02/third.md").unlink()
    aliases = "aliases: [weeks/2023-04-02/third]\ntopics: [Music]"
    change(three / "content" / PAGE, "topics: [Sound]", aliases)
    found = leads(three)
    assert found[SOUND] == "topics/music.md"
    assert "weeks/2023-04-02/third/" not in found


def test_a_page_by_hand_that_was_removed_leads_to_the_list_above_it(three: Path) -> None:
    put(three, {"guides/index.md": "---\ntitle: Guides\n---\n", "guides/one.md": "---\ntitle: One\n---\n"})
    run(three)
    (three / "content/guides/one.md").unlink()
    assert leads(three) == {"guides/one/": "guides/index.md"}
    shutil.rmtree(three / "content/guides")
    assert leads(three) == {"guides/": "weeks/index.md", "guides/one/": "weeks/index.md"}


def test_a_page_that_cannot_be_read_for_now_leads_nowhere_else(three: Path) -> None:
    change(three / "content" / PAGE, "title:", "title")
    assert leads(three) == {}
    change(three / "content" / PAGE, "title", "title:")
    put(three, {"about.md": "---\ntitle: About\n---\n"})
    run(three)
    put(three, {"about.md": "About\n"})
    assert leads(three) == {}


def test_another_name_and_address_of_the_site_end_nothing(three: Path) -> None:
    (three / "mkdocs.yml").write_text(
        (three / "mkdocs.yml").read_text("utf-8").replace("site_name: Backissue", "site_name: Letters"), "utf-8"
    )
    before = snapshot(three / "content")
    assert leads(three) == {}
    assert snapshot(three / "content") == before


def test_pages_without_a_source_are_led_on_as_well(tmp_path: Path) -> None:
    root = make_table(tmp_path, row(1))
    put(root, {"weeks/2023-03-26/mine.md": page("Mine", topics="[Opera]")})
    run(root)
    change(root / "content/weeks/2023-03-26/mine.md", "topics: [Opera]\n", "")
    assert leads(root) == {"topics/opera/": "topics/index.md"}


def test_of_several_topics_in_place_of_one_the_new_one_took_its_place(three: Path) -> None:
    retag(three, "weeks/2023-04-02/third.md", "Economics > Trade", "Economics > Trade, Music")
    leads(three)
    retag(three, "weeks/2023-04-02/third.md", "Economics > Trade, Music", "Music, Finance")
    assert leads(three)["topics/economics-trade/"] == "topics/finance.md"


def test_a_page_by_hand_may_name_the_addresses_that_lead_to_it(three: Path) -> None:
    put(three, {"about.md": "---\ntitle: About\n---\n"})
    run(three)
    (three / "content/about.md").unlink()
    put(three, {"who.md": "---\ntitle: Who\naliases: [about]\n---\n"})
    assert leads(three) == {}
    change(three / "content/who.md", "aliases: [about]\n", "")
    assert leads(three)["about/"] == "weeks/index.md"


def test_an_alias_is_an_address_like_any_other_once_it_is_published(three: Path) -> None:
    change(three / "content" / PAGE, "topics:", "aliases: [old, weeks/2023-03-26/older]\ntopics:")
    assert leads(three) == {}
    change(three / "content" / PAGE, "aliases: [old, weeks/2023-03-26/older]", "aliases: [old]")
    assert leads(three) == {"weeks/2023-03-26/older/": PAGE}
    (three / "content" / PAGE).unlink()
    found = leads(three)
    assert {found[path] for path in ("old/", "weeks/2023-03-26/older/")} == {"weeks/2023-03-26/index.md"}


@pytest.mark.parametrize("name", ["topics/acoustics.md", None])
def test_a_topic_whose_note_was_renamed_or_removed_is_followed(three: Path, name: str | None) -> None:
    note = three / "content/topics/ears.md"
    put(three, {"topics/ears.md": "---\ntitle: Sound\naliases: [Audio]\n---\n"})
    assert leads(three) == {SOUND: "topics/ears.md", "topics/audio/": "topics/ears.md"}
    if name:
        note.rename(three / "content" / name)
    else:
        note.unlink()
    assert leads(three)["topics/ears/"] == (name or "topics/sound.md")


def test_a_topic_that_only_a_page_by_hand_had_is_not_taken_for_another(three: Path) -> None:
    put(three, {"weeks/2023-03-26/mine.md": page("Mine", topics="[Opera]")})
    run(three)
    change(three / "content/weeks/2023-03-26/mine.md", "[Opera]", "[Ballet]")
    assert leads(three) == {"topics/opera/": "topics/index.md"}
