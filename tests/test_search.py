"""What search is made from, the conversation with Pagefind, and the bundle it leaves: the real program, and the ways it can fail."""

from __future__ import annotations

import dataclasses
import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pagefind_bin
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import ToolError
from sitegen.search import NAMES, Entry, Text, cbor, digest, index, make, plan, reword, slim
from sitegen.search.bundle import verified
from sitegen.search.engine import answer, binary
from sitegen.search.shards import PAGES_A_SHARD, shards
from tests.searchable import ENTRIES, FACETS

URLS = sorted(entry.url for entry in ENTRIES)
HOSTILE = ENTRIES[-1]


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    """The site's search files."""
    return index(ENTRIES, language="en", facets=FACETS)


@pytest.fixture(scope="module")
def raw() -> Mapping[str, bytes]:
    """What Pagefind itself answers."""
    return answer(binary(), sorted((entry.url, slim(entry, "en")) for entry in ENTRIES), timeout=60)


def fragments(files: Mapping[str, bytes]) -> dict[str, dict[str, object]]:
    """Read what the bundle says of each page, by its address."""
    found = (json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd")) for name, data in files.items() if "/fragment/" in name)
    return {page["url"]: page for page in found}


# What goes in


class Seen(HTMLParser):
    """The tags of a document, and the text of each."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_a_slim_document_holds_names_terms_and_skills_as_fields_and_the_rest_as_text() -> None:
    entry = Entry(
        "roles/x/",
        "guide",
        "Cook",
        ("Chef",),
        ("kitchen help",),
        "Cooks.",
        ("Knives", "Fire"),
        "All day.",
        {"level": ("Head",), "skill": ("Fire", "Knives")},
        {"pay": "$1"},
    )
    assert slim(entry, "en") == (
        '<!doctype html><html lang="en"><body data-pagefind-body>'
        '<p data-pagefind-ignore data-pagefind-meta="title">Cook</p>'
        '<p data-pagefind-ignore data-pagefind-meta="also">Chef</p>'
        '<p data-pagefind-ignore data-pagefind-meta="terms">kitchen help</p>'
        '<p data-pagefind-ignore data-pagefind-meta="skills">Knives, Fire</p>'
        '<p data-pagefind-ignore data-pagefind-meta="level">Head</p>'
        '<p data-pagefind-ignore data-pagefind-meta="pay">$1</p>'
        "<p>Cooks.</p><p>All day.</p><p>Knives, Fire</p></body></html>"
    )


@given(st.builds(Entry, st.just("x/"), st.just("guide"), *(st.text(), *[st.lists(st.text(), max_size=2).map(tuple)] * 2, st.text())))
def test_no_text_becomes_a_tag_of_the_slim_document(entry: Entry) -> None:
    assert set(Seen(slim(entry, "en")).tags) <= {"html", "body", "p"}


def test_a_hostile_page_comes_out_as_the_text_it_was_and_steers_nothing(files: Mapping[str, bytes]) -> None:
    page = fragments(files)["roles/hostile/"]
    assert page["meta"] == {"title": HOSTILE.title, "skills": "</p><b>bold</b>", "family": "Software", "level": "Junior"}
    assert page["anchors"] == []
    assert page["content"] == (
        "Says <script>alert(1)</script> &lt;and&gt; <mark>means</mark> it. "
        "Then __END_PAGEFIND_WEIGHT__ and __PAGEFIND_WEIGHT__10 follow, quietly. </p><b>bold</b>"
    )


def test_search_terms_are_in_no_text_that_an_excerpt_could_show(files: Mapping[str, bytes]) -> None:
    assert "server side" not in str(fragments(files)["roles/backend-architect/"]["content"])


def test_the_digest_stands_for_the_bytes(files: Mapping[str, bytes]) -> None:
    same = digest(reversed(ENTRIES), language="en", facets=FACETS)
    assert same == digest(ENTRIES, language="en", facets=FACETS)
    assert index(reversed(ENTRIES), language="en", facets=FACETS) == files


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"also": ("Other",)},
        {"terms": ("other",)},
        {"summary": "Other."},
        {"skills": ("Other",)},
        {"text": "Other."},
        {"kind": "tool"},
        {"url": "roles/other/"},
        {"filters": {"family": ("Other",)}},
        {"meta": {"pay": "$2"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_digest_changes_with_every_field_of_an_entry(change: dict[str, object]) -> None:
    entry = Entry("roles/x/", "guide", "Cook", ("Chef",), ("help",), "Cooks.", ("Fire",), "All day.", {"family": ("Food",)}, {"pay": "$1"})
    assert digest([entry], language="en") != digest([dataclasses.replace(entry, **change)], language="en")  # type: ignore[arg-type]


def test_the_digest_changes_with_the_language_and_the_order_of_a_facet() -> None:
    digests = {digest(ENTRIES, language="en"), digest(ENTRIES, language="de"), digest(ENTRIES, language="en", facets=FACETS)}
    assert len(digests) == 3


def test_two_entries_of_one_address_are_refused() -> None:
    with pytest.raises(ValueError, match="one address"):
        index([ENTRIES[0], ENTRIES[0]], language="en")


# What comes out


def test_two_runs_give_identical_bytes(files: Mapping[str, bytes]) -> None:
    assert index(ENTRIES, language="en", facets=FACETS) == files


def test_the_surroundings_change_no_byte(files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pagefind.toml").write_text('exclude_selectors = ["p"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "3")
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    assert index(ENTRIES, language="en", facets=FACETS) == files


def test_every_page_is_indexed_and_nothing_is_left_that_no_browser_asks_for(files: Mapping[str, bytes]) -> None:
    assert sorted(fragments(files)) == URLS
    (folder,) = {"/".join(name.split("/")[:2]) for name in files} - {NAMES}
    names = {name.removeprefix(f"{folder}/") for name in files if name != NAMES and name.count("/") == 2}
    assert {name for name in names if not name.endswith(".pf_meta")} == {
        "pagefind.js",
        "pagefind-worker.js",
        "pagefind-entry.json",
        "wasm.en.pagefind",
    }


def test_an_edit_moves_no_engine_file_and_no_other_page(files: Mapping[str, bytes]) -> None:
    edited = index([*ENTRIES[1:], dataclasses.replace(ENTRIES[0], text="Rewritten.")], language="en", facets=FACETS)
    gone = {name for name in files if name not in edited}
    assert {name.split("/")[2].split(".")[-1] for name in gone} == {"fragment", "index", "pf_meta"}
    assert len([name for name in gone if "/fragment/" in name]) == 1


def test_an_empty_site_has_no_search_files() -> None:
    assert index([], language="en") == {}


@pytest.mark.parametrize(("language", "engine"), [("en-GB", "wasm.en-gb.pagefind"), ("ja", "wasm.unknown.pagefind")])
def test_every_language_gets_the_engine_its_index_names(language: str, engine: str) -> None:
    assert [name.split("/")[-1] for name in index(ENTRIES, language=language) if "wasm" in name] == [engine]


def test_the_list_of_names_says_what_a_browser_decides_without_the_word_index(files: Mapping[str, bytes]) -> None:
    listing = json.loads(files[NAMES])
    ((language, tag),) = listing["shards"]
    assert language == "en"
    assert files[f"{listing['folder']}pagefind.{tag}.pf_meta"]
    assert listing["facets"]["level"] == ["Junior", "Mid-level", "Senior", "Staff", "Principal"]
    assert list(listing["facets"]) == ["family", "level", "skill"]
    pages = {page["u"]: page for page in listing["pages"]}
    skills = listing["facets"]["skill"]
    assert pages["roles/backend-architect/"] == {
        "t": "Backend Architect",
        "u": "roles/backend-architect/",
        "k": "guide",
        "a": ["Backend Systems Architect"],
        "s": ["server side architect"],
        "f": [[0], [3], sorted(skills.index(skill) for skill in ("Distributed systems", "Kafka", "API design"))],
    }
    assert set(pages["skills/sql/"]) == {"t", "u", "k"}
    assert pages[""]["t"] == "Rolebook"


# Shards

MANY = [dataclasses.replace(ENTRIES[n % len(ENTRIES)], url=f"roles/r{n}/") for n in range(200)]
MOST = 8
"""Pages a shard, for four shards of this small site."""


def test_the_number_of_shards_follows_from_the_number_of_pages() -> None:
    assert [len(shards(MANY[:n], "en", most=50)) for n in (0, 1, 50, 51, 100, 101, 200)] == [0, 1, 1, 2, 2, 4, 4]
    assert PAGES_A_SHARD >= 1000


def test_a_page_stays_in_its_shard_while_others_come_and_go() -> None:
    def place(entries: Iterable[Entry]) -> dict[str, str]:
        return {entry.url: shard.language for shard in shards(entries, "en", most=50) for entry in shard.entries}

    all_of_them = place(MANY)
    assert place(reversed(MANY)) == all_of_them
    assert place(MANY[:120]) == {entry.url: all_of_them[entry.url] for entry in MANY[:120]}
    sizes = Counter(all_of_them.values())
    assert sizes.keys() == {"en", "en-x-1", "en-x-2", "en-x-3"}
    assert min(sizes.values()) > 30


@pytest.fixture(scope="module")
def many(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The same pages in four shards."""
    many = index(ENTRIES, language="en", facets=FACETS, most=MOST)
    assert many.keys() != files.keys()
    return many


def test_shards_share_one_folder_and_one_engine(files: Mapping[str, bytes], many: Mapping[str, bytes]) -> None:
    assert fragments(many) == fragments(files)
    engine = {name for name in files if name.endswith((".js", ".pagefind"))}
    assert {name for name in many if name.endswith((".js", ".pagefind"))} == engine
    listing = json.loads(many[NAMES])
    entry = json.loads(many[f"{listing['folder']}pagefind-entry.json"])
    assert [language for language, _ in listing["shards"]] == list(entry["languages"]) == ["en", "en-x-1", "en-x-2", "en-x-3"]
    assert {language["wasm"] for language in entry["languages"].values()} == {"en"}


def test_a_browser_knows_a_page_by_its_place_in_the_metadata(many: Mapping[str, bytes]) -> None:
    listing, ids = json.loads(many[NAMES]), list[str]()
    for _, tag in listing["shards"]:
        _, pages, *_ = cbor.read(gzip.decompress(many[f"{listing['folder']}pagefind.{tag}.pf_meta"]).removeprefix(b"pagefind_dcd"))
        ids += [page[0] for page in pages]
    said = {name.split("/")[-1].removesuffix(".pf_fragment"): data for name, data in many.items() if "/fragment/" in name}
    urls = [json.loads(gzip.decompress(said[page]).removeprefix(b"pagefind_dcd"))["url"] for page in ids]
    assert urls == [page["u"] for page in listing["pages"]]


def test_the_list_of_names_and_its_rest_say_together_what_one_list_says(files: Mapping[str, bytes], many: Mapping[str, bytes]) -> None:
    whole, listing = json.loads(files[NAMES]), json.loads(many[NAMES])
    terms, facets = (json.loads(many[name]) for name in listing["rest"])
    assert list(facets) == ["2"]
    for page, said, skills in zip(listing["pages"], terms, facets["2"], strict=True):
        if said:
            page["s"] = said
        if "f" in page:
            assert page["f"][2] == []
            page["f"][2] = skills
    assert sorted(listing["pages"], key=lambda page: str(page["u"])) == whole["pages"]
    assert whole["rest"] == []


def unread() -> str:
    raise AssertionError("the text of a page that is as it was is read")


def lazy(entry: Entry, *, may_be_read: bool = True) -> Entry:
    """Return the entry with a text that is read when its page is indexed, or that must not be read."""
    text = str(entry.text)
    return dataclasses.replace(entry, text=Text(sha256(text.encode()).hexdigest(), (lambda: text) if may_be_read else unread))


def test_an_edit_indexes_its_shard_alone_and_gives_what_a_clean_index_gives() -> None:
    made, last, _ = make(plan(map(lazy, ENTRIES), language="en", facets=FACETS, most=MOST).work())
    edited = [dataclasses.replace(ENTRIES[0], text="Rewritten."), *ENTRIES[1:]]
    (here,) = (shard for shard in shards(edited, "en", most=MOST) if edited[0] in shard.entries)
    planned = plan(
        [lazy(entry, may_be_read=entry in here.entries) for entry in edited], language="en", facets=FACETS, last=last.to_json(), most=MOST
    )
    kept = {path for path in made if planned.keeps(path)}
    fresh, _, _ = make(planned.work(kept))
    assert {**{path: made[path] for path in kept}, **fresh} == index(edited, language="en", facets=FACETS, most=MOST)
    assert {planned.last.code(path) for path in fresh if ".pf_" in path} == {here.language}


@pytest.mark.parametrize("lost", ["pf_fragment", "pf_index", "pf_meta", "pagefind.js", "everything"])
def test_what_is_lost_of_an_index_is_made_again(lost: str) -> None:
    made, last, _ = make(plan(ENTRIES, language="en", facets=FACETS, most=MOST).work())
    planned = plan(ENTRIES, language="en", facets=FACETS, last=last.to_json(), most=MOST)
    gone = next((path for path in sorted(made) if path.endswith(lost)), None)
    kept = {path for path in made if planned.keeps(path) and path != gone and lost != "everything"}
    fresh, again, _ = make(planned.work(kept))
    assert {**{path: made[path] for path in kept}, **fresh} == made
    assert again == last


def test_other_words_on_some_pages_make_what_a_clean_index_makes_of_them() -> None:
    made, last, documents = make(plan(ENTRIES, language="en", facets=FACETS, most=MOST).work())
    now = {"roles/data-engineer/": "Sweeps <b>&</b> ___ mops.", "roles/backend-engineer/": "Rewritten."}
    words = {entry.url: (str(entry.text), now[entry.url]) for entry in ENTRIES if entry.url in now}
    edited = [dataclasses.replace(entry, text=now.get(entry.url, entry.text)) for entry in ENTRIES]
    for told in ({**words, "roles/draft/": ("Old.", "New.")}, dict[str, tuple[str, str]]()):
        found = reword(last.to_json(), told, documents.get, made[NAMES])
        assert found
        made = {**{path: data for path, data in made.items() if last.code(path) not in found.codes}, **found.files}
        assert made == index(edited, language="en", facets=FACETS, most=MOST)
        assert found.documents.keys() == found.codes
        last, documents = found.last, {**documents, **found.documents}


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("Other words.", "Now."), None),
        (("", "Now."), None),
        (("Builds pipelines", ""), None),
        (("Builds pipelines", "Now"), b""),
        (("Builds pipelines", "Now"), b"torn"),
    ],
    ids=["not-there", "none-before", "none-now", "nothing-kept", "torn"],
)
def test_where_other_words_are_in_doubt_the_stages_are_asked(words: tuple[str, str], kept: bytes | None) -> None:
    made, last, documents = make(plan(ENTRIES, language="en", facets=FACETS).work())
    assert reword(last.to_json(), {"roles/data-engineer/": words}, documents.get if kept is None else lambda _: kept, made[NAMES]) is None
    assert reword("", {}, documents.get, made[NAMES]) is None


@pytest.mark.parametrize(
    "last", ["", "no sense", "[]", "{}", '{"parts": 1}', '{"parts": [{}]}', '{"folder": "", "engine": 0, "settings": {}, "parts": []}']
)
def test_what_is_not_known_of_the_last_index_is_made_anew(last: str, many: Mapping[str, bytes]) -> None:
    planned = plan(ENTRIES, language="en", facets=FACETS, last=last, most=MOST)
    assert [path for path in many if planned.keeps(path)] == []


# What can go wrong


def damaged(raw: Mapping[str, bytes], suffix: str, damage: Callable[[bytes], bytes | None]) -> dict[str, bytes]:
    """Copy a bundle with the first file of a suffix damaged, or left out."""
    name = min(name for name in raw if name.endswith(suffix))
    data = damage(raw[name])
    return {**raw, name: data} if data is not None else {other: raw[other] for other in raw if other != name}


FILES = (".pf_fragment", ".pf_index", ".pf_meta", "wasm.en.pagefind")


def test_a_whole_bundle_passes(raw: Mapping[str, bytes]) -> None:
    bundle = verified(raw, URLS)
    assert bundle.language["page_count"] == len(URLS)
    assert {**bundle.engine, **bundle.files}.items() <= raw.items()


@pytest.mark.parametrize("suffix", [*FILES, "pagefind.js", "pagefind-worker.js", "pagefind-entry.json"])
@pytest.mark.parametrize("damage", [lambda _: b"", lambda _: None], ids=["empty", "missing"])
def test_an_empty_or_missing_file_is_named(raw: Mapping[str, bytes], suffix: str, damage: Callable[[bytes], bytes | None]) -> None:
    with pytest.raises(ToolError, match=f"left (an empty file|a file out): .*{suffix}\n    hint: build again"):
        verified(damaged(raw, suffix, damage), URLS)


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
        lambda _: b"no",
    ],
    ids=["last-byte-lost", "half", "one-bit-turned", "not-gzip"],
)
def test_a_damaged_file_is_named(raw: Mapping[str, bytes], suffix: str, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ToolError, match=f"left a damaged file: .*{suffix}"):
        verified(damaged(raw, suffix, damage), URLS)


def test_a_file_of_another_kind_is_named(raw: Mapping[str, bytes]) -> None:
    with pytest.raises(ToolError, match=r"a file of another kind: .*\.pf_index"):
        verified(damaged(raw, ".pf_index", lambda _: gzip.compress(b"something else")), URLS)


@pytest.mark.parametrize(
    "urls", [[*URLS, "roles/zz/"], [url for url in URLS if url != "skills/sql/"]], ids=["one-not-indexed", "one-too-many"]
)
def test_a_bundle_about_other_pages_is_refused(raw: Mapping[str, bytes], urls: list[str]) -> None:
    with pytest.raises(ToolError, match=r"does not cover the site: the page '(roles/zz/|skills/sql/)'"):
        verified(raw, urls)


@pytest.mark.parametrize(
    "meta", [b"\x80", b"\x83\x61x\x80\x81\x01", b"\xa0", b"\x82\x61x"], ids=["no-fields", "no-lists", "a-map", "short"]
)
def test_a_bundle_of_an_unknown_layout_is_refused_in_words(raw: Mapping[str, bytes], meta: bytes) -> None:
    other = damaged(raw, ".pf_meta", lambda _: gzip.compress(b"pagefind_dcd" + meta))
    with pytest.raises(ToolError, match="laid out in a way not known here"):
        verified(other, URLS)


def program(folder: Path, body: str) -> Path:
    """Write an executable that runs `body` in Pagefind's place, with the answers of the protocol at hand."""
    path = folder / "pagefind"
    path.write_text(f"#!{sys.executable}\nimport base64, json, os, signal, sys, time\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


REFUSING = """
message = {"message_id": 1, "payload": {"type": "Error", "message": "no such thing"}}
sys.stdout.buffer.write(base64.b64encode(json.dumps(message).encode()) + b",")
sys.stdout.flush()
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "sys.exit('disk is full')",
            "ended with status 1 before it had answered: disk is full\n    hint: install the pinned version again",
        ),
        ("sys.exit(0)", "ended with status 0 before it had answered"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "was killed by SIGKILL\n    hint: see whether memory ran out"),
        ("sys.stdout.write('no sense,')", "gave an answer that is not understood"),
        ("sys.stdout.write('e30=,')", "gave an answer that is not understood"),
        (REFUSING, "refused a request: no such thing"),
    ],
    ids=["status-1", "status-0", "killed", "garbage", "empty-answer", "refusal"],
)
def test_a_failing_program_is_reported_with_what_to_do(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(ToolError) as failure:
        index(ENTRIES, language="en", tool=program(tmp_path, body))
    assert said in str(failure.value)


def test_a_program_that_hangs_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"stopped: it took longer than 0\.5 seconds"):
        index(ENTRIES, language="en", tool=program(tmp_path, "time.sleep(60)"), timeout=0.5)


def test_a_program_that_reads_nothing_blocks_nobody(tmp_path: Path) -> None:
    long = [dataclasses.replace(ENTRIES[0], url=f"roles/{n}/", text="word " * 20_000) for n in range(5)]
    with pytest.raises(ToolError, match="ended with status 0"):
        index(long, language="en", tool=program(tmp_path, "time.sleep(0.2)"))


def test_a_program_that_may_not_run_is_named(tmp_path: Path) -> None:
    path = program(tmp_path, "")
    path.chmod(0o644)
    with pytest.raises(ToolError, match=f"cannot be run: Permission denied: {path}"):
        index(ENTRIES, language="en", tool=path)


@pytest.mark.parametrize("package", [True, False], ids=["package-without-program", "no-package"])
def test_a_missing_program_is_reported_with_what_to_do(package: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind_bin, "this_dir", tmp_path)
    if not package:
        monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(ToolError, match=r"Pagefind is missing.*\n    hint: install the pinned version again"):
        index(ENTRIES, language="en")


# CBOR


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("00", 0),
        ("17", 23),
        ("1818", 24),
        ("1903e8", 1000),
        ("1a000f4240", 1000000),
        ("1b000000e8d4a51000", 1000000000000),
        ("20", -1),
        ("3903e7", -1000),
        ("60", ""),
        ("6449455446", "IETF"),
        ("62c3bc", "ü"),
        ("80", []),
        ("8301820203820405", [1, [2, 3], [4, 5]]),
    ],
)
def test_cbor_is_read_as_the_examples_of_rfc_8949_say(data: str, value: object) -> None:
    assert cbor.read(bytes.fromhex(data)) == value


@pytest.mark.parametrize(
    "data", ["", "18", "1903", "6449", "8201", "f6", "a0", "4101", "ff", "1c", "0000", "61ff", "81" * 40 + "00", "9affffffff"]
)
def test_cbor_that_is_cut_short_or_of_another_kind_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        cbor.read(bytes.fromhex(data))
