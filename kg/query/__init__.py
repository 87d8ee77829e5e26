"""Questions to the graph: named ones with parameters, SPARQL text, and questions in plain words."""
