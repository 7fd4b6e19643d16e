"""Listing files and published statistics that others made -> observations of pay; reference rates of exchange."""

from sitegen.listings.importer import Progress, import_listings
from sitegen.listings.rates import RatesReport, refresh_rates
from sitegen.listings.report import LeftOutCount, Report, as_json, as_text
from sitegen.schema.mapping import ListingMapping, StatisticsMapping

__all__ = [
    "LeftOutCount",
    "ListingMapping",
    "Progress",
    "RatesReport",
    "Report",
    "StatisticsMapping",
    "as_json",
    "as_text",
    "import_listings",
    "refresh_rates",
]
