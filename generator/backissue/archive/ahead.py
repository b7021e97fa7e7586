"""What is derived from each page by itself, derived ahead in several processes where much of it is not known yet."""

from __future__ import annotations

from backissue.archive.archive import Archive, sound_keys, with_title
from backissue.archive.listings import entries
from backissue.archive.vocabulary import page_terms
from backissue.mentions import Memory, remember_stories
from backissue.model import Kind, Page
from backissue.workers import each


def derive_ahead(archive: Archive) -> None:
    """Put what each page says, its terms, its stories' words and its entries into the store, in all its processes.

    All of it is derived without this, too, when it is asked for.
    """
    store, memory = archive.store, Memory(archive.store, archive.document_key)
    if store.jobs < 2 or not store.is_kept:
        return

    def derive(page: Page) -> None:
        if not archive.renderer.fault(with_title(page)):
            page_terms(archive, page)
            if page.item.kind is Kind.ISSUE:
                entries(archive, page)
            remember_stories(page, archive.document, memory)

    known = sound_keys(archive)
    lacking = [page for page in archive.pages if archive.document_key(page) not in known]
    for number, _ in enumerate(each(derive, lacking, store, store.jobs), 1):
        store.tick("Reading texts", number, len(lacking))
