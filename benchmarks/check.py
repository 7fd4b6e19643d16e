"""How long `check` takes at any number of guides: cold, again with nothing changed, and after an edit of one guide.

python benchmarks/check.py [--guides 1000] [--times 5]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))  # run as a script, the repository is not on the path

from benchmarks.library import lay_out_library, slug  # noqa: E402


def check(root: Path) -> float:
    """Run the command and return how long it took, its start included. Unit: seconds."""
    start = time.perf_counter()
    command = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(root), "--as-of", "2026-11-22", "--quiet", "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - start


def main() -> None:
    """Measure, and print a line for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guides", type=int, default=1000)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = lay_out_library(Path(folder), asked.guides)
        guide = root / f"content/roles/{slug(asked.guides // 10, 2)}.md"
        print(f"{asked.guides} guides, cold: {check(root):.2f} s")
        again = [check(root) for _ in range(asked.times)]
        print(f"{asked.guides} guides, nothing changed: median {statistics.median(again):.2f} s, worst {max(again):.2f}")
        edited = []
        for number in range(asked.times):
            guide.write_text(f"{guide.read_text('utf-8')}\nEdit {number}.\n", "utf-8")
            edited.append(check(root))
        print(f"{asked.guides} guides, one edited: median {statistics.median(edited):.2f} s, worst {max(edited):.2f}")


if __name__ == "__main__":
    main()
