"""``backissue links``, as an editor runs it, on an archive whose links lead to a host on the loopback."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from backissue.archive.load import load
from backissue.archive.outgoing import outgoing_links
from backissue.cli import main
from tests.archives import make_archive, page
from tests.web_server import Host, serving


def make(root: Path, host: Host) -> Path:
    """An archive of two pages, whose links lead to /fine, /gone and /busy of a host."""
    at = f"http://127.0.0.1:{host.port}"
    files = {
        "undated/a.md": page(
            "A", week="", links=f"[Paper: {at}/fine, Code: {at}/gone]", body=f"See [it]({at}/gone).\n"
        ),
        "undated/b.md": page("B", week="", body=f"[Here]({at}/gone#place), `{at}/code` and [there]({at}/busy).\n"),
    }
    return make_archive(root, files)


def links(root: Path, *words: str, today: str = "2026-11-29") -> Result:
    command = ["--root", str(root), "links", "--allow-private", "--pause", "0", "--today", today, *words]
    return CliRunner().invoke(main, command)


def test_dead_links_are_listed_by_page_with_their_lines(tmp_path: Path) -> None:
    with serving(fine=(200, {}, b"x"), busy=(500, {}, b"")) as host:
        found = links(make(tmp_path, host))
    at = f"http://127.0.0.1:{host.port}"
    remedy = "correct it, or link to a copy, such as one of web.archive.org"
    assert found.exit_code == 1
    assert found.stderr.splitlines() == [
        f"content/undated/a.md:5: the link {at}/gone is dead: 404 Not Found: {remedy}",
        f"content/undated/b.md:7: the link {at}/gone is dead: 404 Not Found: {remedy}",
    ]
    assert found.stdout == "Of 3 links, 1 lead somewhere, 1 are dead, 1 are unclear.\n"


def test_what_is_known_is_not_asked_for_again(tmp_path: Path) -> None:
    with serving(fine=(200, {}, b"x"), busy=(500, {}, b"")) as host:
        root = make(tmp_path, host)
        first = links(root)
        asked = len(host.asked)
        again = links(root)
        assert (again.stdout, again.stderr, len(host.asked)) == (first.stdout, first.stderr, asked)
        links(root, today="2026-11-30")  # what led somewhere is known for a month, the rest for a day
        assert "/fine" not in [path for _, path, _ in host.asked[asked:]]
        assert "/gone" in [path for _, path, _ in host.asked[asked:]]
        asked = len(host.asked)
        links(root, "--again")
        assert "/fine" in [path for _, path, _ in host.asked[asked:]]


def test_a_run_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    with serving(fine=(200, {}, b"x"), busy=(200, {}, b""), gone=(200, {}, b"")) as host:
        root = make(tmp_path, host)
        said = [links(root, "--most", "1").stdout for _ in range(3)]
    assert said == [
        "Of 3 links, 1 lead somewhere, 0 are dead, 2 are left for the next run.\n",
        "Of 3 links, 2 lead somewhere, 0 are dead, 1 are left for the next run.\n",
        "Of 3 links, 3 lead somewhere, 0 are dead.\n",
    ]


def test_what_moved_or_is_unclear_is_listed_if_asked(tmp_path: Path) -> None:
    with serving(fine=(301, {"Location": "/gone"}, b"x"), busy=(500, {}, b""), gone=(200, {}, b"")) as host:
        found = links(make(tmp_path, host), "--verbose")
    assert found.exit_code == 0
    assert "hint: the link" in found.stderr
    assert f"has moved for good: write http://127.0.0.1:{host.port}/gone" in found.stderr
    assert "could not be checked: 500 Internal Server Error: look at it in a browser" in found.stderr


def test_links_are_those_that_readers_can_follow(tmp_path: Path) -> None:
    with serving() as host:
        found = outgoing_links(load(make(tmp_path, host)))
    assert {url.rpartition("/")[2]: [*paths] for url, paths in found.items()} == {
        "fine": ["undated/a.md"],
        "gone": ["undated/a.md", "undated/b.md"],
        "busy": ["undated/b.md"],
    }
