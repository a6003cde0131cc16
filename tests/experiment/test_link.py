"""A link gives back the experiment it was written from; one that was spoilt is read as far as it can be."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, from_query, to_query
from rnn.experiment.experiment import CHOICES
from rnn.experiment.link_parts import PARTS
from tests.support.experiments import experiments, some_choices, tasks
from tests.support.problems import proven

NOT_IN_A_LINK = {"weights", "vocabulary", "classes"}  # too long, and names that people gave


def opened(query):
    return from_query(parse_qsl(query, keep_blank_values=True))


@proven
@given(experiments() | tasks, st.integers(0, 10**8))
def test_link_gives_back_an_equal_experiment_or_says_that_it_would_be_too_long(experiment, epoch):
    query = to_query(experiment, epoch)

    assert query is None or len(query) <= 2000
    if query is not None:
        assert opened(query) == (experiment, epoch, (), ())


@proven
@given(st.lists(st.tuples(st.sampled_from([*PARTS, "v", "epoch", "foo", ""]), st.text(max_size=20)), max_size=12))
def test_link_of_any_text_opens_an_experiment(pairs):
    assert isinstance(from_query(pairs).experiment, Experiment)


@proven
@given(some_choices(CHOICES), st.lists(st.floats(-9, 9), max_size=3), st.lists(st.floats(-9, 9), max_size=3))
def test_link_of_choices_that_may_not_fit_together_holds_them_or_says_why_not(choices, x, y):
    texts = {CHOICES[name].key: str(value) for name, value in choices.items()}
    texts |= {key: ",".join(map(str, values)) for key, values in (("x", x), ("y", y))}

    link = from_query(texts.items())

    taken = all(getattr(link.experiment, name) == value for name, value in choices.items())
    assert taken or link.notices


def test_default_experiment_has_an_empty_link():
    assert to_query(Experiment()) == ""
    assert opened("") == (Experiment(), 0, (), ())
    assert to_query(Experiment(), 120) == "v=1&epoch=120"


def test_link_can_be_read_by_a_person():
    experiment = Experiment(
        inputs=[[1, 2], [7, 2.5]], targets=[[3], [4]], more_inputs=[[[1, 2]]], more_targets=[[[5]]], hidden_size=8,
        learning_rate=0.05, optimizer="adam", changes=[[120, "learning_rate", 0.01], [300, "clip_norm", None]],
    )  # fmt: skip

    assert to_query(experiment, 400) == (
        "v=1&x=1,2;7,2.5/1,2;&y=3,4/5&hidden=8&lr=0.05&optimizer=adam&at=120:lr:0.01,300:clip:off&epoch=400"
    )


@pytest.mark.parametrize(
    ("choices", "query"),
    [
        ({"loss_at": "steps", "loss_steps": [2, 4]}, "v=1&lossat=steps&steps=2,4"),
        ({"branched_at": 0}, "v=1&branch=0"),
        ({"branched_at": 7, "changes": [[7, "clip_value", 0.5]]}, "v=1&at=7:clipvalue:0.5&branch=7"),
        ({"inputs": [[1, 2]], "targets": [[3]]}, "v=1&x=1,2;&y=3"),
        ({"inputs": [[1, 2], [3, -4]], "targets": [[0.5], [1e-7]]}, "v=1&x=1,2;3,-4&y=0.5,1e-07"),
    ],
)
def test_link_of_choices_given_by_hand_is_written_and_read(choices, query):
    experiment = Experiment(**choices)

    written = to_query(experiment)

    assert written == query
    assert opened(written) == (experiment, 0, (), ())


def test_every_field_of_an_experiment_is_in_one_part_of_the_link():
    fields = [name for part in PARTS.values() for name in part.fields]

    assert sorted(fields) == sorted(set(Experiment.model_fields) - NOT_IN_A_LINK)


def test_keys_are_short_plain_words_and_each_has_one_choice():
    keys = [choice.key for choice in CHOICES.values()]

    assert all(key.isalnum() and key.islower() and len(key) <= 10 for key in keys)
    assert len(set(keys)) == len(keys)
    assert not {"v", "x", "y", "text", "at", "steps", "epoch", "embed"} & set(keys)
    assert len(PARTS) == len(keys) + 6


@pytest.mark.parametrize(
    "experiment",
    [
        Experiment(inputs=[k + 0.123456789012 for k in range(200)]),
        Experiment(inputs=[[0.0]] * 2000, more_inputs=[[[0.0]] * 2000] * 63),
        Experiment(hidden_size=1, start="given", weights=[0.0] * 5),
    ],
    ids=["long sequence", "long sequences", "given weights"],
)
def test_there_is_no_link_when_it_would_be_too_long(experiment):
    assert to_query(experiment) is None


NOT_TAKEN = [
    ("hidden=1e9&seed=3", "Left out of the link: Hidden units: '1e9' is not allowed. Give a whole number from 1 to"),
    ("lr=nan&seed=3", "Learning rate: 'nan' is not allowed. Give a number from 0.000001 to 10."),
    ("lr=inf&seed=3", "Learning rate: 'inf' is not allowed."),
    ("lr=1e999&seed=3", "Learning rate: '1e999' is not allowed."),
    ("lr=1e-400&seed=3", "Learning rate: '1e-400' is not allowed."),
    ("lr=off&seed=3", "Learning rate: 'off' is not allowed."),
    ("lr=1_0&seed=3", "Learning rate: '1_0' is not allowed."),
    ("lr=%D9%A1&seed=3", "Learning rate: '\u0661' is not allowed."),
    ("lr=&seed=3", "Learning rate: '' is not allowed."),
    ("hidden=" + "9" * 1500 + "&seed=3", "... is not allowed. Give a whole number from 1 to 128."),
    ("hidden=8.5&seed=3", "Hidden units: '8.5' is not allowed."),
    ("optimizer=magic&seed=3", "Optimizer: 'magic' is not allowed. Give one of: sgd, "),
    ("start=given&seed=3", "Initialization: 'given' is not allowed without weights."),
    ("x=1,a&seed=3", "Sequence: 'a' in line 1, character 3 is not a number."),
    ("x=1,2/3&seed=3", "Sequence 2: one time step is not enough"),
    ("y=1,2&seed=3", "Target: it has 2 time steps, but the sequence has 5."),
    ("steps=two&seed=3", "Loss at: 'two' is not allowed. Give the numbers of time steps, such as 2,4."),
    ("task=echo&delay=30&length=20&batch=2&seed=3", "Delay: 30 is not allowed. Give less than the length"),
    ("at=3:lr&seed=3", "Changes: '3:lr' is not allowed. Give epoch, choice and value, such as 120:lr:0.01."),
    ("at=3:seed:1&seed=3", "Changes: 'seed' cannot be changed during training. Give one of: lr, "),
    ("at=3:lr:99&seed=3", "Learning rate: '99' is not allowed."),
    ("at=-3:lr:1&seed=3", "Epoch: '-3' is not allowed. Give a whole number of at least 0."),
    ("epoch=soon&seed=3", "Epoch: 'soon' is not allowed. Give a whole number of at least 0."),
    ("foo=1&seed=3", "Left out of the link: 'foo' is not the key of a choice."),
    ("<script>=1&seed=3", "'<script>' is not the key of a choice."),
    ("seed=3&seed=4", "'seed' occurs in the link 2 times. The first one is used: '3'."),
]  # fmt: skip


@pytest.mark.parametrize(("query", "sentence"), NOT_TAKEN, ids=[query[:30] for query, _ in NOT_TAKEN])
def test_value_that_is_not_allowed_is_left_out_and_the_rest_is_read(query, sentence):
    link = opened(query)

    (said,) = link.notices
    assert sentence in said
    assert len(said) < 250
    kept = {"task": "echo", "sequences": 2} if "task" in query else {}
    assert link.experiment == Experiment(seed=3, **kept)
    assert link.epoch == 0


def test_only_what_does_not_fit_is_left_out_when_the_rest_needs_one_another():
    link = opened("x=1&y=2&hidden=3&holdout=50")

    assert link.experiment == Experiment(inputs=[1], targets=[2], hidden_size=3)
    assert len(link.notices) == 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("v=999&hidden=3", "A newer version of this app made the link: '999'. This app reads version 1."),
        ("v=abc&hidden=3", "The link has a version that does not exist: 'abc'."),
        ("v=0&hidden=3", "The link has a version that does not exist: '0'."),
        ("v=01&epoch=9", "The link has a version that does not exist: '01'."),
        ("v=" + "9" * 1500, "The link has a version that does not exist: '9999"),
        ("hidden=3&x=" + "1," * 50_000, "The link has 100,012 characters, but at most 2,000 are read."),
    ],
)
def test_link_that_cannot_be_read_gives_the_default_experiment_and_says_so(query, sentence):
    link = opened(query)

    (said,) = link.notices
    assert said.startswith(sentence)
    assert said.endswith("This is the default experiment.")
    assert (link.experiment, link.epoch) == (Experiment(), 0)


def test_link_with_very_much_that_is_wrong_says_ten_things_and_how_many_more():
    notices = opened("&".join(f"k{number}=1" for number in range(99))).notices

    assert len(notices) == 11
    assert notices[-1] == "There are 89 more problems like this in the link."
