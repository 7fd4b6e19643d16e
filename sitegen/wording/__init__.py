"""What an editor would ask about in a text: words that date, amounts of money, spellings. It finds; `site` decides what is said of it."""

from sitegen.wording.fields import field_passages, field_texts
from sitegen.wording.lists import AMERICAN, BRITISH, Lists, Variety, lists
from sitegen.wording.shared import RUN_WORDS, Run, shared_runs
from sitegen.wording.survey import SENTENCE_WORDS, Hit, Kind, Wording, survey

__all__ = [
    "AMERICAN",
    "BRITISH",
    "RUN_WORDS",
    "SENTENCE_WORDS",
    "Hit",
    "Kind",
    "Lists",
    "Run",
    "Variety",
    "Wording",
    "field_passages",
    "field_texts",
    "lists",
    "shared_runs",
    "survey",
]
