"""The Lessons page without a browser: cards, questions, a lesson of one's own; no answer is sent too soon."""

from __future__ import annotations

import pytest

from rnn import Experiment, Trainer
from rnn.lessons.lesson import ChoiceQuestion, CurveQuestion
from rnn.lessons.lessons import lessons
from tests.pages.test_arrival import arrived, notices
from tests.support.driving import open_app, sent, stage, trainer
from tests.support.lessons_page import PAGE, at_card, choices, everything_sent, press, press_answer, texts, with_file
from tests.support.small_lesson import BECAUSE, RIGHT, TEXT, WRONG

ASKING = [
    (lesson.number, place)
    for lesson in lessons()
    for place, card in enumerate(lesson.cards)
    if card.question is not None
]


def test_page_opens_with_the_first_card_and_its_experiment():
    app = open_app().switch_page(PAGE).run()

    first = lessons()[0]
    assert not app.exception
    assert app.header[0].value == first.cards[0].title
    assert trainer(app).experiment == first.experiments[first.cards[0].experiment].experiment
    assert set(stage(app)["frames"][-1]["figures"]) == set(first.cards[0].figures)
    assert stage(app)["address"]["lesson"] == "lesson=1&card=1"


@pytest.mark.parametrize(("number", "place"), ASKING, ids=str)
def test_no_reason_is_sent_before_the_question_is_answered(number, place):
    app = arrived(f"lesson={number}&card={place + 1}", PAGE)

    lesson = next(one for one in lessons() if one.number == number)
    question = lesson.cards[place].question
    hidden = [question.because]
    if isinstance(question, ChoiceQuestion):
        hidden += [choice.why for choice in question.choices]
    sent_now = everything_sent(app)
    assert not app.exception
    assert not [text for text in hidden if text.filled(lesson.runs) in sent_now]
    if isinstance(question, CurveQuestion) and question.figure:
        (frame,) = stage(app)["frames"]
        assert all(not one["y"]["bdata"] for one in frame["figures"][question.figure]["data"])


def test_choice_is_explained_once_the_run_has_shown_it_and_may_be_made_again():
    app = at_card(with_file(TEXT), 1)
    assert stage(app)["barred"]

    choices(app).set_value(0)
    press_answer(app)
    assert "Your answer: It stays." in texts(app)
    assert "the run goes to epoch 20 and stops there" in texts(app)
    assert WRONG not in everything_sent(app)
    assert not stage(app)["barred"]

    sent(app, *[{"do": "step"}] * 20)
    app.run()
    assert f"**Not so.** {WRONG}" in texts(app)
    assert BECAUSE in texts(app)

    press(app, "lesson-again")
    assert trainer(app).epoch == 0
    assert BECAUSE not in everything_sent(app)
    choices(app).set_value(1)
    press_answer(app)
    sent(app, *[{"do": "step"}] * 20)
    app.run()
    assert f"**Right.** {RIGHT}" in texts(app)


def test_answer_without_a_choice_is_refused():
    app = press_answer(at_card(with_file(TEXT), 1))

    assert "Answer: nothing is chosen yet. Choose one of the answers." in texts(app)


def test_number_that_is_none_is_refused_and_one_that_is_stands_on_the_chart():
    app = at_card(with_file(TEXT), 3)
    field = next(one for one in app.text_input if one.label == "Your guess")

    field.set_value("much")
    press_answer(app)
    assert "Your guess: 'much' is not allowed." in texts(app)
    field = next(one for one in app.text_input if one.label == "Your guess")
    assert field.value == "much"
    field.set_value("0.5")
    press_answer(app)

    drawn = stage(app)["frames"][-1]["figures"]["loss"]["data"][-1]
    assert (drawn["name"], drawn["line"]["dash"]) == ("your guess: 0.5", "dash")
    assert "not allowed" not in texts(app)


def test_curve_that_was_drawn_lies_beside_the_true_one():
    app = at_card(with_file(TEXT), 4)
    assert stage(app)["frames"][-1]["figures"]["gradient"]["layout"]["meta"]["drawn"]

    sent(app, {"do": "guess", "about": [0, 4], "values": [0.1, 0.2, 0.3, 0.4]})
    app.run()

    traces = stage(app)["frames"][-1]["figures"]["gradient"]["data"]
    assert [trace["name"] for trace in traces][-1] == "your guess"
    assert "It shrinks." in texts(app)


def teachers(app):
    (toggle,) = (toggle for toggle in app.toggle if toggle.label == "Teacher's view")
    return toggle


def test_teachers_view_shows_all_answers_the_right_one_by_a_word():
    app = at_card(with_file(TEXT), 1)

    teachers(app).set_value(True).run()

    said = texts(app)
    assert f":material/check: **Right.** It falls.  \n{RIGHT}" in said
    assert f":material/close: **Not so.** It stays.  \n{WRONG}" in said
    assert BECAUSE in said
    assert not stage(app)["barred"]


def test_card_of_a_link_is_opened_with_its_experiment_and_a_bad_one_said():
    last = lessons()[-1]
    app = arrived(f"lesson={last.number}&card={len(last.cards)}", PAGE)
    assert app.header[0].value == last.cards[-1].title

    app = arrived("lesson=1&card=77", PAGE)
    assert notices(app)[0].startswith("Left out of the link: Card: '77' is not allowed.")
    assert app.header[0].value == lessons()[0].cards[0].title


def test_experiment_of_a_link_to_a_card_is_kept_and_the_card_offers_its_own():
    app = arrived("v=1&hidden=9&lesson=1&card=1", PAGE)
    assert trainer(app).experiment.hidden_size == 9

    press(app, "lesson-set-up")

    assert trainer(app).experiment == lessons()[0].experiments[lessons()[0].cards[0].experiment].experiment
    assert [button.key for button in app.button if button.key == "lesson-set-up"] == []


def test_link_to_a_card_opens_its_experiment_on_any_other_page():
    app = arrived("v=1&hidden=9&lesson=1&card=1")

    assert trainer(app).experiment == Experiment(hidden_size=9)
    assert notices(app) == []
    assert stage(app)["address"]["lesson"] == ""


def test_run_before_the_lessons_is_brought_back():
    app = sent(open_app(), *[{"do": "step"}] * 3)
    app.switch_page(PAGE).run()
    at_card(app, 1)

    next(button for button in app.button if button.label == "Bring back the last run").click().run()

    assert trainer(app).epoch == 3
    assert trainer(app).latest.loss == Trainer.start(Experiment()).advance(epochs=3).latest.loss


def test_page_at_rest_asks_for_nothing_more():
    app = at_card(with_file(TEXT), 1)
    before = app.session_state["session"]

    app.run()

    assert app.session_state["session"].reading is before.reading
    assert app.session_state["session"].lanes is before.lanes
