"""Lessons: texts with questions, whose claims and numbers come from runs of the engine."""
