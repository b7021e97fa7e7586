"""``llms.txt``: in the form that llmstxt.org asks for, whole, and small whatever the archive."""

from __future__ import annotations

import re
from pathlib import Path

from backissue.archive.catalogue import catalogue
from backissue.archive.load import load
from backissue.site.outputs import llms
from backissue.site.site import Site
from tests.archives import make_archive, page

LINK = re.compile(r"- \[(?:[^\[\]\\]|\\.)+\]\(([^()\s]+)\)(?:: .+)?")


def text_of(root: Path, url: str = "https://reader.example/repo/") -> str:
    site = Site(catalogue(load(root)), "Toy", url)
    return llms(site.catalogue.shelves[0], site).decode()


def test_it_is_a_title_a_summary_and_lists_of_links(toy: Path) -> None:
    title, blank, summary, second, about, *rest = text_of(toy).split("\n")
    assert (title, blank, second, summary[:2]) == ("# Toy", "", "", "> ")
    assert about.startswith("This archive holds ")
    assert all(not line or line.startswith("## ") or LINK.fullmatch(line) for line in rest)


def test_every_address_in_it_is_there(site: Path) -> None:
    addresses = re.findall(r"\]\(https://reader\.example/repo/([^()]*)\)", (site / "llms.txt").read_text("utf-8"))
    assert len(addresses) > 20
    assert not [
        path for path in addresses if not (site / path / "index.html").is_file() and not (site / path).is_file()
    ]


def test_it_stays_small_however_large_the_archive(tmp_path: Path) -> None:
    weeks = [f"20{year}-{month:02}-15" for year in range(10, 24) for month in range(1, 13)]
    files = {
        f"weeks/{week}/a.md": page(f"P{week}", week=week, topics=f'["Topic {number}"]')
        for number, week in enumerate(weeks)
    }
    assert len(text_of(make_archive(tmp_path, files)).splitlines()) < 100


def test_no_title_makes_another_link_of_its_line(tmp_path: Path) -> None:
    files = {"weeks/2023-03-26/a.md": page(topics='["x](https://evil.example) [y"]')}
    assert "](https://evil" not in text_of(make_archive(tmp_path, files))


def test_formulas_in_it_are_text(tmp_path: Path) -> None:
    files = {"weeks/2023-03-26/a.md": page(topics='["$n^2$ bounds"]')}
    assert "- [n² bounds](" in text_of(make_archive(tmp_path, files))


def test_an_empty_archive_has_one_too(tmp_path: Path) -> None:
    assert text_of(make_archive(tmp_path), url="").startswith("# Toy\n\n> The archive of Toy.\n")
