"""Each report of the command line: what was asked, by internal ids, to the JSON result of BUNDLE.md."""
