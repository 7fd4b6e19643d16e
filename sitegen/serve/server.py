"""livereload's server with our pages behind it, on the loopback address, all work off the event loop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application

from sitegen.cache import open_cache
from sitegen.errors import ToolError
from sitegen.pipeline import edition
from sitegen.serve.guard import LOOPBACK
from sitegen.serve.handlers import Own, Pages, Script, Socket
from sitegen.serve.inject import OWN
from sitegen.serve.preview import Outcome, Preview
from sitegen.serve.reading import Reading
from sitegen.serve.session import Announcer, Session
from sitegen.serve.shelf import Shelf
from sitegen.serve.sources import Sources
from sitegen.serve.watch import Changes
from sitegen.serve.workshop import Workshop


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server, with our handlers in place of its own: without the one that anybody could ask for a reload."""

    def __init__(self, session: Session, started: Callable[[int], None]) -> None:
        super().__init__(watcher=session.announcer)
        self._session, self._started = session, started

    def application(self, port: int, host: str, liveport: None = None, debug: None = None, live_css: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002  # livereload's signature
        """Listen. Raises: ToolError when another program has the port."""
        LiveReloadHandler.watcher, LiveReloadHandler.live_css = self.watcher, live_css
        shared = {"session": self._session}
        routes = [(r"/livereload", Socket), (r"/livereload\.js", Script), (rf"/{OWN}(.*)", Own), (r"/(.*)", Pages)]
        handlers = [(route, type(handler.__name__, (handler,), shared)) for route, handler in routes]
        try:
            sockets = bind_sockets(port, address=host)
        except OSError as error:
            raise ToolError(f"port {port} cannot be used: {error.strerror}", "choose another one with --port") from error
        self._session.port = sockets[0].getsockname()[1]
        self._session.loop = IOLoop.current()
        HTTPServer(Application(handlers, log_function=lambda _: None)).add_sockets(sockets)
        self._started(self._session.port)


def serve(root: Path, as_of: date, cache: Path, port: int, started: Callable[[str], None], told: Callable[[Outcome], None]) -> None:
    """Serve the preview of the site in `root` on the loopback address until interrupted; write below `cache` alone.

    Shape: `started` is told the address of the home page, `told` what came of every look at the files; port 0 is any free one.
    Raises: ToolError when the port or the folder cannot be used.
    """
    for name in ("livereload", "tornado"):
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.ERROR)
    with ExitStack() as opened:
        sources, workshop = Sources(root), Workshop()
        workshop.start()
        opened.callback(workshop.stop)

        def prepare() -> Preview:
            """Open the memo in the thread that will use it: SQLite insists."""
            memo = opened.enter_context(open_cache(cache, edition()))
            return Preview(root, sources, Reading(root, as_of, memo), Shelf(cache / "preview"))

        session = Session(workshop, workshop.ask(prepare).result(), Announcer(), told)
        workshop.ask(session.refresh).result()
        server = PreviewServer(session, lambda chosen: started(f"http://{LOOPBACK}:{chosen}{session.base}"))
        changes = Changes(sources, session.wake)
        changes.start()
        opened.callback(changes.stop)
        server.serve(port=port, host=LOOPBACK)
