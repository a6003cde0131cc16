"""Train page: the loss, the prediction, the hidden states and the gradient while the network trains."""

import streamlit as st

from pages.shared.page import open_page
from pages.shared.stage import scripts
from pages.shared.stage.cards import Cards
from pages.shared.stage.stage import stage
from rnn.figures import gradient, hidden, loss, prediction

if __name__ == "__main__":
    open_page("Train")
    stage(
        lambda view: Cards(
            loss=lambda: loss.draw(view.newest, view.shown, view.parent, view.untrained),
            prediction=lambda: prediction.draw(view.in_own_units, view.sequence, view.symbols),
            hidden=lambda: hidden.draw(view.shown_pass, view.sequence),
            gradient=lambda: gradient.draw(view.shown_pass, view.sequence, view.shown.divergence),
        )
    )
else:  # the server: `streamlit run` looks for this name
    app = st.App(__file__, routes=scripts.routes())
