"""reStructuredText as Markdown, line for line (docutils.sourceforge.io/docs/ref/rst/restructuredtext.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from backissue.sources.dialects.markup_lines import COMMENT, block_end, head_line, indent_of, reindent, with_head

_ADORNMENTS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_DIRECTIVE = re.compile(r"\.\. (?:\|[^|]+\| )?(?P<name>[\w:-]+?)::(?: +(?P<words>.*))?")
_TARGET = re.compile(r"\.\. _(?P<name>`[^`]+`|[^:]+): *(?P<url>\S+)?")
_REPLACED = re.compile(r"\.\. (\|[^|]+\|) replace:: +(.*)")
_FOOTNOTE = re.compile(r"\.\. \[(?P<name>#?[\w-]*)\] +(?P<words>.*)")
_FIELD = re.compile(r":(?P<key>[^:`\s][^:`]{0,40}):(?: +(?P<value>.*))?")
_OF_NIKOLA = re.compile(r"\.\. (?P<key>[a-z][\w-]{0,40}):(?!:) *(?P<value>.*)")
"""A line of the head of a post of Nikola, which is a comment for all others."""
_INLINE = re.compile(
    r"""``(?P<code>.+?)``
    | `(?P<words>[^`<]*?)\s*<(?P<url>[^<>`]+)>`__?
    | :(?P<role>[\w:-]+):`(?P<said>[^`]+)`
    | `(?P<ref>[^`]+)`__?(?!\w)
    | \[(?P<note>\#?[\w-]+)\]_(?!\w)
    | (?P<sub>\|[^|\s](?:[^|]*[^|\s])?\|) | \\(?P<joined>\ )
    | (?<![\w`./:@-])(?P<bare>[^\W_][\w-]*)_(?![\w_])""",
    re.VERBOSE,
)
_CUT_LINK = re.compile(r"(?<!`)`(?P<words>[^`<\n]+\n[^`<\n]*?)<(?P<url>[^<>`\n]+)>`__?")
"""A link whose words a line break cuts, or parts from its address."""
_FOR_SPHINX = re.compile(r":(?:orphan|nocomments|nosearch|tocdepth|no-index):.*")
_ROLE_LINK = re.compile(r"(?P<words>[^<>\[\]]+?)\s*(?:<(?P<target>[^<>()\s]+)>)?")
_OF_PELICAN = re.compile(r"^(?:\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|)/?")
"""What Pelican writes before a path (https://docs.getpelican.com/en/latest/content.html)."""
_BOXES = frozenset("attention caution danger error hint important note tip warning seealso".split())
_CODE = frozenset("code code-block sourcecode highlight-block literalinclude parsed-literal".split())
_PICTURES = frozenset("image figure thumbnail".split())
_SILENT = frozenset(
    "replace contents toctree highlight default-role role meta include index class sectnum header footer".split()
)


def from_restructured(lines: list[str]) -> list[str]:
    """Return as many lines of Markdown."""
    targets = (found for line in lines if (found := _TARGET.fullmatch(line)) and found["url"])
    urls = {_name(found["name"]): found["url"] for found in targets}
    urls |= {found[1]: found[2] for line in lines if (found := _REPLACED.fullmatch(line))}
    lines = _with_head(_with_headings(_with_cut_links(lines, urls)))
    out: list[str] = []
    while len(out) < len(lines):
        out += _block(lines, len(out), urls)
    return out


def _with_cut_links(lines: list[str], urls: Mapping[str, str]) -> list[str]:
    """Return lines with the links that a line break cuts as links of Markdown, which it may cut too.

    >>> _with_cut_links(["See `the book of", "ropes <https://r.example>`_."], {})
    ['See [the book of', 'ropes](https://r.example).']
    """

    def linked(found: re.Match[str]) -> str:
        return f"[{found['words'].rstrip(' ')}]({_leads_to(found['url'], urls)})"

    return _CUT_LINK.sub(linked, "\n".join(lines)).split("\n") if lines else lines


def _name(written: str) -> str:
    return " ".join(written.strip("`").lower().split())


def _with_headings(lines: list[str]) -> list[str]:
    """Return lines with headings of Markdown; the first kind of adornment is that of the highest."""
    out, kinds = list(lines), list[str]()
    for at, line in enumerate(lines[:-1]):
        rule = lines[at + 1]
        is_title = line.strip() and not _is_adornment(line) and _is_adornment(rule) and len(rule) >= min(len(line), 3)
        if not is_title or indent_of(line) > 1 or (at and lines[at - 1].strip() and not _is_adornment(lines[at - 1])):
            continue
        above = lines[at - 1] if at and lines[at - 1] == rule else ""
        kind = f"{above[:1]}{rule[0]}"
        kinds += [kind] * (kind not in kinds)
        out[at] = f"{'#' * min(kinds.index(kind) + 1, 6)} {line.strip()}"
        out[at + 1] = ""
        if above:
            out[at - 1] = ""
    return out


def _is_adornment(line: str) -> bool:
    return len(line) >= 3 and line[0] in _ADORNMENTS and not line.strip(line[0])


def _with_head(lines: list[str]) -> list[str]:
    """Return lines whose title and list of fields at the top are a head."""
    at, head = 0, list[str]()
    while at < len(lines):
        line = lines[at]
        if line.startswith("# ") and not any(each.startswith("title:") for each in head):
            head.append(head_line("title", line[2:]))
        elif (post := _DIRECTIVE.fullmatch(line)) and post["name"] == "post":
            end = block_end(lines, at + 1, 0)
            fields = filter(None, (_FIELD.fullmatch(part.strip()) for part in lines[at + 1 : end]))
            options = {found["key"].lower(): found["value"] or "" for found in fields}
            head += [head_line("date", post["words"] or ""), *(head_line(*pair) for pair in _of_ablog(options))]
            at = end - 1
        elif len(head) == 1 and line.startswith("## ") and _FIELD.fullmatch(_next(lines, at + 1)):
            head.append(head_line("subtitle", line[3:]))
        elif found := _OF_NIKOLA.fullmatch(line):
            head.append(head_line(found["key"], found["value"]))
        elif field := _FIELD.fullmatch(line):  # also of Sphinx for itself, such as `:orphan:`
            end = block_end(lines, at + 1, 0)
            value = " ".join([field["value"] or "", *lines[at + 1 : end]])
            head.append(head_line(field["key"], value))
            at = end - 1
        elif line.strip():
            break
        at += 1
    is_head = len([line for line in head if line]) > 1
    if not is_head and (first := _next(lines, 0)).startswith(":") and _FOR_SPHINX.fullmatch(first.strip()):
        return [COMMENT if line is first else line for line in lines]
    return with_head(lines, head, at) if is_head else lines


def _of_ablog(options: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what ABlog's directive of a post says beside its day; its excerpt is a number of paragraphs.

    (https://ablog.readthedocs.io/en/stable/manual/posting-and-listing.html)
    """
    yield from ((key, value) for key, value in options.items() if key not in {"excerpt", "image", "nocomments"})


def _next(lines: list[str], at: int) -> str:
    """Return the first line from ``at`` on that is not blank."""
    return next((line for line in lines[at:] if line), "")


def _block(lines: list[str], at: int, urls: Mapping[str, str]) -> list[str]:
    """Return the Markdown of the block that begins with a line, which may be that line only."""
    line, indent = lines[at], indent_of(lines[at])
    bare = line.strip()
    end = block_end(lines, at + 1, indent)
    below = lines[at + 1 : end]
    if directive := _DIRECTIVE.fullmatch(bare):
        return _directive(directive["name"].lower(), directive["words"] or "", below, urls)
    if _TARGET.fullmatch(bare):
        return [COMMENT]
    if note := _FOOTNOTE.fullmatch(bare):
        words = [f"[^{note['name'].lstrip('#') or '1'}]: {note['words']}", *reindent(below, 4)]
        return [_inline(part, urls) for part in words]
    if bare == ".." or bare.startswith(".. "):
        return [COMMENT, *(COMMENT if part.strip() else "" for part in below)]
    if bare.endswith("::"):
        kept = "" if bare == "::" else line[: -2 if bare.endswith(" ::") else -1].rstrip()
        return [_inline(kept, urls), *reindent(below, indent + 4)]
    return [_inline(line, urls)]


def _directive(name: str, words: str, below: list[str], urls: Mapping[str, str]) -> list[str]:
    """Return the Markdown of a directive: its mark with what stands behind it, its options and its text."""
    options = {
        found["key"].lower(): found["value"] or "" for part in below if (found := _FIELD.fullmatch(part.strip()))
    }
    count = next((n for n, part in enumerate(below) if not _FIELD.fullmatch(part.strip())), len(below))
    text = below[count:]
    kept = [COMMENT] * count
    if name in _SILENT:
        return [COMMENT, *kept, *(COMMENT if part.strip() else "" for part in text)]
    if name == "raw" and words.split() == ["html"]:
        return [COMMENT, *kept, *reindent(text, 0)]
    if name in _CODE:
        return ["", *[""] * count, *reindent(text, 4)]
    if name in _BOXES and not words:
        inner = from_restructured(reindent(text, 0))
        return [f"!!! {name}", *[""] * count, *reindent(inner, 4)]
    if name == "math":
        return [f"${words}$" if words else "", *kept, *(f"${part.strip()}$" if part else "" for part in text)]
    if name in _PICTURES:
        first = f"![{options.get('alt', '')}]({words})"
    elif name in {"youtube", "vimeo"}:
        host = "https://www.youtube.com/watch?v=" if name == "youtube" else "https://vimeo.com/"
        first = f"[Video]({host}{words})"
    else:
        label = f"**{name.capitalize()}:** " if name in _BOXES else ""
        first = label + _inline(words, urls)
    return [first, *kept, *from_restructured(reindent(text, 0))]


def _inline(line: str, urls: Mapping[str, str]) -> str:
    """Return a line with links, code and roles as Markdown has them.

    >>> _inline("See `roses <https://r.example>`_, ``x_``, :ref:`here <a>` and tulips_.", {"tulips": "https://t.example"})
    'See [roses](https://r.example), `x_`, here and [tulips](https://t.example).'
    """
    return _INLINE.sub(lambda found: _span(found, urls), line)


def _span(found: re.Match[str], urls: Mapping[str, str]) -> str:
    if found["code"]:
        return f"`{found['code']}`"
    if found["url"]:
        target = _leads_to(found["url"], urls)
        return f"[{found['words'] or target}]({target})"
    if found["role"]:
        return _in_role(found["role"], found["said"])
    if found["note"]:
        return f"[^{found['note'].lstrip('#')}]"
    if found["sub"] or found["joined"]:
        return urls.get(found[0], found[0]) if found["sub"] else ""
    words = found["ref"] or found["bare"]
    url = urls.get(_name(words), "")
    return f"[{words}]({url})" if url else found[0] if found["bare"] else words


def _leads_to(written: str, urls: Mapping[str, str]) -> str:
    return urls.get(_name(written.removesuffix("_")), _OF_PELICAN.sub("", written))


def _in_role(role: str, said: str) -> str:
    """Return what stands in a role: a link to another document, code, a formula, or its words."""
    link = _ROLE_LINK.fullmatch(said) if role in {"doc", "any", "download"} else None
    if link:
        target = (link["target"] or link["words"]).strip()
        return f"[{link['words'].strip() if link['target'] else target}]({quote(target)})"
    code = {"math": f"${said}$", "code": f"`{said}`", "sub": f"<sub>{said}</sub>", "sup": f"<sup>{said}</sup>"}
    return code.get(role, said.partition("<")[0].strip() or said)
