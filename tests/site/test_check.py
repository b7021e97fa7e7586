"""``check``: what can be wrong in ``content/``, found without writing anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge.ledger import check_ledger
from backissue.site.check import check_content
from tests.archives import PNG, change, page, put, snapshot


def told(root: Path) -> list[str]:
    archive = load(root)
    problems = sorted({*check_content(root, archive), *check_ledger(root, archive)})
    return [f"{problem.file}:{problem.line}: {problem.what}" for problem in problems]


def hints(root: Path) -> list[str]:
    return [problem.what for problem in check_content(root, load(root)) if problem.is_hint]


def test_an_archive_without_defects_has_no_problems(toy: Path) -> None:
    assert told(toy) == []


def test_a_check_writes_nothing(toy: Path) -> None:
    before = snapshot(toy)
    check_content(toy, load(toy))
    assert snapshot(toy) == before


def test_every_kind_of_defect_is_told_in_one_run(toy: Path) -> None:
    put(
        toy,
        {
            "undated/broken.md": "no front matter",
            "undated/twice.md": page(id='"paper:x-y:2023-03-26"'),
            "undated/active.md": page("Active", body="<script>x</script>\n"),
            "undated/moved.md": page("Moved", aliases="[about]"),
            "undated/dead.md": page("Dead", body="See [that](../nowhere.md).\n"),
            "undated/data.svg": "<svg/>",
            "undated/spoken.md": page("Spoken", mentions="{add: [none], drop: [nobody]}"),
            "imports.jsonl": "{\n",
        },
    )
    assert told(toy) == [
        "content/imports.jsonl:1: not a record",
        "content/undated/active.md:8: active content: the element <script>",
        "content/undated/broken.md:1: no front matter",
        "content/undated/data.svg:0: neither a page nor a picture",
        "content/undated/dead.md:0: the link `../nowhere.md` leads nowhere",
        "content/undated/moved.md:0: a second page wants the address /about/",
        "content/undated/spoken.md:1: `mentions` names `nobody`, the id of no item",
        "content/undated/spoken.md:1: `mentions` names `none`, the id of no item",
        "content/weeks/2023-03-26/link.md:1: the id paper:x-y:2023-03-26 is also that of content/undated/twice.md",
    ]


def test_what_no_reader_comes_to_harm_by_is_a_hint(toy: Path) -> None:
    put(toy, {"topics/nobody.md": "---\ntitle: Nobody\n---\n", "weeks/2020-01-05/index.md": "---\ntitle: A\n---\n"})
    put(toy, {"undated/spoken.md": page("Spoken", mentions="{drop: [nobody]}")})
    assert hints(toy) == ["no page shows it", "`mentions` names `nobody`, the id of no item", "no page shows it"]
    assert len(told(toy)) == 3


@pytest.mark.parametrize(
    "link",
    [
        "../2023-04-02/script.md",
        "index.md",
        "../../about.md#x",
        "../../papers/index.md",
        "#one",
        "https://a.example",
        "pic.png",
    ],
)
def test_a_link_that_leads_somewhere_is_no_defect(toy: Path, link: str) -> None:
    (toy / "content/weeks/2023-03-26/pic.png").write_bytes(PNG)
    change(toy / "content/weeks/2023-03-26/link.md", "One.", f"[one]({link})")
    assert told(toy) == []


@pytest.mark.parametrize(
    "link", ["script.md", "../2023-04-02/script", "/about/", "../../../secret.md", "none.png", "a%20b.md"]
)
def test_a_link_that_leads_nowhere_is_told_of(toy: Path, link: str) -> None:
    change(toy / "content/weeks/2023-03-26/link.md", "One.", f"[one]({link})")
    (found,) = told(toy)
    assert found.startswith("content/weeks/2023-03-26/link.md:")
    assert found.endswith("leads nowhere")
