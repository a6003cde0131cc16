"""Help: the text behind the Help button of every page."""

HELP = """
**The network.** A simple recurrent network learns by backpropagation through time (BPTT) while you watch:

$h_t = \\tanh(W_{xh} x_t + W_{hh} h_{t-1} + b_h)$ with $h_0 = 0$, and $\\hat{y}_t = W_{hy} h_t + b_y$.

Start with few hidden units, a short sequence and a learning rate near 0.01.

**Epochs.** At epoch N, the weights have been updated N times, and every chart shows these weights. Epoch 0 is the
untrained network. A program that prints its loss *during* the 100th epoch, before the update, prints the loss shown
here at epoch 99.

**Loss.** The page shows the mean squared error, MSE = (1/T) Σ|ŷ − y|². By default, each update follows the gradient of
½ Σ|ŷ − y|², which is T/2 times the gradient of the MSE. To train on the MSE itself, open *Loss* in the sidebar.

**Keys.** `Space` plays and pauses. `S` trains one epoch. `0` rewinds to epoch 0. The arrow keys move the epoch slider;
in the walk of the page Unroll, they move to the next or previous step. `P` presents: all is larger, for a projector,
and on the page Lessons the arrow keys turn the cards; `P` or `Escape` leaves. The switch above turns `S`, `0`
and `P` off. Drag in a chart to zoom, double-click to zoom out. `Tab` leads to *Numbers* in each
chart: its values as text.

**Why?** *why* beside a number opens its formula, the same with its values at the epoch shown, and the line of NumPy
that computes it. `Escape` closes it.

**Gradient flow.** This page shows the influence |∂L_s/∂h_t| of the loss at time step s on an earlier hidden state
h_t. As the lag s − t grows, it vanishes, stays or explodes: W_hh and the slope of the activation decide which. Other
views show how training changes the gradient, and what clipping and truncation do to it.

**What-if.** Two sliders on this page set a gain on W_hh and an input scale. They recompute the charts with the same
weights and train nothing. *Train from here* records the gain as a change at the epoch shown and starts training; the
input scale returns to 1.

**Writing.** On the page Dynamics, a network that learns a text writes one: each letter is drawn from the predicted
probabilities and is the next input. Temperature 0 takes the most probable letter; a high one makes all nearly equal.

**Compare.** *Compare with ...* in the sidebar adds a lane: the same experiment with one setting changed. All lanes
train in lockstep, one epoch beside the other. Above the charts of every page you choose the lane that is shown and
changed. A change in lane A is made in all lanes that have the same value. *Keep this run* on the page Compare puts a
run into a table until the tab closes.

**Lessons.** Each card stands beside live charts. Answer its question first; then Play goes on, and your guess stays on
the chart as a dashed line. *More* holds the teacher's view, and opens a lesson from a file. The sidebar works as on
every page; *Set up the card again* returns to the card's own experiment.

**Sweep.** This page trains many runs, over the values of one or two settings and several seeds, and shows the median
run of each cell. A cell with × diverged. A click on a cell, or *Open* beside it, opens that run; the lists above the
chart select a cell with keys. The sweep advances while its page is open, and waits while the present run trains.

**Changes during training.** You can change the learning rate, clipping and other settings of the update while the
network trains. A dashed line in the loss chart marks each change.

**The last run.** A new run keeps the run before it. *Bring back the last run* in the sidebar, or the browser's Back
button, restores it with its weights, history and changes. Press the button again to return.

**Divergence.** If the loss, a gradient or a weight becomes infinite, training stops and the last finite state stays.
"""
