"""A telephone to hold without Telegram: a fake Bot API server and, later, a company to play with."""
