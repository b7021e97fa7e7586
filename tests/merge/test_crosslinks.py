"""Links between sources: they lead to the pages that their targets become; pictures come along, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.merge.apply import apply_changeset
from backissue.merge.importer import plan
from tests.archives import make_archive

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
OTHER = "---\ntitle: Other\ndate: 2026-03-02\n{facts}---\n\n## News\n\nThe pier is open.\n"
SOURCES = "  - file: news/2026-03-02-other.md\n  - file: news/letter.md\n"


def letter(text: str, facts: str = "") -> str:
    """A letter with some text and further lines of its head."""
    return f"---\ntitle: Letter\ndate: 2026-03-09\n{facts}---\n\n## Words\n\n{text}\n"


def imported(root: Path, text: str, facts: str = "", other: str = "", more: str = "") -> tuple[str, list[str]]:
    """The body of the letter's page once both are imported, and what is reported; ``more`` is in the other's text."""
    files = {
        "sources/news/2026-03-02-other.md": OTHER.format(facts=other) + f"\n{more}",
        "sources/news/letter.md": letter(text, facts),
    }
    make_archive(root, files, SOURCES)
    made = plan(root)
    apply_changeset(root, made)
    page = (root / "content/weeks/2026-03-15/letter.md").read_text("utf-8")
    return page.partition("\n---\n")[2].partition("## Words\n\n")[2].strip(), [
        str(problem) for problem in made.problems
    ]


PLACE = "../2026-03-08/other.md"
FOUND = {
    "by file": ("[it](2026-03-02-other.md)", f"[it]({PLACE})", ""),
    "by file from another folder": ("[it](../news/2026-03-02-other)", f"[it]({PLACE})", ""),
    "by a path of the site": ("[it](/old/other/)", f"[it]({PLACE})", "permalink: /old/other/\n"),
    "by an alias": ("[it](/one.html)", f"[it]({PLACE})", "aliases: [/one.html]\n"),
    "by a slug": ("[it](/posts/first)", f"[it]({PLACE})", "slug: first\n"),
    "by its name without the day": ("[it](/2026/03/02/other/)", f"[it]({PLACE})", ""),
    "by its place in Zola": ("[it](@/news/2026-03-02-other.md)", f"[it]({PLACE})", ""),
    "by a file of a folder that did not come along": (
        "[it](../../site/docs/2026-03-02-other.md)",
        f"[it]({PLACE})",
        "",
    ),
    "by a mark of Jekyll": ("[it]({% post_url 2026-03-02-other %})", f"[it]({PLACE})", ""),
    "by a mark of Hugo": ('[it]({{< ref "2026-03-02-other.md#news" >}})', f"[it]({PLACE}#news)", ""),
    "by a path behind a variable": ("[it]({{ site.baseurl }}/old/)", f"[it]({PLACE})", "permalink: /old/\n"),
    "by a reference": ("[it][o]\n\n[o]: 2026-03-02-other.md", f"[it]({PLACE})", ""),
    "of a vault": ("[[Other|it]]", f"[it]({PLACE})", ""),
    "of a vault by its words": ("[[2026-03-02-other#News]]", f"[2026-03-02-other > News]({PLACE}#news)", ""),
    "of a vault by another name": ("[[the other|it]]", f"[it]({PLACE})", "aliases:\n  - The other\n  - Nr. 2\n"),
    "of a vault by a name with marks": ("[[Why so?#News]]", f"[Why so? > News]({PLACE}#news)", "aliases: [Why so?]\n"),
    "of a vault by one of two names": ("[[Nr. 2|it]]", f"[it]({PLACE})", "alias: The other, Nr. 2\n"),
    "to a heading": ("[it](2026-03-02-other.md#news)", f"[it]({PLACE}#news)", ""),
    "to a heading that is not there": ("[it](2026-03-02-other.md#nothing)", f"[it]({PLACE})", ""),
    "within the page": ("[it](#words)", "[it](#words)", ""),
    "within the page to nothing": ("[it](#nothing)", "it", ""),
    "in HTML": ('<a href="2026-03-02-other.md">it</a>!', f"[it]({PLACE})!", ""),
    "after an exclamation mark": ("Oh\\![it](2026-03-02-other.md)", f"Oh\\![it]({PLACE})", ""),
}


@pytest.mark.parametrize(("text", "found", "other"), FOUND.values(), ids=FOUND)
def test_a_link_leads_to_the_page_that_its_target_becomes(tmp_path: Path, text: str, found: str, other: str) -> None:
    assert imported(tmp_path, text, other=other) == (found, [])


@pytest.mark.parametrize("mark", ["One paragraph. ^Two-3", "One paragraph.\n^two-3", "One paragraph.\n\n^two-3"])
def test_a_link_to_a_named_paragraph_leads_to_it_and_no_other_keeps_its_name(tmp_path: Path, mark: str) -> None:
    text, problems = imported(tmp_path, f"[[#^two-3|it]]\n\n{mark}\n\nAnother. ^four")
    assert (text, problems) == ('[it](#block-two-3)\n\nOne paragraph.<a id="block-two-3"></a>\n\nAnother.', [])


def test_a_link_to_a_paragraph_of_another_letter_makes_its_place_there(tmp_path: Path) -> None:
    links = "[[2026-03-02-other#^a1|it]] [[2026-03-02-other#^b2|no]]"
    text, problems = imported(tmp_path, links, more="One. ^a1\n")
    assert (text, problems) == (f"[it]({PLACE}#block-a1) [no]({PLACE})", [])
    assert '<a id="block-a1"></a>' in (tmp_path / "content/weeks/2026-03-08/other.md").read_text("utf-8")


def test_another_name_that_two_texts_have_leads_nowhere_and_a_title_goes_before_it(tmp_path: Path) -> None:
    own = "aliases: [Both, Other]\n"
    text, problems = imported(tmp_path, "[[Both]] [[Other|it]]", own, "aliases: [Both]\n")
    assert text == f"Both [it]({PLACE})"
    assert [line for line in problems if "`Both`" in line]


def test_a_link_is_seen_from_the_former_address_of_its_own_letter(tmp_path: Path) -> None:
    own, other = "permalink: /l/2026/03/09/\n", "permalink: /l/2026/03/02/\n"
    assert imported(tmp_path, "[it](../02/)", own, other) == (f"[it]({PLACE})", [])


def test_links_that_lead_nowhere_are_words_and_reported_once_for_a_folder(tmp_path: Path) -> None:
    body, problems = imported(tmp_path, "[One](gone.md), [two](/tags/other) and [[Three]] of [four](https://a.org).")
    assert body == "One, two and Three of [four](https://a.org)."
    (problem,) = problems
    assert problem.startswith("content/sources/news/letter.md:8: hint: 3 links of news to 3 places that are no items")
    assert "`gone.md`, `/tags/other`, `Three`" in problem


@pytest.mark.parametrize("target", ["/old/2018/03/02/", "/2019/03/02/other/", "/02/", "/elsewhere/other/"])
def test_an_address_of_another_day_or_folder_leads_nowhere(tmp_path: Path, target: str) -> None:
    body, problems = imported(tmp_path, f"[it]({target})", other="permalink: /old/2026/03/02/\n")
    assert (body, len(problems)) == ("it", 1)


def test_a_link_of_speech_leads_to_a_page_too(tmp_path: Path) -> None:
    text = "**Ada Berg**: See [it](2026-03-02-other.md).\n\n**Ben Moe**: I do.\n\n**Ada Berg**: So.\n\n**Ben Moe**: So."
    body, _ = imported(tmp_path, text)
    assert f"See [it]({PLACE})." in body


def test_a_page_that_was_moved_is_linked_where_it_is(tmp_path: Path) -> None:
    imported(tmp_path, "[it](2026-03-02-other.md)")
    weeks = tmp_path / "content/weeks"
    (weeks / "2026-03-08/other.md").rename(weeks / "2026-03-08/moved.md")
    apply_changeset(tmp_path, plan(tmp_path))
    assert "[it](../2026-03-08/moved.md)" in (weeks / "2026-03-15/letter.md").read_text("utf-8")
    assert not plan(tmp_path).edits


@pytest.mark.parametrize("path", ["img/pier.png", "/assets/img/pier.png", "../news/img/pier.png"])
def test_a_picture_of_the_folder_comes_along(tmp_path: Path, path: str) -> None:
    picture = tmp_path / "content/sources/news/img/pier.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(PNG)
    assert imported(tmp_path, f"![A pier]({path})") == ("![A pier](letter/pier.png)", [])
    copy = tmp_path / "content/weeks/2026-03-15/letter/pier.png"
    assert copy.read_bytes() == PNG
    copy.write_bytes(PNG + b"better")
    made = plan(tmp_path)
    apply_changeset(tmp_path, made)
    assert (copy.read_bytes(), made.edits) == (PNG + b"better", {})


def test_two_pictures_of_one_name_are_two(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        picture = tmp_path / f"content/sources/news/{folder}/pier.png"
        picture.parent.mkdir(parents=True)
        picture.write_bytes(PNG + folder.encode())
    body, _ = imported(tmp_path, "![One](a/pier.png) ![two](b/pier.png)")
    assert body == "![One](letter/pier.png) ![two](letter/pier-2.png)"
    assert (tmp_path / "content/weeks/2026-03-15/letter/pier-2.png").read_bytes().endswith(b"b")


@pytest.mark.parametrize("data", [None, b"<svg onload='alert(1)'/>"], ids=["missing", "another format"])
def test_a_picture_that_may_not_be_shown_is_words_and_reported_with_its_line(
    tmp_path: Path, data: bytes | None
) -> None:
    picture = tmp_path / "content/sources/news/pier.png"
    picture.parent.mkdir(parents=True)
    if data is not None:
        picture.write_bytes(data)
    body, problems = imported(tmp_path, "![A pier](pier.png)")
    assert body == "A pier"
    assert [problem.partition(" is not there")[0] for problem in problems] == [
        "content/sources/news/letter.md:8: hint: the picture `pier.png`"
    ]


@pytest.mark.parametrize(
    ("data", "expected"), [(PNG, "So.\n\n![](letter/pier.png)\n\nAnd so."), (b"", "So.\n\nAnd so.")]
)
def test_a_picture_without_words_gets_none(tmp_path: Path, data: bytes, expected: str) -> None:
    picture = tmp_path / "content/sources/news/pier.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(data)
    body, _ = imported(tmp_path, "So.\n\n![](pier.png)\n\nAnd so.")
    assert body == expected


def test_missing_pictures_of_a_source_are_one_hint_with_the_first_three(tmp_path: Path) -> None:
    body, problems = imported(tmp_path, " ".join(f"![A {name}]({name}.png)" for name in "abcda"))
    assert body == "A a A b A c A d A a"
    (line,) = problems
    assert line.startswith(
        "content/sources/news/letter.md:8: hint: 4 pictures are not there, or none that may be shown"
    )
    assert "`a.png`, `b.png`, `c.png`, …: add them to content/sources as one of " in line


def test_a_picture_leads_out_of_the_sources_by_no_path_and_no_link(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    folder = tmp_path / "content/sources/news"
    folder.mkdir(parents=True)
    (folder / "linked.png").symlink_to(tmp_path / "secret.png")
    body, _ = imported(tmp_path, "![a](../../../secret.png) ![b](linked.png)")
    assert body == "a b"


def test_former_addresses_become_aliases_but_for_those_that_something_else_has(tmp_path: Path) -> None:
    own = "permalink: /2026/letter/\n"
    own += "aliases: [/l/9.html, /about/, /weeks/2026-03-15/, A name, https://a.org/x, /../y]\n"
    make_archive(tmp_path, {"about.md": "---\ntitle: About\n---\n\nUs.\n"})
    imported(tmp_path, "Words.", own, "redirect_from: /l/9.html\nslug: first\n")
    pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "content/weeks").rglob("*.md")}
    assert "\naliases: [2026/letter, x]\n" in pages["letter"]
    assert "\naliases: [news/first, l/9.html]\n" in pages["other"]


def test_the_index_of_a_folder_is_linked_as_the_folder(tmp_path: Path) -> None:
    files = {
        "sources/posts/one/index.md": letter("[two](../two/)"),
        "sources/posts/two/index.md": OTHER.format(facts=""),
    }
    make_archive(tmp_path, files, "  - file: posts/one/index.md\n  - file: posts/two/index.md\n")
    apply_changeset(tmp_path, plan(tmp_path))
    assert f"[two]({PLACE})" in (tmp_path / "content/weeks/2026-03-15/letter.md").read_text("utf-8")
