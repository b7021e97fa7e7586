"""Files of somebody's own in ``docs/``, where MkDocs has them and a build makes all anew: style sheets, scripts, logos.

Their place here is ``site_templates/theme/assets/``, of which the site has a copy below ``assets/``.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from backissue import files
from backissue.model import Problem

SETTINGS, DOCS, PLACE = "mkdocs.yml", "docs", "site_templates/theme"
SCRIPT = "words.js"
"""The file of the site that has the words of scripts."""
CODE = frozenset({".css", ".js", ".mjs", ".svg", ".ico", ".woff", ".woff2", ".ttf", ".otf"})
"""The ends of names that no build gives to a file of ``docs/``, but for that of the words of scripts."""
_NAMED = re.compile(r"[\w./@+-]+\.(?:css|m?js|svg|ico|png|jpe?g|gif|webp|avif)\b", re.IGNORECASE)


def named_files(settings: str) -> list[str]:
    r"""Return what could be files in the text of a ``mkdocs.yml``: style sheets, scripts and pictures, each once.

    >>> named_files("theme:\n  logo: img/a.png\nextra_css: [b.css, 'b.css']\n")
    ['img/a.png', 'b.css']
    """
    return list(dict.fromkeys(_NAMED.findall(settings)))


def named_in_docs(root: Path) -> list[str]:
    """Return the files of ``docs/``, by their paths in it, that the settings of the archive at ``root`` name.

    What a build has brought there from ``content/`` is none of them.
    """
    try:
        settings = (root / SETTINGS).read_text("utf-8", "replace")
    except OSError:
        return []
    named = (name for name in named_files(settings) if ".." not in name.split("/"))
    return [name for name in named if (root / DOCS / name).is_file() and not (root / "content" / name).is_file()]


def own_in_docs(root: Path) -> list[str]:
    """Return the files of ``docs/`` that are somebody's own: those that the settings name, and what no build makes."""
    named = {*named_in_docs(root)}
    code = (name for name in files.tree(root / DOCS) if PurePosixPath(name).suffix.lower() in CODE)
    return sorted(named | {name for name in code if name != SCRIPT and not (root / "content" / name).is_file()})


def theme_path(name: str) -> str:
    """Return what a file of ``docs/`` is called on the site once it is in its place.

    >>> theme_path("stylesheets/extra.css"), theme_path("assets/logo.svg")
    ('assets/stylesheets/extra.css', 'assets/logo.svg')
    """
    return name if name.startswith("assets/") else f"assets/{name}"


def misplaced(name: str) -> Problem:
    """Return the problem of a file of somebody's own in ``docs/``."""
    remedy = f"run `backissue upgrade`, which moves it to {PLACE}/{theme_path(name)} and names it so in mkdocs.yml"
    return Problem(f"{DOCS}/{name}", 0, "a file of your own, where each build makes all anew", remedy)
