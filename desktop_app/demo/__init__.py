"""The guided demo: drives the real window through the whole story with invented people."""
