"""The memos: what was kept comes back as it was or not at all, whatever happened to the file."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

import pytest

from sitegen.cache import FILE, Artifact, Cache, open_cache
from sitegen.output import Look, Seal
from sitegen.pipeline import edition

# Newer Pythons warn of forks beside threads, which other modules may have left; these children touch a file and end.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

VERSION = b"sitegen 1, schema 3"
PARSED = {f"r{number:032x}": bytes([number % 256]) * (50 + 97 * number % 6000) for number in range(60)}
ARTIFACTS = {
    f"roles/ä{number}/index.html": Artifact(f"{number:032x}", Seal(f"{number:064x}", Look(33188, number, 1, 2, 1763780000123456789)))
    for number in range(60)
}
STATE = {"asked": "0f3a", "search": "77"}


def fill(folder: Path, version: bytes = VERSION) -> None:
    with open_cache(folder, version) as cache:
        for key, value in PARSED.items():
            cache.put(key, value)
        cache.artifacts = dict(ARTIFACTS)
        cache.state = dict(STATE)
        cache.save()


def build(folder: Path) -> None:
    """Use the cache as a build does: make only what it does not have."""
    with open_cache(folder, VERSION) as cache:
        for key, value in PARSED.items():
            if cache.get(key) is None:
                cache.put(key, value)
        cache.artifacts = dict(ARTIFACTS)
        cache.state = dict(STATE)
        cache.save()


def is_full(folder: Path, version: bytes = VERSION) -> bool:
    """Tell whether everything is there. Checks on the way that nothing is there that was never kept."""
    with open_cache(folder, version) as cache:
        known = {key: cache.get(key) for key in PARSED}
        assert all(value is None or value == PARSED[key] for key, value in known.items())
        assert cache.artifacts in ({}, ARTIFACTS)
        assert cache.state in ({}, STATE)
        return known == PARSED and cache.artifacts == ARTIFACTS and cache.state == STATE


def is_empty(cache: Cache) -> bool:
    return not (cache.artifacts or cache.state or any(cache.get(key) for key in PARSED))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / ".cache")
    return tmp_path / ".cache"


def test_what_was_saved_comes_back_as_it_was_and_leaves_one_file(folder: Path) -> None:
    assert is_full(folder)
    assert [path.name for path in folder.iterdir()] == [FILE]
    with open_cache(folder, VERSION) as cache:
        assert cache.version == VERSION
        assert cache.seals()["roles/ä7/index.html"] == ARTIFACTS["roles/ä7/index.html"].seal
        assert cache.get("never put") is None


def test_what_was_not_saved_is_dropped(folder: Path) -> None:
    with suppress(RuntimeError), open_cache(folder, VERSION) as cache:
        cache.put("r0", b"half a build")
        cache.state["asked"] = "else"
        raise RuntimeError
    assert is_full(folder)
    with open_cache(folder, VERSION) as cache:
        assert cache.get("r0") is None


def test_a_value_put_is_there_at_once(folder: Path) -> None:
    with open_cache(folder, VERSION) as cache:
        cache.put("r0", b"new")
        assert cache.get("r0") == b"new"
        cache.put("r0", b"newer")
        assert cache.get("r0") == b"newer"


def told_by_a_fork(work: Callable[[], bytes]) -> bytes:
    """Return what a process that inherits everything says."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.write(theirs, work())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as told:
        said = told.read()
    os.waitpid(child, 0)
    return said


def test_a_forked_process_reads_what_was_flushed_while_more_is_being_kept(folder: Path) -> None:
    with open_cache(folder, VERSION) as cache:
        cache.put("flushed", b"there")
        cache.flush()
        assert cache.keeps
        for number in range(500):
            cache.put(f"later {number}", b"not yet" * 1_000)  # more than SQLite's memory for pages
        assert told_by_a_fork(lambda: cache.get("flushed") or b"") == b"there"
        assert told_by_a_fork(lambda: cache.get("later 1") or b"nothing") == b"nothing"
        assert cache.get("flushed") == b"there"
        cache.save()
    with open_cache(folder, VERSION) as cache:
        assert cache.get("later 499") == b"not yet" * 1_000


def test_values_no_longer_used_are_dropped_and_the_rest_stays(folder: Path) -> None:
    used = sorted(PARSED)[::2]
    with open_cache(folder, VERSION) as cache:
        cache.prune(used)
        cache.save()
    with open_cache(folder, VERSION) as cache:
        assert [key for key in sorted(PARSED) if cache.get(key) is not None] == used
        assert (cache.artifacts, cache.state) == (ARTIFACTS, STATE)


def test_saving_what_is_known_already_touches_nothing(folder: Path) -> None:
    before = (folder / FILE).stat()
    with open_cache(folder, VERSION) as cache:
        cache.artifacts, cache.state = dict(ARTIFACTS), dict(STATE)
        cache.prune(PARSED)
        cache.save()
    after = (folder / FILE).stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_without_a_folder_everything_works_and_nothing_is_kept(tmp_path: Path) -> None:
    with open_cache(None, VERSION) as cache:
        cache.put("asked", b"for")
        assert not cache.keeps
    with open_cache(None, VERSION) as cache:
        assert is_empty(cache)
        cache.put("r0", b"value")
        cache.artifacts = dict(ARTIFACTS)
        cache.prune([])
        cache.save()
        assert cache.get("r0") is None
    assert list(tmp_path.iterdir()) == []


def test_what_another_version_kept_is_not_seen_and_goes_once_there_is_something_to_keep(folder: Path) -> None:
    with open_cache(folder, b"another") as cache:
        assert is_empty(cache)
    assert is_full(folder)
    with open_cache(folder, b"another") as cache:
        cache.put("r0", b"value")
        cache.save()
    with open_cache(folder, VERSION) as cache:
        assert is_empty(cache)


def test_a_cache_carried_to_another_place_is_as_good(folder: Path, tmp_path: Path) -> None:
    moved = tmp_path / "50% off?#/.cache"
    shutil.copytree(folder, moved)
    assert is_full(moved)


def random_bytes(file: Path, chance: random.Random) -> None:
    file.write_bytes(chance.randbytes(chance.choice([0, 1, 100, 5000, 50_000])))


def header_and_random_bytes(file: Path, chance: random.Random) -> None:
    file.write_bytes(file.read_bytes()[: chance.choice([16, 100, 4096])] + chance.randbytes(chance.randrange(9000)))


def truncated(file: Path, chance: random.Random) -> None:
    os.truncate(file, chance.randrange(file.stat().st_size))


def bits_flipped(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    for _ in range(chance.choice([1, 1, 1, 20])):
        place = chance.choice([chance.randrange(len(data)), chance.randrange(8192)])  # half of them where the structure is
        data[place] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


def page_of_zeros(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    page = chance.randrange(len(data) // 4096) * 4096
    data[page : page + 4096] = bytes(4096)
    file.write_bytes(data)


def pages_swapped(file: Path, chance: random.Random) -> None:
    data = file.read_bytes()
    pages = [data[start : start + 4096] for start in range(0, len(data), 4096)]
    one, other = chance.sample(range(len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    file.write_bytes(b"".join(pages))


def journal_of_noise(file: Path, chance: random.Random) -> None:
    for suffix in ("-journal", "-wal", "-shm"):
        file.with_name(FILE + suffix).write_bytes(bytes.fromhex("d9d505f920a163d7") + chance.randbytes(5000))


DAMAGE: list[Callable[[Path, random.Random], None]] = [
    random_bytes,
    header_and_random_bytes,
    truncated,
    bits_flipped,
    page_of_zeros,
    pages_swapped,
    journal_of_noise,
]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_damaged_file_loses_values_but_never_gives_a_wrong_one_nor_a_fault(
    folder: Path, damage: Callable[[Path, random.Random], None], seed: int
) -> None:
    damage(folder / FILE, random.Random(seed))
    is_full(folder)
    for _ in range(2):  # the first may meet the damage late, when it has found the first values already
        build(folder)
    assert is_full(folder)
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_every_bit_of_a_value_is_guarded(tmp_path: Path) -> None:
    with open_cache(tmp_path, VERSION) as cache:
        cache.put("k", b"0123456789")
        cache.save()
    clean = (tmp_path / FILE).read_bytes()
    place = clean.index(b"0123456789")
    for bit in range(80):
        data = bytearray(clean)
        data[place + bit // 8] ^= 1 << bit % 8
        (tmp_path / FILE).write_bytes(data)
        with open_cache(tmp_path, VERSION) as cache:
            assert cache.get("k") is None


def test_one_value_that_is_not_whole_casts_doubt_on_all_others(folder: Path) -> None:
    first, second, *_ = PARSED
    data = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(data.replace(PARSED[second][:40], bytes(40), 1))
    with open_cache(folder, VERSION) as cache:
        assert cache.get(first) == PARSED[first]
        assert cache.get(second) is None
        assert cache.get(first) is None


def sql(file: Path, *statements: str, parameters: tuple[object, ...] = ()) -> None:
    with closing(sqlite3.connect(file)) as database:
        for statement in statements:
            database.execute(statement, parameters)
        database.commit()


def test_another_programs_database_is_left_alone(folder: Path) -> None:
    (folder / FILE).unlink()
    sql(folder / FILE, "CREATE TABLE photos (name TEXT)", "INSERT INTO photos VALUES ('a')")
    before = (folder / FILE).read_bytes()
    fill(folder)
    with open_cache(folder, VERSION) as cache:
        assert is_empty(cache)
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE memo RENAME TO old",
        "CREATE TRIGGER spy AFTER INSERT ON memo BEGIN DELETE FROM memo; END",
        "CREATE VIEW more AS SELECT * FROM memo",
        "DROP TABLE memo",
        "ALTER TABLE memo ADD COLUMN more",
    ],
)
def test_a_file_with_any_other_schema_is_not_used_and_is_replaced(folder: Path, statement: str) -> None:
    sql(folder / FILE, statement)
    with open_cache(folder, VERSION) as cache:
        assert is_empty(cache)
    fill(folder)
    assert is_full(folder)


@pytest.mark.parametrize("value", [None, 1, 1.5, "text", b""], ids=repr)
def test_a_value_put_there_by_somebody_else_is_not_seen(folder: Path, value: object) -> None:
    key = next(iter(PARSED))
    sql(folder / FILE, "UPDATE OR IGNORE memo SET value = ?", parameters=(value,))
    with open_cache(folder, VERSION) as cache:
        assert cache.get(key) in (None, PARSED[key])
    assert not is_full(folder) or value is None


SHAPES = [b"[]", b"{}", b"null", b"7", b'"x"', b"[[]]", b'[["a"]]', b'{"a":[]}', b"[" * 100_000, b"\xff", b'[[["a"],1,2,3,4,5,6,7]]', b""]


@pytest.mark.parametrize("raw", SHAPES, ids=lambda raw: ascii(raw[:12]))
@pytest.mark.parametrize("name", ["state", "artifacts"])
def test_facts_of_another_shape_are_no_facts_even_with_a_right_checksum(folder: Path, name: str, raw: bytes) -> None:
    checksum = hashlib.blake2b(f"{name}\0".encode() + raw, digest_size=16).digest()
    with closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("UPDATE memo SET value = ?, checksum = ? WHERE key = ?", (raw, checksum, name))
        database.commit()
    with open_cache(folder, VERSION) as cache:
        facts: Mapping[str, object] = cache.state if name == "state" else cache.artifacts
        assert facts in ({}, {"a": "[]"})
        assert cache.get(next(iter(PARSED))) == PARSED[next(iter(PARSED))]


def test_a_file_that_another_process_holds_is_left_alone(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        fill(folder)
        with open_cache(folder, VERSION) as cache:
            assert is_empty(cache)
        other.execute("ROLLBACK")
    assert is_full(folder)


def test_while_another_process_writes_the_memos_can_be_read_and_what_is_new_is_not_kept(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert is_full(folder)
        with open_cache(folder, VERSION) as cache:
            cache.put("r0", b"value")
            cache.save()
            assert cache.get(next(iter(PARSED))) == PARSED[next(iter(PARSED))]
        other.execute("ROLLBACK")
    with open_cache(folder, VERSION) as cache:
        assert cache.get("r0") is None


def in_a_process(act: Callable[[], object]) -> int:
    """Do `act` in a process of its own, and return how that ended."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            act()
            os._exit(0)
        os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def sealed_folder() -> Iterator[Path]:
    """Give a cache that anybody may read and nobody may write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / ".cache"
        fill(folder)
        (folder / FILE).chmod(0o444)
        folder.chmod(0o555)
        folder.parent.chmod(0o555)
        yield folder
        folder.parent.chmod(0o755)
        folder.chmod(0o755)


def test_a_folder_that_may_not_be_written_is_read_and_nothing_is_kept(sealed_folder: Path) -> None:
    folder = sealed_folder

    def use() -> None:
        if os.geteuid() == 0:
            os.seteuid(65534)  # root may write anything
        assert is_full(folder)
        with open_cache(folder, VERSION) as cache:
            cache.put("r0", b"value")
            assert cache.get(next(iter(PARSED))) == PARSED[next(iter(PARSED))]
            cache.save()
        fill(folder, b"another version")
        fill(folder / "new")

    assert in_a_process(use) == 0
    assert is_full(folder)


@pytest.mark.parametrize("obstacle", ["folder", "file-for-the-folder", "dangling-link", "pipe"])
def test_something_else_in_the_files_place_means_no_cache(tmp_path: Path, obstacle: str) -> None:
    folder = tmp_path / ".cache"
    if obstacle == "file-for-the-folder":
        folder.write_text("mine")
    else:
        folder.mkdir()
    if obstacle == "folder":
        (folder / FILE).mkdir()
    elif obstacle == "dangling-link":
        (folder / FILE).symlink_to("nowhere")
    elif obstacle == "pipe":
        os.mkfifo(folder / FILE)
    fill(folder)
    assert is_full(folder) == (obstacle in {"dangling-link", "pipe"})


@pytest.mark.parametrize("delay", [0.0005, 0.001, 0.002, 0.004, 0.008, 0.016])
def test_a_process_killed_while_it_keeps_something_keeps_all_of_it_or_nothing(folder: Path, delay: float) -> None:
    def use() -> None:
        with open_cache(folder, VERSION) as cache:
            cache.prune([])
            for number in range(2000):
                cache.put(f"n{number}", bytes(5000))
            signal.setitimer(signal.ITIMER_REAL, delay)  # nobody handles the signal: it ends the process where that is
            cache.save()
            signal.pause()

    assert in_a_process(use) == -signal.SIGALRM
    with open_cache(folder, VERSION) as cache:
        kept = {cache.get(f"n{number}") for number in range(2000)}
    assert kept in ({None}, {bytes(5000)})
    assert is_full(folder) is (kept == {None})


def test_a_full_disk_costs_what_is_new_and_nothing_else(folder: Path) -> None:
    def use() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        with open_cache(folder, VERSION) as cache:
            for number in range(2000):
                cache.put(f"n{number}", bytes(5000))
            assert cache.get(next(iter(PARSED))) == PARSED[next(iter(PARSED))]
            cache.save()

    assert (folder / FILE).stat().st_size < 400_000
    assert in_a_process(use) == 0
    assert is_full(folder)


def test_what_was_parsed_outlives_a_build_that_fails_later(tmp_path: Path) -> None:
    with open_cache(tmp_path, b"1") as cache:
        cache.put("a", b"parsed")
        cache.flush()
        cache.put("b", b"later")
        cache.state["asked"] = "all"
    with open_cache(tmp_path, b"1") as cache:
        assert cache.get("a") == b"parsed"
        assert cache.get("b") is None
        assert not cache.state


@pytest.mark.parametrize("library", ["Jinja2-99.0", "pagefind_bin-99.0", "Pillow-99.0"])
def test_another_release_of_a_library_is_another_edition(library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = edition()
    (tmp_path / f"{library}.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert edition() != before
