"""Help: what a person may want to look up, in one place."""

HELP = """
**What you see.** A recurrent network, trained by backpropagation through time while you watch:

$h_t = \\tanh(W_{xh} x_t + W_{hh} h_{t-1} + b_h)$ with $h_0 = 0$, and $\\hat{y}_t = W_{hy} h_t + b_y$.

**Epochs.** Epoch N means that N updates are done; loss, hidden states and gradients shown at epoch N belong to the
weights after N updates. Epoch 0 is the untrained network. A program that prints the output *during* its 100th epoch,
before the update, prints what stands here at epoch 99.

**Loss.** Shown is MSE = (1/T) Σ|ŷ − y|². Each update follows the gradient of ½ Σ|ŷ − y|², which is T/2 times that
of this MSE, or of the MSE itself: choose under *Loss*.

**Keys.** `Space` plays and pauses, `S` makes one step, `0` rewinds; the arrow keys move the epoch slider,
and walk through the pass on the page Unroll.
Drag in a chart to zoom, double-click to zoom out.

**Gradient flow.** *Where it goes*: the influence of each loss on each hidden state, and its decay with the lag. *Why it
vanishes or explodes*: the share of W_hh and of the activation's slope. *Over training*: whether learning changes it.
*Clipping and truncation*: what is done to it before the weights move. Two sliders, the factor on W_hh and the factor
on the inputs, change the network at once and train nothing; *Train from here* keeps the factor on W_hh as a change
at this epoch and trains with it, and lets that on the inputs go.

**The last run.** What starts anew keeps the run before it. *Bring back the last run* in the sidebar, or the browser's
Back, shows it again with its weights, history and changes; press again to return.

**Clipping and learning rate** may be changed while it trains: a dashed line in the loss chart marks each change.
If a run diverges, its last finite state stays. Start small: few units, a short sequence, a learning rate near 0.01.
"""
