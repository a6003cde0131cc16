"""Figures of several lanes at once; each draws one lane as it draws four."""
