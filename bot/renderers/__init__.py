"""Words for notices: one file for each family of kinds, registered by importing it."""
