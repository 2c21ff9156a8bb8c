"""A router for each conversation."""
