"""The owner's folder: what is listed, what is read, and what is refused without being touched."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.errors import ContentError
from sitegen.files import Listing, is_slug, is_url_path, listing, read

FUZZ = settings(max_examples=200)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="this file system folds case or refuses such names itself")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "site/content/roles").mkdir(parents=True)
    (tmp_path / "site/content/roles/a.md").write_text("A")
    (tmp_path / "outside.md").write_text("secret")
    return tmp_path / "site"


def guides(root: Path) -> Listing:
    return listing(root, "content/roles", (".md",))


def found(root: Path) -> tuple[list[str], list[str]]:
    """Shape: the names listed, and `name code` for each problem, both without the folder."""
    listed = guides(root)
    names = [name.removeprefix("content/roles/") for name in listed.names]
    return names, [f"{problem.mark.path.removeprefix('content/roles/')} {problem.code}" for problem in listed.problems]


def refusal(root: Path, name: str, limit: int = 100) -> str:
    with pytest.raises(ContentError) as caught:
        read(root, name, limit=limit)
    (problem,) = caught.value.problems
    return f"{problem.mark} {problem.code}"


# Listing


def test_files_are_listed_from_the_root_sorted_by_code_point(root: Path) -> None:
    for name in ("b.md", "B1.md", "a-b.md", "é.md", "deep/er/c.md"):
        (root / "content/roles" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "content/roles" / name).write_text("")
    names = ("B1.md", "a-b.md", "a.md", "b.md", "deep/er/c.md", "é.md")
    assert guides(root) == Listing(tuple(f"content/roles/{name}" for name in names), ())


def test_an_absent_folder_is_empty(root: Path) -> None:
    assert listing(root, "data/mappings", (".yaml",)) == Listing((), ())


def test_other_suffixes_hidden_files_and_what_editors_leave_are_passed_over(root: Path) -> None:
    for name in ("notes.txt", "noext", ".hidden.md", ".a.md.swp", "a.md~", "#a.md#", "b.md.swp"):
        (root / "content/roles" / name).write_text("")
    (root / "content/roles/.git").mkdir()
    (root / "content/roles/.git/x.md").write_text("")
    (root / "content/roles/.#a.md").symlink_to("someone@host.1234")
    assert found(root) == (["a.md"], [])


def test_a_suffix_in_upper_case_is_a_problem_and_not_a_page_that_silently_lacks(root: Path) -> None:
    (root / "content/roles/b.MD").write_text("")
    assert found(root) == (["a.md"], ["b.MD bad-name"])


def test_links_are_reported_and_never_followed(root: Path) -> None:
    roles = root / "content/roles"
    (roles / "inside.md").symlink_to("a.md")
    (roles / "outside.md").symlink_to("../../../outside.md")
    (roles / "dangling.md").symlink_to("nowhere")
    (roles / "folder").symlink_to("/etc")
    (roles / "loop").symlink_to(".")
    expected = ["dangling.md symlink", "folder symlink", "inside.md symlink", "loop symlink", "outside.md symlink"]
    assert found(root) == (["a.md"], expected)


@pytest.mark.parametrize("linked", ["content", "content/roles"])
def test_a_folder_that_is_reached_through_a_link_is_not_entered(root: Path, linked: str) -> None:
    (root / linked).rename(root / "elsewhere")
    (root / linked).symlink_to(root / "elsewhere")
    listed = guides(root)
    assert (listed.names, [f"{problem.mark} {problem.code}" for problem in listed.problems]) == ((), [f"{linked}:1:1 symlink"])


def test_pipes_and_sockets_are_problems(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content/roles")  # a socket's path is short
    os.mkfifo("pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert found(root) == (["a.md"], ["pipe.md not-a-file", "socket not-a-file"])


def test_a_file_where_a_folder_should_be_is_a_problem(root: Path) -> None:
    assert listing(root, "content/roles/a.md", (".md",)).problems[0].code == "not-a-file"


@LINUX
def test_names_that_other_systems_take_for_one_are_a_clash(root: Path) -> None:
    roles = root / "content/roles"
    for name in ("Data-Engineer.md", "data-engineer.md", "caf\u00e9.md", "cafe\u0301.md", "stra\u00dfe.md", "STRASSE.md"):
        (roles / name).write_text("")
    (roles / "Deep").mkdir()
    (roles / "deep").mkdir()
    _, problems = found(root)
    assert problems == ["caf\u00e9.md name-clash", "data-engineer.md name-clash", "deep name-clash", "stra\u00dfe.md name-clash"]


@LINUX
@pytest.mark.parametrize(
    ("name", "printed"),
    [
        (b"con.md", "con.md"),
        (b"NUL", "NUL"),
        (b"com1.txt", "com1.txt"),
        (b"a\\b.md", "a\\b.md"),
        (b"C:x.md", "C:x.md"),
        (b"a?.md", "a?.md"),
        (b"x\n1:1: forged.md", "x\\u000a1:1: forged.md"),
        (b"x\x1b[31m.md", "x\\u001b[31m.md"),
        ("x\u202edm.exe".encode(), "x\\u202edm.exe"),
        (b"caf\xe9.md", "caf\\xe9.md"),
        (b"dot.", "dot."),
        (b"space ", "space "),
        (b"x" * 201, "x" * 201),
    ],
)
def test_a_name_that_some_system_cannot_hold_or_show_is_reported_in_print(root: Path, name: bytes, printed: str) -> None:
    (root / "content/roles").joinpath(os.fsdecode(name)).write_text("")
    assert found(root) == (["a.md"], [f"{printed} bad-name"])


def test_folders_nested_too_deep_are_reported(root: Path) -> None:
    (root / "content/roles/1/2/3/4/5").mkdir(parents=True)
    (root / "content/roles/1/2/3/4/x.md").write_text("")
    assert found(root) == (["1/2/3/4/x.md", "a.md"], ["1/2/3/4/5 too-deep"])


# Reading


def test_a_file_is_read_up_to_its_limit(root: Path) -> None:
    (root / "content/roles/a.md").write_bytes(b"x" * 10)
    assert read(root, "content/roles/a.md", limit=10) == b"x" * 10
    assert refusal(root, "content/roles/a.md", limit=9) == "content/roles/a.md:1:1 too-large"


def test_a_huge_file_is_refused_without_being_read(root: Path) -> None:
    with (root / "content/roles/a.md").open("wb") as sparse:
        sparse.truncate(50 * 1024**3)
    started = time.thread_time()  # what we do, not what others do meanwhile
    assert refusal(root, "content/roles/a.md") == "content/roles/a.md:1:1 too-large"
    assert time.thread_time() - started < 1


def a_link(path: Path) -> None:
    path.symlink_to("../../../outside.md")


def test_what_is_no_plain_file_is_refused_at_once(root: Path) -> None:
    makers: dict[str, Callable[[Path], None]] = {"symlink": a_link, "not-a-file": os.mkfifo, "missing-file": lambda _: None}
    for code, make in makers.items():
        name = f"content/roles/{code}.md"
        make(root / name)
        assert refusal(root, name) == f"{name}:1:1 {code}"
    assert refusal(root, "content/roles") == "content/roles:1:1 not-a-file"
    assert refusal(root, "content/roles/a.md/b.md") == "content/roles/a.md:1:1 not-a-file"


@pytest.mark.parametrize("linked", ["content", "content/roles"])
def test_a_link_anywhere_on_the_way_is_refused(root: Path, linked: str) -> None:
    (root / linked).rename(root / "elsewhere")
    (root / linked).symlink_to(root / "elsewhere")
    assert refusal(root, "content/roles/a.md") == f"{linked}:1:1 symlink"


@pytest.mark.parametrize(
    "name",
    ["../outside.md", "/etc/passwd", "content/../../outside.md", "content//roles", "content/./roles", "", ".", "content/roles/", "a\x00b",
     "x" * 300, "C:x", "a\\b", "content/nul", "\udcff.md"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_or_that_no_file_can_have_is_refused(root: Path, name: str) -> None:
    assert refusal(root, name).endswith("bad-name")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_problem(root: Path) -> None:
    (root / "content/roles/a.md").chmod(0)
    assert refusal(root, "content/roles/a.md") == "content/roles/a.md:1:1 unreadable"


def test_a_name_that_turns_into_a_link_while_it_is_read_never_leads_outside(root: Path) -> None:
    name, stop = "content/roles/a.md", threading.Event()

    def flip() -> None:
        path, link = root / name, root / "content/roles/link"
        while not stop.is_set():
            link.symlink_to("../../../outside.md")
            link.replace(path)
            link.write_text("A")
            link.replace(path)

    flipping = threading.Thread(target=flip)
    flipping.start()
    seen, end = set(), time.monotonic() + 3
    try:
        for _ in takewhile(lambda _: time.monotonic() < end, range(2000)):
            try:
                seen.add(read(root, name, limit=100))
            except ContentError as error:
                seen.add(error.problems[0].code.encode())
    finally:
        stop.set()
        flipping.join()
    assert seen <= {b"A", b"", b"symlink"}


# Names


@pytest.mark.parametrize("text", ["a", "data-engineer", "a1-2", "go", "x" * 80, "versus", "vsx", "canvas-vsm"])
def test_a_slug_is_lower_case_words_with_single_hyphens(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    ["", "A", "Data-Engineer", "a_b", "a b", "a--b", "-a", "a-", "é", "../x", "/etc/x", "%2e%2e", "a\\b", "C:x", "con", "nul", "com1",
     "lpt9", "x" * 81, "a-vs-b", "vs-a", "a-vs", "vs", "a\n", "a.b", "٣", "a\x00"],
)  # fmt: skip
def test_nothing_else_is_a_slug(text: str) -> None:
    assert not is_slug(text)


@FUZZ
@given(st.from_regex(r"[a-z0-9]{1,3}(-(vs|[a-z0-9]{1,3})){0,3}", fullmatch=True), st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True))
def test_the_address_of_a_comparison_names_exactly_one_pair(left: str, right: str) -> None:
    pairs = [
        (joined[:at], joined[at + 4 :])
        for joined in [f"{left}-vs-{right}"]
        for at in range(len(joined))
        if joined[at : at + 4] == "-vs-" and is_slug(joined[:at]) and is_slug(joined[at + 4 :])
    ]
    assert len(pairs) <= 1
    assert not (is_slug(left) and is_slug(right)) or pairs == [(left, right)]


@pytest.mark.parametrize(
    "text", ["/", "/a/", "/Old-Page/x_y~z.1/", "/a.html", "/jobs/remote-senior-backend-architect-jobs/", "/2020/01/x.php"]
)
def test_a_redirect_may_stand_at_a_plain_path(text: str) -> None:
    assert is_url_path(text)


@pytest.mark.parametrize(
    "text",
    ["", "a/", "/a", "/a.b/c", "//evil/", "/a//b/", "/../x/", "/./x/", "/a/../b/", "/%2e%2e/", "/a\\b/", "/C:x/", "/con/", "/aux.html",
     "/.sitegen/", "/.htaccess", "/a b/", "/é/", "/a/?x=1", "/a/#b", "/a\n/", "/" + "x" * 201 + "/", "/" + "x/" * 600, "/a./", "https://x/"],
)  # fmt: skip
def test_nothing_else_is_a_path_to_redirect(text: str) -> None:
    assert not is_url_path(text)


@FUZZ
@given(st.text(st.sampled_from("abA1./\\%:-_~ \x00\n?#é"), max_size=12))
def test_a_slug_or_a_redirect_never_leaves_its_folder(text: str) -> None:
    if is_slug(text) or is_url_path(text):
        inside = os.path.normpath("/out/" + text.lstrip("/"))
        assert inside == "/out" or inside.startswith("/out/")
        assert not set(text) & set("\\%: \x00\n?#é")
        assert "//" not in text
