"""Tests of the package desktop_app.domain."""
