"""Formulas: TeX as MathML, as text, and in Markdown. ``tests/cases/mathematics`` lists what becomes of what.

To write it anew, run ``UPDATE_GOLDEN=1 pytest tests/mathematics/test_mathematics.py`` and read the difference.
"""

from __future__ import annotations

import os
from functools import cache
from xml.etree.ElementTree import tostring

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from backissue.mathematics import mathml, permits, plain_mathematics, stands_right
from backissue.prose.parse import renderer_of
from backissue.site import engine
from backissue.site.gate import examine
from tests import effort
from tests.archives import CASES, PROJECT

FORMULAS = CASES / "mathematics" / "formulas.yml"
PIECES = (
    *(
        "a",
        "b",
        "1",
        "+",
        "-",
        "=",
        "<",
        ">",
        "&",
        "%",
        "#",
        "'",
        '"',
        "|",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "^",
        "_",
        "~",
    ),
    *(
        " ",
        "\n",
        "\\",
        r"\\",
        r"\{",
        r"\frac",
        r"\sqrt",
        r"\left",
        r"\right",
        r"\text",
        r"\textbf{",
        r"\mathbf",
        r"\hat",
    ),
    *(r"\begin{matrix}", r"\end{matrix}", r"\begin{align}", r"\end{align}", r"\begin{x}", r"\sum", r"\limits", r"\not"),
    *(
        r"\href{javascript:alert(1)}",
        r"\class{a}",
        r"\style{color:red}",
        r"\def\a{\a\a}",
        r"\newcommand",
        r"\a",
        r"\color",
    ),
    *(
        r"\unicode{",
        "x3C",
        "<script>",
        "onclick=x",
        "</math>",
        "<b>",
        "&lt;",
        "&#x3c;",
        "\ue000",
        "\x00",
        r"\operatorname",
    ),
    *(
        r"\mathop",
        r"\overset",
        r"\substack",
        r"\hspace{99em}",
        r"\rule",
        r"\raise",
        r"\smash",
        r"\xrightarrow",
        r"\genfrac",
    ),
)
tex = st.text() | st.text("ab\\{}$&<>^_'\"%#~ \n=") | st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@cache
def converter() -> Markdown:
    config = engine.configure(PROJECT)
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def render(body: str) -> str:
    return converter().reset().convert(body)


def written(formula: str) -> dict[str, str]:
    tree = mathml(formula)
    made = "" if tree is None else tostring(tree, encoding="unicode")
    return {"tex": formula, "plain": plain_mathematics(formula), "mathml": made}


def listed() -> list[dict[str, str]]:
    cases: list[dict[str, str]] = yaml.safe_load(FORMULAS.read_text("utf-8"))
    return cases


def test_formulas_become_what_is_listed() -> None:
    made = [written(case["tex"]) for case in listed()]
    if os.environ.get("UPDATE_GOLDEN"):
        head = FORMULAS.read_text("utf-8").partition("\n")[0]
        text = yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=10_000)
        FORMULAS.write_text(f"{head}\n{text}", "utf-8")
    assert made == listed()


@settings(max_examples=effort.of(1000))
@given(tex)
def test_nothing_active_comes_of_any_tex(formula: str) -> None:
    tree = mathml(formula)
    for element in tree.iter() if tree is not None else ():
        assert all(permits(element.tag, name, value) for name, value in element.attrib.items())
        assert all(stands_right(child.tag, element.tag) for child in element)
    assert "\n" not in plain_mathematics(formula)


@settings(max_examples=effort.of(1000))
@given(
    tex,
    st.sampled_from(
        ["${}$", r"\({}\)", "$$\n{}\n$$", "\\[\n{}\n\\]", "# A ${}$\n", "- [${}$](#a)", "|a|\n|-|\n|${}$|"]
    ),
)
def test_a_formula_passes_the_judge_wherever_it_stands(formula: str, around: str) -> None:
    """Some marks may mean something else before they are a formula's: a tag, code, the end of a line or a cell."""
    body = around.replace("{}", formula.translate(dict.fromkeys(map(ord, "<[`\n$!&|"), " ")))
    assert examine(body, "a.md", 1, converter().reset().convert).problems == ()


@pytest.mark.parametrize(
    "formula",
    [
        *(
            "{" * 900 + "x" + "}" * 900,
            "x^" * 900 + "x",
            r"\sqrt" * 300 + "x",
            r"\not" * 400,
            r"\text{" * 300 + "}" * 300,
        ),
        *(r"\left(" * 300, r"\frac" * 300, r"\begin{matrix}" * 140, r"\hat" * 400 + "x", "x" * 2001),
    ],
)
def test_a_formula_without_bounds_is_shown_as_it_is(formula: str) -> None:
    assert mathml(formula) is None
    assert plain_mathematics(formula) == formula


def test_a_formula_in_a_line_is_laid_out_and_says_what_it_was() -> None:
    assert render("Of $x<y$.") == (
        '<p>Of <span class="arithmatex"><math alttext="x&lt;y"><mi>x</mi><mo>&lt;</mo><mi>y</mi></math>.</span></p>'
    )


def test_what_is_attached_to_a_formula_stays_on_its_line() -> None:
    tree = LexborHTMLParser(render("($k$-means, $k$), **$k$**s and $k$ means"))
    assert [node.text() for node in tree.css("span.arithmatex")] == ["k-means,", "k),", "k", "k"]


def test_a_long_formula_scrolls_by_keyboard_but_in_a_link() -> None:
    formula = f"${'+'.join('abcdefghijklmnop')}$"
    tree = LexborHTMLParser(render(f"{formula} [{formula}](#a)"))
    assert [node.attributes.get("tabindex") for node in tree.css("span.bi-long")] == ["0", None]


def test_the_search_reads_a_formula_as_its_text() -> None:
    tree = LexborHTMLParser(render("$x^2$ and $x$"))
    assert [node.text() for node in tree.css("span[hidden]")] == ["x²"]
    assert len(tree.css("math")) == 2
    assert len(tree.css("math[data-pagefind-ignore]")) == 1


@pytest.mark.parametrize("body", ["$$\nx^2\n$$", "\\[\nx^2\n\\]", "\\begin{align}\nx^2\n\\end{align}", "$$x^2$$"])
def test_a_displayed_formula_is_a_block_that_the_keyboard_can_scroll(body: str) -> None:
    assert len(LexborHTMLParser(render(body)).css("div.arithmatex[tabindex='0'] > math[display='block']")) == 1


@pytest.mark.parametrize(
    "body",
    [
        *(
            "# A $x^2$",
            "- $x^2$",
            "| a |\n|---|\n| $x^2$ |",
            "[$x^2$](#a)",
            "*$x^2$*",
            "A[^1]\n\n[^1]: $x^2$",
            "> $x^2$",
        ),
        *(
            "<div markdown=1>\n\n$x^2$\n\n</div>",
            "Term\n:   $x^2$",
            "!!! note\n    $x^2$",
            r"\(x^2\)",
            "- [a $x^2$](#b)",
        ),
    ],
)
def test_a_formula_may_stand_anywhere(body: str) -> None:
    assert len(LexborHTMLParser(render(body)).css("math > msup")) == 1


@pytest.mark.parametrize(
    "body", ["$5 and $6", "`$x$`", r"\$x\$", "$ x$", "$x $", "    $x$", "```\n$x$\n```", r"\\(x)", "a $x\n\ny$"]
)
def test_what_is_no_formula_stays_text(body: str) -> None:
    assert "<math" not in render(body)


def test_tex_that_cannot_be_converted_is_shown_as_code() -> None:
    assert render(r"$\foo{a&lt;b &amp;amp; c}$") == (
        '<p><span class="arithmatex"><code>\\foo{a&lt;b &amp;amp; c}</code></span></p>'
    )


def test_a_heading_is_linked_by_its_tex_and_listed_by_its_text() -> None:
    assert 'id="from-alpha2-to-b"' in render("## From $\\alpha^2$ to `<b>`")
    tokens = converter().toc_tokens  # type: ignore[attr-defined] # which the extension `toc` sets
    assert [token["name"] for token in tokens] == ["From α² to &lt;b&gt;"]


def test_two_headings_with_one_formula_have_two_names() -> None:
    tree = LexborHTMLParser(render("## $x^2$\n\n## $x^2$\n\n## $y$ { #own data-toc-label=label }"))
    assert [node.id for node in tree.css("h2")] == ["x2", "x2_1", "own"]


def test_a_formula_made_twice_is_no_other() -> None:
    assert render("$x_1$ $x_1$") == render("$x_1$ $x_1$")
    assert mathml("x_1") is mathml("x_1")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (r"Of $x_1$ and \(\alpha*b\), *so*.", "Of x₁ and \N{GREEK SMALL LETTER ALPHA}*b, so."),
        ("$$\na<b\n$$\n\nThen [$\\frac{a}{b}$](c.md).", "a < b Then a/b."),
        (r"\$5 and \$6, $5 and $6, `$x_1$`", "$5 and $6, $5 and $6, $x_1$"),
        ("# A $x$\n\n$a &lt; b$ \x020\x03", "a < b 0"),
        (r"$\foo{x}$", r"\foo{x}"),
    ],
)
def test_formulas_in_running_text_are_text(markdown: str, text: str) -> None:
    assert renderer_of(PROJECT).document(markdown).text(plain_mathematics) == text
