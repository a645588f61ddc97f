"""The six invented stories of the field catalogue, played through the window's view models over a real server."""
