"""What an editor would ask about in a text: words that date, amounts of money, spellings. It finds; `site` decides what is said of it."""

from sitegen.wording.fields import field_passages
from sitegen.wording.lists import AMERICAN, BRITISH, Lists, Variety, lists
from sitegen.wording.survey import Hit, Kind, Wording, survey

__all__ = ["AMERICAN", "BRITISH", "Hit", "Kind", "Lists", "Variety", "Wording", "field_passages", "lists", "survey"]
