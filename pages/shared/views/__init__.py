"""The views of pages that have several."""
