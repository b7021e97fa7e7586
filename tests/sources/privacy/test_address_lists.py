"""Lists of people's addresses: refused whatever names them, and found by ``check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from backissue.cli import main
from backissue.sources.privacy.address_lists import is_address_list
from tests.archives import make_archive, put

PEOPLE = [f"reader{number}@mail{number % 3}.example.net" for number in range(8)]
LISTS = {
    "substack": "email,active_subscription,expiry\n" + "".join(f"{mail},true,\n" for mail in PEOPLE[:2]),
    "one reader": "email,name\nada@example.org,Ada\n",
    "mailchimp": '"Email Address","First Name","Tags"\n' + "".join(f'"{mail}","A, B","x"\n' for mail in PEOPLE),
    "opens": "post_id,timestamp,email\n" + "".join(f"1,2024-03-20,{PEOPLE[at % 2]}\n" for at in range(9)),
    "semicolons": "Name;E-Mail\n" + "".join(f"Ada;{mail}\n" for mail in PEOPLE),
    "tabs without headings": "".join(f"Ada\t{mail}\n" for mail in PEOPLE),
    "a line each": "\n".join(PEOPLE),
    "names before": "\n".join(f"Ada Reader <{mail}>" for mail in PEOPLE),
    "a markdown table": "| Email | Since |\n|---|---|\n" + "".join(f"| {mail} | 2024 |\n" for mail in PEOPLE),
    "json": json.dumps([{"email": mail, "status": "active"} for mail in PEOPLE], indent=2),
    "json within": json.dumps({"db": [], "data": {"members": [{"id": 1, "mail": mail} for mail in PEOPLE]}}),
    "json lines": "\n".join(json.dumps({"email": mail}) for mail in PEOPLE),
    "cards": "BEGIN:VCARD\nFN:Ada\nEMAIL;TYPE=home:ada@example.org\nEND:VCARD\n",
    "some without": "email,name\n" + "".join(f"{mail},A\n,B\n" for mail in PEOPLE),
}
OTHERS = {
    "posts by one author": "title,author_email\n" + "".join(f"Post {at},ada@example.org\n" for at in range(9)),
    "prose": "# A letter\n\nWrite to ada@example.org.\n\nOr to bob@example.org, she said.\n",
    "papers": "title,authors\nReflexion,Shinn\nSparks,Bubeck\n",
    "a cell without end": f'title,text\nA,"@{"a" * 200_000}',
    "a talk": "ada: hello@all of you\nbob: hi\n",
    "json of posts": json.dumps([{"title": f"P{at}", "author": {"email": "a@b.org"}} for at in range(3)]),
    "empty": "",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list_of_addresses_is_known(text: str) -> None:
    assert is_address_list(text.split("\n"))


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_a_text_that_names_addresses_is_none(text: str) -> None:
    assert not is_address_list(text.split("\n"))


@pytest.mark.parametrize("said", ["", "    format: delimited\n", "    columns: {email: title, expiry: skip}\n"])
def test_a_list_of_addresses_is_refused_whatever_is_said_of_it(tmp_path: Path, said: str) -> None:
    root = make_archive(tmp_path, {"sources/list.csv": LISTS["substack"]}, f"  - file: list.csv\n{said}")
    done = CliRunner().invoke(main, ["--root", str(root), "import"])
    assert done.exit_code == 1
    assert "content/sources/list.csv: a list of people's addresses" in done.output
    assert not [path for path in (root / "content").rglob("*.md") if "reader" in path.read_text("utf-8")]


def test_a_check_finds_a_list_that_nobody_named(tmp_path: Path) -> None:
    root = make_archive(
        tmp_path, {"sources/export/list.csv": LISTS["mailchimp"], "sources/private/l.csv": LISTS["json"]}
    )
    done = CliRunner().invoke(main, ["--root", str(root), "check"])
    assert done.exit_code == 1
    assert done.output.count("a list of people's addresses") == 1
    assert "content/sources/export/list.csv: a list of people's addresses" in done.output


def test_a_private_source_is_read_and_is_missed_by_nobody_where_it_is_not(tmp_path: Path) -> None:
    table = "| Title | Week |\n|---|---|\n| One | 2023-03-26 |\n"
    root = make_archive(tmp_path, {"sources/private/table.md": table}, "  - file: private/table.md\n")
    done = CliRunner().invoke(main, ["--root", str(root), "import"])
    assert (done.exit_code, "new 1" in done.output) == (0, True)
    (root / "content/sources/private/table.md").unlink()
    put(root, {"sources/private/.keep": ""})
    done = CliRunner().invoke(main, ["--root", str(root), "import"])
    assert (done.exit_code, "gone" in done.output) == (0, False)
    assert (root / "content/weeks/2023-03-26/one.md").is_file()


def test_git_ignores_private_sources(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["new", str(tmp_path / "a")])
    assert "/content/sources/private/" in (tmp_path / "a/.gitignore").read_text("utf-8").split("\n")
