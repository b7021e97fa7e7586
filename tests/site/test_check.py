"""``check``: what can be wrong in ``content/``, found without writing anything."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge import repair
from backissue.merge.apply import apply_changeset
from backissue.merge.ledger import check_ledger
from backissue.site.check import check_content
from tests.archives import PNG, PROJECT, change, page, put, snapshot


def told(root: Path) -> list[str]:
    archive = load(root)
    problems = sorted({*check_content(root, archive), *check_ledger(root, archive)})
    return [f"{problem.file}:{problem.line}: {problem.what}" for problem in problems]


def redirect_addresses(root: Path) -> None:
    """Record all addresses that the archive has now, as an import would."""
    apply_changeset(root, repair.plan(root, date(2026, 1, 1)))


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
        "content/undated/data.svg:0: a picture that can hold script",
        "content/undated/dead.md:8: the link `../nowhere.md` leads nowhere",
        "content/undated/moved.md:0: a second page wants the address /about/",
        "content/undated/spoken.md:6: `mentions` names `nobody`, the id of no item",
        "content/undated/spoken.md:6: `mentions` names `none`, the id of no item",
        "content/weeks/2023-03-26/link.md:2: the id paper:x-y:2023-03-26 is also that of content/undated/twice.md",
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


def test_a_page_that_cannot_be_read_is_the_only_problem_of_an_archive_without_others(toy: Path) -> None:
    """Neither the addresses of its week and its topics nor the links that lead to it are said to be dead."""
    redirect_addresses(toy)
    change(
        toy / "content/weeks/2023-03-26/link.md",
        "One.",
        "[stars](../2022-12-25/stars.md) [week](../2022-12-25/index.md)",
    )
    assert told(toy) == []
    file = toy / "content/weeks/2022-12-25/stars.md"
    file.write_text(file.read_text("utf-8").removeprefix("---\n"), "utf-8")
    assert told(toy) == [
        "content/weeks/2022-12-25/stars.md:1: no front matter: the `---` before it is missing",
    ]


def test_an_active_page_is_the_only_problem_though_others_lead_to_it(toy: Path) -> None:
    change(toy / "content/weeks/2023-03-26/link.md", "One.", "[stars](../2022-12-25/stars.md)")
    with (toy / "content/weeks/2022-12-25/stars.md").open("a", encoding="utf-8") as file:
        file.write("\n<script>x</script>\n")
    (found,) = told(toy)
    assert found.startswith("content/weeks/2022-12-25/stars.md:")


def test_what_is_not_utf_8_is_found_in_its_line(toy: Path) -> None:
    (toy / "content/undated/latin.md").write_bytes(b"---\ntitle: Caf\xe9\n---\n")
    assert told(toy) == ["content/undated/latin.md:2: not UTF-8 at byte 14"]


def test_mistakes_in_texts_and_fields_are_found_in_their_lines(toy: Path) -> None:
    put(
        toy,
        {
            "undated/own.md": page("Own", body="Text.\n\nA note[^1].\n", also_in="[2023-03-26]"),
            "undated/held.md": page("Held", body="[[Wiki]]\n", draft="true"),
            "notes.md": "---\ntitle: Notes\n---\n\n```\ncode\n",
        },
    )
    assert told(toy) == [
        "content/notes.md:5: the code block that begins here does not end",
        "content/undated/held.md:9: `[[Wiki]]` is a link in wikis, and words here",
        "content/undated/own.md:6: `also_in` names 2023-03-26, which is the page's own week",
        "content/undated/own.md:11: the footnote `[^1]` has no text",
    ]


def test_a_picture_that_is_another_than_its_name_says_gets_its_name(toy: Path) -> None:
    (toy / "content/undated/a.jpg").write_bytes(PNG)
    assert told(toy) == ["content/undated/a.jpg:0: no JPG but a PNG by its first bytes"]


def test_a_large_picture_is_a_hint(toy: Path) -> None:
    (toy / "content/undated/a.png").write_bytes(PNG + bytes(2_000_000))
    assert hints(toy) == ["a picture of 2.0 MB, which phones load slowly"]


def test_sentences_of_a_new_archive_are_a_hint_while_they_stand(toy: Path) -> None:
    shutil.copy(PROJECT / "site_templates/new/content/about.md", toy / "content/about.md")
    (found,) = hints(toy)
    assert found.startswith(
        "still says what a new archive says, which the site leaves out: `Say here what this archive holds"
    )


def test_a_home_page_that_is_called_other_than_the_site_is_a_hint_at_its_line(toy: Path) -> None:
    put(toy, {"index.md": "---\ndescription: Papers.\ntitle: Our letters\n---\n"})
    assert told(toy) == [
        "content/index.md:3: the home page is called `Our letters`, and the site in mkdocs.yml `Backissue`"
    ]
