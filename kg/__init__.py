"""A knowledge graph of Vietnamese political and administrative news, with the sentence behind every fact."""

__version__ = "0.1.0"
