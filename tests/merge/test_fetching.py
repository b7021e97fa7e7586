"""Sources from the web: asked for only if they changed, kept as they came, and never at the cost of what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from backissue.archive.config import parse_config
from backissue.cli import main
from backissue.files import locked
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset
from backissue.merge.fetching import Fate, Result, plan_fetched
from backissue.merge.fetching import fetch as ask
from backissue.model import UsageError
from tests.archives import make_archive, put, snapshot
from tests.web_server import Host, client, serving

BODY = b"\xef\xbb\xbf## March 20-26, 2023\r\n\r\nText.\r\n"
TAG = {
    "ETag": '"one"',
    "Last-Modified": "Sun, 26 Mar 2023 10:00:00 GMT",
    "Content-Disposition": 'attachment; filename="../../x"',
}


def archive(root: Path, host: Host, more: str = "") -> Path:
    """An archive whose one source is ``/a`` of a host; by https, as ``archive.yml`` needs it, which tests change."""
    return make_archive(root, {}, f"  - file: feeds/a.md\n    url: {host.url('/a')}\n{more}")


@pytest.fixture(autouse=True)
def _any_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``url`` in ``archive.yml`` be one of the loopback; what it may be otherwise has a test of its own."""
    monkeypatch.setattr("backissue.archive.config._SCHEMES", ("https://", "http://"))


def plan_fetch(root: Path, *names: str, overwrite: bool = False) -> tuple[list[Result], Changeset]:
    """Ask for sources, and give what became of each and what would be written."""
    results = ask(root, client(), names, overwrite=overwrite)
    return results, plan_fetched(root, results)


def fetch(root: Path, *names: str, overwrite: bool = False) -> dict[str, Fate]:
    """Fetch, and give what became of each source."""
    results, made = plan_fetch(root, *names, overwrite=overwrite)
    assert apply_changeset(root, made) == ()
    return {one.file: one.fate for one in results}


def source(root: Path) -> bytes:
    return (root / "content/sources/feeds/a.md").read_bytes()


def test_a_source_is_kept_as_it_came_under_the_name_it_is_given(tmp_path: Path) -> None:
    with serving(a=(200, TAG, BODY)) as host:
        root = archive(tmp_path, host)
        assert fetch(root) == {"feeds/a.md": Fate.NEW}
    assert source(root) == BODY
    assert [name for name in snapshot(tmp_path) if name[-1] == "x"] == []


def test_how_many_sources_were_asked_for_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with serving(a=(200, TAG, BODY), b=(200, {}, b"Other.\n")) as host:
        root = archive(tmp_path, host, f"  - file: b.md\n    url: {host.url('/b')}\n")
        ask(root, client(), tick=lambda *step: told.append(step))
    assert told == [("Fetching sources", 0, 2), ("Fetching sources", 1, 2)]


def test_it_is_asked_for_only_if_it_changed(tmp_path: Path) -> None:
    with serving(a=(200, TAG, BODY)) as host:
        root = archive(tmp_path, host)
        fetch(root)
        host.pages["/a"] = (304, {}, b"")
        before = snapshot(root / "content")
        assert fetch(root) == {"feeds/a.md": Fate.SAME}
        assert snapshot(root / "content") == before
    assert "if-none-match" not in host.asked[0][2]
    assert (host.asked[1][2]["if-none-match"], host.asked[1][2]["if-modified-since"]) == (
        TAG["ETag"],
        TAG["Last-Modified"],
    )


def test_a_host_without_marks_is_asked_again_and_nothing_unchanged_is_written(tmp_path: Path) -> None:
    with serving(a=(200, {}, BODY)) as host:
        root = archive(tmp_path, host)
        fetch(root)
        before = snapshot(root / "content")
        assert fetch(root) == {"feeds/a.md": Fate.SAME}
        assert snapshot(root / "content") == before
        host.pages["/a"] = (200, {}, b"New.\n")
        assert fetch(root) == {"feeds/a.md": Fate.CHANGED}
    assert source(root) == b"New.\n"


def test_another_address_is_asked_without_the_marks_of_the_first(tmp_path: Path) -> None:
    with serving(a=(200, TAG, BODY), b=(200, TAG, BODY)) as host:
        root = archive(tmp_path, host)
        fetch(root)
        config = root / "content/archive.yml"
        config.write_text(config.read_text("utf-8").replace("/a\n", "/b\n"), "utf-8")
        fetch(root)
    assert "if-none-match" not in host.asked[1][2]


@pytest.mark.parametrize("before", [None, "Mine.\n"])
def test_what_a_person_edited_or_put_there_stays(tmp_path: Path, before: str | None) -> None:
    with serving(a=(200, TAG, BODY)) as host:
        root = archive(tmp_path, host)
        if before:
            put(root, {"sources/feeds/a.md": before})
        else:
            fetch(root)
            put(root, {"sources/feeds/a.md": "Edited.\n"})
        kept = source(root)
        results, made = plan_fetch(root)
        assert (results[0].fate, source(root), made.edits) == (Fate.EDITED, kept, {})
        assert fetch(root, overwrite=True) == {"feeds/a.md": Fate.CHANGED}
    assert source(root) == BODY


@pytest.mark.parametrize(
    "reply", [(404, {}, b"gone"), (500, {}, b""), (200, {}, b""), (304, {}, b""), (206, {}, b"half")]
)
def test_what_cannot_be_fetched_stays_as_it_was(tmp_path: Path, reply: tuple[int, dict[str, str], bytes]) -> None:
    with serving(a=(200, {}, BODY), b=(200, {}, b"Other.\n")) as host:
        root = archive(tmp_path, host, f"  - file: b.md\n    url: {host.url('/b')}\n")
        if reply[0] != 304:
            fetch(root)
        host.pages["/a"] = reply
        results, made = plan_fetch(root)
    assert {one.file: one.fate for one in results} == {
        "feeds/a.md": Fate.FAILED,
        "b.md": Fate.SAME if reply[0] != 304 else Fate.NEW,
    }
    assert [problem.what.partition(": ")[0] for problem in made.problems] == [f"{host.url('/a')} cannot be fetched"]


def test_an_address_that_moved_for_good_is_told(tmp_path: Path) -> None:
    with serving(a=(301, {"Location": "/b"}, b""), b=(200, {}, BODY)) as host:
        root = archive(tmp_path, host)
        _, made = plan_fetch(root)
    (hint,) = made.problems
    assert (hint.line, hint.is_hint, hint.remedy) == (2, True, f"write `url: {host.url('/b')}`")


def test_only_sources_with_an_address_can_be_named(tmp_path: Path) -> None:
    with serving() as host, pytest.raises(UsageError, match="has no `url`"):
        plan_fetch(archive(tmp_path, host), "b.md")


def test_no_key_of_the_settings_lets_a_request_go_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for url in ("http://a.example/", "file:///etc/passwd", "https://", "https://u:p@a.example/", "ftp://a.example"):
        _, problems = parse_config(f"sources:\n  - file: a.md\n    url: {url}\n")
        assert [problem.line for problem in problems] == [2], url
    assert parse_config("sources:\n  - file: a.md\n    url: https://a.example/feed.xml\n")[1] == ()
    make_archive(tmp_path, {}, "  - file: a.md\n    url: https://localhost/a\n")
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "fetch"])
    assert done.exit_code == 1
    assert "which is not an address of the public internet: what was fetched before stays" in done.stderr
    assert not (tmp_path / "content/sources").exists()


def test_the_command_says_what_came_of_each(tmp_path: Path) -> None:
    with serving(a=(200, {}, BODY)) as host:
        root = archive(tmp_path, host)
        config = root / "content/archive.yml"
        config.write_text(config.read_text("utf-8").replace("feed.example", "127.0.0.1"), "utf-8")
        shown = CliRunner().invoke(main, ["--root", str(root), "fetch", "--allow-private", "--dry-run"])
        assert (shown.exit_code, shown.output) == (0, "  new: content/sources/feeds/a.md\n")
        assert not (root / "content/sources").exists()
        done = CliRunner().invoke(main, ["--root", str(root), "fetch", "--allow-private"])
        assert (done.exit_code, source(root)) == (0, BODY)
        missing = make_archive(tmp_path / "none")
        assert CliRunner().invoke(main, ["--root", str(missing), "fetch"]).output.startswith("No source has a `url`")


def test_no_other_command_waits_for_a_host(tmp_path: Path) -> None:
    """While a host is asked, nothing is held; what a person saves meanwhile stays."""
    with serving() as host:
        root = archive(tmp_path, host)

        def slow(_: object) -> tuple[int, dict[str, str], bytes]:
            with locked(root):
                put(root, {"sources/feeds/a.md": "Saved meanwhile.\n"})
            return 200, {}, BODY

        host.pages["/a"] = slow
        _, made = plan_fetch(root)
    (problem,) = apply_changeset(root, made)
    assert "was saved while the command ran" in problem.what
    assert source(root) == b"Saved meanwhile.\n"


def test_a_source_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    with serving(a=(200, {}, BODY)) as host:
        root = archive(tmp_path / "archive", host)
        (root / "content/sources/feeds").mkdir(parents=True)
        (tmp_path / "outside.md").write_text("Outside.\n", "utf-8")
        (root / "content/sources/feeds/a.md").symlink_to(tmp_path / "outside.md")
        assert fetch(root) == {"feeds/a.md": Fate.FAILED}
    assert (tmp_path / "outside.md").read_text("utf-8") == "Outside.\n"
