"""What was spoken becomes text: a port, and who may stand behind it."""
