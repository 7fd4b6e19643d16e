"""Run the generator on this folder: `python build.py` builds the site, `python build.py --help` lists the commands.

Trap: in this folder `python -m build` runs this file, not the packaging tool of that name.
"""

import sys
from pathlib import Path


def main() -> int:
    """Run one command, `build` unless one is named, and return its exit status."""
    try:
        from sitegen.cli import run

        return run(sys.argv[1:] or ["build"], root=Path(__file__).resolve().parent)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.startswith("sitegen"):
            raise
        sys.stderr.write(f"{missing.name} is not installed here. Run `make site` once, then .venv/bin/python build.py\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
