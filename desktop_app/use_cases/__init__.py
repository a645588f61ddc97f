"""What a worker can do, in modules named after the steps of the work."""
