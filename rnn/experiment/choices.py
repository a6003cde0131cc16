"""A choice: one hyperparameter, declared once; widget, JSON file and error message all read this declaration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from rnn.text.quoting import plain, quoted

WhenChanged = Literal["start anew", "record", "keep"]


class ExperimentError(ValueError):
    """An experiment that cannot be: `problems` has a sentence for each reason, with field, value and allowed range."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Choice:
    """What may be chosen: a number from `low` to `high`, or one of `options`; `optional` may be left empty (None).

    key : what it is called in a link
    empty : what None means, where it is optional
    options : {value: label}
    only_where : (another choice, its values) where this one means anything; no values: wherever it is not off
    when_changed : "start anew" (it shapes the network or its data), "record" (it takes effect while the network
        trains, and is remembered with its epoch) or "keep" (the training so far stays valid)
    """

    name: str
    label: str
    help: str
    default: Any
    when_changed: WhenChanged
    whole: bool = False
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    unit: str = ""
    optional: bool = False
    empty: str = "off"
    options: dict[str, str] | None = None
    key: str = ""
    only_where: tuple[str, tuple[str, ...]] | None = None

    def means_something(self, choices: object) -> bool:
        """Whether it makes any difference beside the other choices."""
        if self.only_where is None:
            return True
        name, values = self.only_where
        value = getattr(choices, name)
        return value in values if values else value is not None

    @property
    def allowed(self) -> str:
        """The allowed values, as a person would say them."""
        if self.options is not None:
            return "one of: " + ", ".join(self.options)
        kind = "a whole number" if self.whole else "a number"
        off = f", or nothing ({self.empty})" if self.optional else ""
        return f"{kind} from {plain(self.low)} to {plain(self.high)}{' ' + self.unit if self.unit else ''}{off}"

    def accepts(self, value: float | None) -> bool:
        """Whether a number lies within the limits, and is whole if it must be; None only where it may be off."""
        if value is None:
            return self.optional
        return self.low <= value <= self.high and (not self.whole or value == int(value))

    def typed(self, value: float | None) -> float | None:
        """An accepted number in the type of this choice."""
        return int(value) if self.whole and value is not None else value

    def setting(self, value: str) -> str:
        """One of the options as advice names it, "Optimizer to Adam"."""
        return f"{self.label} to {(self.options or {})[value]}"

    def refusal(self, value: object) -> str:
        """The sentence that refuses `value`."""
        return f"{self.label}: {quoted(value)} is not allowed. Give {self.allowed}."

    @classmethod
    def of(cls, name: str, info: FieldInfo) -> Choice:
        """The choice that a pydantic field declares."""
        declared = info.json_schema_extra
        assert isinstance(declared, dict)
        limits = {key: getattr(bound, key) for bound in info.metadata for key in ("ge", "le") if hasattr(bound, key)}
        return cls(
            name=name,
            label=info.title or name,
            help=info.description or "",
            default=info.default,
            low=limits.get("ge", 0.0),
            high=limits.get("le", 0.0),
            whole=info.annotation in (int, int | None),
            optional=info.default is None,
            **{**declared, "key": declared.get("key") or name},  # type: ignore[arg-type]
        )


def number(
    default: float | None,
    low: float,
    high: float,
    label: str,
    help: str,
    *,
    when_changed: WhenChanged,
    step: float,
    unit: str = "",
    key: str = "",
    empty: str = "off",
    only_where: tuple[str, tuple[str, ...]] | None = None,
) -> Any:
    """Declare a number; a default of None means that it is `empty` until it is set; its `key` in a link is short."""
    extra = {"when_changed": when_changed, "step": step, "unit": unit, "key": key, "only_where": only_where}
    declared = {**extra, "empty": empty}
    return Field(default, ge=low, le=high, title=label, description=help, json_schema_extra=declared)  # type: ignore[arg-type]


def selection(
    default: str,
    options: dict[str, str],
    label: str,
    help: str,
    *,
    when_changed: WhenChanged,
    key: str = "",
    only_where: tuple[str, tuple[str, ...]] | None = None,
) -> Any:
    """Declare a choice among named options, {value: label}; its `key` in a link is short."""
    extra = {"when_changed": when_changed, "options": options, "key": key, "only_where": only_where}
    return Field(default, title=label, description=help, json_schema_extra=extra)  # type: ignore[arg-type]


class Labelled(Protocol):
    """An entry of a registry."""

    @property
    def label(self) -> str:
        """What it is called on the screen."""


def labels(registry: Mapping[str, Labelled]) -> dict[str, str]:
    """{name: label}, the options that a registry offers."""
    return {name: entry.label for name, entry in registry.items()}


def one_of(names: Iterable[str]) -> AfterValidator:
    """For a field's type: refuses what is not among the names."""
    allowed = tuple(names)

    def check(value: str) -> str:
        if value not in allowed:
            raise PydanticCustomError("option", "not an option")
        return value

    return AfterValidator(check)


def plain_scalar(value: Any) -> Any:
    """A NumPy number as Python's; anything else as it is."""
    return value.item() if isinstance(value, np.generic) else value


SCALAR = BeforeValidator(plain_scalar)
