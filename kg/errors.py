"""Every error a user can meet, each with a message that names the thing at fault and says what to do."""

from __future__ import annotations


class KgError(Exception):
    """Root of the errors that the command line prints without a traceback."""


class InputError(KgError):
    """A file or record that cannot be read as a Vietnamese article."""


class OntologyError(KgError):
    """A Turtle file of the ontology or lexicon that says something impossible."""


class QueryError(KgError):
    """A question that is not valid SPARQL, is not allowed, or took too long."""


class StoreError(KgError):
    """A graph store that is missing, locked, damaged or from another version."""
