"""Common agenda: what the partners want together, and the words of people it came from."""
