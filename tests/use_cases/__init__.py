"""Tests of the package desktop_app.use_cases."""
