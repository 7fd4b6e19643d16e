"""Cold work over processes: the same bytes for any number of them and any executor, and a clear error when one dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from benchmarks.library import lay_out_library
from sitegen import pipeline
from sitegen.errors import ToolError
from sitegen.output import digests
from sitegen.pipeline import Options
from sitegen.workers import Crew

GUIDES = 30


class Remote(Executor):
    """An executor of our own: it counts what it is handed, and sends it away as another machine would, pickled both ways."""

    def __init__(self) -> None:
        self.tasks: list[str] = []
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.tasks.append(getattr(fn, "func", fn).__name__)
        return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)


def twice(batch: Sequence[int]) -> list[int]:
    return [2 * value for value in batch]


def die(batch: Sequence[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return list(batch)


def refuse(batch: Sequence[int]) -> list[int]:
    raise ValueError(f"refused {batch[0]}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out_library(tmp_path_factory.mktemp("site"), GUIDES)


def built(site: Path, out: Path, **how: Any) -> dict[str, str]:
    pipeline.build(Options(root=site, out=out, cache=None, as_of=date(2026, 11, 22), search=False, **how))
    return digests(out)


def test_the_site_is_the_same_bytes_for_any_number_of_processes(site: Path, tmp_path: Path) -> None:
    one = built(site, tmp_path / "one", jobs=1)
    assert len(one) > GUIDES
    assert built(site, tmp_path / "two", jobs=2) == one
    assert built(site, tmp_path / "five", jobs=5) == one


def test_an_executor_of_somebody_elses_parses_and_renders_the_same_site(site: Path, tmp_path: Path) -> None:
    with Remote() as remote:
        far = built(site, tmp_path / "far", executor=remote)
    assert far == built(site, tmp_path / "near", jobs=1)
    assert set(remote.tasks) == {"parse_batch", "render_batch"}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(number: int) -> None:
    assert list(Crew(number).spread(twice, range(500))) == list(range(0, 1000, 2))


def test_nothing_to_do_asks_nobody() -> None:
    with ThreadPoolExecutor(1) as nobody:
        nobody.shutdown()
        assert list(Crew(executor=nobody).spread(twice, [])) == []


def test_a_worker_that_is_killed_is_told_in_words() -> None:
    with pytest.raises(ToolError, match="a worker process was killed\n    hint: often memory ran out: try --jobs 1"):
        list(Crew(2).spread(die, range(100)))


def test_what_a_task_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="refused 0"):
        list(Crew(2).spread(refuse, range(100)))
