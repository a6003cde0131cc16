"""The file of a lesson is read; a mistake gets one sentence, with file and line."""

from __future__ import annotations

import pytest

from rnn import Experiment
from rnn.data.limits import MOST_LESSON_LETTERS
from rnn.lessons.errors import LessonError
from rnn.lessons.lesson import ChoiceQuestion, NumberQuestion
from rnn.lessons.reading import parse
from tests.support.written_lesson import EXAMPLE, NAME, read, with_mistake


def refusal(text):
    with pytest.raises(LessonError) as caught:
        read(text)
    return str(caught.value)


def line_of(piece, text=EXAMPLE):
    return text[: text.index(piece)].count("\n") + 1


def test_example_of_the_readme_is_read():
    lesson = read(EXAMPLE)
    first, number, choice, last = lesson.cards
    fast = Experiment(inputs=[[1], [2], [3], [4]], targets=[[2], [3], [4], [5]], learning_rate=1.0)

    assert (lesson.number, lesson.title, [*lesson.experiments]) == (0, "How fast may it learn?", ["start", "fast"])
    assert lesson.experiments["fast"].experiment == fast
    assert (first.title, first.page, first.view, first.figures) == ("Counting", "Train", None, ("loss", "prediction"))
    assert (first.epoch, first.play_to, first.question, len(first.claims)) == (0, 200, None, 1)
    assert isinstance(number.question, NumberQuestion)
    assert (number.question.within, number.question.off_by, number.question.unit) == (2.0, None, "updates")
    assert isinstance(choice.question, ChoiceQuestion)
    assert [each.right for each in choice.question.choices] == [False, True, False]
    assert (choice.experiment, last.experiment, last.figures) == ("fast", "start", ())
    assert [card.line for card in lesson.cards] == [line_of(f"## {card.title}") for card in lesson.cards]


def test_example_is_true():
    lesson = read(EXAMPLE)

    assert all(claim.holds(lesson.runs) for card in lesson.cards for claim in card.claims)


def test_bytes_marks_and_line_ends_of_other_systems_make_no_difference():
    as_bytes = b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode()

    assert read(as_bytes).cards == read(EXAMPLE).cards


def test_number_is_that_of_the_file():
    assert parse(EXAMPLE, "07_the_sum.md").number == 7


def test_lenses_are_checked_only_where_they_are_known():
    unknown = with_mistake('lens = "Train"', 'lens = "Trains"')

    assert parse(unknown, NAME).cards[0].page == "Trains"


def test_title_within_code_begins_no_card():
    code = with_mistake("Press Play.", "Press Play.\n\n```python\n## not a card\n```")

    assert len(read(code).cards) == 4


MISTAKES = [
    ("+++\ntitle", "title", "title", "A lesson begins with a line +++, its title and its experiments."),
    ("&lr=1\"\n+++", '&lr=1"', "+++", "The head has no end. Close it with a second line +++."),
    ('title = "How', "title = How", "title", "This is not TOML: Invalid value."),
    ('title = "How fast may it learn?"', "", "\n\n[exp", "title: it is missing. Give a text of at most 80 characters"),
    ("title =", "subtitle =", "subtitle", "'subtitle' is not a key here. The keys are: title, experiments."),
    ('fast = "v=1&', 'fast = "v=1&hiden=3&', "fast =", "fast: Left out of the link: 'hiden' is not the key of a"),
    ('&lr=1"', '&lr=100"', "fast =", "fast: Left out of the link: Learning rate: '100' is not allowed."),
    ('&lr=1"', '&epoch=5"', "fast =", "an epoch is not allowed in the link. Give it in the card: epoch = 5."),
    ('fast = "', '"a b" = "', '"a b"', "a b: 'a b' is not allowed. Give a name of letters"),
    ("## Counting", "Hello", "Hello", "'Hello' stands before the first card. A card begins with ##."),
    ("## Now make it fail", "Now make it fail", "\n## Counting", "A lesson has 4 to 8 cards, each under a line with"),
    ("```card\nlens", "lens", "## Counting", "Below the title of a card stands a block that begins with ```card."),
    ('lens = "Train"', 'lens = "Trains"', "lens", "lens: 'Trains' is not allowed. Give one of: Train, Unroll / Walk,"),
    ('["loss", "prediction"]', '["loss", "los"]', '"los"', "figures: 'los' is not allowed. Give some of: loss, "),
    ("play_to = 200", "play_to = 0", "play_to", "play_to: 0 is not allowed. Give a whole number from 1 to 100,000."),
    ("play_to = 200", "play_to = true", "play_to", "play_to: True is not allowed. Give a whole number"),
    ("play_to = 200", "pla_to = 200", "pla_to", "'pla_to' is not a key here. The keys are: experiment, lens,"),
    ("play_to = 200", "step = 5", "step", "step: 5 is not allowed. Give a whole number from 1 to 4."),
    ('experiment = "fast"', 'experiment = "slow"', 'experiment = "slow', "experiment: 'slow' is not allowed. Give one"),
    ("0.01 * loss at 0", "a tenth", "claims", "'a tenth' is not a quantity. Write it like: loss at 200, or"),
    ("loss at 200 < 0.01", "los at 200 < 0.01", "claims", "'los' is not a quantity. Is it one of: loss"),
    ("loss at 200 <", "xyz at 200 <", "claims", "'xyz' is not a quantity. docs/lessons.md lists the"),
    ("loss at 200 <", "slow: loss at 200 <", "claims", "'slow' is not one of the experiments: start, fast."),
    ("loss at 200 <", "start.b: loss at 200 <", "claims", "'start' has no lane b, but 1."),
    ("loss at 200 <", "gradient(5) <", "claims", "Step '5' is not allowed. Give 1 to 4, or T - 1 and the like."),
    ("loss at 200 <", "gradient <", "claims", "gradient() is not allowed. Give in the brackets: step, unit (or"),
    ("loss at 200 <", "loss(3) <", "claims", "loss(3) is not allowed. It has no brackets."),
    ("loss at 200 <", "gradient_norm(W) <", "claims", "'W' is not a parameter. The names are: W_xh, W_hh, W_hy, b_h,"),
    ("loss at 200 <", "loss at 999999 <", "claims", "Epoch 999,999 is not allowed. Give one from 0 to 100,000."),
    ("{loss}", "{los}", "The network", "'los' is not a quantity."),
    ("{loss}", "{loss", "The network", "A single { is not allowed. A number is filled in like {loss at 200}."),
    ("Press Play.", "![Play](play.png)", "The network", "Pictures are not allowed: the charts are the pictures."),
    ("within = 2.0", "within = 1", "within", "within: 1 is not allowed. Give a number above 1."),
    ("within = 2.0", "", "quantity", "A number is right within a factor or by at most so much."),
    ("right = true, ", "", "choices", "None of the choices is right. Mark one with right = true."),
    ('hundred times faster.",', 'hundred times faster.", right = true,', "choices", "2 of the choices are right."),
    ('"Nothing changes."', '"It diverges."', '{ text = "It div', "The choice 'It diverges.' is there twice."),
    ('why = "Each update lands', 'wy = "Each update lands', '{ text = "It div', "'wy' is not a key here."),
    ("[question]\nask = \"After", "[question]\naks = \"After", "aks", "'aks' is not a key here. The keys are: ask,"),
    ('quantity = "', 'quantities = "', "[question]", "A question has one of: choices, quantity, curve."),
    ("```card\n```", '```card\nmisconception = "carry"\n```', "misc", "misconception: 'carry' is not allowed. Give"),
    ("```card\n```", '```card\nmisconception = "added"\n```', "misc", "The card has no question that asks 'added'."),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "at", "sentence"), MISTAKES, ids=[sentence for *_, sentence in MISTAKES])
def test_mistake_is_said_with_its_line(right, wrong, at, sentence):
    text = with_mistake(right, wrong)

    said = refusal(text)

    assert sentence in said
    assert said.startswith(f"{NAME}, line {line_of(at, text)}: ")


def test_text_of_too_many_words_is_refused():
    assert f"line {line_of('The network')}: The text of the card has 91 words. Give 1 to 90." in refusal(
        with_mistake(
            "The network reads 1, 2, 3, 4 and predicts the next number. Untrained, its loss is {loss}. Press Play.",
            "word " * 91,
        )
    )


def test_formula_code_and_number_count_as_one_word_each():
    text = "$$\\frac{a}{b} = c + d$$ `a b c` {loss at 0 / loss at 1} $x + y$ " + "word " * 86

    assert read(
        with_mistake("Press Play.", "")
        .replace("Untrained, its loss is {loss}.", "")
        .replace("The network reads 1, 2, 3, 4 and predicts the next number.", text)
    ).cards


def test_runs_that_train_for_too_long_are_refused():
    long = with_mistake('fast = "v=1&', 'fast = "v=1&hidden=128&batch=64&length=50&task=echo&').replace(
        "diverged at 150", "diverged at 100000"
    )

    assert "The runs of this lesson would train for about" in refusal(long)


def test_file_that_is_too_long_or_no_text_is_refused():
    assert refusal(EXAMPLE + " " * MOST_LESSON_LETTERS).endswith("Give at most 60,000 characters.")
    assert refusal(b"\xff\xfe\x00").endswith("the file is not text in UTF-8.")
    assert "nested too deeply" in refusal(with_mistake("title = ", "deep = " + "[" * 5000))


def test_name_of_the_file_is_quoted_without_line_ends():
    with pytest.raises(LessonError, match=r"^a\?b\.md, line 1: "):
        parse("", "a\nb.md")
