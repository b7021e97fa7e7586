"""A build with the store gives the bytes of one without, whatever happened before: over random histories of edits."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from backissue import store
from backissue.archive.load import load
from backissue.archive.publishing import published
from backissue.files import WORK
from backissue.site import engine
from backissue.site.build import build
from backissue.site.desk import Desk
from backissue.site.documents import compose, is_doubtful
from backissue.site.outputs import assets
from backissue.store import Store
from tests import effort
from tests.archives import make_archive, make_toy, page, snapshot
from tests.benchmarks import made_up

pytestmark = pytest.mark.slow

WORDS = "sparks of general intelligence in large language models that reason about proteins and code $x_1$".split()
TALK = "## A story\n\nToday: Sparks of Artificial General Intelligence was read.\n\n## Another\n\nMore of it.\n"


def _pages(root: Path) -> list[Path]:
    return sorted(path for path in (root / "content").glob("[wu]*/**/*.md") if path.name != "index.md")


def _some(root: Path, chance: random.Random) -> Path:
    return chance.choice(_pages(root))


def _text(path: Path, edit: Callable[[str], str]) -> None:
    path.write_text(edit(path.read_text("utf-8")), "utf-8")


def _new(root: Path, chance: random.Random) -> None:
    number, week = chance.randrange(30), chance.choice(["2023-03-26", "2023-04-02", "2024-01-07"])
    more = chance.choice(
        [
            {},
            {"topics": "[Economics, Sound]"},
            {"people": "[Ada Lovelace, A. Turing]"},
            {"draft": "true"},
            {"publish": "2026-03-01"},
            {"aliases": "[old/place]"},
        ]
    )
    body = " ".join(chance.choices(WORDS, k=60)) + chance.choice(["", "\n\n<script>1</script>", "\n\n[a](pipe.md)"])
    kind = chance.choice(["paper", "transcript", "summary", "issue"])
    path = root / f"content/weeks/{week}/new-{number}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    body = {"transcript": TALK, "issue": _listing(chance)}.get(kind, f"{body}\n")
    path.write_text(page(f"New {number} of 2023", body=body, id=f'"x:{number}"', week=week, kind=kind, **more), "utf-8")


def _listing(chance: random.Random) -> str:
    """Return the text of an issue, of whose links others may have some too."""
    named = [f"- [{chance.choice(WORDS)} of {number}](https://e.example/{number})\n" for number in range(9)]
    return "".join(chance.sample(named, 4))


def _retitle(root: Path, chance: random.Random) -> None:
    word = chance.choice(WORDS)
    _text(
        _some(root, chance),
        lambda text: "\n".join(
            f'title: "{word.title()} and more"' if line.startswith("title:") else line for line in text.split("\n")
        ),
    )


def _move(root: Path, chance: random.Random) -> None:
    path = _some(root, chance)
    path.replace(path.with_name(f"moved-{chance.randrange(9)}.md"))


def _damage(root: Path, chance: random.Random) -> None:
    folder = root / chance.choice(["docs", "site"])
    path = chance.choice(sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "README.md"))
    match chance.randrange(3):
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(path.read_bytes()[:-1])
        case _:
            path.write_bytes(b"x")


def _forget(root: Path, chance: random.Random) -> None:
    """Delete the store, break it, or take some of what it has."""
    file = root / store.PLACE
    if not file.exists():
        return
    match chance.randrange(4):
        case 0:
            shutil.rmtree(file.parent)
        case 1:
            data = bytearray(file.read_bytes())
            for _ in range(20):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            file.write_bytes(data)
        case _:
            with closing(sqlite3.connect(file)) as connection, suppress(sqlite3.Error), connection:
                connection.execute("DELETE FROM entries WHERE abs(random()) % 3 = 0")


def _template(root: Path, chance: random.Random) -> None:
    path = root / "site_templates/theme/partials/pages/week.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<p>A week, {chance.randrange(3)}</p>\n", "utf-8")


STEPS: dict[str, Callable[[Path, random.Random], object]] = {
    "a text is edited": lambda root, chance: _text(
        _some(root, chance), lambda text: f"{text}\nAnd {chance.choice(WORDS)}.\n"
    ),
    "a title is edited": _retitle,
    "a page is new": _new,
    "a page is gone": lambda root, chance: _some(root, chance).unlink(),
    "a page is called something else": _move,
    "the words of the home page": lambda root, chance: _text(
        root / "content/index.md", lambda text: f"{text}\n{chance.random()}\n"
    ),
    "an introduction": lambda root, chance: _text(
        root / "content/weeks/2023-03-26/index.md", lambda text: f"{text}\n{chance.choice(WORDS)}\n"
    ),
    "a topic's aliases": lambda root, chance: _text(
        root / "content/topics/economics.md",
        lambda text: (
            text.replace("---\n", f"---\naliases: [Money {chance.randrange(3)}]\n", 1)
            if "aliases" not in text
            else text
        ),
    ),
    "a rule for names": lambda root, chance: (root / "content/archive.yml").write_text(
        f"sources: []\nnames:\n  - {{heard: [{chance.choice(WORDS)}], meant: Word, kinds: [paper, transcript]}}\n",
        "utf-8",
    ),
    "a name of the site": lambda root, chance: _text(
        root / "mkdocs.yml", lambda text: text.replace("site_name: ", f"site_name: {chance.choice(WORDS).title()} ", 1)
    ),
    "an address of the site": lambda root, _: _text(
        root / "mkdocs.yml",
        lambda text: (
            text.replace("site_name", "site_url: https://a.example/\nsite_name", 1)
            if "\nsite_url" not in text
            else text
        ),
    ),
    "a template": _template,
    "the results are damaged": _damage,
    "the store is damaged": _forget,
}


def without_store(root: Path, today: date) -> dict[str, bytes]:
    """Return what ``docs/`` must hold, worked out from nothing but ``content/``."""
    archive = published(load(root), today)
    with Desk(Store()) as desk:
        settings = engine.settings(root, root / "docs")
        made = compose(root, archive, settings, lambda draft: is_doubtful(draft, archive), desk)
    documents = {draft.path: draft.make().text.encode() for draft in made.drafts}
    return documents | {asset.path: asset.make() for asset in assets(made.site)}


def built_anew(root: Path, folder: Path, today: date) -> dict[str, bytes]:
    """Return the bytes of a site that is built where nothing is known."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns(WORK, "docs", "site"))
    build(folder, folder / "site", today=today)
    return snapshot(folder / "site")


@pytest.mark.parametrize("seed", range(effort.of(16)))
def test_a_build_with_the_store_gives_what_one_without_gives(tmp_path: Path, seed: int) -> None:
    chance, today = random.Random(seed), date(2026, 2, 1)
    root = make_toy(tmp_path / "toy")
    (root / "site_templates").mkdir(exist_ok=True)
    build(root, root / "site", today=today)
    for _ in range(10):
        for name in chance.choices([*STEPS], k=chance.randint(1, 2)):
            STEPS[name](root, chance)
        today += timedelta(days=chance.choice([0, 0, 40]))
        build(root, root / "site", today=today)
        found = {name: data for name, data in snapshot(root / "docs").items() if not name.endswith(".png")}
        wanted = {name: data for name, data in without_store(root, today).items() if not name.endswith(".png")}
        assert found == wanted
    assert snapshot(root / "site") == built_anew(root, tmp_path / "anew", today)


@pytest.mark.parametrize("seed", range(effort.of(16, 16)))
def test_a_build_after_one_that_was_killed_gives_what_one_without_gives(tmp_path: Path, seed: int) -> None:
    chance, today = random.Random(seed), date(2026, 2, 1)
    root = make_toy(tmp_path / "toy")
    command = [sys.executable, "-m", "backissue", "--root", str(root), "build", "--today", today.isoformat()]
    for _ in range(3):
        _new(root, chance)
        _retitle(root, chance)
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0.3, 4))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    build(root, root / "site", today=today)
    assert snapshot(root / "docs").keys() >= without_store(root, today).keys()
    assert snapshot(root / "site") == built_anew(root, tmp_path / "anew", today)


def test_commands_that_run_at_once_disturb_none(tmp_path: Path) -> None:
    root = make_toy(tmp_path / "toy")
    command = [sys.executable, "-m", "backissue", "--root", str(root)]
    words = [["build"], ["check"], ["build"], ["check"]]
    running = [subprocess.Popen([*command, *more], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for more in words]
    said = [process.communicate()[1][:40] for process in running]
    ends = {*zip((process.returncode for process in running), said, strict=True)}
    locked = b"backissue: another backissue command is running"[:40]
    assert (0, b"") in ends
    assert ends <= {(0, b""), (3, locked)}
    today = date.max
    build(root, root / "site", today=today)
    assert snapshot(root / "site") == built_anew(root, tmp_path / "anew", today)


def test_a_build_by_several_processes_makes_the_site_of_a_build_by_one(tmp_path: Path) -> None:
    root = make_archive(tmp_path)
    made_up.fill(root, 150)
    backissue = [sys.executable, "-m", "backissue", "--root", str(root)]
    subprocess.run([*backissue, "import"], check=True, capture_output=True)
    made = []
    for jobs in (1, 2):
        shutil.rmtree(root / WORK)
        site = tmp_path / f"site {jobs}"
        command = [*backissue, "build", "--jobs", str(jobs), "--site-dir", str(site)]
        assert subprocess.run(command, capture_output=True, check=False).returncode < 2  # without threads
        made.append((snapshot(root / "docs"), snapshot(site)))
        shutil.rmtree(root / "docs")
    assert made[0] == made[1]
