"""`sitegen urls`: the public addresses that are new, and the memory of them."""

from __future__ import annotations

import click

from sitegen.cli import Setting
from sitegen.desk.reading import site_of
from sitegen.desk.urls import FILE, remember
from sitegen.site.addresses import new_addresses


@click.command()
@click.option("--update", is_flag=True, help=f"Add the new addresses to {FILE}.")
@click.pass_obj
def urls(setting: Setting, update: bool) -> None:
    """List public addresses that data/urls.txt does not hold yet.

    What it holds is built or redirected for ever, or `check` and `build` say that a link has died.
    """
    site = site_of(setting.root, setting.as_of)
    fresh = remember(setting.root, site) if update else new_addresses(site)
    for address in fresh:
        click.echo(address)
    known = len(site.content.known_urls)
    if update:
        setting.say(f"{len(fresh)} added to {FILE}, which now holds {known + len(fresh)}")
    else:
        setting.say(f"{len(fresh)} new, {known} known" + (f"; `sitegen urls --update` adds them to {FILE}" if fresh else ""))
