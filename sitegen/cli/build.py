"""`sitegen build`: the site, whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from sitegen.cli import Setting
from sitegen.cli.collector import no_collector
from sitegen.cli.progress import watch
from sitegen.pipeline import Options, Report
from sitegen.pipeline import build as build_site

_PROFILE = Path("build/profile.txt")
_LONGEST_LISTS = 60


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Where the site goes.  [default: dist in the site's folder]")
@click.option("--cache", type=click.Path(path_type=Path), default=None, help="What is known from earlier builds.  [default: .cache]")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep anything from other builds.")
@click.option("--no-search", is_flag=True, help="Leave out the search index.")
@click.option("--jobs", type=click.IntRange(1, 256), default=None, help="How many processes.  [default: by cores and size]")
@click.option("--verify", is_flag=True, help="Build once more without the cache and compare every byte.")
@click.option("--digest", is_flag=True, help="Print one hash of the whole site.")
@click.option("--profile", is_flag=True, help=f"Write where the time goes to {_PROFILE}; in one process, unless --jobs says otherwise.")
@click.pass_obj
def build(  # noqa: PLR0917  # click passes each option by name
    setting: Setting,
    out: Path | None,
    cache: Path | None,
    no_cache: bool,
    no_search: bool,
    jobs: int | None,
    verify: bool,
    digest: bool,
    profile: bool,
) -> None:
    """Build the site; the last output stays as it was until the new one is whole."""
    options = Options(
        root=setting.root,
        out=(out or setting.root / "dist").absolute(),
        cache=None if no_cache else (cache or setting.root / ".cache").absolute(),
        as_of=setting.as_of,
        search=not no_search,
        jobs=jobs or (1 if profile else None),
        watch=watch(sys.stderr, quiet=setting.quiet),
    )
    with no_collector():
        report = _profiled(setting, lambda: build_site(options)) if profile else build_site(options)
    _summary(setting, options, report)
    if verify:
        _verify(setting, options)
    if digest:
        from sitegen.output import digest_tree

        click.echo(digest_tree(options.out))


def _profiled(setting: Setting, work: Callable[[], Report]) -> Report:
    """Do the work, and write which functions took its time: by their own, then with all they called."""
    import cProfile
    import pstats

    report = (profile := cProfile.Profile()).runcall(work)
    place = setting.root / _PROFILE
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w", encoding="utf-8") as written:
        told = pstats.Stats(profile, stream=written)
        for order in ("tottime", "cumulative"):
            told.sort_stats(order).print_stats(_LONGEST_LISTS)
    setting.say(f"Where the time went: {_shown(place)}")
    return report


def _summary(setting: Setting, options: Options, report: Report) -> None:
    for problem in report.warnings:
        setting.say(str(problem))
    out = _shown(options.out)
    if not report.touched:
        setting.say(f"Nothing changed: {out}/ is as it was ({report.guides} guides, {report.pages} pages, {report.seconds:.2f} s)")
    else:
        setting.say(
            f"Built {report.guides} guides, {report.pages} pages, {report.size / 1e6:.1f} MB into {out}/ in {report.seconds:.2f} s "
            f"({report.rendered} rendered, {report.pages - report.rendered} reused)"
        )
        setting.say("Stages: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in report.stages))
    if report.new_addresses:
        setting.say(f"{report.new_addresses} public addresses are new: sitegen urls --update keeps them from ever being lost")
    setting.say("Preview it: make serve, or sitegen serve")


def _shown(place: Path) -> str:
    try:
        return str(place.relative_to(Path.cwd()))
    except ValueError:
        return str(place)


def _verify(setting: Setting, options: Options) -> None:
    from sitegen.pipeline import verify

    verify(options)
    setting.say("Verified: a build without the cache gives the same bytes")
