"""Figures: each file answers one question with a plain Plotly dict; nothing is computed, and no colour is named."""
