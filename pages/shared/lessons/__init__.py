"""The text of a lesson beside its charts: which card, its question, and a lesson of one's own."""
