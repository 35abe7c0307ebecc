"""Readings for people and programs: the terminal, a page, JSON, and prediction files."""
