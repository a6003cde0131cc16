"""Train page: the loss, the prediction, the hidden states and the gradient while the network trains."""

import streamlit as st

from pages.shared.page import open_page
from pages.shared.stage import scripts
from pages.shared.stage.descriptors import allow_many
from pages.shared.stage.stage import stage
from pages.shared.views.train import train

if __name__ == "__main__":
    open_page("Train")
    stage(train)
else:  # the server: `streamlit run` looks for this name
    allow_many()
    app = st.App(__file__, routes=scripts.routes())
