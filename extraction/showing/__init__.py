"""Showing: one document beside all that was read from it, as a web page of its own.

Pure functions from a source text and its record to HTML. Nothing here reads a ruling, and the page fetches nothing.
"""
