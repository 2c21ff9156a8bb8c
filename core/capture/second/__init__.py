"""A second reader for lines read only in part: asked for what the grammar left empty, never believed."""
