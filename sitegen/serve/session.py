"""What one run of the preview holds together: the workshop, the preview in it, and the browsers that are told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop

from sitegen.serve.preview import Outcome, Preview
from sitegen.serve.workshop import Workshop

STATE = "@state"
"""The path that means: look whether there are faults, and whether you are current. See preview.js."""
_STYLES = "site.css"
_INDEX_AFTER = 3.0
"""Seconds of quiet after a change before search is indexed anew: who is still typing should not wait for it."""


class Announcer(Watcher):  # type: ignore[misc]  # livereload carries no types
    """Tells livereload what to reload. It looks at no file: `Changes` does."""

    def __init__(self) -> None:
        super().__init__()
        self._poll: Callable[[], None] = lambda: None

    def start(self, callback: Callable[[], None]) -> bool:
        """Take livereload's callback, and say that it need not poll."""
        self._poll = callback
        return True

    def watch(self, *arguments: Any, **options: Any) -> None:
        """Watch nothing."""

    def examine(self) -> tuple[str | None, None]:
        """Return what is to be reloaded. By this name livereload knows a reload that it may not drop for coming soon after another."""
        return ("__livereload__" if self.filepath else None), None

    def announce(self, path: str) -> None:
        """Have every browser reload `path`. To be called on the event loop."""
        self.filepath = path
        self._poll()


@dataclass(slots=True)
class Session:
    """What the handlers share: the workshop, the preview in it, and where it is served."""

    workshop: Workshop
    preview: Preview
    announcer: Announcer
    told: Callable[[Outcome], None]
    port: int = 0
    loop: IOLoop | None = None
    is_woken: bool = False
    base: str = "/"

    def wake(self) -> None:
        """Have the files looked at, unless that is about to happen anyway: a burst is one look, and one more for what came meanwhile."""
        if not self.is_woken:
            self.is_woken = True
            self.workshop.ask(self.refresh).add_done_callback(self._complain)

    def _complain(self, done: Future[None]) -> None:
        """Let an error of ours be seen: the event loop prints it with its traceback."""
        if done.exception() and self.loop:
            self.loop.add_callback(done.result)

    def refresh(self) -> None:
        """Bring the preview up to date and tell the browsers. To be called in the workshop."""
        self.is_woken = False
        opened = sorted({path for it in list(LiveReloadHandler.waiters) if (path := file_of(getattr(it, "path", ""), self.base))})
        outcome = self.preview.refresh(opened)
        if outcome.kind == "nothing":
            return
        if self.preview.generation:
            self.base = self.preview.generation.base
        if outcome.kind != "faults":
            self.workshop.later(self.preview.indexing(), _INDEX_AFTER if self.loop else 0.0)
        self.told(outcome)
        path = {"faults": STATE, "styles": _STYLES, "pages": "index.html"}[outcome.kind]
        if self.loop:
            self.loop.add_callback(self.announcer.announce, path)


def file_of(address: str, base: str) -> str:
    """Return the file of the page at an address, below the site; empty for an address outside the site at `base`."""
    path = unquote(address)
    if not path.startswith(base):
        return ""
    inside = path.removeprefix(base)
    return inside + "index.html" if not inside or inside.endswith("/") else inside
