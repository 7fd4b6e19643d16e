"""Page -> Artifact, with the only Jinja there is; pages of data need none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from types import CodeType

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket

from sitegen.bundle import Bundle
from sitegen.errors import ContentError, Problem
from sitegen.page import Artifact, Page
from sitegen.render.data import WRITERS
from sitegen.render.faults import fault, told_once
from sitegen.render.formats import direction, filters
from sitegen.render.markdown import plain, to_markdown
from sitegen.render.prose import answer, fill, parts

__all__ = ["Compiled", "environment", "fault", "render", "render_batch", "told_once"]

_MOST_COMPILED = 1_000


def render(bundle: Bundle, language: str, page: Page) -> Artifact:
    """Make the file of one page.

    Raises: ContentError [template-error] at the line of the template, naming the page.
    """
    if page.template in WRITERS:
        return Artifact(page.path, WRITERS[page.template](page.context))
    made = environment(bundle, language)
    try:
        text = made.get_template(page.template).render(page.context)
    except Exception as error:  # whatever a template does wrong is its owner's to mend
        raise ContentError([fault(error, bundle, page)]) from error
    return Artifact(page.path, (text.strip("\n") + "\n").encode())


def render_batch(bundle: Bundle, language: str, pages: Iterable[Page]) -> list[Artifact]:
    """Make the files of many pages, in order; a worker process can be sent this.

    Raises: ContentError with every fault, each once however many pages show it.
    """
    made: list[Artifact] = []
    found: list[Problem] = []
    for page in pages:
        try:
            made.append(render(bundle, language, page))
        except ContentError as error:
            found += error.problems
    if found:
        raise ContentError(told_once(found))
    return made


class Compiled(BytecodeCache):
    """What this process compiled, by source: of a bundle that differs in one template, the others are compiled already."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code, if it is known."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take in code that was compiled; after a thousand templates, begin anew."""
        if len(self._known) >= _MOST_COMPILED:
            self._known.clear()
        if bucket.code:
            self._known[bucket.key, bucket.checksum] = bucket.code

    def get_source_checksum(self, source: str) -> str:
        """Name a source by all of it."""
        return source


@lru_cache(maxsize=2)
def _compiled(language: str) -> Compiled:  # noqa: ARG001  # constants are worked out as templates are compiled, filters and all
    return Compiled()


@lru_cache(maxsize=2)
def environment(bundle: Bundle, language: str) -> Environment:
    """Return the one environment for a bundle: it escapes whatever a template is called, and refuses names that do not exist."""

    def source(name: str) -> tuple[str, str, None] | None:
        text = bundle.templates.get(name)
        return None if text is None else (text, bundle.places[name], None)

    made = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_compiled(language),
    )
    made.globals.clear()
    made.globals |= {"range": range, "dict": dict, "parts": parts, "direction": direction(language)}
    del made.filters["random"]  # the same content always makes the same bytes
    made.filters |= {**filters(language), "fill": fill, "answer": answer, "markdown": to_markdown, "plain": plain}
    return made
