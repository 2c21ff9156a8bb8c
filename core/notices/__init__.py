"""The outbox: what is owed to whom and when; kinds, leases, retries."""
