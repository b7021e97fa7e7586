"""Which files of a folder are no texts of an archive but what a site, a program or an editor is made of: data only.

It counts where a whole folder is added. A file that somebody names, or that ``archive.yml`` lists, is read.
"""

from __future__ import annotations

from pathlib import PurePosixPath

_FOLDERS = frozenset(
    "_layouts _includes _sass _site _plugins _data layouts archetypes scaffolds themes node_modules vendor dist"
    " .git .github .gitlab .vscode .idea .obsidian .trash .circleci .husky .devcontainer .vitepress .docusaurus"
    " __pycache__ .venv venv css js fonts scss sass".split()
)
"""Names of folders below which no texts are."""
_SUBJECTS = frozenset({"js", "css", "scss", "fonts", "vendor", "dist", "themes", "layouts"})
"""Those of them that letters may be sorted into by what they are about."""
_SUFFIXES = frozenset(
    ".css .scss .sass .less .styl .js .mjs .cjs .jsx .ts .tsx .vue .svelte .astro .py .rb .go .rs .java .kt .swift .c"
    " .h .cpp .cs .php .pl .sh .bash .zsh .bat .ps1 .lua .r .sql .lock .ini .cfg .conf .env .gemspec .njk .liquid .hbs"
    " .handlebars .ejs .pug .jade .mustache .jinja .jinja2 .j2 .tmpl .tpl .erb .haml .slim .xsl .xslt .svg .map .woff"
    " .woff2 .ttf .otf .eot .ico .canvas .excalidraw .editorconfig .gitignore .gitattributes .gitkeep .nojekyll .npmrc"
    " .edn .webmanifest .toml .properties .gradle .mk .cmake .bib.bak .tex .sty .cls .bst".split()
)
_NAMES = frozenset(
    "gemfile makefile dockerfile rakefile procfile justfile cname codeowners license licence copying unlicense notice"
    " robots.txt humans.txt ads.txt security.txt manifest.json site.webmanifest package.json package-lock.json"
    " composer.json tsconfig.json jsconfig.json vercel.json netlify.toml now.json lerna.json nx.json renovate.json"
    " bower.json deno.json browserconfig.xml opensearch.xml sitemap.xml _config.yml _config.yaml mkdocs.yml book.toml"
    " docker-compose.yml docker-compose.yaml pnpm-lock.yaml pnpm-workspace.yaml requirements.txt constraints.txt"
    " users.json channels.json groups.json dms.json mpims.json integration_logs.json canvases.json"
    " pipfile config.yml config.yaml config.json hugo.yaml hugo.yml hugo.json theme.yml theme.yaml"
    " tags.yml tags.yaml _redirects _headers .buttondown.json .ds_store thumbs.db desktop.ini"
    " code_of_conduct.md contributing.md security.md pull_request_template.md issue_template.md funding.yml"
    " 404.html 404.md 404.markdown index.json.bak".split()
)
_STEMS = frozenset("license licence copying _template template-issue issue-template".split())
_TEMPLATE_FOLDERS = frozenset({"templates", "template", "_templates"})
_MARKS = ("{%", "{{", "<%", "<?php")
_DIRECTIVES = (
    *("{% for", "{% include", "{% extends", "{% block", "{% if", "{% assign", "{%- for", "{%- if", "{%- include"),
    *("{{ content", "{{content", "{{ define", "{{define", "{{- define", "{{ block", "{{ range", "{{- range"),
    *("{{ partial", "{{- partial", "{{ template", "{{ .title", "{{ .content", "{{{body", "{{ site.", "{{site."),
    *("{{ page.", "{{ post.", "{{ replace", "{{title}}", "{{date", "{{ title }}", "<%", "<?php"),
)
_OF_TEMPLATES = frozenset({".html", ".htm", ".xml", ".md", ".markdown", ".txt", ".json"})
_LOOKED_AT = 20_000


def is_machinery(name: str) -> bool:
    """Return whether a file is, by its place and name, no text: code, style, settings, a licence, parts of a site.

    >>> is_machinery("site/_layouts/post.html"), is_machinery("Gemfile"), is_machinery("LICENSE.md")
    (True, True, True)
    >>> is_machinery("_posts/2024-03-20-go.md"), is_machinery("README.md"), is_machinery("js/2024/js-weekly.md")
    (False, False, False)
    """
    path = PurePosixPath(name.casefold())
    if path.stem in _STEMS:
        return True
    if path.suffix in {".md", ".markdown", ".mdx"} and not _FOLDERS.isdisjoint(path.parts[:-1]):
        return not _FOLDERS.intersection(path.parts[:-1]) <= _SUBJECTS
    if is_author_file(name):
        return False
    return (
        not _FOLDERS.isdisjoint(path.parts[:-1])
        or path.suffix in _SUFFIXES
        or path.name in _NAMES
        or path.stem in _STEMS
        or path.name.endswith((".11tydata.json", ".excalidraw.md", ".min.html"))
        or (path.name.startswith(".") and path.suffix in {"", ".json", ".yml", ".yaml"})
    )


def is_template(name: str, text: str) -> bool:
    """Return whether a file is a template of a generator or an editor, by its marks in the first part of its ``text``.

    >>> is_template("index.html", "<ul>{% for post in site.posts %}<li>{{ post.title }}</li>{% endfor %}</ul>")
    True
    >>> is_template("a.md", "See {{ site.baseurl }}/b.")
    False
    """
    path = PurePosixPath(name.casefold())
    if path.suffix not in _OF_TEMPLATES or not any(mark in text[:_LOOKED_AT] for mark in _MARKS):
        return False
    low = text[:_LOOKED_AT].casefold()
    if path.suffix in {".md", ".markdown", ".txt"}:
        is_apart = not _TEMPLATE_FOLDERS.isdisjoint(path.parts[:-1]) or path.parts[-2:-1] == ("archetypes",)
        return is_apart and ("{{" in low or "<%" in low)
    return any(directive in low for directive in _DIRECTIVES)


_AUTHORS = frozenset(
    f"{stem}.{end}" for stem in ("authors", ".authors", "people", "members") for end in ("yml", "yaml")
)
"""Names of files that say who is meant by short names of authors."""


def is_author_file(name: str) -> bool:
    """Return whether a file says who is meant by short names; it comes along with the texts, and is none."""
    return PurePosixPath(name).name.casefold() in _AUTHORS
