"""Files, folders, records and pages in; articles out, and a word about whatever could not be read."""

from kg.read.folders import FORMATS
from kg.read.inputs import FIELDS, articles
from kg.read.problem import Problem
from kg.read.samples import samples

__all__ = ["FIELDS", "FORMATS", "Problem", "articles", "samples"]
