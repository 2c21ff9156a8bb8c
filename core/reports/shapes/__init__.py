"""Reports as JSON objects: keys, rounding and ids as outsiders see them. Source: BUNDLE.md, Shapes."""
