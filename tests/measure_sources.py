"""How well sources are read that others made: run it, and it prints a table, a line a group of files.

``.venv/bin/python -m tests.measure_sources [--faults FILE] [--many NUMBER] [FOLDER]...`` imports each folder into a new
archive, by the command, and compares the pages with what the files themselves state (:mod:`tests.stated`), which reads
them without a line of `backissue`. What is wrong of a single file goes to FILE. The kinds are those of
``cases/measured/kinds.tsv``. Comments and marks of templates are not counted as lost, nor are lines that the import
names as left out. Without a FOLDER it takes those in ``cases/measured`` and ``../shared/samples``. With --many it makes
up that many letters and talks, to see how fast they are read.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from tests.compared import Group, Imported, Made, addresses, compare, row
from tests.stated import bare, markdown_words, read_stated

CASES = Path(__file__).parent / "cases" / "measured"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
UNREAD = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tsv"}
COLUMNS = ("files", "read", "items", "kinds", "kept", "invented", "titles", "days", "wrong", "people", "false")
MORE = ("links", "own", "media", "secs")


def measure(folder: Path, labels: Sequence[tuple[str, str]], command: Sequence[str]) -> Group:
    """Import the files of a folder into a new archive, and compare."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    files = [name for name in names if Path(name).suffix not in UNREAD]
    group = Group(folder.name, files=len(files))
    with TemporaryDirectory() as place:
        root = Path(place) / "archive"
        subprocess.run([*command, "new", str(root)], check=True, capture_output=True)
        shutil.copytree(folder, root / "content" / "sources", dirs_exist_ok=True)
        _list(root / "content" / "archive.yml", files)
        begun = time.monotonic()
        done = subprocess.run(
            [*command, "--root", str(root), "import", "--report", "json"], capture_output=True, text=True, check=False
        )
        group.seconds = time.monotonic() - begun
        report = json.loads(done.stdout)
        made = list(_pages(root / "content"))
    group.read, group.items = sum(bool(source["reader"]) for source in report["sources"]), len(made)
    pages: dict[str, list[Made]] = {name: [] for name in files}
    for page in made:
        pages.get(str((page.head.get("source") or {}).get("file")), []).append(page)
    for source in report["sources"]:
        if not source["reader"]:
            group.fault(source["file"], "recognised", "a text", _why(report, source["file"]))
    stated = {name: read_stated(folder / name) for name in files}
    compare(group, Imported(stated, pages, *_left_out(report, folder), labels))
    return group


def _pages(content: Path) -> Iterator[Made]:
    for path in sorted(content.rglob("*.md")):
        match = re.match(r"---\n(.*?)\n---\n(.*)", path.read_text("utf-8"), re.DOTALL)
        head = yaml.load(match[1], yaml.BaseLoader) if match and "sources" not in path.parts else None
        if match and isinstance(head, dict) and "id" in head:
            yield Made(path.relative_to(content).as_posix(), head, match[2])


def _list(path: Path, files: Sequence[str]) -> None:
    settings = yaml.safe_load(path.read_text("utf-8"))
    settings["sources"] = [{"file": name} for name in files]
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")


def _left_out(report: dict[str, Any], folder: Path) -> tuple[dict[str, Counter[str]], set[str]]:
    """Return the words of the lines that the import names as left out, by file, and the addresses in them."""
    found, links = dict[str, Counter[str]](), set[str]()
    for hint in report["hints"]:
        if hint["line"] and re.search(r"left out|boilerplate|mailer", hint["what"]):
            name = hint["file"].removeprefix("content/sources/")
            line = (folder / name).read_text("utf-8", errors="replace").splitlines()[hint["line"] - 1]
            found.setdefault(name, Counter()).update(markdown_words(line)[0])
            links |= set(map(bare, addresses(line)))
    return found, links


def _why(report: dict[str, Any], file: str) -> str:
    whats = [problem["what"] for problem in report["problems"] if problem["file"].endswith(file)]
    return "; ".join(whats) or "not read"


def read_labels() -> list[tuple[str, str]]:
    """Return the kinds that people say files are of: a pattern of their paths, and the kinds that are right."""
    lines = (CASES / "kinds.tsv").read_text("utf-8").splitlines()
    return [(form, kind) for form, kind in (line.split("\t") for line in lines)]


def make_many(folder: Path, number: int) -> Path:
    """Make up letters with a head and talks with captions in a folder, half of each, and return it."""
    folder.mkdir()
    for index in range(number):
        day = date(2004, 1, 7) + timedelta(weeks=index // 2)
        text = " ".join(f"The {index}th boat carried {number} barrels to harbour {number % 7}." for number in range(40))
        head = f'---\ntitle: "Letter {index}"\ndate: {day}\nauthor: Ada Boat\n---\n'
        letter = f"{head}\n{text}\n\n- [The log](https://boats.example.org/{index})\n"
        cues = (
            f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\n{line.strip()}."
            for n, line in enumerate(text.split("."))
            if line.strip()
        )
        talk = "\n\n".join(["WEBVTT", *cues]) + "\n"
        (folder / f"{index:05}.{'vtt' if index % 2 else 'md'}").write_text(talk if index % 2 else letter, "utf-8")
    return folder


def main(arguments: Sequence[str], say: Callable[[str], object] = print) -> None:
    """Print the table, and write the faults where that is asked for."""
    parser = argparse.ArgumentParser(description="Measure how well folders of sources are read.")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--faults", type=Path, help="a file for what is wrong of single files")
    parser.add_argument("--many", type=int, default=0, help="how many files to make up beside them")
    parser.add_argument("--command", default=f"{sys.executable} -m backissue")
    options = parser.parse_args(arguments)
    inside = [path for folder in (CASES, SAMPLES) if folder.exists() for path in sorted(folder.iterdir())]
    folders = options.folders or [path for path in inside if path.is_dir() and not options.many]
    say(row("", [*COLUMNS, *MORE]))
    faults = []
    with TemporaryDirectory() as place:
        made_up = [make_many(Path(place) / "many", options.many)] if options.many else []
        for folder in [*folders, *made_up]:
            group = measure(folder, read_labels(), options.command.split())
            say(str(group))
            faults += ["\t".join((f"{group.name}/{file}", *rest)) for file, *rest in group.faults]
    if options.faults:
        options.faults.write_text("".join(f"{line}\n" for line in faults), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
