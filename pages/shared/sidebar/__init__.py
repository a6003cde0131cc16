"""The sidebar: one widget per choice of the experiment."""
