"""Luotsi, the desktop program of the outreach worker."""
