"""A visitor without a browser: speaks the protocol of Streamlit's web socket to a running server of this machine."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlparse

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.support.protocol import Value, asking, typed_into, written_by_the_app
from tests.support.ticks import Ticks

PATIENCE = 60.0
"""Seconds until a condition that does not come true fails a test."""
STAGE = "bptt_lab_stage"


class SocketClient:
    """One tab of the app.

    query : the part of its address after "?"
    page : the page's name in the address; none is Train
    """

    def __init__(self, address: str, query: str = "", page: str = "") -> None:
        self.address, self.query, self.page = address, query, page
        self.session = ""  # Streamlit's name of the session
        self.stage: dict[str, Any] = {}  # the newest message to the stage
        self.elements: dict[str, Any] = {}  # what was drawn, by id
        self.widgets: dict[str, Value] = {}  # what was typed and chosen, by id
        self.texts: list[str] = []  # all sentences
        self.exceptions: list[Any] = []
        self.frames = self.finished = self.received = self.bytes = self.number = 0
        self.first_frame = 0.0
        self._socket: Any = None
        self._ticks = Ticks(lambda fragment: self.ask(fragment, of_itself=True))
        self._fragments: dict[str, str] = {}
        self._stage_id, self._listening = "", None
        self._news = asyncio.Condition()

    async def open(self) -> SocketClient:
        """Connect, with the same session if there was one, and ask for the page."""
        url = f"ws://{urlparse(self.address).netloc}/_stcore/stream"
        names = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([self.session] if self.session else [])]
        self._socket = await websockets.connect(url, max_size=None, subprotocols=names, open_timeout=PATIENCE)
        self._listening = asyncio.create_task(self._listen(self._socket))
        await self.ask()
        return self

    async def arrive(self) -> SocketClient:
        """Connect, and wait until the charts of the page were there to be drawn, as a browser says."""
        await self.open()
        await self.until(lambda: self.stage.get("frames"))
        await self.press("arrive", page=self.stage["page"])
        return self

    async def cut(self) -> None:
        """Lose the connection, as a network does: nothing is said."""
        self._ticks.stop()
        if self._listening:
            self._listening.cancel()
        self._socket.transport.abort()

    async def back(self) -> None:
        """Connect again after a cut, and wait until the page has been drawn anew."""
        message = self.stage["message"]
        await self.open()
        await self.until(lambda: self.stage["message"] != message)

    async def close(self) -> None:
        """Close the tab."""
        self._ticks.stop()
        await self._socket.close()

    async def ask(self, fragment: str = "", of_itself: bool = False) -> None:
        """Ask for a run of the page or of one of its fragments, with everything that was typed and chosen."""
        await self._socket.send(asking(self.query, self.page, self.widgets, fragment, of_itself))

    async def say(self, data: bytes | str) -> None:
        """Send anything at all; the server may close the socket before it has all of it."""
        with suppress(websockets.ConnectionClosed):
            await self._socket.send(data)

    async def press(self, do: str, **rest: Any) -> None:
        """Send the next command of the stage, as the browser does, and wait until it was carried out."""
        number = await self.send([{"do": do, **rest}])
        await self.until(lambda: self.stage["done"] >= number)

    async def send(self, commands: list[Any]) -> int:
        """Send commands of the stage, those that are objects with the numbers that follow; gives the last one."""
        for command in commands:
            if isinstance(command, dict):
                self.number = max(self.number, self.stage["done"]) + 1
                command.setdefault("n", self.number)
        await self.forge(json.dumps({"command": {"n": self.number, "list": commands}}))
        return self.number

    async def forge(self, state: str) -> None:
        """Send any text in place of the stage's state."""
        self.widgets[self._stage_id] = {"json_value": state}
        await self.ask(self._fragments.get(self._stage_id, ""))

    async def type(self, label: str, text: str) -> None:
        """Type into the field of that label, and confirm; an empty text leaves a field for numbers empty."""
        await self.give(label, typed_into(self.widget(label), text))

    async def give(self, label: str, value: Value) -> None:
        """Send any {field of the protocol: value} for the widget of that label."""
        name = self.widget(label).id
        self.widgets[name] = value
        await self.ask(self._fragments.get(name, ""))

    async def click(self, label: str) -> None:
        """Press a button of the page."""
        await self.give(label, {"trigger_value": True})
        del self.widgets[self.widget(label).id]

    def widget(self, label: str) -> Any:
        """The newest widget of that label, or of that kind where it has none."""
        names = ((one, (getattr(one, "label", ""), one.DESCRIPTOR.name)) for one in reversed(self.elements.values()))
        return next((one for one, known in names if label in known), None)

    @property
    def tick(self) -> float:
        """Seconds between two runs that the page asks for of itself; 0 if it asks for none."""
        return self._ticks.longest

    @property
    def epoch(self) -> int:
        """The epoch of the newest frame."""
        return int(self.stage["frames"][-1]["epoch"])

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something that the server says makes it true."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(holds)

    async def until_closed(self) -> None:
        """Wait until the server has closed the socket."""
        async with asyncio.timeout(PATIENCE):
            await self._socket.wait_closed()

    async def _listen(self, socket: Any) -> None:
        try:
            async for data in socket:
                self.received += 1
                self.bytes += len(data)
                message = ForwardMsg.FromString(data)
                self._take(message, message.WhichOneof("type"))
                async with self._news:
                    self._news.notify_all()
        except websockets.ConnectionClosed:
            pass
        finally:
            self._ticks.stop()

    def _take(self, message: ForwardMsg, kind: str | None) -> None:
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        elif kind == "script_finished":
            self.finished += 1
        elif kind == "auto_rerun":
            self._ticks.start(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            self._ticks.stop(*message.stop_auto_rerun.fragment_ids)
        elif kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
            self.exceptions.append(message.session_event.script_compilation_exception)
        elif kind == "delta" and message.delta.HasField("new_element"):
            self._draw(message.delta.new_element, message.delta.fragment_id)

    def _draw(self, element: Any, fragment: str) -> None:
        kind = element.WhichOneof("type")
        drawn = getattr(element, kind)
        if kind == "exception":
            self.exceptions.append(drawn)
        elif kind in ("text", "markdown", "alert"):
            self.texts.append(drawn.body)
        name = getattr(drawn, "id", "")
        if isinstance(name, str) and name:
            self.elements.pop(name, None)
            self.elements[name], self._fragments[name] = drawn, fragment
            written = written_by_the_app(drawn)
            if written is not None:
                self.widgets[name] = written
        if kind == "bidi_component" and drawn.component_name == STAGE:
            self._stage_id = drawn.id
            self._see(json.loads(drawn.json))

    def _see(self, data: dict[str, Any]) -> None:
        frames = data["frames"] or self.stage.get("frames", [])
        self.frames += len(data["frames"])
        self.first_frame = self.first_frame or time.monotonic()
        self.stage = {**data, "frames": frames}
