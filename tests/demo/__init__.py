"""The guided demo and what it relies on."""
