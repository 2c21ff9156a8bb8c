"""The sales department. Knows no messenger, no words for people, no clock of its own."""
