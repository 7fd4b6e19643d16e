"""A small site to search: guides of a few ladders with the pages of their skills, tools and families."""

from __future__ import annotations

from sitegen.search import Entry

LEVELS = ("Junior", "Mid-level", "Senior", "Staff", "Principal")
ASKED = {"Junior": ("junior", "trainee", "no experience"), "Senior": ("senior", "experienced"), "Principal": ("principal", "head of")}
FACETS = {"family": {}, "level": {level: ASKED.get(level, ()) for level in LEVELS}, "skill": {}}


def guide(slug: str, title: str, family: str, level: str, skills: tuple[str, ...], **more: object) -> Entry:
    filters = {"family": (family,), "level": (level,), "skill": skills}
    meta = {"pay": str(more.pop("pay"))} if "pay" in more else {}
    return Entry(f"roles/{slug}/", "guide", title, skills=skills, filters=filters, meta=meta, **more)  # type: ignore[arg-type]


ENTRIES: tuple[Entry, ...] = (
    guide(
        "backend-engineer",
        "Backend Engineer",
        "Software",
        "Mid-level",
        ("Go", "PostgreSQL", "API design"),
        also=("Server Engineer",),
        summary="Builds the services that a product runs on.",
        text="Writes endpoints, keeps queries quick and answers for them at night.",
        about=("rdbms", "golang"),
        pay="USD 120000–150000",
    ),
    guide(
        "senior-backend-engineer",
        "Senior Backend Engineer",
        "Software",
        "Senior",
        ("Go", "PostgreSQL", "Kafka", "Distributed systems"),
        summary="Owns whole services and helps others own theirs.",
        text="Breaks a vague wish into steps that ship. Keeps an error budget and spends it on purpose.",
        pay="USD 150000–190000",
    ),
    guide(
        "backend-architect",
        "Backend Architect",
        "Architecture",
        "Staff",
        ("Distributed systems", "Kafka", "API design"),
        also=("Backend Systems Architect",),
        terms=("server side architect",),
        summary="Decides where services begin and end.",
        text="Writes decisions down with what they cost, draws the boundaries, and revisits both.",
        main=("rdbms",),
    ),
    guide(
        "senior-systems-architect",
        "Senior Systems Architect",
        "Architecture",
        "Principal",
        ("Distributed systems", "Capacity planning"),
        summary="Keeps many systems one system.",
        text="The systems architect reads traces, plans capacity and says which architect decides what.",
    ),
    guide(
        "solutions-architect",
        "Solutions Architect",
        "Architecture",
        "Staff",
        ("API design", "Stakeholder management"),
        summary="Fits what we sell to what a customer has.",
        text="Talks with architects of other systems, and has met every systems problem twice.",
    ),
    guide(
        "data-engineer",
        "Data Engineer",
        "Data",
        "Mid-level",
        ("SQL", "Python", "Kafka"),
        also=("ETL Developer",),
        summary="Moves data to where questions are asked.",
        text="Builds pipelines, watches them, and repairs what arrives late.",
        pay="USD 112000–182000",
    ),
    guide(
        "senior-data-engineer",
        "Senior Data Engineer",
        "Data",
        "Senior",
        ("SQL", "Python", "Kafka", "Data modelling"),
        summary="Shapes the models that others query.",
        text="A senior data engineer of a data platform team. A data engineer first, and data engineer again.",
    ),
    guide(
        "site-reliability-engineer",
        "Site Reliability Engineer",
        "Operations",
        "Senior",
        ("Python", "Capacity planning"),
        also=("SRE",),
        summary="Keeps promises about availability.",
        text="Runs the pager, writes the review without blame, removes toil.",
    ),
    Entry("skills/sql/", "skill", "SQL", summary="Ask relational data precise questions."),
    Entry("skills/distributed-systems/", "skill", "Distributed systems", summary="Reason about parts that fail apart."),
    Entry("skills/kafka/", "tool", "Kafka", also=("Apache Kafka",), summary="A log that many services read."),
    Entry("skills/cpp/", "skill", "C++", terms=("cplusplus",), summary="Manual memory, tamed."),
    Entry("skills/c/", "skill", "C", summary="Close to the machine."),
    Entry("families/data/", "family", "Data", summary="Everyone who makes data fit for use."),
    Entry("families/architecture/", "family", "Architecture", summary="Those who decide what is costly to change."),
    Entry("about/", "page", "About this site", text="Who writes it and why every figure has a source."),
    Entry("", "page", "Rolebook", summary="Guides to roles, with sources."),
    *(guide(f"porter-{n:02}", f"Porter of wing {n:02}", "House", "Junior", (), summary="Carries.") for n in range(1, 13)),
    guide(
        "hostile",
        '<img src=x onerror=alert(1)> & “quoted” "Tester"',
        "Software",
        "Junior",
        ("</p><b>bold</b>",),
        summary="Says <script>alert(1)</script> &lt;and&gt; <mark>means</mark> it.",
        text="Then ___END_PAGEFIND_WEIGHT___ and ___PAGEFIND_WEIGHT___10 follow\u200b, quietly.",
    ),
)
