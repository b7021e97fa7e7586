"""A topic that is renamed stays so: in pages, at its address, and after every later import."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive import taxonomies
from backissue.archive.load import load
from backissue.archive.permalinks import find_dying, redirects
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset, Fate
from backissue.merge.renaming import plan_renaming
from backissue.model import UsageError
from tests.archives import change, make_archive, put
from tests.tables import HEAD, PAGE, content, fates, make_table, row, run, source, text, told, without_records

OTHER = "weeks/2023-03-26/other.md"
MORE = "weeks/2023-03-26/more.md"


def rename(root: Path, old: str, new: str) -> Changeset:
    """Rename a topic, and give what was planned."""
    _, made = plan_renaming(root, old, new)
    assert apply_changeset(root, made) == ()
    return made


def topics(root: Path) -> dict[str, int]:
    """The topics of an archive by their addresses, with the number of their items."""
    return {topic.slug: topic.total for topic in taxonomies.topics(load(root)).values()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of two papers about sound, imported."""
    make_table(tmp_path, row(1), row(2, "Other", topic="Light; Sound"))
    run(tmp_path)
    return tmp_path


def test_pages_and_addresses_follow(root: Path) -> None:
    made = rename(root, "Sound", "Noise")
    assert "topics: [Noise]" in text(root)
    assert text(root, "topics/noise.md") == '---\ntitle: "Noise"\naliases: [Sound]\n---\n'
    assert made.led_on == {"topics/sound/": "topics/noise/"}
    assert ("topics/sound/", "topics/noise.md") in [*redirects(load(root))]
    assert [*find_dying(load(root))] == []


def test_the_next_import_writes_nothing(root: Path) -> None:
    rename(root, "Sound", "Noise")
    before = content(root)
    assert fates(run(root)) == {"00001": Fate.SAME, "00002": Fate.SAME}
    assert content(root) == before


def test_what_comes_in_under_the_old_name_gets_the_new(root: Path) -> None:
    rename(root, "Sound", "Noise")
    source(root, row(1), row(2, "Other", topic="Light; Sound"), row(3, "More"))
    run(root)
    assert "topics: [Noise]" in text(root, MORE)
    before = content(root)
    assert fates(run(root))["00003"] is Fate.SAME
    assert content(root) == before


def test_a_source_that_adds_a_topic_is_in_no_conflict(root: Path) -> None:
    rename(root, "Sound", "Noise")
    source(root, row(1, topic="Sound; Music"), row(2, "Other", topic="Light; Sound"))
    made = run(root)
    assert told(made) == []
    assert "topics: [Noise, Music]" in text(root)


def test_a_topic_that_a_person_took_away_stays_away(root: Path) -> None:
    rename(root, "Sound", "Noise")
    change(root / "content" / PAGE, "topics: [Noise]", "topics: []")
    assert fates(run(root))["00001"] is Fate.SAME
    assert "topics: []" in text(root)


def test_pages_that_only_the_renaming_changed_can_be_pruned(root: Path) -> None:
    rename(root, "Sound", "Noise")
    source(root, row(2, "Other", topic="Light; Sound"))
    assert fates(run(root, prune=True))["00001"] is Fate.PRUNED


def test_a_topic_joins_another(root: Path) -> None:
    rename(root, "Sound", "Light")
    assert topics(root) == {"light": 2}
    assert "topics: [Light]" in text(root, OTHER)
    assert ("topics/sound/", "topics/light.md") in [*redirects(load(root))]
    before = content(root)
    run(root)
    assert content(root) == before


def test_a_renaming_can_be_taken_back(root: Path) -> None:
    rename(root, "Sound", "Noise")
    rename(root, "Noise", "Sound")
    assert "topics: [Sound]" in text(root)
    assert text(root, "topics/sound.md") == '---\ntitle: "Sound"\naliases: [Noise]\n---\n'
    assert "topics/sound/" not in dict(redirects(load(root)))
    before = content(root)
    run(root)
    assert content(root) == before


def test_only_a_spelling_can_change(root: Path) -> None:
    rename(root, "Sound", "SOUND")
    assert "topics: [SOUND]" in text(root)
    source(root, row(1, topic="Sound; Music"), row(2, "Other", topic="Light; Sound"), row(3, "More"))
    assert told(run(root)) == []
    assert "topics: [SOUND, Music]" in text(root)
    assert "topics: [SOUND]" in text(root, MORE)


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """An archive with topics below others, one of them with a page of its own."""
    rows = (row(1, topic="Arts"), row(2, "Other", topic="Arts > Sound"), row(3, "More", topic="Arts > Sound > Loud"))
    files = {"sources/table.md": HEAD + "".join(rows)}
    files |= {"topics/arts.md": "---\ntitle: Arts # ours\naliases: [Art]\n---\n\nAll arts.\n"}
    files |= {"topics/din.md": "---\ntitle: Loud\nparent: Arts > Sound\n---\n"}
    make_archive(tmp_path, files, "  - file: table.md\n")
    run(tmp_path)
    return tmp_path


def test_what_is_below_a_topic_follows_it(nested: Path) -> None:
    assert topics(nested) == {"arts": 3, "arts-sound": 2, "din": 1}
    rename(nested, "Arts", "Culture")
    assert topics(nested) == {"culture": 3, "culture-sound": 2, "din": 1}
    assert "topics: [Culture > Sound > Loud]" in text(nested, MORE)
    assert text(nested, "topics/culture.md") == (
        '---\ntitle: "Culture" # ours\naliases: [Art, Arts]\n---\n\nAll arts.\n'
    )
    assert "parent: Culture > Sound\n" in text(nested, "topics/din.md")
    assert not (nested / "content/topics/arts.md").exists()
    led = dict(redirects(load(nested)))
    assert (led["topics/arts/"], led["topics/arts-sound/"]) == ("topics/culture.md", "topics/culture-sound.md")
    before = content(nested)
    assert told(run(nested)) == []
    assert content(nested) == before


def test_a_topic_moves_below_another(nested: Path) -> None:
    rename(nested, "arts > sound", "Physics > Waves")
    assert topics(nested) == {"arts": 1, "physics": 2, "physics-waves": 2, "din": 1}
    assert "topics: [Physics > Waves > Loud]" in text(nested, MORE)
    assert dict(redirects(load(nested)))["topics/arts-sound/"] == "topics/physics-waves.md"
    source(nested, row(4, "Fourth", topic="Arts > Sound > Deep"))
    run(nested)
    assert "topics: [Physics > Waves > Deep]" in text(nested, "weeks/2023-03-26/fourth.md")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Sounds", "Noise", "did you mean `Arts > Sound`?"),
        ("Nothing", "Noise", "`backissue topics` lists"),
        ("Arts", " > ", "is no name of a topic"),
        ("Arts", "Arts > Sound", "part of itself"),
        ("Arts", "Arts > Sound > Loud", "part of itself"),
    ],
)
def test_what_cannot_be_renamed_is_said(nested: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        plan_renaming(nested, old, new)


def test_of_two_pages_with_a_text_none_is_lost(nested: Path) -> None:
    put(nested, {"topics/physics.md": "---\ntitle: Physics\n---\n\nAll of it.\n"})
    with pytest.raises(UsageError, match=r"move its text to content/topics/physics\.md"):
        plan_renaming(nested, "Arts", "Physics")


def test_an_archive_whose_records_are_broken_stays_as_it_is(root: Path) -> None:
    for path in (root / "content/records").rglob("*.jsonl"):
        path.write_text("{", "utf-8")
    _, made = plan_renaming(root, "Sound", "Noise")
    assert (made.records, made.edits) == (None, {})
    assert made.problems


def test_where_archive_yml_gives_the_topic_it_gives_the_new_name_and_keeps_its_comments(tmp_path: Path) -> None:
    listed = "  - file: table.md\n    topics: ['Sound', Art] # both\n# the end\nsections: {topics: {Papers: Sound}}\n"
    make_archive(tmp_path, {"sources/table.md": HEAD + row(1, topic="Light")}, listed)
    run(tmp_path)
    rename(tmp_path, "Sound", "Noise")
    assert text(tmp_path, "archive.yml").endswith(
        "    topics: ['Noise', Art] # both\n# the end\nsections: {topics: {Papers: Noise}}\n"
    )
    before = without_records(tmp_path)
    assert fates(run(tmp_path)) == {"00001": Fate.SAME}
    assert without_records(tmp_path) == before
    source(tmp_path, row(1, topic="Light"), row(2, "More", topic="Sound"))
    run(tmp_path)
    assert "Sound" not in text(tmp_path) + text(tmp_path, MORE)
