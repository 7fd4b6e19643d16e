"""An object store, by way of obstore: anything that speaks S3; others of the library by the same door, untested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sitegen.errors import ToolError
from sitegen.publish.kinds import Headers
from sitegen.publish.stores import Body, Found, Missing, Taken, Unreachable

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_KINDS = {"s3": "S3Store", "gs": "GCSStore", "az": "AzureStore"}
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_STATUS = re.compile(r"non-2xx status code: (\d{3}[A-Za-z -]*)|<Code>(\w+)</Code>")
_CONNECTED, _ANSWERED = "10s", "60s"
_BATCH = 500


def open_store(url: str, endpoint: str | None, region: str | None) -> ObjectBucket:
    """Open the store `scheme://bucket/prefix`. Credentials come from the environment or the provider's own chain.

    Raises: ToolError when obstore is not installed or will not open it.
    """
    try:
        import obstore.store as stores
    except ImportError:
        raise ToolError(
            "publishing to an object store needs the library obstore, which is not installed",
            "install the extra: pip install 'rolebook-sitegen[publish]'",
        ) from None
    parts = urlsplit(url)
    config: dict[str, Any] = {name: value for name, value in (("endpoint", endpoint), ("region", region)) if value}
    options = {"timeout": _ANSWERED, "connect_timeout": _CONNECTED, "allow_http": is_loopback(endpoint)}
    if parts.scheme == "s3" and region is None:
        config["region"] = "auto" if endpoint else None
        config = {name: value for name, value in config.items() if value}
    try:
        store = getattr(stores, _KINDS[parts.scheme])(
            parts.netloc, prefix=parts.path.strip("/") or None, client_options=options, retry_config={"max_retries": 0}, **config
        )
    except Exception as error:  # noqa: BLE001  # each kind of store has errors of its own, and some repeat a credential
        raise ToolError(f"{url} cannot be opened: {type(error).__name__}", "see the target in site.yaml") from None
    return ObjectBucket(url, store)


def is_loopback(endpoint: str | None) -> bool:
    """Tell whether an endpoint without encryption stays on this machine; anywhere else it would give credentials away."""
    return endpoint is not None and endpoint.startswith("http://") and urlsplit(endpoint).netloc.rpartition(":")[0] in _LOOPBACK


class ObjectBucket:
    """A bucket, or what lies below a prefix of one. Made by `open_store`."""

    carries = frozenset({"Content-Type", "Cache-Control", "Content-Encoding"})
    is_exclusive = False

    def __init__(self, url: str, store: ObjectStore) -> None:
        self._url, self._store = url, store

    def where(self) -> str:
        """Name the place, without credentials."""
        return self._url

    def list(self) -> Mapping[str, Found]:
        """Return every object below the prefix."""
        import obstore

        with self._said("listing"):
            batches = obstore.list(self._store, chunk_size=1000)
            return {it["path"]: Found(it["size"], _tag(it["e_tag"])) for batch in batches for it in batch}

    def get(self, path: str) -> Body:
        """Return an object. Raises: Missing."""
        import obstore

        with self._said("reading", path):
            found = obstore.get(self._store, path)
            headers = {str(name): str(value) for name, value in found.attributes.items()}
            return Body(bytes(found.bytes()), headers, _tag(found.meta["e_tag"]))

    def put(self, path: str, data: bytes, headers: Headers) -> str:
        """Store an object whatever was there."""
        try:
            return self._put(path, data, headers, "overwrite")
        except Taken:
            raise Unreachable(f"{self._url}: writing {path}: the store refused, by a condition nobody set") from None

    def create(self, path: str, data: bytes) -> str:
        """Store an object that is not there yet. Raises: Taken."""
        return self._put(path, data, (), "create")

    def replace(self, path: str, data: bytes, tag: str) -> str:
        """Store an object in place of the one with this tag. Raises: Taken."""
        return self._put(path, data, (), {"e_tag": f'"{tag}"'})

    def delete(self, paths: Iterable[str]) -> None:
        """Remove objects, many a request."""
        import obstore

        waiting = [*paths]
        for start in range(0, len(waiting), _BATCH):
            with self._said("deleting"):
                obstore.delete(self._store, waiting[start : start + _BATCH])

    def begin(self, number: int) -> None:
        """Need no preparation."""

    def finish(self) -> None:
        """Show nothing more: each object is public once it is stored."""

    def close(self) -> None:
        """Hold nothing."""

    def _put(self, path: str, data: bytes, headers: Headers, mode: Any) -> str:
        import obstore

        attributes: Any = dict(headers) or None
        with self._said("writing", path):
            return _tag(obstore.put(self._store, path, data, attributes=attributes, mode=mode, use_multipart=False)["e_tag"])

    @contextmanager
    def _said(self, doing: str, path: str = "") -> Iterator[None]:
        """Say in our words what the library reports: its own name requests in full, and some stores repeat what was signed."""
        import obstore.exceptions as known

        what = f"{doing} {path}".strip()
        try:
            yield
        except (FileNotFoundError, known.NotFoundError) as error:
            if doing == "reading":
                raise Missing(path) from None
            raise ToolError(f"{self._url}: {what}: not found{_short(error)}", "does the bucket exist?") from None
        except (known.AlreadyExistsError, known.PreconditionError):
            raise Taken(path) from None
        except (known.PermissionDeniedError, known.UnauthenticatedError, PermissionError) as error:
            hint = "give the credentials in the environment, as the provider's own tools read them"
            raise ToolError(f"{self._url}: {what}: not allowed{_short(error)}", hint) from None
        except (known.BaseError, OSError, TimeoutError) as error:
            raise Unreachable(
                f"{self._url}: {what}: the store failed{_short(error)}", "publish again: what is there stays, and is not sent twice"
            ) from None


def _short(error: BaseException) -> str:
    """Return status and code of an answer, and nothing else of it."""
    said = [one or other for one, other in _STATUS.findall(str(error))]
    return f" ({', '.join(dict.fromkeys(part.strip() for part in said))})" if said else f" ({type(error).__name__})"


def _tag(tag: str | None) -> str:
    return (tag or "").strip('"')
