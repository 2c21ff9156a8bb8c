"""The department's clock: decides what is due, owes it to the outbox, delivers the outbox through a
Sender.
"""
