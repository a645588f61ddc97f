"""Tests of the package desktop_app.ui.pages."""
