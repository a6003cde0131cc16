"""What happens to a class: tabs close, the network fails, pages change, all at once or one by one; no run is harmed."""

from __future__ import annotations

import asyncio
import tomllib

from rnn import Experiment, Trainer
from tests.support.browser import ROOT
from tests.support.sockets import is_well, play, visitor, visitors

MEGABYTE = 2**20


def is_the_run_of(tab, **choices):
    """What the newest frame shows is what this experiment shows at that epoch, trained without interruption."""
    run = Trainer.start(Experiment(**choices)).advance(epochs=tab.epoch)
    assert tab.stage["frames"][-1]["readouts"]["loss"] == f"{run.latest.loss:.4g}"


def test_tab_closed_while_it_plays_leaves_its_part_to_the_others(shared):
    async def scene():
        async with visitor(shared.address) as stays, visitors(shared.address, *["v=1"] * 2) as leaving:
            for tab in (stays, *leaving):
                await tab.press("play")
            await stays.until(lambda: stays.tick == 0.5)
            for tab in leaving:
                await tab.close()
            await stays.until(lambda: stays.tick == 0.25)
            await stays.press("pause", epoch=stays.epoch)
            is_the_run_of(stays)

    play(scene)


def test_socket_that_was_cut_comes_back_to_the_same_run(shared):
    """While it is paused, and while it plays."""

    async def scene():
        async with visitor(shared.address, "v=1&hidden=8") as tab:
            who = tab.stage["visitor"]
            await tab.press("step")
            await tab.cut()
            await tab.back()
            assert (tab.stage["visitor"], tab.epoch) == (who, 1)

            await tab.press("play")
            await tab.until(lambda: tab.epoch >= 4)
            await tab.cut()
            await tab.back()
            assert (tab.stage["visitor"], tab.stage["playing"]) == (who, True)
            reached = tab.epoch
            await tab.until(lambda: tab.epoch > reached)
            await tab.press("pause", epoch=tab.epoch)
            is_the_run_of(tab, hidden_size=8)

    play(scene)


def test_command_that_was_on_its_way_when_the_socket_was_cut_is_carried_out_once(shared):
    async def scene():
        async with visitor(shared.address) as tab:
            for _ in range(3):
                last = await tab.send([{"do": "step"}])
                await tab.cut()
                await tab.back()  # and sends it again, as a browser does until it is confirmed
                await tab.until(lambda last=last: tab.stage["done"] == last)
            assert tab.epoch == 3

    play(scene)


def test_run_waits_for_a_laptop_that_sleeps_for_ten_minutes():
    server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]

    assert server["disconnectedSessionTTL"] >= 600


def test_session_that_the_server_does_not_know_begins_anew(shared):
    async def scene():
        async with visitor(shared.address, "v=1&hidden=8") as tab:
            who = tab.stage["visitor"]
            await tab.press("step")
            await tab.cut()
            tab.session = "00000000-0000-0000-0000-000000000000"
            await tab.back()
            assert tab.stage["visitor"] != who  # by which the page knows, and reloads
            is_the_run_of(tab, hidden_size=8)
            assert tab.epoch <= 1  # its command is sent once more, to the new run

    play(scene)


def test_page_changed_while_it_plays_goes_on(shared):
    async def scene():
        async with visitor(shared.address) as tab:
            await tab.press("play")
            for page, title in (("hidden_states", "Hidden states"), ("gradient_flow", "Gradient flow"), ("", "Train")):
                tab.page = page
                await tab.ask()
                await tab.until(lambda title=title: tab.stage["page"] == title)
                await tab.press("arrive", page=title)
                reached = tab.epoch
                await tab.until(lambda reached=reached: tab.epoch > reached)
            await tab.press("pause", epoch=tab.epoch)
            is_the_run_of(tab)
            assert not tab.exceptions

    play(scene)


def test_two_tabs_of_one_person_are_two_runs(shared):
    async def scene():
        async with visitors(shared.address, "v=1", "v=1") as (one, other):
            await one.press("play")
            await one.until(lambda: one.epoch >= 3)
            await other.press("step")
            await one.press("pause", epoch=one.epoch)
            assert (other.epoch, other.stage["playing"]) == (1, False)
            is_the_run_of(one)
            is_the_run_of(other)

    play(scene)


def test_huge_experiment_is_refused_before_it_takes_memory(shared):
    huge = "v=1&task=adding&length=2000&batch=64&hidden=128"

    async def scene():
        before = shared.process.memory_info().rss
        for query in (huge, f"{huge}&b.optimizer=adam", "v=1&hidden=1000000000", "v=1&epoch=1000000000"):
            async with visitor(shared.address, query) as tab:
                assert any(said.startswith("Left out of the link:") for said in tab.texts)
                await tab.press("step")
                assert tab.epoch == 1
        async with visitor(shared.address, "v=1&task=adding&length=500&batch=64") as tab:
            await tab.type("Hidden units", "128")
            await tab.until(lambda: any("Hidden units" in said and "too" in said for said in tab.texts))
        assert shared.process.memory_info().rss - before < 100 * MEGABYTE

    play(scene)


def test_class_that_arrives_within_two_seconds_loses_no_page(few_descriptors):
    """Though the system allows the server too few open files at first."""
    people = 120

    async def scene():
        queries = [f"v=1&seed={seed}" for seed in range(people)]
        async with visitors(few_descriptors.address, *queries) as tabs:
            assert not [tab for tab in tabs if tab.exceptions or len(tab.stage["frames"][-1]["figures"]) != 4]
            await asyncio.gather(*(tab.press("step") for tab in tabs))
            assert {tab.epoch for tab in tabs} == {1}
        await is_well(few_descriptors.address)

    play(scene)
    assert "Traceback" not in few_descriptors.said
