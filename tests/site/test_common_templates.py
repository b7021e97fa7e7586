"""A lint over the theme: its templates keep to what Jinja and the MiniJinja of Zensical both take, and take alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from tests.archives import PROJECT

THEME = PROJECT / "site_templates/theme"
TEMPLATES = {path.relative_to(THEME).as_posix(): path.read_text("utf-8") for path in THEME.rglob("*.html")}
FILTERS = set(
    "default e escape first format int items join last length list lower map reject rejectattr replace reverse round"
    " safe select selectattr sort string striptags sum title tojson trim unique upper url urlencode".split()
)
"""Those that both have: MiniJinja 2.21 with what Zensical adds, and Jinja with what MkDocs adds."""
ARGUMENTS = {"replace": 2, "sum": 0}
"""How many arguments MiniJinja takes, where Jinja takes more."""
TESTS = set("defined divisibleby even filter in mapping none number odd sequence string true undefined".split())
MACROS = {"lang", "show"}
"""Templates whose macros are called. Text has no methods in MiniJinja."""


def parsed(text: str) -> nodes.Template:
    return Environment(autoescape=False).parse(text)


def strange(text: str) -> Iterator[str]:
    """What a template has that one of the two does not know, or that comes out otherwise there."""
    tree = parsed(text)
    either = list(tree.find_all(nodes.CondExpr))
    for call in tree.find_all(nodes.Call):
        is_macro = isinstance(call.node, nodes.Name | nodes.Getattr) and _name(call.node) in MACROS
        if isinstance(call.node, nodes.Getattr) and not is_macro and not any(each.expr2 is call for each in either):
            yield f"{call.lineno}: a method, {call.node.attr}"
    for used in tree.find_all(nodes.Filter):
        is_known = used.name in FILTERS or any(each.expr1 is used for each in either)
        if not is_known or len(used.args) + len(used.kwargs) > ARGUMENTS.get(used.name, 9):
            yield f"{used.lineno}: a filter, {used.name}"
    for asked in tree.find_all(nodes.Test):
        if asked.name not in TESTS:
            yield f"{asked.lineno}: a test, {asked.name}"
    scopes: list[nodes.Node] = [*tree.find_all(nodes.Block)]
    for scope in scopes or [tree]:
        yield from _overwritten(scope)


def _overwritten(scope: nodes.Node) -> Iterator[str]:
    for include in scope.find_all(nodes.Include):
        used = {name.name for name in scope.find_all(nodes.Name) if name.ctx == "load" and name.lineno > include.lineno}
        for name in sorted(used & set(_set_in(include)) & set(_assigned(scope))):
            yield f"{include.lineno}: an included template sets {name}, which this one uses after it"


def _name(node: nodes.Name | nodes.Getattr) -> str:
    inner = node.node if isinstance(node, nodes.Getattr) else node
    return inner.name if isinstance(inner, nodes.Name) else ""


def _set_in(include: nodes.Include) -> Iterator[str]:
    """What the template that is included sets, and those that it includes: in MiniJinja it stays set."""
    named = include.template.value if isinstance(include.template, nodes.Const) else None
    for name, text in TEMPLATES.items():
        if name == named or (named is None and name.startswith("partials/pages/")):
            tree = parsed(text)
            yield from _assigned(tree)
            for inner in tree.find_all(nodes.Include):
                yield from _set_in(inner)


def _assigned(tree: nodes.Node) -> Iterator[str]:
    assigned: list[nodes.Assign | nodes.AssignBlock] = [*tree.find_all(nodes.Assign), *tree.find_all(nodes.AssignBlock)]
    yield from (node.target.name for node in assigned if isinstance(node.target, nodes.Name))


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_keeps_to_what_both_engines_take(name: str) -> None:
    assert not list(strange(TEMPLATES[name]))


@pytest.mark.parametrize(
    "text",
    [
        "{{ text.split(',')[0] }}",
        "{{ '{:,}'.format(count) }}",
        "{{ text | replace('a', 'b', 1) }}",
        "{{ rows | sum(start=[]) }}",
        "{{ text | wordwrap }}",
        "{% if text is lower %}{% endif %}",
        "{% set body = 1 %}\n{% include 'partials/actions.html' %}\n{{ body }}",
    ],
)
def test_what_one_of_them_does_not_take_is_found(text: str) -> None:
    assert list(strange(text))
