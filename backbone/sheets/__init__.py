"""Reads today's action plan: a spreadsheet that people made for people."""
