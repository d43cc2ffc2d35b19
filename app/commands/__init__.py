"""What stands behind each command of `acquaint`."""
