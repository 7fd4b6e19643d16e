"""Plain data -> a record, or every fault in it at its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from sitegen.errors import ContentError
from sitegen.schema.base import Record
from sitegen.schema.faults import problems
from sitegen.source import Marks

R = TypeVar("R", bound=Record)


def record_of(model: type[R], data: Any, marks: Marks) -> R:
    """Hold the data of a whole document against its schema. Raises: ContentError with every fault."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ContentError(problems(error, model, marks)) from None
