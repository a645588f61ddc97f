"""Tests of the package desktop_app.i18n."""
