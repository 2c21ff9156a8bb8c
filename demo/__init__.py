"""A telephone to hold without Telegram: a fake Bot API server and a company to play with.

`python -m demo` (runner.py) opens both, telegram/ and company/, with the real bot beside them.
"""
