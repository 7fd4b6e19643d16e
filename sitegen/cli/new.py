"""`sitegen new`: a guide to fill in."""

from __future__ import annotations

import click

from sitegen.cli import Setting
from sitegen.desk.reading import content_of
from sitegen.desk.scaffold import known_of, owner_of, scaffold
from sitegen.desk.shelving import put_new
from sitegen.desk.titles import level_beside, slug_of
from sitegen.model import Content, Guide
from sitegen.schema.faults import did_you_mean


@click.command()
@click.argument("title")
@click.option("--from", "origin", metavar="SLUG", default=None, help="The guide of the rung beneath: its role and skills are carried over.")
@click.pass_obj
def new(setting: Setting, title: str, origin: str | None) -> None:
    """Write a draft for TITLE into content/roles/, with every field explained."""
    content = content_of(setting.root)
    title = " ".join(title.split())
    slug = slug_of(title)
    if not slug:
        raise click.UsageError(f"'{title}' holds no letters that an address could be made of")
    known = known_of(title, content, _beneath(origin, content) if origin else None)
    name = f"content/roles/{slug}.md"
    put_new(setting.root, name, scaffold(known, content).encode())
    click.echo(name)
    missing = [key for key in ("role", "level") if not getattr(known, key)]
    setting.say(f"Fill in {', '.join(['summary', *missing])}; then `sitegen check {name}` until it is silent.")
    taken = owner_of(known.role, level_beside(title, known.role, content), content)
    if taken:
        setting.say(f"{taken.name} is already the guide of the rung that the title names.")
    if known.beneath:
        setting.say(f"Lead there: add {{to: {slug}, kind: promotion}} to the career_paths of {known.beneath.name}.")


def _beneath(slug: str, content: Content) -> Guide:
    found = next((guide for guide in content.guides if guide.slug == slug), None)
    if found is None:
        near = did_you_mean(slug, [guide.slug for guide in content.guides])
        raise click.UsageError(f"there is no guide '{slug}'" + (f"; {near}" if near else ""))
    return found
