"""Views: the groups of charts of pages that have several."""
