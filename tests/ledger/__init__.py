"""Tests of the package desktop_app.ledger."""
