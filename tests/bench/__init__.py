"""The benchmark, `make bench`: what a recorded call and a morning digest cost.

A record is: a text, the draft card, a tap on ✅, the confirmation. Its unit is the echo round trip: a text and its
answer by a bare aiogram bot (echo.py), on the same fake Telegram, in the same run, with as many people at once.
The fake and the people live in the process that measures (telephones.py): no HTTP between them, so they cost little;
each bot is a process of its own. `__main__` runs it, results.py prints it.
"""
