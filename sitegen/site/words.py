"""Warnings about wording, for the writer's judgement: each can be accepted with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.errors import Mark, Problem
from sitegen.model import Guide, Site
from sitegen.wording import AMERICAN, BRITISH, SENTENCE_WORDS, Hit, Kind, Variety, lists

MOST_ANSWER_WORDS = 120
_WRITTEN: dict[Variety, str] = {BRITISH: "British", AMERICAN: "American"}
_OTHER: dict[Variety, Variety] = {BRITISH: AMERICAN, AMERICAN: BRITISH}
# Elsewhere either spelling is at home, as in Canada, and each guide need only agree with itself.
_VARIETIES: dict[str, Variety] = {
    "en-GB": BRITISH,
    "en-AU": BRITISH,
    "en-IE": BRITISH,
    "en-IN": BRITISH,
    "en-NZ": BRITISH,
    "en-ZA": BRITISH,
    "en-US": AMERICAN,
}


def dated_words(site: Site) -> Iterator[Problem]:
    """Find words that grow false in silence, such as "currently"."""
    hint = "say it so that it stays true; the day of the review says when it was"
    for guide, hit in _hits(site, "dated"):
        yield _warning(guide, hit, "dated-word", f"'{hit.words}' will be false one day, and nobody will notice", hint)


def typed_amounts(site: Site) -> Iterator[Problem]:
    """Find amounts of money typed into a text, where they have neither source nor date."""
    hint = "give it as a band with its source and cite that: {pay:us/base}; if it is not pay, accept the rule and say so"
    for guide, hit in _hits(site, "money"):
        yield _warning(guide, hit, "money-in-prose", f"the amount '{hit.words}' is typed into a text, without a source", hint)


def mixed_spelling(site: Site) -> Iterator[Problem]:
    """Find spellings of the variety of English that site.yaml does not name; where it names none, those that are fewer in a guide."""
    language = site.content.config.language
    if language.partition("-")[0] != "en":
        return
    meant = _VARIETIES.get(language)
    for guide in current(site):
        wanted = meant or _usual(guide)
        for hit in guide.wording.hits:
            if hit.kind == _OTHER[wanted]:
                where = f"the site is in {language}" if meant else f"the guide is otherwise {_WRITTEN[wanted]}"
                other = lists().spelling[hit.words.lower().replace("’", "'")][1]
                yield _warning(
                    guide, hit, "mixed-spelling", f"'{hit.words}' is {_WRITTEN[_OTHER[wanted]]} spelling; {where}", f"write '{other}'"
                )


def filler(site: Site) -> Iterator[Problem]:
    """Find phrases that would fit any guide, such as "plays a key role"."""
    for guide, hit in _hits(site, "filler"):
        message = f"'{hit.words}' would fit any guide and says nothing about this one"
        yield _warning(guide, hit, "filler", message, "strike it, or say what happens instead")


def long_sentences(site: Site) -> Iterator[Problem]:
    """Find sentences that readers have to take twice."""
    for guide, hit in _hits(site, "long"):
        words = hit.words.split()
        message = f"a sentence of {len(words)} words, more than {SENTENCE_WORDS}: '{' '.join(words[:6])} …'"
        yield _warning(guide, hit, "long-sentence", message, "one idea a sentence: divide it where a reader would breathe")


def missing_sections(site: Site) -> Iterator[Problem]:
    """Find guides without a section that readers of any guide look for."""
    for guide in current(site):
        there = {title.casefold() for title in guide.sections}
        missing = [title for title in lists().recommended if title.casefold() not in there]
        if missing:
            message = "the body has no section " + " and none ".join(f"'{title}'" for title in missing)
            hint = f"begin one with a line '## {missing[0]}', or accept the rule where there is nothing true to say"
            yield Problem(guide.mark(), "missing-section", message, hint, "warning")


def long_answers(site: Site) -> Iterator[Problem]:
    """Find FAQ answers that are longer than anybody reads in a list of questions."""
    for guide in current(site):
        for index, words in enumerate(guide.wording.answers):
            if words > MOST_ANSWER_WORDS:
                message = f"the answer has {words} words, more than {MOST_ANSWER_WORDS}"
                hint = "answer in the first sentence, explain in two more; what is left belongs in the body"
                yield Problem(guide.mark("faqs", index, "answer"), "long-answer", message, hint, "warning")


def current(site: Site) -> Iterator[Guide]:
    """Return the guides that are edited still, drafts included."""
    return (guide for guide in site.content.guides if guide.front.status != "archived")


def _hits(site: Site, kind: Kind) -> Iterator[tuple[Guide, Hit]]:
    for guide in current(site):
        for hit in guide.wording.hits:
            if hit.kind == kind:
                yield guide, hit


def _usual(guide: Guide) -> Variety:
    """Return the variety that the guide is mostly written in; British where it has as much of either."""
    american = sum(1 if hit.kind == AMERICAN else -1 if hit.kind == BRITISH else 0 for hit in guide.wording.hits)
    return AMERICAN if american > 0 else BRITISH


def _warning(guide: Guide, hit: Hit, code: str, message: str, hint: str) -> Problem:
    return Problem(Mark(guide.name, hit.line, hit.column), code, message, hint, "warning")
