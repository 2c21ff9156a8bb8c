"""Engines for SQLite and PostgreSQL, column types, Base, migrations."""
