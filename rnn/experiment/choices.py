"""Choices: each hyperparameter is declared once, for its widget, its JSON field and its error message."""

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
    """Invalid experiment; `problems` has one sentence per problem, with field, value and allowed range."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Choice:
    """A hyperparameter: a number from `low` to `high`, or one of `options`; None is allowed if it is `optional`.

    key : its name in a link
    empty : the meaning of None
    options : {value: label}
    only_where : (another choice or a property, its values) under which this choice has an effect; no values: whenever
        it is not off
    when_changed : "start anew" (it shapes the network or its data), "record" (it takes effect during training and is
        recorded with its epoch) or "keep" (the training so far stays valid)
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
    only_where: tuple[str, tuple[object, ...]] | None = None

    def means_something(self, choices: object) -> bool:
        """Whether this choice has an effect, given the other choices."""
        if self.only_where is None:
            return True
        name, values = self.only_where
        value = getattr(choices, name)
        return value in values if values else value is not None

    @property
    def allowed(self) -> str:
        """The allowed values in words."""
        if self.options is not None:
            return "one of: " + ", ".join(self.options)
        kind = "a whole number" if self.whole else "a number"
        off = f", or nothing ({self.empty})" if self.optional else ""
        return f"{kind} from {plain(self.low)} to {plain(self.high)}{' ' + self.unit if self.unit else ''}{off}"

    def accepts(self, value: float | None) -> bool:
        """Whether the value is allowed: within the limits, whole if required, None only if optional."""
        if value is None:
            return self.optional
        return self.low <= value <= self.high and (not self.whole or value == int(value))

    def typed(self, value: float | None) -> float | None:
        """Convert an accepted number to the type of this choice."""
        return int(value) if self.whole and value is not None else value

    def setting(self, value: str) -> str:
        """Return label and option as advice names them, such as "Optimizer to Adam"."""
        return f"{self.label} to {(self.options or {})[value]}"

    def refusal(self, value: object) -> str:
        """Return the error message for `value`."""
        return f"{self.label}: {quoted(value)} is not allowed. Give {self.allowed}."

    @classmethod
    def of(cls, name: str, info: FieldInfo) -> Choice:
        """Return the choice that a pydantic field declares."""
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
    only_where: tuple[str, tuple[object, ...]] | None = None,
) -> Any:
    """Declare a number; with the default None it is optional, and `empty` is the meaning of None."""
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
    only_where: tuple[str, tuple[object, ...]] | None = None,
) -> Any:
    """Declare a choice among options, {value: label}."""
    extra = {"when_changed": when_changed, "options": options, "key": key, "only_where": only_where}
    return Field(default, title=label, description=help, json_schema_extra=extra)  # type: ignore[arg-type]


class Labelled(Protocol):
    """An entry of a registry, with a label."""

    @property
    def label(self) -> str:
        """Its name on the screen."""


def labels(registry: Mapping[str, Labelled]) -> dict[str, str]:
    """Return the options of a registry, {name: label}."""
    return {name: entry.label for name, entry in registry.items()}


def one_of(names: Iterable[str]) -> AfterValidator:
    """Return a pydantic validator that accepts only these names."""
    allowed = tuple(names)

    def check(value: str) -> str:
        if value not in allowed:
            raise PydanticCustomError("option", "not an option")
        return value

    return AfterValidator(check)


def plain_scalar(value: Any) -> Any:
    """Convert a NumPy scalar to a Python one; return anything else unchanged."""
    return value.item() if isinstance(value, np.generic) else value


SCALAR = BeforeValidator(plain_scalar)
