"""Pay on the pages: the strip, a guide's section, a family's levels, every figure on record, and the rules in force."""

from sitegen.pages.pay.cited import cited
from sitegen.pages.pay.figures import Figure
from sitegen.pages.pay.ladder import FamilyPay, family_pay
from sitegen.pages.pay.ledger import Ledger
from sitegen.pages.pay.origins import Origin, origin
from sitegen.pages.pay.record import Record, records
from sitegen.pages.pay.rules import pay_rules
from sitegen.pages.pay.section import PaySection, section
from sitegen.pages.pay.strip import Strip, strips

__all__ = [
    "FamilyPay", "Figure", "Ledger", "Origin", "PaySection", "Record", "Strip", "cited", "family_pay", "origin", "pay_rules", "records",
    "section", "strips",
]  # fmt: skip
