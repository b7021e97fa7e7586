"""A lint over the theme: whatever its templates print is escaped, stands in quotes, and leads where it may lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.archives import PROJECT

THEME = PROJECT / "site_templates/theme"
TEMPLATES = sorted(path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html"))
ESCAPES = {"e", "escape", "url", "urlencode", "tojson"}
MADE_BY_US = {"lang", "told.text", "words.html", "text", "part", "title", "parts", "heading.title"}
"""What may be marked as safe: HTML that MkDocs or Backissue made, and MkDocs's titles of headings."""
RAW = {
    "main.html": {"html"},  # a whole page
    "404.html": {"html"},
    "redirect.html": {"target"},  # escaped where it is set
    "partials/copyright.html": {"config.copyright"},  # of mkdocs.yml, which is trusted, and may have links
    "partials/correction.html": {"", "page.meta.id", "lang"},  # text that goes into an address as a whole
    "partials/facets.html": {"loop.index"},
    "partials/languages/de.html": {"words"},  # words of the theme
    "partials/languages/en.html": {"words"},
    "partials/metadata.html": {"page.meta.jsonld"},  # JSON without `<`
    "partials/pages/page.html": {"text"},
    "partials/search-form.html": {"field"},
    "partials/feeds.html": {"type"},
    "layout.html": {"name"},
}
"""What is printed as it is."""


def name_of(node: nodes.Node) -> str:
    """What an expression is about, without its filters."""
    match node:
        case nodes.Filter(node=inner) if inner is not None:
            return name_of(inner)
        case nodes.Getattr(node=inner, attr=attribute):
            return f"{name_of(inner)}.{attribute}"
        case nodes.Getitem(node=inner):
            return name_of(inner)
        case nodes.Call(node=nodes.Getattr(node=inner)):
            return name_of(inner)
        case nodes.Name(name=name):
            return name
    return ""


def printed(node: nodes.Node, *, escaped: bool) -> Iterator[tuple[str, nodes.Expr, bool]]:
    """Every expression that a template prints, with the text before it and whether it is escaped there."""
    if isinstance(node, nodes.ScopedEvalContextModifier):
        for option in node.options:
            if option.key == "autoescape":
                escaped = isinstance(option.value, nodes.Const) and bool(option.value.value)
    if isinstance(node, nodes.Block):
        escaped = False  # a block knows nothing of what stands around it
    if isinstance(node, nodes.Output):
        before = ""
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                before += part.data
            else:
                yield before, part, escaped
                before += "x"
        return
    for child in node.iter_child_nodes():
        yield from printed(child, escaped=escaped)


def is_plain(expression: nodes.Node) -> bool:
    """Whether an expression can be nothing but our own words, or HTML that a macro has escaped."""
    match expression:
        case nodes.Const() | nodes.Call():
            return True
        case nodes.CondExpr(expr1=first, expr2=second):
            return is_plain(first) and (second is None or is_plain(second))
    return False


def faults(name: str, source: str) -> list[str]:
    """What a template prints that could be more than text."""
    found = []
    for before, expression, escaped in printed(Environment(autoescape=False).parse(source), escaped=False):
        subject, filters = name_of(expression), set()
        inner: nodes.Node | None = expression
        while isinstance(inner, nodes.Filter):
            filters.add(inner.name)
            inner = inner.node
        place = f"{name}:{expression.lineno}: {subject}"
        is_marked = "safe" in filters
        if is_marked and subject not in MADE_BY_US:
            found.append(f"{place} is marked as safe")
        if not (escaped or is_marked or filters & ESCAPES or is_plain(expression) or subject in RAW.get(name, ())):
            found.append(f"{place} is not escaped")
        tag = before.rpartition("<")[2]
        if before.endswith("=") and tag.count('"') % 2 == 0:
            found.append(f"{place} is an attribute without quotation marks")
        leads = tag.endswith(('href="', 'src="', 'action="'))
        may_lead = "url" in filters or subject.endswith((".url", "_url")) or subject == "target"
        if leads and not (may_lead or is_plain(expression)):
            found.append(f"{place} is no address")
    return found


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_prints_nothing_but_text_and_addresses(name: str) -> None:
    assert faults(name, (THEME / name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("<p>{{ page.meta.title }}</p>", "not escaped"),
        ("{% autoescape true %}{{ row.note | safe }}{% endautoescape %}", "marked as safe"),
        ("{% autoescape true %}{% block a %}{{ a }}{% endblock %}{% endautoescape %}", "not escaped"),
        ("{% autoescape false %}{{ a }}{% endautoescape %}", "not escaped"),
        ("<p class={{ a | e }}>", "without quotation marks"),
        ('<a href="{{ row.title | e }}">', "no address"),
    ],
)
def test_what_would_let_more_through_is_found(source: str, what: str) -> None:
    assert any(what in fault for fault in faults("x.html", source))


def test_what_is_excused_is_there() -> None:
    assert not [name for name in RAW if not Path(THEME, name).is_file()]
