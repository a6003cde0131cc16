"""The last run comes back whole, by its button and by the browser's Back, as values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.shared.visitor.commands import answer_all
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer, to_query
from tests.support.driving import open_app, sent, trainer, typed
from tests.training.test_trainer import bits

NOW = 10.0
LABEL = "Bring back the last run"


def trained(epochs: int = 60, **choices: object) -> Session:
    return Session.of(Trainer.start(Experiment(**choices)).advance(epochs=epochs))


def done(session: Session, *commands: dict) -> Session:
    return answer_all(session, [{"n": session.done + 1 + i, **each} for i, each in enumerate(commands)], NOW)


def other(session: Session, **choices: object) -> Session:
    """With another experiment, as a choice starts one."""
    return session.starting(session.lanes.choose(0, **choices))


def buttons(app):
    return [button for button in app.sidebar.button if button.label == LABEL]


def test_last_run_comes_back_with_weights_history_snapshots_and_changes():
    run = trained().trainer.choose(learning_rate=0.02).advance(epochs=40)

    back = other(Session.of(run, playing=True), hidden_size=8).with_last_back()

    assert bits(back.trainer) == bits(run)
    assert back.trainer.experiment is run.experiment
    assert back.trainer.snapshots is run.snapshots
    assert back.trainer.history is run.history
    assert (back.playing, back.held) == (False, None)


def test_bringing_back_twice_is_to_be_where_one_was():
    changed = other(trained(), hidden_size=8)
    on = replace(changed, lanes=changed.lanes.advance(epochs=7))

    again = on.with_last_back().with_last_back()

    assert bits(again.trainer) == bits(on.trainer)
    assert again.name == on.name
    assert bits(again.last.lanes.trainers[0]) == bits(on.last.lanes.trainers[0])


def test_untrained_run_does_not_take_the_place_of_the_last_one():
    session = trained()

    later = other(other(other(session, hidden_size=8), hidden_size=9), seed=3)

    assert bits(later.with_last_back().trainer) == bits(session.trainer)


def test_one_run_is_kept_and_the_pass_that_it_remembers_is_not():
    first = trained()
    assert first.trainer.latest

    second = other(first, hidden_size=8)
    third = other(replace(second, lanes=second.lanes.advance(epochs=5)), hidden_size=9)

    assert "latest" not in vars(second.last.lanes.trainers[0])
    assert third.last.lanes.trainers[0].experiment.hidden_size == 8


@pytest.mark.parametrize(
    "commands",
    [
        [{"do": "rewind"}],
        [{"do": "hold", "epoch": 20}, {"do": "branch"}],
        [{"do": "remove", "epoch": 60, "field": "learning_rate"}],
    ],
    ids=lambda commands: commands[-1]["do"],
)
def test_run_that_a_control_of_the_stage_takes_away_comes_back(commands):
    session = Session.of(trained().trainer.choose(learning_rate=0.02).advance(epochs=40))

    back = done(session, *commands).with_last_back()

    assert bits(back.trainer) == bits(session.trainer)


def test_branch_comes_back_with_the_run_that_it_came_from():
    branch = done(trained(), {"do": "hold", "epoch": 20}, {"do": "branch"})

    back = done(branch, {"do": "rewind"}).with_last_back()

    assert back.view.parent is branch.parent
    assert back.trainer.experiment.branched_at == 20


def test_nothing_comes_back_when_nothing_was_taken_away():
    session = trained()

    assert session.with_last_back() is session
    assert Session.of(Trainer.start(Experiment())).starting(session.lanes).last is None


def test_back_to_the_last_run_brings_it_whole():
    session = trained()
    later = other(session, hidden_size=8)

    back = done(later, {"do": "return", "run": session.name, "query": to_query(session.trainer.experiment)})

    assert bits(back.trainer) == bits(session.trainer)
    assert back.name == session.name
    forward = done(back, {"do": "return", "run": later.name, "query": to_query(later.trainer.experiment)})
    assert forward.trainer.experiment == Experiment(hidden_size=8)
    assert forward.name == later.name


def test_back_to_an_earlier_run_starts_its_experiment_anew():
    first = trained(hidden_size=3)
    second = other(first, hidden_size=8)
    third = other(replace(second, lanes=second.lanes.advance(epochs=5)), hidden_size=9)

    back = done(third, {"do": "return", "run": first.name, "query": "v=1&hidden=3"})

    assert back.trainer.experiment == Experiment(hidden_size=3)
    assert (back.trainer.epoch, back.name) == (0, first.name)
    assert back.last.lanes.trainers[0].experiment.hidden_size == 8  # an untrained run takes nobody's place


def test_run_has_the_same_name_until_a_trained_one_gives_way():
    untrained = Session.of(Trainer.start(Experiment()))

    assert other(untrained, hidden_size=8).name == untrained.name
    run = trained()
    assert other(run, hidden_size=8).name != run.name


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"run": 3, "query": ""},
        {"run": "", "query": ""},
        {"run": "x" * 65, "query": ""},
        {"run": "x"},
        {"run": "x", "query": None},
        {"run": "x", "query": "x" * 2001},
        {"run": ["x"], "query": {}},
    ],
    ids=str,
)
def test_forged_return_changes_nothing(forged):
    session = trained(3)

    assert done(session, {"do": "return", **forged}) == replace(session, done=1)


def test_return_to_a_query_that_cannot_be_read_starts_the_default():
    session = trained(3, hidden_size=8)

    returned = done(session, {"do": "return", "run": "x", "query": "v=999&%3Cimg"})

    assert returned.trainer.experiment == Experiment()


def test_button_appears_when_a_trained_run_gave_way_and_brings_it_back():
    app = sent(open_app(), *[{"do": "step"}] * 3)
    run = trainer(app)
    assert not buttons(app)

    typed(app, "hidden_size", 8)
    (button,) = buttons(app)
    button.click()
    app.run()

    assert bits(trainer(app)) == bits(run)
    widget = next(field for field in app.number_input if field.label == "Hidden units")
    assert widget.value == 5
    (button,) = buttons(app)
    button.click()
    app.run()
    assert (trainer(app).experiment.hidden_size, trainer(app).epoch) == (8, 0)
