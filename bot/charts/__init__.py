"""A report becomes a picture."""
