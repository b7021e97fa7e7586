"""Another engine than MkDocs renders ``docs/`` too, so that the end of one ends no archive."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.site.build import build
from tests import effort
from tests.archives import PROJECT, make_toy, snapshot

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(effort.EFFORT != "all", reason="installs an engine from a package index"),
]
PROPERDOCS = "properdocs==1.6.7"
ZENSICAL = ["zensical==0.0.73", "deepmerge==4.0.0", "tomli==2.5.0"]
ADDRESSES = {"SITE_URL": "https://letters.example/archive/", "REPO_URL": "https://github.com/ada/letters"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built archive that has the theme in it, as an engine by itself looks for it there."""
    root = make_toy(tmp_path_factory.mktemp("engines") / "toy")
    build(root, root / "site")
    shutil.rmtree(root / "site_templates")
    shutil.copytree(PROJECT / "site_templates", root / "site_templates")
    return root


def installed(folder: Path, *names: str) -> Path:
    """The folder with distributions in it, for a machine whose package index has them."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-deps"]
    done = subprocess.run([*pip, "--only-binary=:all:", "--target", str(folder), *names], check=False)
    if done.returncode:
        pytest.skip(f"{names[0]} cannot be installed here")
    return folder


def run(archive: Path, folder: Path | None, *command: str) -> None:
    """Let an engine build, with what is in a folder."""
    known = {"SOURCE_DATE_EPOCH": "315532800", "NO_MKDOCS_2_WARNING": "1", **ADDRESSES}
    found = {"PYTHONPATH": str(folder)} if folder else {}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=archive,
        env=os.environ | known | found,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def rendered(archive: Path, engine: str, folder: Path | None = None) -> dict[str, bytes]:
    """Every file of the site that an engine with MkDocs's options makes of ``docs/``."""
    place = archive.parent / engine
    run(archive, folder, engine, "build", "--quiet", "--site-dir", str(place))
    return snapshot(place)


class Said(NamedTuple):
    """What a reader has of a page: its words, what links lead to, and where they lead."""

    words: list[str]
    ids: list[str]
    links: list[str]

    @classmethod
    def of(cls, html: bytes, url: str) -> Self:
        """Read a page at an address, without what an engine brings itself: styles, scripts, the way past the head."""
        page = LexborHTMLParser(html)
        for own in page.css("script, style, svg, link[rel=stylesheet], .md-skip"):
            own.decompose()
        assert page.body is not None
        led = (each.attributes.get("href") or each.attributes.get("src") for each in page.css("[href], [src]"))
        ids = (each.attributes["id"] or "" for each in page.css("[id]"))
        return cls(
            page.body.text(separator=" ").split(),
            [name for name in ids if name != "__skip"],
            [urljoin(url, address or "") for address in led],
        )


def pages(site: dict[str, bytes]) -> dict[str, Said]:
    """What the pages of a site say, by the paths of their files."""
    found = {name: html for name, html in site.items() if name.endswith(".html")}
    return {
        name: Said.of(html, urljoin(ADDRESSES["SITE_URL"], name.removesuffix("index.html")))
        for name, html in found.items()
    }


@pytest.fixture(scope="module")
def made(archive: Path) -> dict[str, bytes]:
    """The site as MkDocs makes it."""
    return rendered(archive, "mkdocs")


def test_properdocs_makes_the_bytes_that_mkdocs_makes(archive: Path, made: dict[str, bytes], tmp_path: Path) -> None:
    assert "weeks/2023-03-26/sparks/index.html" in made
    assert rendered(archive, "properdocs", installed(tmp_path, PROPERDOCS)) == made


def test_zensical_makes_pages_with_the_words_ids_and_links_that_mkdocs_gives_them(
    archive: Path, made: dict[str, bytes], tmp_path: Path
) -> None:
    """It has no option for where the site goes, and leaves that to its settings."""
    zensical = installed(tmp_path, *ZENSICAL)
    settings = (archive / "mkdocs.yml").read_text("utf-8")
    (archive / "zensical.yml").write_text(settings.replace("site_dir: site\n", "site_dir: zensical\n"), "utf-8")
    run(archive, zensical, "zensical", "build", "--config-file", "zensical.yml")
    expected, drawn = pages(made), pages(snapshot(archive / "zensical"))
    assert expected.keys() == drawn.keys()
    assert [name for name in expected if drawn[name] != expected[name]] == []
    assert len(drawn) > 30
