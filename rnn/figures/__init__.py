"""Figures: each file answers one question with a plain Plotly dict; nothing is computed here, and no colour is named."""
