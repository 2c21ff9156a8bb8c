"""One line of speech becomes a Draft: dates, money, names, and lexicons as data."""
