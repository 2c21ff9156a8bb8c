"""The read side: one file for each report of METRICS.md, and the JSON form that BUNDLE.md gives them."""
