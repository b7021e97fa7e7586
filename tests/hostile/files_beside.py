"""What no file beside the pages may have: feeds, maps, tables, bibliographies, lists for machines."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

from backissue.site.gate import is_harmless

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Those of terminals, and those that turn the order of text."""
STARTS = ("=", "@", "\uff1d", "\uff20")
COMMANDS = re.compile(
    r"(?<!\\)(?:\\\\)*\\(?:input|include|write|openout|openin|read|catcode|csname|def|let|directlua)\b"
)
CONTENT = "{http://www.w3.org/2005/Atom}content", "{http://www.w3.org/2005/Atom}summary"


def offences(site: Path) -> Iterator[str]:
    """Yield what files of a site have that could act on what reads them, or keep it from reading them."""
    for path in sorted(site.rglob("*")):
        text = path.read_text("utf-8") if path.suffix in READ else ""
        if text:
            yield from (f"{path.relative_to(site)}: {what}" for what in READ[path.suffix](text))


def _xml(text: str) -> Iterator[str]:
    tree = ET.fromstring(text)
    yield from (f"a control: {found!r}" for found in CONTROLS.findall(text))
    shown = [node.text or "" for node in tree.iter() if node.tag in CONTENT]
    yield from (html[:60] for html in shown if not is_harmless(html))


def _json(text: str) -> Iterator[str]:
    data = json.loads(text)
    items = data.get("items", []) if isinstance(data, dict) else []
    shown = [str(item.get("content_html", "")) for item in items if isinstance(item, dict)]
    yield from (html[:60] for html in shown if not is_harmless(html))


def _csv(text: str) -> Iterator[str]:
    """Yield cells that begin as formulas, also for programs that part cells elsewhere and see no quotes around them."""
    cells = [cell for row in csv.reader(StringIO(text.removeprefix("\ufeff"))) for cell in row]
    cells += re.split(r"[;\t\n]", text)
    yield from (f"a formula: {cell[:60]!r}" for cell in cells if cell.lstrip(' "').startswith(STARTS))


def _bibtex(text: str) -> Iterator[str]:
    yield from (f"a command: {found[0]}" for found in COMMANDS.finditer(text))


READ = {".xml": _xml, ".json": _json, ".csv": _csv, ".bib": _bibtex}
