"""The real preview of a site, as a process of its own, and what an owner does to the files meanwhile."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the preview said."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Previewed:
    """A site and its running preview. Shape: `url` ends with a slash."""

    root: Path
    url: str

    @property
    def origin(self) -> str:
        """Return scheme, host and port."""
        return "/".join(self.url.split("/")[:3])

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a part of a file in place."""
        text = (self.root / name).read_text("utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new), "utf-8")

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path below the origin. Shape: header names with `_` for the hyphen."""
        request = urllib.request.Request(self.origin + path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        opener = urllib.request.build_opener(_Stay)
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read().decode("utf-8", "replace"))

    def handshake(self, origin: str) -> int:
        """Ask to open the conversation as a page of `origin` would, and return the status."""
        connection = http.client.HTTPConnection(self.origin.removeprefix("http://"), timeout=PATIENCE)
        key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"}
        connection.request("GET", "/livereload", headers={"Upgrade": "websocket", "Connection": "Upgrade", "Origin": origin, **key})
        with closing(connection):
            return connection.getresponse().status


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: the test wants to see it."""

    def redirect_request(self, *_: object) -> None:
        return None


@contextmanager
def previewing(root: Path, *options: str) -> Iterator[Previewed]:
    """Run `sitegen serve` on a free port until the block ends."""
    command = [
        sys.executable,
        str(REPOSITORY / "build.py"),
        "--root",
        str(root),
        *(options or ("--as-of", "2026-11-22")),
        "serve",
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        try:
            assert found, line + process.stderr.read()
            yield Previewed(root, found[0])
        finally:
            process.terminate()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail when it never does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)
