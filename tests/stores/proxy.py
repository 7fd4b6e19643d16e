"""A proxy between publisher and store that notes every request, and breaks those that a test picks."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Literal
from urllib.parse import unquote, urlsplit

from tests.served import Host

Fault = Literal["500", "503", "412", "cut", "slow", "truncated", "altered", "lost"]
"""An answer of that status; the connection cut; a delay; half a body; other bytes; the request done and its answer lost."""
SLOW = 0.1


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came. Shape: `key` is the object below the bucket and the prefix, empty for a listing."""

    method: str
    key: str
    status: int


@dataclass(slots=True)
class Proxy:
    """What passed so far, and what to break: `breaks(method, key, how many such requests came before)`. `passing`: requests on the way."""

    upstream: str
    prefix: str = ""
    asked: list[Asked] = field(default_factory=list)
    breaks: Callable[[str, str, int], Fault | None] = lambda _method, _key, _before: None
    pause: Callable[[str, str], None] = lambda _method, _key: None
    url: str = ""
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    passing: int = 0

    @property
    def writes(self) -> list[str]:
        """List the objects that were written or removed, in order."""
        return [it.key for it in self.asked if it.method in {"PUT", "POST", "DELETE"} and it.status < 300]

    def key(self, path: str) -> str:
        """Return the object that a request is about."""
        return unquote(urlsplit(path).path).partition("/")[2].partition("/")[2].removeprefix(self.prefix).lstrip("/")

    def count(self, method: str, key: str) -> int:
        """Count a request, and return how many like it came before."""
        with self.lock:
            before = self.seen.get((method, key), 0)
            self.seen[method, key] = before + 1
            return before


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits 40 ms for an acknowledgement
    proxy: Proxy

    def _pass(self) -> None:
        with self.proxy.lock:
            self.proxy.passing += 1
        try:
            self._pass_on()
        finally:
            with self.proxy.lock:
                self.proxy.passing -= 1

    def _pass_on(self) -> None:
        proxy, key = self.proxy, self.proxy.key(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = proxy.breaks(self.command, key, proxy.count(self.command, key))
        proxy.pause(self.command, key)
        if fault is not None and fault.isdecimal():
            self._answer(int(fault), [], b"<Error><Code>Broken</Code></Error>")
            return
        if fault == "cut":
            self._cut()
            return
        if fault == "slow":
            time.sleep(SLOW)
        if fault == "altered" and self.command == "PUT":
            body = bytes(byte ^ 1 for byte in body)
        status, headers, data = self._upstream(body)
        proxy.asked.append(Asked(self.command, key, status))
        if fault == "lost":
            self._cut()
        elif fault == "truncated":
            self._answer(status, headers, data, sent=len(data) // 2)
            self._cut()
        elif fault == "altered" and self.command == "GET":
            self._answer(status, headers, bytes(byte ^ 2 for byte in data))  # what comes back must not undo what was sent
        else:
            self._answer(status, headers, data)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass  # noqa: N815  # http.server's names

    def _upstream(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection(urlsplit(self.proxy.upstream).netloc, timeout=60)
        try:
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], data: bytes, sent: int | None = None) -> None:
        with suppress(OSError):
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in {"connection", "transfer-encoding", "content-length", "keep-alive"}:
                    self.send_header(name, value)
            length = next((value for name, value in headers if name.lower() == "content-length"), str(len(data)))
            self.send_header("Content-Length", length if self.command == "HEAD" else str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data[:sent])

    def _cut(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(2)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's own name
        """Say nothing."""


@contextmanager
def between(upstream: str, prefix: str = "") -> Iterator[Proxy]:
    """Stand between a publisher and the store at `upstream`."""
    proxy = Proxy(upstream, prefix)
    serving = type("Serving", (_Passing,), {"proxy": proxy})
    with Host(("127.0.0.1", 0), serving) as server:
        server.daemon_threads = True
        proxy.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()
