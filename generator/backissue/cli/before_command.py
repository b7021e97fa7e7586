"""``backissue before``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backissue.cli.command import command
from backissue.cli.needs import need_current_archive
from backissue.cli.options import today_of, today_option
from backissue.cli.printing import say, shown_work
from backissue.model import UsageError

if TYPE_CHECKING:
    from backissue.archive.listings import Earlier, Listings

FORMS = ("text", "json", "github")


@dataclass(frozen=True, slots=True)
class Found:
    """A link that was covered: the file and the line where it stands, empty and 0 where it was named itself."""

    file: str
    line: int
    url: str
    earlier: tuple[Earlier, ...]

    @property
    def said(self) -> str:
        """Where it was covered, in words."""
        return "; ".join(f"{one.where}: {one.title}" for one in self.earlier)


@command("before")
@click.argument("drafts", metavar="FILE|URL…", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="Form of the list.")
@today_option
@click.pass_obj
def before_(root: Path, drafts: tuple[str, ...], *, form: str, today: str | None) -> int:
    """List which links have been in an earlier issue, paper or talk.

    Each FILE is the draft of an issue as Markdown or HTML, and each URL an address. The exit code is 1 where a link
    was covered before. What stands in many issues, such as the links of sponsors, does not count.
    """
    from backissue.archive.archive import renderable
    from backissue.archive.listings import listings
    from backissue.archive.load import load
    from backissue.archive.publishing import published

    need_current_archive(root)
    with shown_work(root) as store:
        known = listings(renderable(published(load(root, store), today_of(today)())))
    found = [one for draft in drafts for one in _covered(root, draft, known)]
    _show(found, form)
    return 1 if found else 0


def _covered(root: Path, draft: str, known: Listings) -> Iterator[Found]:
    if draft.startswith(("http://", "https://")):
        if earlier := known.covered("", draft):
            yield Found("", 0, draft, earlier)
        return
    from backissue.archive.listings import links_of
    from backissue.prose.parse import TooComplexError, read, renderer_of

    path = Path(draft)
    try:
        text = path.read_text("utf-8-sig")
        body = text.partition("\n---")[2].partition("\n")[2] if text.startswith("---\n") else text
        is_html = path.suffix.lower() in {".html", ".htm"}
        document = read(body) if is_html else renderer_of(root).document(body)
    except (UnicodeDecodeError, TooComplexError) as error:
        raise UsageError(f"{draft} cannot be read ({error}): save it as Markdown or HTML in UTF-8") from None
    content = (root / "content").resolve()
    own = path.resolve().relative_to(content).as_posix() if path.resolve().is_relative_to(content) else ""
    lines = text.splitlines()
    for title, url in links_of(document):
        earlier = () if _key(url) in known.furniture else known.covered(title, url, but=own)
        if earlier:
            yield Found(draft, _line(lines, url), url, earlier)


def _key(url: str) -> str:
    from backissue.same_address import address_key

    return address_key(url)


def _line(lines: Sequence[str], url: str) -> int:
    """Return the 1-based line in which an address stands first, 1 where it stands there in another spelling."""
    return next((number for number, line in enumerate(lines, 1) if url in line), 1)


def _show(found: Sequence[Found], form: str) -> None:
    if form == "json":
        import json

        click.echo(json.dumps([_record(one) for one in found], indent=2, ensure_ascii=False))
        return
    for one in found:
        if form == "github":
            place = (
                f"file={_property(one.file)},line={one.line},title=Covered before"
                if one.file
                else "title=Covered before"
            )
            click.echo(f"::warning {place}::{_data(f'{one.url} was in {one.said}')}")
        else:
            say(f"{f'{one.file}:{one.line}: ' if one.file else ''}{one.url}: covered before: {one.said}")


def _record(one: Found) -> dict[str, object]:
    earlier = [
        {"page": known.page.path, "anchor": known.anchor, "title": known.title, "where": known.where}
        for known in one.earlier
    ]
    return {"file": one.file, "line": one.line, "url": one.url, "before": earlier}


def _data(text: str) -> str:
    """Return a text as the runner of GitHub's workflows reads the message of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a text as the runner of GitHub's workflows reads a property of a command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
