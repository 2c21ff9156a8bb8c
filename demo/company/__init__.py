"""A made-up company, written as a bundle: building materials, three teams, two years that hang together.

`data/` holds its shape and its words; the modules tell its story from a seed: people, clients, deals with
their moves and talks, sales, plans, and what is to be done today. Everything is dated relative to `today`.
"""
