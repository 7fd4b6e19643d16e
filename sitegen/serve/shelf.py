"""The folder of previewed pages: what was shown last of each, which stays when the next state cannot be shown."""

from __future__ import annotations

import shutil
from pathlib import Path

from sitegen.errors import ToolError


class Shelf:
    """Files below a folder that is emptied at the start. Only paths of the site's own pages come here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            if folder.is_symlink():
                raise ToolError(f"{folder} is a symbolic link", "remove it: the preview keeps its pages there")
            if folder.exists():
                shutil.rmtree(folder)
            folder.mkdir(parents=True)
        except OSError as error:
            raise ToolError(f"the preview cannot write {folder}: {error.strerror}", "see who owns the folder") from error

    def put(self, path: str, data: bytes) -> None:
        """Keep `data` at `path`."""
        place = self._folder / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        except OSError as error:
            raise ToolError(f"the preview cannot write {place}: {error.strerror}", "see whether the disk is full") from error

    def get(self, path: str) -> bytes | None:
        """Return what was kept at `path`, if anything was."""
        try:
            return (self._folder / path).read_bytes()
        except OSError:
            return None
