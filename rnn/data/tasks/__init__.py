"""Tasks: where sequences come from when a person does not type them; each is one function that draws a batch."""

from rnn.data.tasks.registry import TASKS
from rnn.data.tasks.task import CHANCE, Baseline, Dials, Drawn, Task

__all__ = ["CHANCE", "TASKS", "Baseline", "Dials", "Drawn", "Task"]
