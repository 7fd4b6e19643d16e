"""Checked values by key in one SQLite file, which may be damaged, foreign, locked or absent and never is a fault."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_VERSION = "version"
_APPLICATION = 0x526F6C65
_SCHEMA = {"memo": "CREATE TABLE memo (key TEXT PRIMARY KEY, value BLOB NOT NULL, checksum BLOB NOT NULL)"}
_PATIENCE = 1.0  # seconds to wait while another process writes
_BESIDE = ("", "-journal", "-wal", "-shm")
# After these the file may be sound: it is not replaced.
_NO_DAMAGE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
}


class Store:
    """Values by key, of one version of the program. What is damaged, or of another version, reads as empty.

    The first `write` replaces such a file by a fresh one. Another program's database, one that another process holds, and one that
    may not be written stay as they are, and nothing is kept.
    """

    def __init__(self, file: Path | None, version: bytes) -> None:
        self.is_written = False
        self._file, self._version = file, version
        self._database: sqlite3.Connection | None = None
        self._process = os.getpid()
        self._inherited: sqlite3.Connection | None = None
        if file is not None:
            self._open(file)

    @property
    def keeps(self) -> bool:
        """Whether what is written can be read again."""
        return self._file is not None and self._database is not None

    def read(self, key: str) -> bytes | None:
        """Return the value under `key`, if it is there and whole. One that is not casts doubt on all others: the file is given up."""
        for value, checksum in self._ask("SELECT value, checksum FROM memo WHERE key = ?", key):
            if isinstance(value, bytes) and checksum == _checksum(key, value):
                return value
            self.close()
        return None

    def keys(self) -> set[str]:
        """Return the keys of all values, whole or not."""
        return {str(key) for (key,) in self._ask("SELECT key FROM memo") if key != _VERSION}

    def write(self, key: str, value: bytes) -> None:
        """Put `value` under `key`, from `commit` on."""
        self._change("INSERT OR REPLACE INTO memo VALUES (?, ?, ?)", key, value, _checksum(key, value))

    def delete(self, keys: Iterable[str]) -> None:
        """Remove what is under `keys`, from `commit` on."""
        for key in keys:
            self._change("DELETE FROM memo WHERE key = ?", key)

    def commit(self) -> None:
        """Make all changes last, in one transaction."""
        if self.is_written:
            self._change("COMMIT")
            self.is_written = False

    def close(self) -> None:
        """Close the file; changes without a `commit` are undone."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database, self.is_written = None, False

    def _open(self, file: Path) -> None:
        try:
            if not file.is_file():
                return
            self._database = _connect(file, "rw")
            found = dict(self._database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
            (application,) = self._database.execute("PRAGMA application_id").fetchone()
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
            return
        if found and application != _APPLICATION and not found.keys() & _SCHEMA.keys():
            self._file = None  # another program's, and sound
        if found != _SCHEMA or self.read(_VERSION) != self._version:
            self.close()

    def _ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        if os.getpid() != self._process:
            self._reopen()
        if self._database is None:
            return []
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            self.close()
            return []

    def _reopen(self) -> None:
        """In a forked process, read through a connection of its own: SQLite does not bear an inherited one, not even that it is closed."""
        self._process = os.getpid()
        self._inherited, self._database = self._database, None
        if self._inherited and self._file:
            with suppress(sqlite3.Error):
                self._database = _connect(self._file, "ro")

    def _change(self, statement: str, *values: object) -> None:
        if self._file is None:
            return
        try:
            self._begin(self._file).execute(statement, values)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def _begin(self, file: Path) -> sqlite3.Connection:
        """Return the database with a transaction under way; a new one where there is none that can be used."""
        if self._database is not None and self.is_written:
            return self._database
        fresh = self._database is None
        database = self._database = self._database or _create(file)
        database.execute("BEGIN IMMEDIATE")
        self.is_written = True
        if fresh:
            for statement in _SCHEMA.values():
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            self.write(_VERSION, self._version)
        return database

    def _give_up(self, error: Exception) -> None:
        """Keep nothing more in a file that is not ours to write now; part with a damaged one, so that the next write replaces it."""
        if isinstance(error, OSError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _NO_DAMAGE:
            self._file = None
            if self._database is not None and self._database.in_transaction:
                self._database.rollback()
            self.is_written = False
        else:
            self.close()


def _create(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    for suffix in _BESIDE:
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    return _connect(file, "rwc")


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    database = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, timeout=_PATIENCE, isolation_level=None)
    # A rollback journal is the quickest for one short process and leaves no file behind. Nothing is flushed to the disk: after a power
    # failure the checksums tell what is whole. Nothing is written before its transaction ends, which would lock out the processes that
    # read meanwhile. The last two keep a forged file from making SQLite call functions or read beside a page.
    for setting in ("synchronous = OFF", "cache_spill = OFF", "trusted_schema = OFF", "cell_size_check = ON"):
        database.execute(f"PRAGMA {setting}")
    return database


def _checksum(key: str, value: bytes) -> bytes:
    state = blake2b(key.encode() + b"\0", digest_size=16)
    state.update(value)
    return state.digest()
