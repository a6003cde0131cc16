"""The worst that a person can type, in the real page: a sentence each, the run kept, the page alive."""

from __future__ import annotations

from playwright.sync_api import expect

from rnn import Experiment, Trainer

WORST = [
    ("Hidden units", "0", "hidden_size", "Hidden units: 0 is not allowed. Give a whole number from 1 to 128."),
    ("Hidden units", "-5", "hidden_size", "Hidden units: -5 is not allowed."),
    ("Hidden units", "1000000000", "hidden_size", "Hidden units: 1000000000 is not allowed."),
    ("Learning rate", "0", "learning_rate", "Learning rate: 0.0 is not allowed. Give a number from 0.000001 to 10."),
    ("Learning rate", "-0.1", "learning_rate", "Learning rate: -0.1 is not allowed."),
    ("Learning rate", "1e300", "learning_rate", "Learning rate: 1e+300 is not allowed."),
    ("Seed", "-1", "seed", "Seed: -1 is not allowed."),
    ("Clip gradient at norm", "-1", "clip_norm", "Clip gradient at norm: -1.0 is not allowed."),
    ("Sequence", "", "inputs", "Sequence: it is empty."),
    ("Sequence", " , ,", "inputs", "Sequence: a number is missing before the comma in line 1, character 2."),
    ("Sequence", "7", "inputs", "one time step is not enough for the next item as target"),
    ("Sequence", "1, two, 3", "inputs", "Sequence: 'two' in line 1, character 4 is not a number."),
    ("Sequence", "1, nan, 3", "inputs", "'nan' in line 1, character 4 is not a number"),
    ("Sequence", "1, inf, 3", "inputs", "'inf' in line 1, character 4 is not a number"),
    ("Sequence", "1, 1e308, 3", "inputs", "'1e308' in line 1, character 4 is not allowed"),
    ("Sequence", "1;2,3", "inputs", "Separate numbers with commas, spaces or new lines, not with ;."),
    ("Sequence", "1 2\n3", "inputs", "time step 2 has 1 numbers, but time step 1 has 2"),
    ("Sequence", "\u0661\u0662", "inputs", "Write it with the digits 0 to 9"),
    ("Sequence", "1\u200b, 2", "inputs", "is not a number"),
    ("Sequence", "<script>alert(1)</script>", "inputs", "'<script>alert(1)</script>' in line 1"),
    ("Sequence", "**1** $x$ ![a](b)", "inputs", "'**1**' in line 1, character 1 is not a number"),
    ("Sequence", "1, " * 2500, "inputs", "2,500 rows are too many to learn them whole."),
]  # fmt: skip


def test_what_is_typed_next_stays_when_a_sentence_above_it_goes(lab):
    lab.type("Learning rate", "0")
    expect(lab.problem("learning_rate")).to_be_visible()

    lab.field("Learning rate").fill("0.02")
    seed = lab.field("Seed")
    seed.fill("1234")  # and so leaves the other field, which is read then
    expect(lab.problem("learning_rate")).to_have_count(0)

    expect(seed).to_have_value("1234")
    seed.press("Enter")
    lab.page.wait_for_url("**/*seed=1234*")
    expect(lab.field("Learning rate")).to_have_value("0.02")


def test_worst_inputs_get_a_sentence_each_and_the_run_is_kept(lab):
    for _ in range(3):
        lab.press("Step")
    lab.shows("epoch", "3")
    kept = f"{Trainer.start(Experiment()).advance(epochs=3).latest.loss:.4g}"
    good = {label: lab.field(label).input_value() for label, *_ in WORST}

    for label, text, name, sentence in WORST:
        lab.type(label, text)
        expect(lab.problem(name)).to_contain_text(sentence)
        expect(lab.page.get_by_text("Traceback")).to_have_count(0)
        assert (lab.readout("epoch"), lab.readout("loss")) == ("3", kept)
        lab.type(label, good[label])
        expect(lab.problem(name)).to_have_count(0)

    lab.press("Step").shows("epoch", "4")
