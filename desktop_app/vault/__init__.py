"""The keys of the encrypted store: creating, unlocking, locking and erasing it."""
