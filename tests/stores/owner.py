"""The owner of a small site at the command line."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen.cli import run
from tests.stores.servers import BUCKET

_CONFIG = """title: Test
tagline: A site to publish.
base_url: {address}
licence: {{name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}}
home_region: US
home_currency: USD
publish:
  live: {target}
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What the command said. Shape: `status` is its exit status."""

    status: int
    out: str
    err: str


class Owner:
    """Somebody with a site in a folder, and one target called `live`."""

    def __init__(self, root: Path, target: str, capsys: pytest.CaptureFixture[str], address: str = "https://x.example/") -> None:
        self.root, self.dist = root, root / "dist"
        self._capsys = capsys
        root.mkdir(parents=True, exist_ok=True)
        self.aim(target, address)

    def aim(self, target: str, address: str = "https://x.example/") -> None:
        """Write site.yaml anew."""
        (self.root / "site.yaml").write_text(_CONFIG.format(target=target, address=address), encoding="utf-8")

    def publish(self, *options: str) -> Said:
        """Run `sitegen publish live`."""
        self._capsys.readouterr()
        status = run(["--root", str(self.root), "publish", "live", *options])
        said = self._capsys.readouterr()
        return Said(status, said.out, said.err)

    def done(self, *options: str) -> Said:
        """Publish, and expect no fault."""
        said = self.publish(*options)
        assert said.status == 0, said.err
        return said

    def refused(self, *options: str) -> str:
        """Publish, expect a refusal or a failure, and return what was said."""
        said = self.publish(*options)
        assert said.status == 2, said
        return said.err

    def commit(self, day: int) -> str:
        """Commit what is there, on a day of January 2026, and return the commit."""
        self.git("init", "-q")
        self.git("add", "site.yaml")
        when = f"2026-01-{day:02}T00:00:00Z"
        self.git(
            "-c", "user.name=t", "-c", "user.email=t@x.example", "commit", "-q", "--allow-empty", "-m", str(day), "--date", when, when=when
        )
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *arguments: str, when: str = "") -> str:
        """Run git in the site's folder."""
        environment = {"GIT_COMMITTER_DATE": when, "HOME": str(self.root), "PATH": "/usr/bin:/bin:/usr/local/bin"}
        return subprocess.run(["git", "-C", str(self.root), *arguments], env=environment, capture_output=True, text=True, check=True).stdout


def target(endpoint: str, prefix: str, more: str = "") -> str:
    """Write a target in an S3 store as site.yaml has it."""
    return f'{{store: "s3://{BUCKET}/{prefix}", endpoint: "{endpoint}", region: us-east-1{more}}}'
