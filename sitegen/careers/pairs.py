"""The pairs of guides that have a page of their own, and the addresses of comparisons."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model import Site

BETWEEN = "-vs-"
"""What stands between two slugs in an address; a slug never holds it."""
Pair = tuple[str, str]


def pairs(site: Site) -> tuple[Pair, ...]:
    """Return each pair that a guide declares and each step of promotion, once, in order.

    Shape: the guide of the lower rank first, of two equal ones the first in the alphabet.
    """
    listed = {guide.slug for guide in site.listed}
    found = {ordered(site, slug, other) for slug, others in site.compares.items() for other in others}
    found |= {
        ordered(site, slug, move.to)
        for slug in listed
        for move in site.moves[slug]
        if move.kind == "promotion" and move.to in listed and move.to is not None
    }
    return tuple(sorted(found))


def ordered(site: Site, one: str, other: str) -> Pair:
    """Return two slugs in the order of their page."""
    first, second = sorted((one, other), key=lambda slug: (site.level(site.guides[slug]).rank, slug))
    return first, second


def pair_url(pair: Pair) -> str:
    """Return the address of a pair's page, relative to the site."""
    return f"compare/{pair[0]}{BETWEEN}{pair[1]}/"


def chosen_url(one: str, other: str = "") -> str:
    """Return the address at which any two guides are compared; the second may still have to be chosen."""
    return f"compare/?a={one}&b={other}" if other else f"compare/?a={one}"


def pair_redirects(site: Site) -> Iterator[tuple[str, str]]:
    """Return the address of each pair the other way round, and those of pairs that once had a page. Shape: (old, new)."""
    shown = pairs(site)
    yield from ((pair_url((second, first)), pair_url((first, second))) for first, second in shown)
    there = {address for pair in shown for address in (pair_url(pair), pair_url((pair[1], pair[0])))}
    for known, _ in site.content.known_urls:
        address = known.removeprefix("/")
        if address.startswith("compare/") and BETWEEN in address and address not in there:
            one, _, other = address.removeprefix("compare/").removesuffix("/").partition(BETWEEN)
            first, second = _now(site, one), _now(site, other)
            if first and second and first != second:
                pair = ordered(site, first, second)
                yield address, pair_url(pair) if pair in shown else chosen_url(*pair)


def _now(site: Site, slug: str) -> str | None:
    """Return the slug of the guide that a slug names or named."""
    address = site.redirects.get(f"roles/{slug}/", f"roles/{slug}/")
    now = address.removeprefix("roles/").removesuffix("/")
    return now if now in site.guides else None
