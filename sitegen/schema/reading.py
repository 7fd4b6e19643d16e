"""Plain data -> a record, or every fault in it at its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from sitegen.errors import ContentError
from sitegen.schema.base import Record
from sitegen.schema.faults import problems
from sitegen.source import Marks, Steps

R = TypeVar("R", bound=Record)


def record_of(model: type[R], data: Any, marks: Marks, at: Steps = ()) -> R:
    """Hold data against its schema. Shape: `at` leads to it from the document's root. Raises: ContentError with every fault."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ContentError(problems(error, model, marks, at)) from None
