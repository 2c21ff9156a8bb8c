"""A thing becomes text and keyboard: pure functions, no database, no messenger call."""
