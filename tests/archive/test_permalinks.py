"""An address once published stays a page or a redirect, or the check says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.archive.permalinks import current, find_dying, record_addresses, redirects
from tests.archives import make_archive, page, put

OLD = "weeks/2023-03-26/old/"


def archive(root: Path, line: str, **fields: str) -> Path:
    """An archive of one page, which has had another address that the record knows by ``line``."""
    files = {"weeks/2023-03-26/one.md": page(**fields), "addresses.jsonl": f"{line}\n"}
    return make_archive(root, files)


def text_of(root: Path) -> str:
    return (root / "content/addresses.jsonl").read_text("utf-8")


def leads(root: Path) -> dict[str, str]:
    return dict(redirects(load(root)))


def dead(root: Path) -> list[str]:
    return [problem.what for problem in find_dying(load(root))]


def test_a_record_names_every_page_that_readers_can_call(tmp_path: Path) -> None:
    root = archive(tmp_path, '{"path": "about/"}', topics="[Sound]")
    assert {"", "search/", "weeks/", "years/", "topics/", "papers/", "weeks/2023-03-26/", "years/2023/"} <= set(
        current(load(root))
    )
    known = record_addresses(load(root).addresses, load(root))
    assert {"topics/sound/", "about/"} <= set(known)
    assert known["weeks/2023-03-26/one/"].id == "paper:one"


@pytest.mark.parametrize("name", ["paper:one", "paper:former"])
def test_the_former_address_of_an_item_leads_to_its_page(tmp_path: Path, name: str) -> None:
    root = archive(tmp_path, f'{{"path": "{OLD}", "id": "{name}"}}', former_ids='["paper:former"]')
    assert leads(root) == {OLD: "weeks/2023-03-26/one.md"}
    assert dead(root) == []


def test_an_id_that_two_pages_name_leads_to_the_one_whose_it_is(tmp_path: Path) -> None:
    root = archive(tmp_path, f'{{"path": "{OLD}", "id": "paper:zwei"}}', former_ids='["paper:zwei"]')
    put(root, {"weeks/2023-03-26/a.md": page("Zwei")})
    assert leads(root) == {OLD: "weeks/2023-03-26/a.md"}


def test_an_address_that_was_given_up_leads_where_its_line_says(tmp_path: Path) -> None:
    root = archive(tmp_path, f'{{"path": "{OLD}", "id": "gone", "to": "weeks/2023-03-26/"}}')
    assert leads(root) == {OLD: "weeks/2023-03-26/index.md"}
    assert dead(root) == []


@pytest.mark.parametrize("line", [f'{{"path": "{OLD}", "id": "gone"}}', f'{{"path": "{OLD}", "to": "nowhere/"}}'])
def test_an_address_that_leads_nowhere_would_die(tmp_path: Path, line: str) -> None:
    root = archive(tmp_path, line)
    assert leads(root) == {}
    assert dead(root) == [f"the published address /{OLD} would die"]


def test_an_alias_keeps_an_address_alive(tmp_path: Path) -> None:
    root = archive(tmp_path, f'{{"path": "{OLD}"}}', aliases="[weeks/2023-03-26/old]")
    assert dead(root) == []


def test_a_page_that_is_there_is_no_redirect(tmp_path: Path) -> None:
    root = archive(tmp_path, '{"path": "weeks/2023-03-26/one/", "id": "paper:one", "to": "about/"}')
    assert leads(root) == {}


def test_what_an_alias_says_goes_before_the_record(tmp_path: Path) -> None:
    """So an address is never sent to two places."""
    root = archive(tmp_path, f'{{"path": "{OLD}", "id": "paper:one"}}', aliases="[weeks/2023-03-26/old]")
    put(root, {"addresses.jsonl": text_of(root) + '{"path": "topics/noise/", "to": "topics/"}\n'})
    put(root, {"topics/sound.md": "---\naliases: [Noise]\n---\n"})
    put(root, {"weeks/2023-03-26/two.md": page("Two", topics="[Sound]")})
    assert list(redirects(load(root))) == [("topics/noise/", "topics/sound.md")]
    assert dead(root) == []


@pytest.mark.parametrize(("name", "former", "slug"), [("Łódź", "odz", "łódź"), ("C++", "c", "c-plus-plus")])
def test_a_topic_stays_at_the_address_that_an_older_version_gave_it(
    tmp_path: Path, name: str, former: str, slug: str
) -> None:
    root = archive(tmp_path, f'{{"path": "topics/{former}/"}}', topics=f'["{name}"]')
    assert f"topics/{former}/" in current(load(root))
    assert f"topics/{slug}/" not in current(load(root))
    assert dead(root) == []


@pytest.mark.parametrize(
    ("names", "former", "slugs"),
    [
        ('"C", "C++"', "c", {"c", "c-plus-plus"}),
        ('"Łódź", "Odz"', "odz", {"odz", "łódź"}),
        ('"GPT 東京", "GPT 大阪"', "gpt", {"gpt-東京", "gpt-大阪"}),
    ],
)
def test_topics_that_an_older_version_put_at_one_address_get_their_own(
    tmp_path: Path, names: str, former: str, slugs: set[str]
) -> None:
    root = archive(tmp_path, f'{{"path": "topics/{former}/"}}', topics=f"[{names}]")
    assert {f"topics/{slug}/" for slug in slugs} <= set(current(load(root)))
    assert dead(root) == []
