"""A lesson from a person's own file: listed, read, refused with a sentence, shown as text."""

from __future__ import annotations

from rnn import Experiment
from rnn.lessons.lessons import lessons
from tests.support.driving import open_app, trainer
from tests.support.lessons_page import PAGE, at_card, press, texts, with_file
from tests.support.small_lesson import TEXT


def test_own_lesson_is_listed_and_leads_through_its_cards():
    app = with_file(TEXT)

    assert app.selectbox(key="lesson_chosen").options[-1] == "Own lesson: A small lesson"
    assert app.header[0].value == "It stands"
    at_card(app, 2)
    assert "Card 3 of 6" in texts(app)
    assert trainer(app).experiment == Experiment(hidden_size=3, learning_rate=0.02)
    press(app, "lesson-back")
    assert "Card 2 of 6" in texts(app)


def test_file_with_a_mistake_gets_a_sentence_with_its_line_and_nothing_is_lost():
    app = open_app().switch_page(PAGE).run()
    app = at_card(app, 1)

    (uploader,) = app.file_uploader
    uploader.set_value(("mine.md", TEXT.replace("play_to = 20", "play_to = -1").encode(), "text/markdown")).run()

    assert "mine.md, line 17: play_to" in texts(app)
    assert app.header[0].value == lessons()[0].cards[1].title
    assert not app.exception


def test_markup_in_an_own_lesson_stays_text():
    app = with_file(TEXT.replace("The loss is {loss}.", "<script>alert(1)</script> <b>bold</b>"))

    (card,) = [one for one in app.markdown if "script" in one.value]
    assert not card.allow_html
