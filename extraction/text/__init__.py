"""Source text made comparable: normalisation with a map back to the source's code points."""
