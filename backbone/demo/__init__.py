"""
The demonstration partnership: real published figures, made-up organisations and people.

Everything is built through the services, never by fixtures, so that the demo is what a real
partnership would have after the same steps.
"""
