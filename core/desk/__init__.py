"""Acts that cross rooms: record a draft, undo it, start the house, dismiss."""
