"""Tests of the package desktop_app.sync."""
