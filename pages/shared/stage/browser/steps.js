// Steps: the browser's Back and Forward lead from run to run. A run that took the place of a trained one is a step of its own;
// all else is written over the present step, and so is the query that Streamlit clears on a change of the page.

// The run and the path of the present step, and the command that asks for the run of another one.
const steps = window.bpttLabSteps ??= { run: null, path: null, asks: null };

function writeAddress(address, { run, query }) {
  const present = history.state ?? {}, state = { ...present, run, query };
  const moves = address !== location.href;
  if (moves && steps.run !== null && steps.run !== run) history.pushState(state, '', address);
  else if (moves || present.run !== run || present.query !== query) history.replaceState(state, '', address);
  Object.assign(steps, { run, path: location.pathname });
}

// Where the step is on another page, Streamlit changes the page, and the stage there asks.
function followSteps(ask) {
  window.addEventListener('popstate', (event) => {
    const { run, query } = event.state ?? {};
    if (run === undefined) return;
    if (run !== steps.run) Object.assign(steps, { run: null, asks: { do: 'return', run, query } });
    if (location.pathname !== steps.path) return;
    event.stopImmediatePropagation(); // Streamlit would take it for a change of the page
    ask();
  }, true);
}
