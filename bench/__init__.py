"""
Measurements, not tests: `python -m bench interact` and `python -m bench growth`.

Each starts servers of its own, measures ours and something plain in turn, in one run on one
machine, and prints a JSON line for each figure and a table of ratios. No part of the portal.
"""
