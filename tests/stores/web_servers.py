"""nginx and Caddy on the loopback address, with the snippet that the build made, over the folder that was published."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.programs import NGINX
from tests.stores.servers import await_port, free_port

_CONFIG = """
daemon off;
master_process off;
pid {work}/pid;
error_log {work}/error.log;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    server {{
        listen 127.0.0.1:{port};
        absolute_redirect off;
        root {root};
        include {snippet};
    }}
}}
"""


@contextmanager
def nginx(work: Path, root: Path, snippet: Path, port: int | None = None) -> Iterator[str]:
    """Serve `root` with `snippet` included; yield the address of the server, without a path."""
    program = NGINX.path()
    assert program, "nginx is not installed; `make test` says what to install"
    port = port or free_port()
    work.mkdir(parents=True, exist_ok=True)
    config = work / "nginx.conf"
    config.write_text(_CONFIG.format(work=work, port=port, root=root, snippet=snippet), encoding="utf-8")
    with subprocess.Popen([str(program), "-c", str(config), "-p", str(work)], stderr=subprocess.PIPE) as process:
        try:
            await_port(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def caddy(work: Path, root: Path, snippet: Path) -> Iterator[str]:
    """Serve `root` with `snippet` imported; yield the address of the server. Skips where Caddy is not installed: no test needs it alone."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("Caddy is not installed; nginx is asked the same")
    port = free_port()
    config = work / "Caddyfile"
    site = f"http://127.0.0.1:{port} {{\n\troot * {root}\n\timport {snippet}\n}}\n"
    config.write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{site}", encoding="utf-8")
    line = [program, "run", "--config", str(config), "--adapter", "caddyfile"]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            await_port(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
