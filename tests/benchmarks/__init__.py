"""Measurements of our own figures against their floors."""
