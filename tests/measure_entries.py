"""How well the entries of issues are read: run it, and it prints a line a folder of issues.

``.venv/bin/python -m tests.measure_entries [--faults FILE] [FOLDER]...`` imports the Markdown files of each folder into
a new archive, exports the entries by the command, and compares titles and addresses with an independent reading of the
files: markdown-it's tree, and not a line of `backissue`. Read are items of lists and paragraphs that a link or bold
words begin, and linked headings; what is nested in such an item belongs to it. Addresses that a fifth of the files
have are left out, as they are in lists of entries. Without a FOLDER it takes those in ``../shared/samples``.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
FOLDERS = (SAMPLES / "haskellweekly", SAMPLES / "optech" / "newsletters")
SHARE, LEAST = 5, 3
"""One of so many files, and so many files at least, in which an address is furniture."""
_HEAD = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_ASSIGNED = re.compile(r"\{% assign (\w+) = \"(\S+)\" %\}")
_TEMPLATE = re.compile(r"\{%.*?%\}", re.DOTALL)
_LISTS = {"bullet_list", "ordered_list"}

Stated = tuple[str, str]
"""Title and address of an entry."""
Placed = tuple[str, str, str]
"""The file that an entry stands in, its title and its address."""


def read(markdown: str) -> Iterator[Stated]:
    """Yield what an issue lists."""
    text = _HEAD.sub("", markdown, count=1)
    for name, value in _ASSIGNED.findall(text):
        text = text.replace(f"{{{{{name}}}}}", value)
    text = _TEMPLATE.sub("", text)
    yield from _listed(SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text)))


def _listed(node: SyntaxTreeNode) -> Iterator[Stated]:
    """Yield the entries in an element, in reading order."""
    children = node.children
    for at, child in enumerate(children):
        below = children[at + 1].type if at + 1 < len(children) else ""
        if child.type in _LISTS:
            for item in child.children:
                found = _led(item.children[0]) if item.children else None
                yield from [found] if found else (one for part in item.children[1:] for one in _listed(part))
                if not found and item.children and item.children[0].type in _LISTS:
                    yield from _listed(item)
        elif child.type in {"paragraph", "heading"} and (led := _led(child)):
            is_told = below not in _LISTS
            if (led[1] and is_told) or (child.type == "paragraph" and (led[1] or is_told)):
                yield led


def _led(node: SyntaxTreeNode) -> Stated | None:
    """Return title and address of a paragraph that begins with a link or with bold words."""
    inlines = node.children[0].children if node.children and node.children[0].type == "inline" else []
    while inlines and inlines[0].type in {"text", "image", "softbreak"} and not _words(_text(inlines[0])):
        inlines = inlines[1:]
    if not inlines or inlines[0].type not in {"link", "strong"}:
        return None
    links = [str(inline.attrs["href"]) for inline in node.walk() if inline.type == "link"]
    outward = [url for url in links if url.startswith("http")]
    title = _text(inlines[0])
    return (title, next(iter([*outward, *links]), "")) if _words(title) else None


def _text(node: SyntaxTreeNode) -> str:
    own = node.content if node.type in {"text", "code_inline"} else " " if node.type == "softbreak" else ""
    return own + "".join(map(_text, node.children))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def measure(files: Sequence[Path], command: Sequence[str]) -> tuple[Counter[Placed], Counter[Placed]]:
    """Return what the files list and what the export of their archive says, each as file, title and address."""
    with TemporaryDirectory() as place:
        root = Path(place) / "archive"
        subprocess.run([*command, "new", str(root), "--from", *map(str, files)], check=False, capture_output=True)
        exported = Path(place) / "entries.jsonl"
        asked = ["export", "entries", "--as", "jsonl", "-o", str(exported)]
        subprocess.run([*command, "--root", str(root), *asked], check=True, capture_output=True)
        records = [json.loads(line) for line in exported.read_text("utf-8").splitlines()]
        sources = {record["page"]: _source(root / "content" / record["page"]) for record in records}
    found = Counter[Placed]((sources[one["page"]], _words(one["title"]), one["url"]) for one in records)
    stated = Counter((file.name, _words(title), url) for file in files for title, url in read(file.read_text("utf-8")))
    places = Counter(url for _, url in {(file, url) for file, _, url in stated})
    furniture = {url for url, number in places.items() if number >= max(LEAST, -(-len(files) // SHARE)) and url}
    return Counter({one: number for one, number in stated.items() if one[2] not in furniture}), found


def _source(page: Path) -> str:
    found = re.search(r"^source: \{file: \"?([^\",}]+)", page.read_text("utf-8"), re.MULTILINE)
    return Path(found[1]).name if found else ""


def main(arguments: Sequence[str], say: Callable[[str], object] = print) -> None:
    """Print the table, and write what is missed or invented where that is asked for."""
    parser = argparse.ArgumentParser(description="Measure how well the entries of issues are read.")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--faults", type=Path, help="a file for what is missed and invented")
    parser.add_argument("--command", default=f"{sys.executable} -m backissue")
    options = parser.parse_args(arguments)
    faults: list[str] = []
    for folder in options.folders or FOLDERS:
        files = sorted(path for path in folder.iterdir() if path.suffix in {".md", ".markdown"})
        stated, found = measure(files, options.command.split())
        both = (stated & found).total()
        shares = f"{both / max(1, stated.total()):.1%} found, {both / max(1, found.total()):.1%} right"
        say(f"{folder.name}: {len(files)} issues, {stated.total()} stated, {found.total()} read: {shares}")
        faults += ["\t".join(("missed", *one)) for one in sorted((stated - found).elements())]
        faults += ["\t".join(("invented", *one)) for one in sorted((found - stated).elements())]
    if options.faults:
        options.faults.write_text("".join(f"{line}\n" for line in faults), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
