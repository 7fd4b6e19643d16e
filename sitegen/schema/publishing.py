"""Where the site goes: publish targets, and hosts that build from a folder."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sitegen.schema.base import Duration, Lasting, Line, Record, Url, form, one_of

Host = Literal["cloudflare-pages", "netlify", "gitlab-pages", "github-pages", "nginx", "caddy"]
_STORE = form(
    r"(s3|gs|az)://[a-z0-9][a-z0-9._-]{1,62}(/(?!\.{1,2}(/|$)|\.sitegen(/|$))[A-Za-z0-9._~-]+)*/?",
    "bad-value",
    "an object store",
    "write it as s3://bucket or s3://bucket/prefix",
)
_REGION_NAME = form("[a-z0-9-]{1,40}", "bad-value", "the region of a bucket", "write it as its provider does: eu-central-1, auto")
_ON_THIS_MACHINE = re.compile(r"http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/.*)?")


class Target(Record):
    """A place that `sitegen publish` uploads to. Credentials never stand here: they come from the environment."""

    store: Annotated[str, *_STORE] | None = None
    """An object store: s3://bucket/prefix for anything that speaks S3; gs:// and az:// go through the same library, untested."""
    folder: Line | None = None
    """Or a folder of this machine, absolute or relative to the site's own; a web server's root is the link `current` in it."""
    endpoint: Url | None = None
    """The address of an S3 service that is not Amazon's; https, unless it is on this machine."""
    region: Annotated[str, *_REGION_NAME] | None = None
    """The region of the bucket."""
    compress: bool = False
    """Whether texts are stored compressed: in a store with Content-Encoding, in a folder as a .gz file beside each."""
    grace: Lasting = Duration(7, "D")
    """How long a file that left the site stays for readers who hold an older page: P7D."""
    most_leaving: Annotated[int, Field(ge=0, le=1_000_000)] = 20
    """How many files may leave the site in one publish without a flag."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        one_of(self, "store", "folder")
        if self.endpoint and not self.endpoint.startswith("https://") and not _ON_THIS_MACHINE.fullmatch(self.endpoint):
            raise PydanticCustomError("bad-url", "an endpoint without encryption would give credentials away", {"hint": "write https://…"})
        if self.grace.unit == "-":
            raise PydanticCustomError("bad-duration", "the grace time has an end", {"hint": "write P7D"})
        return self
