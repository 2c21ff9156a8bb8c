"""The company bundle: a whole sales department in and out as a folder of files. Source: BUNDLE.md."""
