"""A week as an e-mail: a message that needs nothing but itself, in HTML that programs for mail know, and as text."""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from backissue.cli import main
from backissue.site.email_export import COLUMNS, STYLES, export_email
from tests.archives import make_archive, make_toy, page

BODY = (
    "A *first* paragraph with [a link](https://a.example/x?a=1&b=2) and $x^2$.\n\n- one\n- two with `code`\n\n"
    "![A picture](picture.png)\n\n> Said.\n\n```\nif a < b:\n    pass\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
)
LONG = "".join(f"Paragraph {number} has some words in it. {'More of them. ' * 20}\n\n" for number in range(40))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one week: a paper, a long talk, and an introduction."""
    files = {
        "weeks/2023-03-26/index.md": "---\ntitle: The week\n---\n\nRead *this* first.\n",
        "weeks/2023-03-26/a.md": page("A <b> & c", links="[Paper: https://a.example/p]", people="[Ada]", body=BODY),
        "weeks/2023-03-26/b.md": page("Talk", kind="transcript", id='"talk:b"', body=LONG),
    }
    made = make_archive(tmp_path_factory.mktemp("mail") / "archive", files)
    _state_address(made)
    return made


def _state_address(root: Path) -> None:
    settings = root / "mkdocs.yml"
    text = re.sub(r"^site_url:.*$", "", settings.read_text("utf-8"), flags=re.MULTILINE)
    settings.write_text(f"site_url: https://reader.example/repo/\n{text}", "utf-8")


def message(root: Path, week: str = "2023-03-26") -> EmailMessage:
    found = email.message_from_bytes(export_email(root, week)[0], policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def part(root: Path, kind: str) -> str:
    found = message(root).get_body((kind,))
    assert found
    return str(found.get_content())


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "export", *words])


def test_it_is_a_message_of_two_alternatives_the_html_last(root: Path) -> None:
    found = message(root)
    assert [each.get_content_type() for each in found.iter_parts()] == ["text/plain", "text/html"]
    assert found["Subject"].endswith(": The week")
    assert (found["From"], found["Date"]) == (None, None)


def test_the_same_archive_gives_the_same_bytes(root: Path) -> None:
    assert export_email(root, "2023-03-26") == export_email(root, "2023-03-22")


def test_no_line_is_longer_than_mail_may_be(root: Path) -> None:
    data = export_email(root, "2023-03-26")[0]
    assert max(map(len, data.split(b"\r\n"))) <= 78
    data.decode("ascii")


def test_html_needs_nothing_else_and_has_a_style_at_each_element(root: Path) -> None:
    tree = LexborHTMLParser(part(root, "html"))
    assert tree.css("img, script, style, link, iframe, form, video, math, svg") == []
    assert [node.tag for node in tree.css("body *") if node.tag in STYLES and not node.attributes.get("style")] in (
        [],
        ["table", "td"],
    )
    assert {node.attributes["href"] for node in tree.css("a")} == {
        "https://reader.example/repo/weeks/2023-03-26/",
        "https://reader.example/repo/weeks/2023-03-26/a/",
        "https://reader.example/repo/weeks/2023-03-26/b/",
        "https://a.example/x?a=1&b=2",
        "https://a.example/p",
    }
    assert tree.css_first("table table").attributes["width"] == "600"  # type: ignore[union-attr]


def test_texts_are_whole_or_begin_and_lead_on(root: Path) -> None:
    html = part(root, "html")
    assert "A &lt;b&gt; &amp; c" in html
    assert "<em>this</em>" in html
    assert "Paragraph 0 has" in html
    assert "Paragraph 39" not in html
    assert html.count(">Read on</a>") == 1


def test_text_says_the_same_in_lines_that_can_be_read(root: Path) -> None:
    text = part(root, "plain").replace("\r\n", "\n")
    assert "A first paragraph with a link <https://a.example/x?a=1&b=2> and" in " ".join(text.split())
    assert "- one\n- two with code\n" in text
    assert "    if a < b:\n        pass\n" in text
    assert "Read this first." in text
    assert "Paper: https://a.example/p" in text
    assert "Read on: https://reader.example/repo/weeks/2023-03-26/b/" in text
    assert all(len(line) <= COLUMNS or " " not in line.strip() for line in text.splitlines())


def test_nothing_active_comes_into_it(tmp_path: Path) -> None:
    """The toy archive has pages with marks of every kind."""
    root = make_toy(tmp_path)
    _state_address(root)
    for week in ("2022-12-25", "2023-03-26", "2023-04-02"):
        tree = LexborHTMLParser(export_email(root, week, "html")[0].decode())
        names = {name for node in tree.css("body *") for name in node.attributes}
        assert names <= {"href", "style", "role", "width", "cellpadding", "cellspacing", "border", "align"}
        assert all((node.attributes["href"] or "").startswith(("https://", "http://")) for node in tree.css("a"))


@pytest.mark.browser
@pytest.mark.parametrize(("window", "width"), [(900, 600), (320, 320)])
def test_it_is_600_pixels_wide_and_fits_a_narrow_window(root: Path, browser: Browser, window: int, width: int) -> None:
    shown = browser.new_page(viewport={"width": window, "height": 900})
    shown.set_content(part(root, "html"))
    assert shown.evaluate("document.documentElement.scrollWidth") <= window
    assert shown.evaluate("document.querySelector('table table').getBoundingClientRect().width") == width
    shown.close()


def test_a_week_without_a_title_is_called_by_its_days(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("A")})
    _state_address(root)
    assert message(root)["Subject"].endswith(": Week of 20\N{EN DASH}26 March 2023")


def test_a_command_writes_it_or_a_part_of_it(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "issue.eml"
    assert run(root, "email", "2023-03-26", "-o", str(file)).exit_code == 0
    assert file.read_bytes().startswith(b"Subject: ")
    assert run(root, "email", "2023-03-26", "--as", "html").stdout.startswith("<!doctype html>")
    assert "The week" in run(root, "email", "--week", "2023-03-26", "--as", "text").stdout.splitlines()


@pytest.mark.parametrize(
    "words",
    [
        ["email"],
        ["email", "2023-04-30"],
        ["email", "no-day"],
        ["email", "2023-03-26", "--kind", "paper"],
        ["email", "2023-03-26", "--as", "csv"],
        ["csv", "2023-03-26"],
        ["csv", "--as", "csv"],
        ["entries", "--as", "eml"],
    ],
)
def test_what_does_not_fit_is_wrong_usage(root: Path, words: list[str]) -> None:
    assert run(root, *words).exit_code == 2


def test_without_an_address_of_the_site_there_is_no_mail(tmp_path: Path) -> None:
    files = {"weeks/2023-03-26/a.md": page("A")}
    root = make_archive(tmp_path, files)
    settings = root / "mkdocs.yml"
    settings.write_text(re.sub(r"^site_url:.*$", "", settings.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    found = run(root, "email", "2023-03-26")
    assert (found.exit_code, "write `site_url` into mkdocs.yml" in found.stderr) == (2, True)
