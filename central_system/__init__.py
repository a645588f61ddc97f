"""The central system, which relays and keeps sealed changes and can read none."""
