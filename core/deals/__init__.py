"""Pipelines and stages, deals and their moves."""
