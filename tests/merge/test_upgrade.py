"""An archive of an earlier version comes to the form of today: what people wrote, and every address, stays."""

from __future__ import annotations

import json
import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backissue import cli
from backissue.archive.config import FORM
from backissue.archive.load import load
from backissue.archive.permalinks import current, redirects
from backissue.archive.taxonomies import weeks
from backissue.frontmatter import read_item
from backissue.merge import upgrade
from backissue.merge.apply import apply_changeset
from backissue.new import create
from tests.archives import CASES, change, make_archive, put, snapshot, without_nav
from tests.merge.playing import kill_at_rename
from tests.tables import HEAD, make_table, row, run

TODAY = date(2026, 11, 28)
MARK = f"\nbackissue: {FORM} # the form of this archive, for `backissue upgrade`\n"
EXTENSIONS = "".join(
    f"  - backissue.{name}\n" for name in ("mathematics", "prose.anchor_ids", "prose.bare_addresses", "prose.unbroken")
)


def _upgrade(root: Path) -> None:
    apply_changeset(root, upgrade.plan(root, TODAY).changeset)


def call(root: Path, *words: str, answer: str = "") -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(root), *words], input=answer, catch_exceptions=False)


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """An archive that version 0.1 made, with edits by hand, as `tests/cases/upgrade/README.md` says."""
    root = Path(shutil.copytree(CASES / "upgrade" / "0.1", tmp_path / "former"))
    (root / "site_templates" / "theme").mkdir(parents=True)
    return root


def pages(root: Path) -> dict[str, str]:
    found = snapshot(root / "content")
    return {path: data.decode() for path, data in found.items() if path.endswith(".md") and "sources/" not in path}


def test_pages_change_only_in_their_place_and_the_line_of_their_source(former: Path) -> None:
    before, order = pages(former), [[page.path for page in week.own_pages] for week in weeks(load(former))]
    assert call(former, "upgrade", "--yes").exit_code == 0
    after = pages(former)
    assert after.keys() == before.keys()
    places = {"weeks/2023-03-26/sparks.md": 1, "weeks/best/embers.md": 2, "weeks/2023-04-02/odz-and-c.md": 3}
    for path, text in before.items():
        lines = [line.partition(", line: ") for line in text.split("\n")]
        bare = [f"{head}{rest.lstrip('0123456789')}" for head, _, rest in lines]
        assert [line for line in after[path].split("\n") if not line.startswith("place: ")] == bare
        if path in places:
            assert f"\nplace: {places[path]}\n" in after[path]
    assert [[page.path for page in week.own_pages] for week in weeks(load(former))] == order


def test_settings_keep_all_that_people_wrote_there(former: Path) -> None:
    before = {name: (former / name).read_text("utf-8") for name in ("mkdocs.yml", "content/archive.yml")}
    call(former, "upgrade", "--yes")
    lines = EXTENSIONS.replace("mathematics", "mathematics # formulas")
    wanted = before["mkdocs.yml"].replace("  - generator.publishing.mathematics # formulas\n", lines)
    assert (former / "mkdocs.yml").read_text("utf-8") == wanted
    assert (former / "content/archive.yml").read_text("utf-8") == before["content/archive.yml"] + MARK


def test_addresses_and_the_ledger_stay_as_they_were(former: Path) -> None:
    lines = (former / "content/addresses.jsonl").read_text("utf-8").splitlines()
    known = {entry["path"]: entry.get("id", "") for entry in map(json.loads, lines)}
    call(former, "upgrade", "--yes")
    archive = load(former)
    assert {path: entry.id for path, entry in archive.addresses.items()} == known
    assert not (former / "content/addresses.jsonl").exists()
    assert not (former / "content/imports.jsonl").exists()
    dead = known.keys() - {*current(archive), *dict(redirects(archive))}
    assert dead == {"topics/fire/", "topics/fire-cold-fire/", "weeks/2023-03-26/ashes/"}  # as 0.1 said too
    assert call(former, "check", "--fix").exit_code == 0
    before = snapshot(former / "content")
    result = call(former, "import")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Items: same 5, deleted 1.")
    after = snapshot(former / "content")
    # Of the item that two weeks list, the records say from now on what each of them says.
    assert {name for name in after if name not in before or after[name] != before[name]} == {
        name for name in after if name.startswith("records/items/") and b'"listed":{' in after[name]
    }
    call(former, "import")
    assert snapshot(former / "content") == after


def test_a_second_upgrade_does_nothing(former: Path) -> None:
    call(former, "upgrade", "--yes")
    before = snapshot(former)
    result = call(former, "upgrade")
    assert (result.exit_code, result.output) == (0, "This archive is up to date.\n")
    assert snapshot(former) == before


def test_an_upgraded_archive_is_built(former: Path) -> None:
    assert call(former, "upgrade", "--yes").exit_code == 0
    assert call(former, "check", "--fix").exit_code == 0
    result = call(former, "build", "--jobs", "1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "<math" in (former / "site/weeks/best/embers/index.html").read_text("utf-8")
    assert "Two, says the editor." in (former / "site/weeks/2023-03-26/sparks/index.html").read_text("utf-8")
    assert (former / "site/topics/c/index.html").is_file()


def test_it_shows_what_it_would_do_and_asks(former: Path) -> None:
    before = snapshot(former)
    result = call(former, "upgrade", answer="n\n")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Nothing was changed.")
    assert {name: data for name, data in snapshot(former).items() if name != ".backissue/lock"} == before
    assert "  5 pages: `place` replaces the line in `source`: " in result.stdout
    assert (
        "\n-  - generator.publishing.mathematics # formulas\n+  - backissue.mathematics # formulas\n" in result.stdout
    )
    assert "\n… and 2 more pages in the same way\n" in result.stdout
    assert call(former, "upgrade", answer="y\n").stdout.splitlines()[-1] == f"Upgraded to the form {FORM}."
    assert call(former, "upgrade").stdout == "This archive is up to date.\n"


@pytest.mark.parametrize("words", [["import"], ["build"], ["check"], ["serve"], ["export", "csv"]])
def test_until_then_commands_name_it_in_one_line(former: Path, words: list[str]) -> None:
    result = call(former, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "backissue: an earlier version made this archive: run `backissue upgrade`, which shows what it would change\n"
    )


def test_where_all_works_as_it_is_an_older_archive_is_only_pointed_out(tmp_path: Path) -> None:
    root = without_nav(make_table(tmp_path, row(1)))
    change(root / "mkdocs.yml", EXTENSIONS.partition("\n")[2], "")
    result = call(root, "check")
    assert result.exit_code == 0
    assert "run `backissue upgrade`" in result.stderr
    put(root, {"archive.yml": f"sources:\n  - file: table.md\nbackissue: {FORM}\n"})  # so a person removed it
    assert call(root, "check").stderr == ""


@pytest.mark.parametrize("words", [["import"], ["build"], ["check", "--fix"], ["upgrade", "--yes"], ["serve"]])
def test_an_archive_of_the_future_is_left_alone(tmp_path: Path, words: list[str]) -> None:
    root = make_archive(tmp_path, {"archive.yml": f"backissue: {FORM + 1}\nnovelty: yes\nsources: []\n"})
    before = snapshot(root)
    result = call(root, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"is of the form {FORM + 1}, and backissue" in result.stderr
    assert "install a newer version of backissue" in result.stderr
    assert snapshot(root) == before


def test_what_an_import_would_bring_in_does_not_come_with_an_upgrade(former: Path) -> None:
    change(former / "content/sources/papers.md", "| 2023-03-26 | Embers |", "| 2023-03-26 | Embers glow |")
    with (former / "content/sources/papers.md").open("a", encoding="utf-8") as table:
        table.write("| 2023-04-09 | A new one | Sound | New. | [arxiv](https://arxiv.org/abs/2304.00009) |\n")
    call(former, "upgrade", "--yes")
    assert "Embers glow" not in "".join(pages(former).values())
    assert len(load(former).pages) == 6
    result = call(former, "import")
    assert (result.exit_code, "new 1, same 4, updated 1, deleted 1" in result.stdout) == (0, True), result.stdout
    assert 'title: "Embers glow"' in pages(former)["weeks/best/embers.md"]


def test_rows_that_moved_meanwhile_move_with_the_next_import(tmp_path: Path) -> None:
    """An upgrade of an archive that is up to date does not import what is new."""
    root = make_table(tmp_path, row(1), row(2, "Other"))
    run(root)
    put(root, {"sources/table.md": HEAD + row(2, "Other") + row(1)})
    call(root, "upgrade", "--yes")
    assert call(root, "upgrade").stdout == "This archive is up to date.\n"
    item, _ = read_item(pages(root)["weeks/2023-03-26/sparks.md"], "")
    assert item
    assert item.place == 1


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_an_upgrade_that_is_killed_is_made_up_for_by_the_next(former: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before each rename in turn; what is then upgraded and imported is as if that had not been."""
    clean = Path(shutil.copytree(former, former.parent / "clean"))
    call(clean, "upgrade", "--yes")
    call(clean, "import")
    number, is_killed = 0, True
    while is_killed:
        number += 1
        root = Path(shutil.copytree(former, former.parent / str(number)))
        is_killed = kill_at_rename(partial(_upgrade, root), number, monkeypatch)
        assert call(root, "upgrade", "--yes").exit_code == 0
        assert call(root, "import").exit_code == 0
        assert pages(root) == pages(clean)
        assert load(root).addresses == load(clean).addresses
        assert (root / "mkdocs.yml").read_bytes() == (clean / "mkdocs.yml").read_bytes()
        assert (root / "content/archive.yml").read_bytes() == (clean / "content/archive.yml").read_bytes()
        before = snapshot(root / "content")
        call(root, "import")
        assert snapshot(root / "content") == before
    assert number > 9


def test_broken_records_are_reported_and_nothing_changes(former: Path) -> None:
    put(former, {"imports.jsonl": "{\n"})
    before = snapshot(former)
    result = call(former, "upgrade", "--yes")
    assert (result.exit_code, result.stdout) == (1, "Nothing was changed, since not all of the archive can be read.\n")
    assert "content/imports.jsonl:1: not a record" in result.stderr
    assert {name: data for name, data in snapshot(former).items() if name != ".backissue/lock"} == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"{MARK}"),
        ("sources: []\n", f"sources: []\n{MARK}"),
        ("sources:\n  - file: a.md # x", f"sources:\n  - file: a.md # x\n{MARK}"),
        ("backissue: 2 # ours\nsources: []\n", f"backissue: {FORM} # ours\nsources: []\n"),
        ("\ufeffsources: []\r\n", "\ufeffsources: []\r\n" + MARK.replace("\n", "\r\n")),
    ],
)
def test_the_form_is_stated_on_a_line_of_its_own(tmp_path: Path, before: str, after: str) -> None:
    root = make_archive(tmp_path)
    (root / "content/archive.yml").write_bytes(before.encode())
    put(root, {"sources/a.md": "# A\n"})
    made = upgrade.plan(root, TODAY)
    assert apply_changeset(root, made.changeset) == ()
    assert (root / "content/archive.yml").read_bytes().decode() == after
    assert load(root).config.form == FORM


def test_a_configuration_that_cannot_be_edited_is_left_to_its_person(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"archive.yml": "{sources: []}\n"})
    assert call(root, "import").exit_code == 0
    result = call(root, "upgrade", "--yes")
    assert result.exit_code == 2
    assert f"add the line `backissue: {FORM}`, and upgrade again" in result.stderr


def test_a_configuration_that_does_not_parse_is_reported(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"archive.yml": "sources: [\n"})
    for words in (["import"], ["check"], ["upgrade", "--yes"]):
        result = call(root, *words)
        assert result.exit_code == 1
        assert "content/archive.yml:1: does not parse" in result.stderr


@pytest.mark.parametrize("entry", ["pymdownx.arithmatex: {generic: true}", "pymdownx.arithmatex"])
def test_the_earliest_archives_left_formulas_to_a_script(tmp_path: Path, entry: str) -> None:
    root = make_archive(tmp_path)
    wanted = (root / "mkdocs.yml").read_bytes()
    change(root / "mkdocs.yml", EXTENSIONS, f"  - {entry}\n")
    call(root, "upgrade", "--yes")
    assert (root / "mkdocs.yml").read_bytes() == wanted


def test_a_new_archive_is_up_to_date(tmp_path: Path) -> None:
    create(tmp_path / "new")
    assert load(tmp_path / "new").config.form == FORM
    assert call(tmp_path / "new", "upgrade").stdout == "This archive is up to date.\n"
