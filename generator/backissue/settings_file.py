"""What ``mkdocs.yml`` says, as far as it can be told without reading it as YAML."""

from __future__ import annotations

import os
import re
from pathlib import Path

from backissue.store import digest

LANGUAGES = "partials/languages"
"""The folder of the theme that has a file of words for each language that `theme.language` may name."""

_NAME = re.compile(r"\w+")


def settings_digest(root: Path) -> str:
    """Return a digest of ``mkdocs.yml`` and of what it may take from the environment; nothing where it is not there."""
    try:
        text = (root / "mkdocs.yml").read_bytes()
    except OSError:
        return ""
    names = sorted({*_NAME.findall(text.decode("utf-8", "replace"))} & os.environ.keys()) if b"!ENV" in text else []
    return digest(text, *(f"{name}={os.environ[name]}" for name in names))
