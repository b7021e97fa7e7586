"""All documents of an archive but those of pages that hold anything active, and the problems met on the way."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from backissue.archive import taxonomies
from backissue.archive.addresses import address
from backissue.archive.ahead import derive_ahead
from backissue.archive.archive import Archive, renderable
from backissue.archive.issues import with_titles
from backissue.archive.permalinks import is_of_list
from backissue.archive.publishing import whole
from backissue.frontmatter import at_key
from backissue.model import Problem
from backissue.site import item_page, link_pages, other_pages, shelf_pages
from backissue.site.attachments import SIGNATURES
from backissue.site.desk import Desk, Made
from backissue.site.folders import README
from backissue.site.gate import Findings, examine, is_inert
from backissue.site.outputs import add_cards
from backissue.site.site import Document, Draft, Settings, Site, drafted, site_of
from backissue.store import digest

OVERRIDES = "site_templates/pages"
"""Where an archive had templates of its own for pages, before the theme drew all of them."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What may be published, what was found wrong, what each page became, and what was found in those judged."""

    site: Site
    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]
    made: Mapping[str, Made]
    findings: tuple[tuple[Draft, Findings], ...]
    refused: frozenset[Problem] = frozenset()
    """Those of the problems for which a page is left out that could be read."""


def compose(  # noqa: PLR0913, PLR0917 - what decides which pages there are
    root: Path,
    archive: Archive,
    settings: Settings,
    doubted: Callable[[Draft], bool],
    desk: Desk,
    refusals: Callable[[Draft, Made], tuple[Problem, ...]] = lambda _draft, _made: (),
) -> Composed:
    """Make all documents, judge those that are ``doubted``, and make them again without the pages that are refused.

    They are made at the ``desk``. ``refusals`` tells why the finished page of one was refused before: one that comes
    from no file of ``content/``, to which others lead, stays in ``docs/`` and is named to no search engine.
    """
    archive = with_titles(archive, settings.words)
    derive_ahead(archive)
    archive, before = renderable(archive), archive
    left_out = {*archive.problems} - {*before.problems}
    twins = (at_key(root / "content", slip) for slip in taxonomies.clashes(archive))
    problems = [*_unread(root), *twins, *taxonomies.unused_notes(whole(archive))]
    while True:
        site = site_of(archive, settings, desk.basis)
        drafts, clashes = resolve_clashes(planned(site))
        made = desk.look(drafts)
        findings = _judged([draft for draft in drafts if doubted(draft)], made, desk, archive)
        refused = {draft.origin or draft.path: found.problems for draft, found in findings if found.problems}
        before_now = [(draft, told) for draft in drafts if (told := refusals(draft, made[draft.path]))]
        refused |= {draft.origin: told for draft, told in before_now if draft.origin and draft.origin not in refused}
        problems += [problem for found in refused.values() for problem in found]
        left_out |= {problem for found in refused.values() for problem in found}
        pages = tuple(page for page in archive.pages if page.path not in refused)
        notes = {path: note for path, note in archive.notes.items() if path not in refused}
        smaller = replace(archive, pages=pages, notes=notes)
        if smaller == archive:
            kept = tuple(draft for draft in drafts if draft.path not in refused)
            own = {draft.path for draft, _ in before_now if not draft.origin}
            shown = tuple(replace(draft, listed=False) if draft.path in own else draft for draft in kept)
            new = {*archive.problems, *site.catalogue.archive.problems} - {*before.problems}
            return Composed(
                replace(site, documents=shown),
                kept,
                (*problems, *clashes, *sorted(new)),
                made,
                findings,
                frozenset(left_out),
            )
        archive = smaller


def _unread(root: Path) -> Iterator[Problem]:
    """Yield a hint for each template of pages as earlier versions had them, which made Markdown."""
    for file in sorted((root / OVERRIDES).glob("*.md")):
        if file.name != "README.md":
            instead = "site_templates/theme/partials/pages"
            remedy = f"copy its look to a partial in {instead}, which gets the page's data, and remove this file"
            yield Problem(f"{OVERRIDES}/{file.name}", 0, "nothing reads this template any more", remedy, is_hint=True)


def is_doubtful(draft: Draft, archive: Archive) -> bool:
    """Return whether a document holds text by hand that could be anything but text."""
    return not is_inert(_written(draft, archive)[0])


def _judged(
    drafts: Sequence[Draft], made: Mapping[str, Made], desk: Desk, archive: Archive
) -> tuple[tuple[Draft, Findings], ...]:
    def read(draft: Draft) -> str:
        body, line = _written(draft, archive)
        return digest(archive.renderer.key, body, str(line))

    return desk.judged(drafts, made, read, partial(judge, archive=archive))


def _written(document: Draft, archive: Archive) -> tuple[str, int]:
    """Return the Markdown in a document that somebody wrote, and the line of its own file at which it begins."""
    if note := archive.notes.get(document.origin):
        return note.body, note.body_line
    page = archive.page(document.origin)
    return (page.item.body, page.body_line) if page else ("", 1)


def judge(text: str, draft: Draft, archive: Archive) -> Findings:
    """Return what is wrong with a document's whole text as it will be rendered, said of the page it comes from."""
    body, line = _written(draft, archive)
    return examine(body, draft.file, line, archive.renderer.html, text.partition("\n---\n")[2])


def resolve_clashes(documents: Iterable[Draft]) -> tuple[tuple[Draft, ...], list[Problem]]:
    """Return the first document at each address, whatever its case, and a problem for every later one."""
    first: dict[str, Draft] = {}
    problems = []
    for document in documents:
        place = address(document.path)
        if first.setdefault(place.casefold(), document) is not document:
            what, file = f"a second page wants the address /{place}", f"content/{document.origin or document.path}"
            problems.append(Problem(file, 0, what, "rename it, or remove the alias"))
    return tuple(first.values()), problems


def dead_links(composed: Composed, there: Iterable[str], unread: Collection[str] = ()) -> Iterator[Problem]:
    """Yield a problem for each link of the judged documents that leads to no file of ``docs/`` and no page of the site.

    In Markdown a link names a file. In HTML it stands on the site as it is, and leads from the page's address. A link
    that is data names a file of ``docs/``. Where pages are ``unread``, what leads to them or to a list on which they
    may stand is not dead: they are what is to be fixed.
    """
    archive = composed.site.catalogue.archive
    files = {*there, *unread, *(document.path for document in composed.drafts)}
    wanted = {address(document.path).casefold() for document in composed.drafts}  # else two pages want one address
    for document in composed.drafts:
        lost = composed.made[document.path].links - files
        for link in sorted(link for link in lost if address(link).casefold() not in wanted):
            yield Problem(
                document.file, 0, f"it leads to `{link}`, which is not there", "rename one of two alike pages"
            )
    pages = {address(document.path): document.path for document in composed.drafts}
    for document, found in composed.findings:
        for link in dict.fromkeys(found.links):
            target = link.partition("#")[0].partition("?")[0]
            page = f"{posixpath.normpath(posixpath.join(address(document.path), target))}/"
            file = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), target))
            may_be = bool(unread) and (is_of_list(page) or is_of_list(address(file)))
            if target and file not in files and page not in pages and not may_be:
                remedy = _lead(target, document.path, pages)
                line = _line_of(link, *_written(document, archive))
                yield Problem(document.file, line, f"the link `{link}` leads nowhere", remedy)


def _lead(target: str, path: str, pages: Mapping[str, str]) -> str:
    """Return what to write for a dead link of the document at ``path``; ``pages`` are by their addresses."""
    if PurePosixPath(target).suffix.lower() in SIGNATURES:
        return "put the file beside the page, or write its name as it is there, with its capital letters"
    bare = target.removesuffix("index.html").removesuffix(".html").rstrip("/")
    places = [posixpath.dirname(path), address(path).rstrip("/")] if bare[:1] != "/" else [""]
    meant = (f"{posixpath.normpath(posixpath.join(place, bare.lstrip('/')))}/" for place in places)
    found = next((pages[place] for place in meant if place in pages), "")
    if found:
        return f"name the page's file: `{posixpath.relpath(found, posixpath.dirname(path) or '.')}`"
    return "name a page as it lies in content/, such as ../2023-03-26/x.md"


def _line_of(link: str, body: str, first_line: int) -> int:
    """Return the line of a page's file in which a link stands, which may be written with percent signs; 0 if none."""
    for number, line in enumerate(body.split("\n"), first_line):
        if link in line or link in unquote(line):
            return number
    return 0


def documents(site: Site) -> Iterator[Document]:
    """Yield every page of ``docs/``, made one after the other."""
    return (draft.make() for draft in planned(site))


def planned(site: Site) -> Iterator[Draft]:
    """Yield the draft of every page of ``docs/``, each with its picture for link previews.

    Where two want one address the first gets it: no page by hand and no alias takes the place of one of the others.
    """
    readme = Document("README.md", README)
    pages = chain(
        [readme],
        shelf_pages.documents(site),
        link_pages.documents(site),
        item_page.documents(site),
        other_pages.documents(site),
    )
    return add_cards(site, map(drafted, pages))
