"""A new archive: a repository with all that it takes to publish it, from the files in ``site_templates/new``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from backissue import files
from backissue.archive.addresses import KIND as ADDRESSES
from backissue.archive.config import archive_schema
from backissue.archive.moves import KIND as MOVES
from backissue.archive.segments import Segments
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset, Edit, Records
from backissue.merge.ledger import KIND as ITEMS
from backissue.model import UsageError
from backissue.own_wheel import Wheel, build_wheel
from backissue.settings_file import LANGUAGES
from backissue.site.folders import README, template_folders
from backissue.wording import Words, english, read_words

DOTTED = {
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "gitkeep": ".gitkeep",
    "github": ".github",
    "vscode": ".vscode",
    "pagescms.yml": ".pages.yml",
}
"""Names that a template's files and folders have without their leading dot, so that tools see them."""
BRANCH = "main"
REQUIREMENTS = "requirements.txt"
SCHEMA = ".vscode/archive.schema.json"
_JOINED = frozenset({"README.md", ".gitignore", ".gitattributes"})
"""Files that a repository on GitHub may begin with; what an archive needs is added to them."""
_OWN = ("content", "docs", "site", "site_templates")
"""The folders that an archive has to itself."""
_BESIDE = frozenset({files.WORK, ".venv", ".DS_Store"})
"""What may stand in a folder that is as good as empty."""
_ON_BRANCH = re.compile(r"ref: refs/heads/([\w][\w./-]*)")
_SEEN = (
    ("- ", "bi.new.home", ": index.md"),
    ("- ", "bi.kind.issue.all", ": weeks/index.md"),
    ("- ", "bi.topics", ": topics/index.md"),
    ("- ", "bi.browse", ": browse.md"),
    ("- ", "bi.new.about", ": about.md"),
    ("title: ", "bi.new.about.title", "\n"),
    ("description: ", "bi.new.about.lead", "\n"),
    ("description: ", "bi.new.lead", "\n"),
)
"""What a new archive calls its pages, by the keys of the words, and what stands before and behind these."""
_NO_RECORDS = Records(Segments(ITEMS), Segments(ADDRESSES), Segments(MOVES), {}, {})


def create(folder: Path, *, weekly: bool = False, language: str = "en") -> None:
    """Make an empty archive in ``folder``, named after it, that can be published as it is.

    The folder may be a clone of a repository in which nothing stands in an archive's way. Its README and what git is to
    ignore stay, and get what an archive needs below them. With ``weekly``, a workflow brings sources from the web. The
    site is in the ``language`` of this tag.

    Raises:
        UsageError: the folder holds something already, or is a file, or the interface has no such language.
    """
    words = _words_in(folder, language)
    written = _files(folder, build_wheel(), words)
    if weekly:
        name = "sources.yml"
        written[f".github/workflows/{name}"] = (template_folders(folder, "weekly")[-1] / name).read_bytes()
    _refuse_taken(folder, written)
    edits = {path: _edit(folder / path, data, joined=path in _JOINED) for path, data in written.items()}
    folder.mkdir(parents=True, exist_ok=True)
    with files.locked(folder):
        apply_changeset(folder, _changeset(edits))


def _words_in(folder: Path, language: str) -> Words:
    """Return the words of a language of the interface.

    Raises:
        UsageError: it has none of that tag.
    """
    place = template_folders(folder, "theme")[-1] / LANGUAGES
    known = {file.stem: file for file in sorted(place.glob("*.html"))}
    if language not in known:
        raise UsageError(f"the interface has no words in {language!r}: name one of {', '.join(known)}")
    return Words(language, read_words(known[language].read_text("utf-8"), str(known[language])), english().english)


def _in_language(text: str, words: Words) -> str:
    """Return a file of a new archive with the names that readers see, and what decides on the rest, in a language."""
    text = text.replace("\n  language: en\n", f"\n  language: {words.language}\n")
    for before, key, behind in _SEEN:
        text = text.replace(f"{before}{english()(key)}{behind}", f"{before}{words(key)}{behind}")
    return text


def _files(folder: Path, wheel: Wheel, words: Words) -> dict[str, bytes]:
    """Return the files of a new archive, by their paths below its folder."""
    template = template_folders(folder, "new")[-1]
    values = {"{{ name }}": _name(folder), "{{ branch }}": _branch(folder)}
    texts = {"docs/README.md": README, SCHEMA: schema_text()}
    for path in map(PurePosixPath, files.tree(template)):
        text = (template / path).read_text(encoding="utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        is_seen = path.name == "mkdocs.yml" or path.parts[0] == "content"
        texts["/".join(DOTTED.get(part, part) for part in path.parts)] = _in_language(text, words) if is_seen else text
    texts[REQUIREMENTS] = with_pin(texts[REQUIREMENTS], wheel)
    return {path: text.encode("utf-8") for path, text in texts.items()} | {f"wheels/{wheel.name}": wheel.data}


def with_pin(requirements: str, wheel: Wheel) -> str:
    """Return a requirement file of an archive: the pins of what Backissue needs, and that of its own wheel."""
    return f"{requirements}\n# Backissue itself, which stands in wheels/\n--find-links wheels\n{wheel.pin}\n"


def schema_text() -> str:
    """Return the JSON Schema of ``archive.yml``, for editors."""
    return json.dumps(archive_schema(), indent=2, ensure_ascii=False) + "\n"


def _name(folder: Path) -> str:
    """Return a name for an archive. Nothing in it is more than letters and numbers to YAML or Markdown."""
    words = "".join(char if char.isalnum() else " " for char in folder.resolve().name).split()
    return " ".join(words).capitalize() or "Archive"


def _branch(folder: Path) -> str:
    """Return the branch that a clone is on, ``main`` where there is none of a plain name."""
    head = folder / ".git" / "HEAD"
    found = _ON_BRANCH.fullmatch(head.read_text("utf-8", "replace").strip()) if head.is_file() else None
    return found[1] if found else BRANCH


def _refuse_taken(folder: Path, written: Mapping[str, bytes]) -> None:
    """See to it that a new archive goes over nothing.

    Raises:
        UsageError: it would; what is in its way is said.
    """
    if not folder.exists():
        return
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else {folder.name}
    if not folder.is_dir() or (".git" not in names and names - _BESIDE):
        raise UsageError(f"{folder} is not empty: name a folder that is, a clone of a repository, or a new one")
    taken = [name for name in _OWN if name in names]
    taken += [path for path in written if path not in _JOINED and (folder / path).exists()]
    if taken:
        raise UsageError(f"{folder} has {taken[0]} already: remove it from there, or name another folder")


def _edit(path: Path, data: bytes, *, joined: bool) -> Edit:
    """Return the edit that writes a file, below what stands in it where the two are to be ``joined``."""
    before = path.read_bytes() if joined and path.is_file() else None
    if not before:
        return Edit(before, data)
    gap = b"\n" if before.endswith(b"\n") else b"\n\n"
    return Edit(before, before + gap + data)


def _changeset(edits: Mapping[str, Edit]) -> Changeset:
    """Return the changeset that writes these files of an archive that has none, by path below its folder."""
    content = {path.removeprefix("content/"): edit for path, edit in edits.items() if path.startswith("content/")}
    beside = {path: edit for path, edit in edits.items() if not path.startswith("content/")}
    return Changeset((), (), (), content, _NO_RECORDS, beside=beside)
