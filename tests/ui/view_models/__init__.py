"""Tests of the package desktop_app.ui.view_models."""
