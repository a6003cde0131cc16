"""The sidebar: one widget for each choice of the experiment."""
