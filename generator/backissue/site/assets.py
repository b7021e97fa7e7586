"""The files of the site that are no pages, and are made of the archive: feeds, downloads, the map of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from backissue.site import downloads, feeds, llms, previews, sitemap
from backissue.site.site import Asset, Document, Site

SOLITARY = 200
"""Fewer settled assets than this for each process are not worth its start."""


def assets(site: Site, documents: Sequence[Document]) -> Iterator[Asset]:
    """Every such file, each made only when it is written."""
    yield from sitemap.assets(site, documents)
    yield from downloads.assets(site)
    yield from feeds.assets(site)
    yield from llms.assets(site)
    yield from previews.assets(site)


def made(docs: Path, wanted: Iterable[Asset], jobs: int) -> Iterator[tuple[Asset, bytes]]:
    """Each asset with what is in it, but for the settled ones that ``docs`` has.

    Those that are settled are made in up to ``jobs`` processes, where there are enough to be worth starting them.
    """
    lacking = [asset for asset in wanted if not (asset.settled and (docs / asset.path).is_file())]
    apart = [asset for asset in lacking if asset.settled]
    yield from ((asset, asset.make()) for asset in lacking if not asset.settled)
    workers = min(jobs, len(apart) // SOLITARY)
    if workers < 2:
        yield from ((asset, asset.make()) for asset in apart)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from zip(apart, pool.map(_make, apart, chunksize=SOLITARY // 10), strict=True)


def _make(asset: Asset) -> bytes:
    return asset.make()
