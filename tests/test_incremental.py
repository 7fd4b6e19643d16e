"""The promise that guards the memos: after any edits, an incremental build is byte for byte the clean build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from sitegen.contexts import fingerprint, stored
from sitegen.errors import ContentError
from sitegen.output import digests
from sitegen.pipeline import Options, Report, build
from tests.edits import EDITS, Workshop
from tests.sites import lay_out, smallest_site

SEED = 20_261_122
EDITS_A_SEQUENCE = 10

Outcome = dict[str, str] | tuple[str, ...]


def outcome(shop: Workshop, out: Path, cache: Path | None, *, search: bool) -> tuple[Outcome, Report | None]:
    """Build, and return the digest of every file, or the faults."""
    try:
        report = build(Options(root=shop.root, out=out, cache=cache, as_of=shop.as_of, search=search, jobs=1))
    except ContentError as error:
        return tuple(map(str, error.problems)), None
    return digests(out), report


def run_sequence(folder: Path, seed: int, *, search: bool = False) -> Counter[str]:
    """Edit a site ten times, and compare the incremental with the clean build after each edit."""
    random = Random(seed)
    shop = Workshop(lay_out(folder / "site", smallest_site()), smallest_site(), random)
    last, _ = outcome(shop, folder / "kept", folder / "cache", search=search)
    retouched = 0
    for _ in range(EDITS_A_SEQUENCE):
        shop.edit()
        now, report = outcome(shop, folder / "kept", folder / "cache", search=search)
        clean, cold = outcome(shop, folder / f"clean{len(shop.done)}", None, search=search)
        assert now == clean, f"seed {seed}: after {', '.join(shop.done)} the incremental build is not the clean one"
        if report and report.stages:
            assert cold
            assert report.warnings == cold.warnings, f"seed {seed}: after {', '.join(shop.done)} other things are warned of"
            retouched += "load" not in dict(report.stages)
        if isinstance(now, tuple):
            assert (digests(folder / "kept") if isinstance(last, dict) else last) == last, f"seed {seed}: a failed build changed the output"
        else:
            last = now
    return Counter([*shop.done, *["retouched"] * retouched])


def run_sequences(folder: Path, first: int, count: int) -> Counter[str]:
    """Run many sequences and return how often each kind of edit was made."""
    kinds: Counter[str] = Counter()
    for seed in range(first, first + count):
        kinds += run_sequence(folder / str(seed), seed)
    print(f"seeds {first} to {first + count - 1}: {dict(kinds)}")
    return kinds


@pytest.mark.parametrize("part", range(4))
def test_an_incremental_build_is_byte_for_byte_the_clean_build(part: int, tmp_path: Path) -> None:
    kinds = run_sequences(tmp_path, SEED + 50 * part, 50)
    assert min(kinds[kind] for kind in EDITS) >= 25  # four parts make a hundred of each
    assert kinds["retouched"] >= 5


def test_the_same_holds_with_the_search_index(tmp_path: Path) -> None:
    kinds = sum((run_sequence(tmp_path / str(seed), seed, search=True) for seed in range(SEED, SEED + 3)), Counter[str]())
    assert sum(kinds[kind] for kind in EDITS) == 3 * EDITS_A_SEQUENCE


@pytest.mark.long
def test_the_same_holds_for_a_thousand_sequences(tmp_path: Path) -> None:
    assert run_sequences(tmp_path, SEED + 1_000, 1_000).total() >= 10_000


def test_a_key_that_forgets_a_part_of_the_context_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fingerprint.joined

    def forgetful(bundle: str, template: str, parts: Mapping[str, str]) -> str:
        return whole(bundle, template, {name: part for name, part in parts.items() if name != "guide"})

    for module in (fingerprint, stored):
        monkeypatch.setattr(module, "joined", forgetful)
    with pytest.raises(AssertionError, match="is not the clean one"):
        run_sequences(tmp_path, SEED, 20)
