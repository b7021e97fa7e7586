"""The table of fields: each row reads its own example, every form is made of it, and the README says what it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from jsonschema import Draft202012Validator

from backissue import fields, yaml_text
from backissue.archive.config import ARCHIVE, NAME, SOURCE, archive_schema
from backissue.cells import to_cell
from backissue.cli import main
from backissue.fields import FIELDS, NOTE, TOPIC, Field, front_matter_schema, object_schema, read, table, to_fields
from backissue.frontmatter import Parsed, parse
from backissue.model import Item
from tests.archives import CASES, PROJECT
from tests.test_frontmatter import ITEMS

TABLES = {"item": FIELDS, "note": NOTE, "topic": TOPIC, "archive": ARCHIVE, "source": SOURCE, "name": NAME}
ROWS = [pytest.param(field, id=f"{name}-{field.key}") for name, rows in TABLES.items() for field in rows]
PAGES = sorted((PROJECT / "content").glob("[wu]*/**/*.md")) + sorted((CASES / "toy/content").glob("[wu]*/**/*.md"))


class CoreLoader(yaml.SafeLoader):
    """YAML as editors read it: numbers and truth values, but a day is text."""


CoreLoader.yaml_implicit_resolvers = {
    char: [(tag, form) for tag, form in forms if not tag.endswith("timestamp")]
    for char, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def misfits(data: object, schema: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(data)]


def heads() -> Iterator[Any]:
    for path in PAGES:
        parsed = parse(path.read_text("utf-8"), path.name)
        if isinstance(parsed, Parsed) and "id" in parsed.fields:
            yield pytest.param(parsed.head, id=path.name)


@pytest.mark.parametrize("field", ROWS)
def test_the_example_of_a_field_is_one_in_every_form(field: Field) -> None:
    text = yaml_text.load(field.example)[0]
    value, defects = field.read(text)
    assert (list(text), list(defects)) == ([field.key], [])
    assert value
    only = object_schema([field])
    assert misfits(text, only) == misfits(yaml.load(field.example, CoreLoader), only) == []
    assert yaml_text.load(field.to_yaml(field.key, text[field.key]))[0] == text


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: str(field.key))
def test_the_example_of_an_items_field_survives_a_cell(field: Field) -> None:
    raw = yaml_text.load(field.example)[0][field.key]
    value = field.read({field.key: raw})[0]
    written = field.type.write(value)
    assert field.read({field.key: fields.from_cell(field.key, to_cell(written))})[0] == value


@pytest.mark.parametrize("head", list(heads()))
def test_every_page_fits_the_schema(head: str) -> None:
    schema = front_matter_schema()
    assert misfits(yaml_text.load(head)[0], schema) == misfits(yaml.load(head, CoreLoader), schema) == []


@given(ITEMS)
def test_every_item_fits_the_schema(item: Item) -> None:
    assert misfits(to_fields(item), front_matter_schema()) == []


@pytest.mark.parametrize("root", [PROJECT, CASES / "toy"], ids=["project", "toy"])
def test_archive_yml_fits_its_schema(root: Path) -> None:
    text = (root / "content/archive.yml").read_text("utf-8")
    assert misfits(yaml.load(text, CoreLoader), archive_schema()) == []


@pytest.mark.parametrize(
    "text",
    [
        *("kind: poem", "title: []", "week: soon", "also_in: [soon]", "topics: Sound", "topics: [a, [b]]"),
        *("links: [https://a.example]", "links: [Paper: 'javascript:alert(1)']", "source: papers.md", "colour: red"),
        *("source: {file: a.md, line: x}", "aliases: [../up]", "extra: [a]", "mentions: {remove: [a]}"),
    ],
)
def test_a_broken_field_is_a_problem_and_fits_no_schema(text: str) -> None:
    values = yaml_text.load(f'id: "a"\nkind: paper\ntitle: "One"\n{text}' if text[0] not in "kt" else text)[0]
    assert read(FIELDS, values, "a.md", lambda _: 1).problems
    assert misfits(values, front_matter_schema())


@pytest.mark.parametrize(
    "text",
    [
        *("week_ends: someday", "sources: papers.md", "sources: [{title: One}]", "colour: red"),
        *(
            "sources: [{file: a.md, year: 23}]",
            "names: [{heard: Al}]",
            "names: [{heard: Al, meant: AI, kinds: papers}]",
        ),
    ],
)
def test_a_broken_configuration_fits_no_schema(text: str) -> None:
    assert misfits(yaml_text.load(text)[0], archive_schema())


@pytest.mark.parametrize(("of", "expected"), [([], front_matter_schema), (["archive"], archive_schema)])
def test_the_command_prints_a_schema(of: Sequence[str], expected: Callable[[], dict[str, Any]]) -> None:
    result = CliRunner().invoke(main, ["schema", *of])
    assert result.exit_code == 0
    assert json.loads(result.output) == expected()
    Draft202012Validator.check_schema(expected())


@pytest.mark.parametrize("rows", [FIELDS, SOURCE, NAME], ids=["item", "source", "name"])
def test_the_readme_documents_every_field(rows: Sequence[Field]) -> None:
    assert table(rows) in (PROJECT / "README.md").read_text("utf-8")


def test_a_field_is_known_to_few_files() -> None:
    """It has a row and an attribute; the rest is what the program does with it."""
    code = {path: path.read_text("utf-8") for path in (PROJECT / "generator").rglob("*.py")}
    assert len([path for path, text in code.items() if "former_ids" in text]) <= 4
