"""What went wrong in a template, as a problem at its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from sitegen.bundle import Bundle
from sitegen.errors import Mark, Problem
from sitegen.page import Page

_LONGEST = 200
_WHERE = ", while rendering "


def fault(error: Exception, bundle: Bundle, page: Page) -> Problem:
    """Say `error`, met while `page` was rendered, at the innermost line of a template that led to it."""
    where = list(_lines(error, frozenset(bundle.places.values())))
    place = where[-1] if where else Mark(bundle.places.get(page.template, page.template))
    # Of a template that was only read, the page says no more than the place.
    while_rendering = f"{_WHERE}{page.path}" if page.path != page.template else ""
    if isinstance(error, RecursionError):
        # The line that came round most often is the one that leads in a circle.
        place = Counter(where).most_common(1)[0][0] if where else place
        return _problem(place, "the template includes itself without end" + while_rendering, "break the circle of includes or macros")
    if isinstance(error, TemplateSyntaxError):
        place = Mark(error.filename or place.path, error.lineno)
        said = (error.message or "it cannot be read").rstrip(".")
        return _problem(place, said[:1].lower() + said[1:] + while_rendering, "mend the tag on this line")
    if isinstance(error, TemplateNotFound):
        return _problem(place, f"there is no template '{error.message}'" + while_rendering, "check its name; it is looked up in templates/")
    if isinstance(error, UndefinedError):
        hint = "check the spelling; ask for a value that only some pages have with `is defined`"
        return _problem(place, str(error) + while_rendering, hint)
    return _problem(place, f"{type(error).__name__}: {error}"[:_LONGEST] + while_rendering, "mend what stands on this line")


def told_once(found: Iterable[Problem]) -> Iterator[Problem]:
    """Return each fault once, with the first page that shows it and how many more do: one mistake in a base breaks every page."""
    pages: dict[tuple[Mark, str, str], list[str]] = {}
    for problem in found:
        what, _, page = problem.message.partition(_WHERE)
        pages.setdefault((problem.mark, what, problem.hint), []).append(page)
    for (mark, what, hint), where in pages.items():
        more = f" and {len(where) - 1} more {'page' if len(where) == 2 else 'pages'}" if len(where) > 1 else ""
        yield _problem(mark, f"{what}{_WHERE}{where[0]}{more}" if where[0] else what, hint)


def _problem(place: Mark, message: str, hint: str) -> Problem:
    return Problem(place, "template-error", message, hint)


def _lines(error: Exception, places: frozenset[str]) -> Iterator[Mark]:
    """Find the lines of templates that the error passed, outermost first."""
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename in places:
            yield Mark(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
