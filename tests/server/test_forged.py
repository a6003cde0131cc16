"""Whatever is sent to the socket: it is refused or ignored, costs little, and tells the sender nothing of the code."""

from __future__ import annotations

import json
import os

import pytest

from pages.shared.visitor.commands import _ACTIONS as COMMANDS
from pages.shared.visitor.inbox import MOST_COMMANDS
from rnn.words.kept import cleaned
from tests.browser.test_bad_inputs import WORST
from tests.support.cases import case
from tests.support.protocol import shown_in
from tests.support.sockets import is_well, play, says_nothing_of_the_code, visitor

HUGE = 10**400
STATES = {
    "text": '"x"',
    "list": "[1, 2]",
    "number": "5",
    "nothing": "null",
    "no JSON": "\x00",
    "empty": "",
    "list of commands as text": '{"command": {"list": "x"}}',
    "commands that are no objects": '{"command": {"list": [1, null, "x", [], true]}}',
    "numbers that are none": '{"command": {"list": [{"n": NaN}, {"n": Infinity}, {"n": "1"}, {"n": true}]}}',
    "number that no browser counts to": f'{{"command": {{"list": [{{"n": {HUGE}, "do": "step"}}]}}}}',
    "number of 5,000 digits": '{"command": {"list": [{"n": ' + "9" * 5000 + ', "do": "step"}]}}',
    "nested 200,000 times": '{"command": ' + "[" * 200_000 + "]" * 200_000 + "}",
    "never closed": "[" * 200_000,
}
NAMES = (
    *("epoch", "gain", "input_scale", "to", "lane", "unit", "step", "sequence", "loss_step", "column", "horizon"),
    *("sweep_measure", "sweep_seed", "sweep_row", "sweep_column", "what"),
    *("untrained", "temperature", "seed", "seed_text", "run", "query", "page", "pace", "choices", "field", "anew"),
)
VALUES = (
    *(HUGE, -HUGE, -1, 1.5, 1e308, True, "x", "\ud800", "x" * 10_000, [], None),
    *({}, {"x": [1]}, {"hidden_size": HUGE}),
)
FORGED = {"string_value": "x", "bool_value": True, "bytes_value": b"\xff", "int_value": -(2**63)}
NAMES_OF_RUNS = (
    *("<script>alert(1)</script>", "javascript:alert(1)", "![](http://x)", "$\\LaTeX$ **bold**"),
    *('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "'; DROP TABLE runs; --", "{{7*7}}", "\u202eabc"),
)
FRAMES = {
    "one byte": b"\x01",
    "random": os.urandom(64),
    "text": "hello",
    "zeros": bytes(10**6),
    "more than a message may hold": bytes(26 * 10**6),
}


def test_forged_state_of_the_stage_is_ignored(shared):
    async def scene():
        for name, state in STATES.items():
            with case(name):
                async with visitor(shared.address) as tab:
                    runs = tab.finished
                    await tab.forge(state)
                    await tab.until(lambda tab=tab, runs=runs: tab.finished > runs)
                    assert tab.epoch == 0
                    says_nothing_of_the_code(tab)
        await is_well(shared.address)

    play(scene)


@pytest.mark.parametrize("query", ["", "v=1&b.hidden=8"], ids=["one lane", "two lanes"])
def test_forged_command_is_carried_out_or_ignored(shared, query):
    async def scene():
        async with visitor(shared.address, query) as tab:
            forged = [{"do": do} | {name: value for name in NAMES} for do in COMMANDS for value in VALUES]
            for i in range(0, len(forged), MOST_COMMANDS):
                last = await tab.send([dict(command) for command in forged[i : i + MOST_COMMANDS]])
                await tab.until(lambda last=last: tab.stage["done"] >= last)
            await tab.press("rewind")
            await tab.press("step")
            assert tab.epoch == 1
            assert not tab.exceptions
        assert "could not be carried out" not in shared.said

    play(scene)


def test_no_more_commands_are_read_of_one_message_than_a_browser_sends(shared):
    async def scene():
        async with visitor(shared.address) as tab:
            done, last = tab.stage["done"], await tab.send([{"do": "step"} for _ in range(10_000)])
            await tab.until(lambda: tab.stage["done"] > done)
            assert tab.stage["done"] == last - 10_000 + MOST_COMMANDS
            assert tab.epoch == MOST_COMMANDS

    play(scene)


def test_worst_input_gets_its_sentence(shared):
    async def scene():
        async with visitor(shared.address) as tab:
            await tab.press("step")
            for label, text, _, sentence in WORST:
                with case(label, text[:20]):
                    good = shown_in(tab.widget(label))
                    await tab.type(label, text)
                    await tab.until(lambda sentence=sentence: any(sentence in said for said in tab.texts))
                    assert tab.epoch == 1
                    tab.texts.clear()
                    await tab.type(label, good)
            await tab.press("step")
            assert tab.epoch == 2
            assert not tab.exceptions

    play(scene)


def test_value_of_a_wrong_type_harms_only_its_sender(shared):
    async def scene():
        for label in ("Sequence", "Hidden units", "Learning rate", "Optimizer", "Scale the numbers"):
            for field, value in FORGED.items():
                with case(label, field):
                    async with visitor(shared.address) as tab:
                        runs = tab.finished
                        await tab.give(label, {field: value})
                        await tab.until(lambda tab=tab, runs=runs: tab.finished > runs)
                        says_nothing_of_the_code(tab)
        await is_well(shared.address)

    play(scene)


def test_frame_that_is_no_message_closes_its_socket_alone(shared):
    async def scene():
        async with visitor(shared.address) as other:
            for name, frame in FRAMES.items():
                with case(name):
                    async with visitor(shared.address) as tab:
                        await tab.say(frame)
                        await tab.until_closed()
            await other.press("step")
            assert other.epoch == 1

    play(scene)


def test_hostile_name_is_shown_as_it_is_and_a_forged_row_selects_nothing(shared):
    async def scene():
        async with visitor(shared.address, page="compare") as tab:
            await tab.press("step")
            await tab.click("Keep this run")
            await tab.until(lambda: tab.widget("Dataframe"))
            for rows in ([-5], [10**30], ["x"], [None], [[]], [0]):
                runs = tab.finished
                await tab.give("Dataframe", {"string_value": json.dumps({"selection": {"rows": rows}})})
                await tab.until(lambda runs=runs: tab.finished > runs)
            await tab.until(lambda: tab.widget("Name"))
            for name in NAMES_OF_RUNS:
                with case(name[:30]):
                    await tab.type("Name", name)
                    await tab.until(lambda name=name: cleaned(name) in tab.widget("Reference").options)
            assert not tab.exceptions
        await is_well(shared.address)

    play(scene)
