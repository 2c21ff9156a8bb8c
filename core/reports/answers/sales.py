"""Answers over sales and what leads to them: the five metrics, the profit formula, channels, response."""

from collections.abc import Mapping

from core.reports.answers.asked import Answer

ANSWERS: Mapping[str, Answer] = {}
