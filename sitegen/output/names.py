"""Which names the files of one site may have."""

from __future__ import annotations

import unicodedata


class Names:
    """The paths taken so far, and the folders they need.

    A site must come out the same on a disk that ignores case and one that does not, so each name has one spelling.
    """

    def __init__(self) -> None:
        self._spellings: dict[str, str] = {}

    def take(self, path: str) -> None:
        """Take a relative path with '/' for a file.

        Raises ValueError when it leads elsewhere, is spelt in a way that not all disks keep, or cannot be beside one already taken.
        """
        if not {"", ".", ".."}.isdisjoint(path.split("/")):
            raise ValueError(f"{path!r} is not a plain relative path")
        if not path.isprintable() or "\\" in path or not unicodedata.is_normalized("NFC", path):
            raise ValueError(f"{path!r} is not spelt as every disk would keep it")
        if path.casefold() in self._spellings:
            raise ValueError(f"{path!r} is already taken by {self._spellings[path.casefold()]!r}")
        self._need(path[: path.rfind("/") + 1], path)
        self._claim(path, path + "/", path)

    def _need(self, folder: str, path: str) -> None:
        while folder and self._spellings.get(folder.casefold()) != folder:
            self._claim(folder, folder[:-1], path)
            folder = folder[: folder.rfind("/", 0, -1) + 1]

    def _claim(self, name: str, opposite: str, path: str) -> None:
        """Take a file's or a folder's name ('/' at its end) unless it is spelt otherwise, or the other kind of thing."""
        taken = self._spellings.get(opposite.casefold()) or self._spellings.setdefault(name.casefold(), name)
        if taken != name:
            raise ValueError(f"{path!r} cannot be beside {taken!r}")
