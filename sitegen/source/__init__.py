"""Text -> plain data with a mark for every value. Knows YAML and front matter, and no roles."""

from sitegen.source.document import Document, parse_yaml
from sitegen.source.front_matter import body_of, parse_guide
from sitegen.source.marks import Marks, Step, Steps
from sitegen.source.text import decode

__all__ = ["Document", "Marks", "Step", "Steps", "body_of", "decode", "parse_guide", "parse_yaml"]
