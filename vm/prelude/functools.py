"""Functions that help to write functions."""
