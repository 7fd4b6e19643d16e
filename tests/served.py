"""A folder behind a real web server on the loopback address, under any path, the way static hosts serve it."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

_PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv"}


class StaticHost(SimpleHTTPRequestHandler):
    """Serve `directory` below `prefix`, texts compressed; anything else gets the folder's own 404.html, as hosts do."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, prefix: str, directory: str) -> None:
        self.prefix = prefix
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]  # what http.server passes on

    def translate_path(self, path: str) -> str:
        """Map an address below the prefix to a file; an address beside it to a file that is not there."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory, "outside the prefix"))
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_head(self) -> BinaryIO | None:
        """Answer with a text compressed, for whoever takes it so: without that nobody would know how fast the site is."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if self.path.partition("?")[0].endswith("/") else path
        if file.suffix not in _PACKED or not file.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        body = gzip.compress(file.read_bytes(), 6, mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def list_directory(self, path: str) -> None:  # type: ignore[override]  # noqa: ARG002
        """Find nothing at a folder without a page, where http.server would list its files."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is not found with the site's own page."""
        own = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not own.is_file():
            super().send_error(code, message, explain)
            return
        body = own.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's own name
        """Say nothing; the tests read answers, not logs."""


class Host(ThreadingHTTPServer):
    """Have as many wait to be taken as a browser opens connections: more than 5 would be turned away, and come back a second later."""

    request_queue_size = 128


@contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve `folder` at `prefix` on a free port until the block ends; yield the address of its home page.

    Shape: `prefix` starts and ends with a slash. `folder` may still be empty, and may be exchanged for another of its name.
    """
    handler = partial(StaticHost, prefix=prefix, directory=str(folder))
    with Host(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        finally:
            server.shutdown()
            thread.join()
