"""`sitegen status`: what is due, for writers."""

from __future__ import annotations

import click

from sitegen.cli import Setting
from sitegen.desk.reading import site_of
from sitegen.desk.status import Coverage, coverage, sections


@click.command()
@click.pass_obj
def status(setting: Setting) -> None:
    """List what is due: reviews, stale figures, drafts, thin guides, missing rungs, bare skills; and how far each family is described."""
    site = site_of(setting.root, setting.as_of)
    for section in sections(site):
        click.secho(f"{section.title}: {len(section.items) or 'none'}", bold=True)
        for item in section.items:
            click.echo(f"  {item.mark}: {item.text}" if item.mark else f"  {item.text}")
    click.secho("Coverage by family", bold=True)
    families = coverage(site)
    width = max((len(it.family) for it in families), default=0)
    for family in families:
        click.echo(f"  {family.family:<{width}}  {_said(family)}")


def _said(it: Coverage) -> str:
    return f"{it.described} of {it.roles} roles, {it.guides} guides, {it.paid} with pay"
