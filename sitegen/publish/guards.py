"""When a publish is refused: the plan looks like a mistake, and nobody has said that it is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sitegen.errors import ToolError
from sitegen.hosts import is_hashed
from sitegen.publish.manifest import Manifest
from sitegen.publish.plan import Plan, Survey

_MUCH_SMALLER = 0.5
HOME = "index.html"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the owner has said is meant. The numbers are the ones that a refusal names; one that is too small stays refused."""

    leaving: int = 0
    """Files that may leave the site, beyond the target's `most_leaving`."""
    foreign: int = 0
    """Objects of others that may lie where the site goes."""
    older: bool = False
    address: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the site comes from. Shape: `commit` and `committed` are empty outside a repository."""

    address: str
    commit: str
    committed: str
    is_before: Callable[[str], bool | None]
    """Tell whether our commit comes before another; None where the repository does not know that one."""


def refuse(plan: Plan, seen: Survey, origin: Origin, most_leaving: int, allowed: Allowed) -> None:
    """Hold a plan against the guards. Raises: ToolError naming everything that looks wrong, and the flag for each."""
    found = [*_empty(plan), *_wrong_prefix(plan, seen, origin, allowed), *_smaller(plan, seen, most_leaving, allowed)]
    found += _older(seen.live, origin, allowed)
    if found:
        raise ToolError("not published:\n" + "\n".join(f"  - {reason}" for reason in found), "nothing was written")


def _empty(plan: Plan) -> Iterator[str]:
    if HOME not in plan.wanted:
        yield f"the site is empty or has no {HOME}"


def _wrong_prefix(plan: Plan, seen: Survey, origin: Origin, allowed: Allowed) -> Iterator[str]:
    before = seen.live or seen.open
    if before is None:
        strangers = len(plan.foreign)
        what = f"{strangers} objects lie there that no publish of ours put there"
    else:
        strangers = len(plan.wanted.keys() & set(plan.foreign))
        what = f"{strangers} objects that no publish of ours put there would be overwritten"
    if strangers > allowed.foreign:
        yield f"{what}, such as {plan.foreign[0]}: is the prefix right? If it is: --allow-foreign {strangers}"
    if before is not None and before.address != origin.address and not allowed.address:
        yield f"there lies the site of {before.address}, and this one is for {origin.address}. If it moved: --allow-new-address"


def _smaller(plan: Plan, seen: Survey, most_leaving: int, allowed: Allowed) -> Iterator[str]:
    """Count what readers can miss; hashed files come and go with every build."""
    leaving = sum(not is_hashed(path) for path in plan.leaving)
    if leaving <= allowed.leaving:
        return
    before = sum(not is_hashed(path) for path in seen.live.files) if seen.live else 0
    after = sum(not is_hashed(path) for path in plan.wanted)
    if after < before * _MUCH_SMALLER:
        yield f"the site shrinks from {before} files to {after}. If that is meant: --allow-leaving {leaving}"
    elif leaving > most_leaving:
        yield f"{leaving} files would leave the site, {most_leaving} may. If that is meant: --allow-leaving {leaving}"


def _older(live: Manifest | None, origin: Origin, allowed: Allowed) -> Iterator[str]:
    """Compare by history, and by the time of the commits where the repository does not know the one that is live."""
    if live is None or not live.commit or allowed.older or live.commit == origin.commit:
        return
    if not origin.commit:
        yield f"commit {live.commit[:12]} is live, and this site is of none. If that is meant: --allow-older"
        return
    before = origin.is_before(live.commit)
    if before is None:
        before = origin.committed < live.committed
    if before:
        yield f"commit {live.commit[:12]} is live and newer than {origin.commit[:12]}. If that is meant: --allow-older"
