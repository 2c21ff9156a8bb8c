"""The seam to Telegram: poller, webhook, sender, state storage."""
