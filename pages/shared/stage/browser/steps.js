// Steps: the browser's Back and Forward lead from run to run. A run that replaces a trained one gets its own history entry;
// all else overwrites the present entry, as does the query that Streamlit clears on a change of page.

// Run and path of the present history entry, and the command that requests the run of another one.
const steps = window.bpttLabSteps ??= { run: null, path: null, asks: null };

function writeAddress(address, { run, query }) {
  const present = history.state ?? {}, state = { ...present, run, query };
  const moves = address !== location.href;
  if (moves && steps.run !== null && steps.run !== run) history.pushState(state, '', address);
  else if (moves || present.run !== run || present.query !== query) history.replaceState(state, '', address);
  Object.assign(steps, { run, path: location.pathname });
}

// If the entry is on another page, Streamlit changes the page, and the stage there sends the request.
function followSteps(ask) {
  window.addEventListener('popstate', (event) => {
    const { run, query } = event.state ?? {};
    if (run === undefined) return;
    if (run !== steps.run) Object.assign(steps, { run: null, asks: { do: 'return', run, query } });
    if (location.pathname !== steps.path) return;
    event.stopImmediatePropagation(); // else Streamlit would treat it as a change of page
    ask();
  }, true);
}
