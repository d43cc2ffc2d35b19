"""Validation of text, ids and times, for writes and for queries; imports no other part of the application."""
