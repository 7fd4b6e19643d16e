"""data/urls.txt: the memory of every public address, so that no link to the site dies unnoticed."""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.errors import ToolError
from sitegen.model import Site
from sitegen.site.addresses import new_addresses

FILE = "data/urls.txt"


def remember(root: Path, site: Site) -> tuple[str, ...]:
    """Add the new addresses to data/urls.txt, which stays sorted, and return them. What is there stays there.

    Raises: ToolError when the file cannot be written; it is then as it was.
    """
    fresh = new_addresses(site)
    if not fresh:
        return ()
    lines = {f"/{address.removeprefix('/')}" for address, _ in site.content.known_urls}
    place = root / FILE
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        beside.write_text("".join(f"{line}\n" for line in sorted({*lines, *fresh})), "utf-8", newline="\n")
        beside.replace(place)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ToolError(f"{FILE} cannot be written: {error.strerror}", "see who owns the folder") from error
    return fresh
