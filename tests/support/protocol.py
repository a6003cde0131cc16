"""The messages of Streamlit's web socket, as its browser's part writes them."""

from __future__ import annotations

from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg

Value = dict[str, Any]
"""{field of a widget's state: what is in it}."""


def asking(query: str, page: str, widgets: dict[str, Value], fragment: str, of_itself: bool) -> bytes:
    """The message that asks for a run of the page or of one of its fragments, with the values of all widgets."""
    message = BackMsg()
    asks = message.rerun_script
    asks.query_string, asks.page_name = query, page
    asks.fragment_id, asks.is_auto_rerun = fragment, of_itself
    for name, value in widgets.items():
        asks.widget_states.widgets.add(id=name, **value)
    return message.SerializeToString()


def typed_into(widget: Any, text: str) -> Value:
    """The value of a widget into which a text was typed; an empty text leaves a field for numbers empty."""
    if widget.DESCRIPTOR.name != "NumberInput":
        return {"string_value": text}
    return {"double_value": float(text)} if text else {}


def written_by_the_app(widget: Any) -> Value | None:
    """The value that the app gave a widget, if it did: the browser sends it back from then on."""
    if not getattr(widget, "set_value", False):
        return None
    kind = widget.DESCRIPTOR.name
    if kind == "NumberInput":
        return {"double_value": widget.value} if widget.HasField("value") else {}
    if kind == "Selectbox":
        return {"string_value": widget.raw_value}
    return {"string_value": widget.value} if kind in ("TextArea", "TextInput") else None


def shown_in(widget: Any) -> str:
    """What a field shows, as it is typed."""
    (value,) = (written_by_the_app(widget) or {"": ""}).values() or ("",)
    return f"{value:g}" if isinstance(value, float) else str(value)
