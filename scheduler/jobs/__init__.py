"""What the clock decides: one file for each kind of push."""
