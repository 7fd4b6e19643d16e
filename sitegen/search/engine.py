"""Run Pagefind: find its binary and hold one conversation with it, documents in and the files of a bundle out.

We speak its service protocol over pipes, not the command line over folders. A folder is read in whatever order the file system gives,
which decides how pages are numbered and with it every byte; and files written by a process that ends at once were seen to stay empty.
"""

from __future__ import annotations

import json
import signal
import subprocess
import tempfile
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from sitegen.errors import ToolError

TIMEOUT: Final = 900.0
"""Seconds. A thousand guides take about four."""
WORD_CHARACTERS: Final = "+#"
"""Characters that are part of a word: without them C++ and C# are the word c, which finds every word that starts with it."""
PIECE: Final = 5000
"""The size of a piece of the word index, a quarter of the usual one: a reader loads a piece a word."""
REINSTALL: Final = "install the pinned version again: `make site`, or `pip install --force-reinstall pagefind-bin`"


def binary() -> Path:
    """Return the binary of the installed pagefind-bin package; whatever else is on the path is not asked.

    Raises: ToolError when there is no such package, or it came without its program.
    """
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, FileNotFoundError):
        raise ToolError("Pagefind is missing: the pagefind-bin package is not installed, or not whole", REINSTALL) from None


def answer(tool: Path, documents: Sequence[tuple[str, str]], *, timeout: float, piece: int = PIECE) -> dict[str, bytes]:
    """Return the files of the bundle that Pagefind makes from `documents`, each an address and a slim document, in that order.

    Raises: ToolError when it cannot run, refuses, ends early, answers in a way not known here, or takes longer than `timeout` seconds.
    """
    count = len(documents) + 2
    try:
        with tempfile.TemporaryFile() as complaints, _running(tool, complaints, timeout, piece) as process:
            answers = enumerate(_answers(process, _requests(documents)), start=1)
            last = next((payload for number, payload in answers if number == count), None)
            if last is None:
                raise _ended_early(process.wait(), complaints)
            return {file["path"]: b64decode(file["content"]) for file in last["files"]}
    except OSError as error:
        raise ToolError(f"Pagefind cannot be run: {error.strerror}: {tool}", REINSTALL) from None
    except (ValueError, KeyError, TypeError) as error:
        raise ToolError(f"Pagefind gave an answer that is not understood: {error!r}", REINSTALL) from None


def _requests(documents: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    yield {"type": "NewIndex", "config": {"include_characters": WORD_CHARACTERS}}
    for url, document in documents:
        yield {"type": "AddFile", "index_id": 0, "file_path": None, "url": url, "file_contents": document}
    yield {"type": "GetFiles", "index_id": 0}


@contextmanager
def _running(tool: Path, complaints: IO[bytes], timeout: float, piece: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start Pagefind, and have it gone when the block ends or `timeout` seconds have passed.

    It sees no environment but one setting, and its own folder: it would take options from either.
    """
    command, settings = [str(tool), "--service"], {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(piece)}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, cwd=tool.parent, env=settings)
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(timeout, stop)
    clock.start()
    try:
        yield process
    except ToolError:
        if late.is_set():
            raise ToolError(f"Pagefind was stopped: it took longer than {timeout:g} seconds", "build again on a quieter machine") from None
        raise
    finally:
        clock.cancel()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was still to be written has no reader
                if pipe:
                    pipe.close()


def _answers(process: subprocess.Popen[bytes], requests: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Say `requests` and yield what comes back, in order. Raises: ToolError at the first refusal.

    Requests go out from a thread: with both pipes full, neither side would read. The pipe stays open after the last one, because
    Pagefind leaves at the end of its input, answered or not.
    """
    feeder = threading.Thread(target=_say, args=(process.stdin, requests), daemon=True)
    feeder.start()
    for message in _messages(process.stdout):
        payload = json.loads(b64decode(message, validate=True))["payload"]
        if payload["type"] == "Error":
            raise ToolError(f"Pagefind refused a request: {payload['message']}", REINSTALL)
        yield payload


def _say(pipe: IO[bytes], requests: Iterable[dict[str, Any]]) -> None:
    with suppress(OSError, ValueError):  # it has gone, and the reading side finds out why
        for number, request in enumerate(requests):
            pipe.write(b64encode(json.dumps({"message_id": number, "payload": request}).encode()) + b",")
        pipe.flush()


def _messages(pipe: Any) -> Iterator[bytes]:
    parts: list[bytes] = []
    while chunk := pipe.read1(1 << 20):
        first, *others = chunk.split(b",")
        parts.append(first)
        for start in others:
            yield b"".join(parts)
            parts = [start]


def _ended_early(status: int, complaints: IO[bytes]) -> ToolError:
    complaints.seek(0)
    said = complaints.read(2000).decode(errors="replace").strip()
    if status < 0:
        return ToolError(f"Pagefind was killed by {signal.Signals(-status).name}", "see whether memory ran out, then build again")
    return ToolError(f"Pagefind ended with status {status} before it had answered" + (f": {said}" if said else ""), REINSTALL)
