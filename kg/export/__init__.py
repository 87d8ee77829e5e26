"""The graph in the forms that other tools read: Gephi, Neo4j, spreadsheets, data frames."""
