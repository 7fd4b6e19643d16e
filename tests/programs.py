"""The programs that the tests run besides Python's own packages: found here, installed as root on Debian, or named.

`python tests/programs.py` exits 2 when one is still missing; `make test` runs it first. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Program:
    """A program under the names it goes by, the first found is used; `packages` are Debian's."""

    title: str
    commands: tuple[str, ...]
    packages: tuple[str, ...]

    def path(self) -> Path | None:
        """Find the program on this machine."""
        return next((Path(found) for command in self.commands if (found := shutil.which(command))), None)


CHROMIUM = Program(
    "Chromium",
    (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    ("chromium", "fonts-dejavu-core"),  # without a font it lays out no text
)
GIT = Program("git", ("git",), ("git",))
NGINX = Program("nginx", ("nginx", "/usr/sbin/nginx"), ("nginx-light",))
JAVA = Program("Java", ("java",), ("default-jre-headless",))  # runs the Nu Html Checker
PROGRAMS = (CHROMIUM, GIT, NGINX, JAVA)


def missing() -> list[Program]:
    """List the programs that are not on this machine."""
    return [program for program in PROGRAMS if program.path() is None]


def install(programs: list[Program]) -> None:
    """Install what Debian calls these programs; says nothing and fails nowhere: `missing` tells what came of it."""
    packages = [package for program in programs for package in program.packages]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """Install what is missing where that is possible, name it where not. Exit status 0 or 2."""
    if (absent := missing()) and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing", ", ".join(program.title for program in absent), flush=True)
        install(absent)
        absent = missing()
    for program in absent:
        print(f"The tests need {program.title}. Debian: apt-get install {' '.join(program.packages)}", file=sys.stderr)
    return 2 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
