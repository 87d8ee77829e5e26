"""Sentences to names, names to things, things to what is said of them."""
