"""Companies and their contact persons, aliases, search."""
