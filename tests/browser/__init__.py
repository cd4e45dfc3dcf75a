"""Browser tests. A package, so that its package-scoped site ends with it and frees the graph for other tests."""
