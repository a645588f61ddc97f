"""Reusable parts of the window that know nothing about cases."""
