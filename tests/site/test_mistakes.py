"""What editors get wrong in pages and around them: each mistake is named once, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.model import Problem
from backissue.site.check import check_content
from backissue.sources.decoding.encodings import read_text
from tests.archives import make_archive, page, without_nav

WEEK = "weeks/2023-03-26"
FILES = {
    "post.md": "# A post\n",
    f"{WEEK}/bare.md": "# A paper\n",
    f"{WEEK}/twice.md": page("Twice").replace("kind: paper", 'kind: paper\ntitle: "Other"'),
    f"{WEEK}/title.md": page("Title").replace('title: "Title"', "title: [Draft] My title"),
    f"{WEEK}/good.md": page("Good"),
    f"{WEEK}/links.md": page(
        "Links",
        body="[a](/weeks/2023-03-26/good/)\n[b](good.html)\n[c](../2023-03-26/good/)\n[d](no.md)\n![e](no.png)\n",
    ),
    f"{WEEK}/film.md": page(
        "Film", body='<iframe src="https://v.example/1"></iframe>\n\n![a](https://v.example/a.png)\n'
    ),
    f"{WEEK}/photo.md": page("Photo", body="![A photo](photo.HEIC)\n"),
    f"{WEEK}/photo.HEIC": "heic",
    f"{WEEK}/letter.md.txt": "text",
    f"{WEEK}/letter.docx": "PK",
    f"{WEEK}/drawn.svg": "<svg/>",
}
BESIDE = "name the page's file: "
TOLD = {
    "post.md:1": ("no front matter", "begin the file with a line `---`, the line `title: …`, and another line `---`;"),
    f"{WEEK}/bare.md:1": ("no front matter", "begin the file with a line `---`, the lines `id: …`, `kind: …`"),
    f"{WEEK}/twice.md:5": ("the key `title` a second time", "remove one of the two"),
    f"{WEEK}/title.md:4": ("words behind the list", "if all of it is one text, put the whole text after `key: ` in"),
    f"{WEEK}/links.md:8": ("leads nowhere", f"{BESIDE}`good.md`"),
    f"{WEEK}/links.md:9": ("leads nowhere", f"{BESIDE}`good.md`"),
    f"{WEEK}/links.md:10": ("leads nowhere", f"{BESIDE}`good.md`"),
    f"{WEEK}/links.md:11": ("leads nowhere", "name a page as it lies in content/"),
    f"{WEEK}/links.md:12": ("`no.png` leads nowhere", "put the file beside the page"),
    f"{WEEK}/film.md:8": ("the element <iframe>", "write a link to it"),
    f"{WEEK}/film.md:10": ("lies on another host", "put the picture beside the page and name it there"),
    f"{WEEK}/photo.HEIC:0": ("a picture that most browsers do not show", "save it as .jpg or .png"),
    f"{WEEK}/letter.md.txt:0": ("does not end in .md", "rename it"),
    f"{WEEK}/letter.docx:0": ("a document of a word processor", "write its text as a page"),
    f"{WEEK}/drawn.svg:0": ("can hold script", "save it as .png"),
}


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """What a check of an archive of mistakes says, by file and line."""
    root = without_nav(make_archive(tmp_path_factory.mktemp("mistakes"), FILES))
    found: dict[str, list[Problem]] = {}
    for problem in check_content(root, load(root)):
        if not problem.is_hint:
            found.setdefault(f"{problem.file.removeprefix('content/')}:{problem.line}", []).append(problem)
    return found


@pytest.mark.parametrize("place", TOLD)
def test_a_mistake_is_named_once_with_what_to_do(problems: dict[str, list[Problem]], place: str) -> None:
    what, remedy = TOLD[place]
    (problem,) = problems[place]
    assert what in problem.what
    assert problem.remedy.startswith(remedy)


def test_nothing_else_is_said(problems: dict[str, list[Problem]]) -> None:
    assert problems.keys() == TOLD.keys()


@pytest.mark.parametrize("name", ["Papers.md", "paper.md", "content/sources/papers.md"])
def test_a_source_by_nearly_its_name_is_meant(tmp_path: Path, name: str) -> None:
    (tmp_path / "papers.md").write_text("a", "utf-8")
    told = read_text(tmp_path / "other.md", "a"), read_text(tmp_path / name, "a")
    assert [isinstance(problem, Problem) and problem.remedy[:26] for problem in told] == [
        "put it there, or remove it",
        "did you mean `papers.md`? ",
    ]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04\0\0", "Word"),
        (b"\xd0\xcf\x11\xe0\0\0", "Word"),
        (b"%PDF-1.7\0\0", "a PDF"),
        (b"a\0\0", "a zero byte"),
    ],
)
def test_a_document_that_is_no_text_is_called_what_it_is(tmp_path: Path, data: bytes, what: str) -> None:
    (tmp_path / "a").write_bytes(data)
    problem = read_text(tmp_path / "a", "a")
    assert isinstance(problem, Problem)
    assert what in problem.what
