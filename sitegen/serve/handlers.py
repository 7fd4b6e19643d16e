"""Who answers what: the site, the preview's own files, and livereload's conversation, all for this machine's own pages only."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.web import RequestHandler

from sitegen.serve.guard import refusal
from sitegen.serve.inject import injected, own_file, waiting
from sitegen.serve.preview import Found
from sitegen.serve.session import STATE, Session, file_of

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_KEPT = "max-age=600"
"""Seconds. A page that reloads need not ask again for what is the same until the preview is started anew."""
_TEXTS = (".html", ".css", ".js", ".json", ".md", ".txt", ".xml", ".svg")
_TYPES = {".js": "text/javascript", ".md": "text/markdown", ".webmanifest": "application/manifest+json", ".wasm": "application/wasm"}


class Guarded(RequestHandler):
    """A handler that answers this machine's own pages only."""

    session: Session

    def prepare(self) -> None:
        """Refuse strangers."""
        why = refusal(self.request.headers, self.session.port)
        if why:
            self.set_status(403)
            self.finish(f"{why}\n")

    def set_default_headers(self) -> None:
        """Keep nothing, show in no frame, let nobody else load it."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)


class Script(Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's own script."""

    def get(self) -> None:
        """Answer with it."""
        self.set_header("Cache-Control", _KEPT)
        super().get()


class Socket(Guarded, LiveReloadHandler):  # type: ignore[misc]
    """livereload's own conversation, which our pages alone may hold."""

    path = ""

    def check_origin(self, origin: str) -> bool:
        """Say whether a page of that origin may talk to us."""
        return not refusal({"Host": self.request.host, "Origin": origin}, self.session.port)

    def on_message(self, message: str) -> None:
        """Note which page has connected, and have it look whether it is current."""
        super().on_message(message)
        said = json.loads(message)
        if said.get("command") == "info":
            self.path = urlsplit(str(said.get("url", ""))).path
            self.send_message({"command": "reload", "path": STATE, "liveCSS": True, "liveImg": True})


class Own(Guarded):
    """The preview's own files, and its state."""

    async def get(self, name: str) -> None:
        """Answer with a script, a style sheet, or the state as JSON."""
        if name == "state.json":
            self.finish(await _state(self.session))
            return
        data = own_file(name)
        if data is None:
            self.send_error(404)
            return
        self.set_header("Content-Type", _type_of(name))
        self.set_header("Cache-Control", _KEPT)
        self.finish(data)


class Pages(Guarded):
    """The site."""

    async def get(self, address: str) -> None:
        """Answer with a file of the site, with its 404 page, or with a page that waits for the first good state."""
        base = self.session.base
        if base != "/" and f"/{unquote(address)}" in ("/", base.rstrip("/")):
            self.redirect(base)
            return
        file = file_of(f"/{address}", base)
        found = await _done(self.session.workshop.ask(lambda: self._find(file)))
        if isinstance(found, str):
            self.redirect(base + found)
        else:
            self._send(found)

    def head(self, address: str) -> Any:
        """Answer as to GET; tornado leaves the body out."""
        return self.get(address)

    def _find(self, file: str) -> tuple[int, Found | None] | str:
        """Return generation and file; for a folder asked for without its slash, the address with it."""
        preview = self.session.preview
        found = preview.find(file)
        if file and (found is None or found.status == 404) and "." not in file.rpartition("/")[2]:
            inside = preview.find(f"{file}/index.html")
            if inside and inside.status == 200:
                return f"{file}/"
        return (preview.generation.number if preview.generation else 0), found

    def _send(self, answer: tuple[int, Found | None]) -> None:
        generation, found = answer
        if found is None:
            found = Found(503, "waiting.html", waiting())
        self.set_status(found.status)
        self.set_header("Content-Type", _type_of(found.path))
        if found.is_kept:
            self.set_header("Cache-Control", _KEPT)
        self.finish(injected(found.data, generation, found.ribbon) if found.path.endswith(".html") else found.data)


async def _state(session: Session) -> dict[str, Any]:
    def look() -> dict[str, Any]:
        generation = session.preview.generation
        return {"generation": generation.number if generation else 0, "problems": session.preview.texts()}

    state: dict[str, Any] = await _done(session.workshop.ask(look))
    return state


async def _done(future: Any) -> Any:
    return await asyncio.wrap_future(future)


def _type_of(path: str) -> str:
    suffix = Path(path).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if suffix in _TEXTS else kind
