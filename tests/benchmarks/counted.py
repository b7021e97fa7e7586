"""Build an archive in this process, and print what that took as JSON: pages, files, and thousands of function calls."""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
from pathlib import Path

from backissue.site.build import build

if __name__ == "__main__":
    root = Path(sys.argv[1])
    profile = cProfile.Profile()
    report = profile.runcall(build, root, root / "site", jobs=1)
    took = {
        "pages rendered": report.pages_rendered,
        "files written": report.docs_written + report.site_written + report.index_written,
        "thousand calls": pstats.Stats(profile).total_calls // 1000,  # type: ignore[attr-defined]
    }
    sys.stdout.write(json.dumps(took))
