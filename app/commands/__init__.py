"""Implementation of each `acquaint` command."""
