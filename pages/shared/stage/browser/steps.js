// Steps: the browser's Back and Forward lead from run to run. A run that replaces a trained one gets its own history entry;
// all else overwrites the present entry: the query that Streamlit clears on a change of page, and a run that begins with
// the page. An entry whose address cannot hold the experiment holds its file, for a later visit and for a page that is
// loaded again.

// Run, file and path of the present history entry, and the command that requests the run of another one.
const steps = window.bpttLabSteps ??= { run: null, file: null, path: null, asks: asksForFile(history.state) };

function asksForFile(entry) {
  return entry?.file ? { do: 'return', run: entry.run, query: null, file: entry.file } : null;
}

function writeAddress(address, { run, query }) {
  const keep = window.bpttLabKeep, file = query === null && keep?.run === run ? keep.file : null;
  const present = history.state ?? {}, state = { ...present, run, query, file };
  const moves = address !== location.href || (query === null && steps.file !== file);
  try {
    if (moves && steps.run !== null && steps.run !== run && steps.path === location.pathname) history.pushState(state, '', address);
    else if (moves || present.run !== run || present.query !== query) history.replaceState(state, '', address);
  } catch {
    history.replaceState({ ...state, file: null }, '', address); // more than this browser keeps
  }
  Object.assign(steps, { run, file, path: location.pathname });
}

// If the entry is on another page, Streamlit changes the page, and the stage there sends the request.
function followSteps(ask) {
  window.addEventListener('popstate', (event) => {
    const { run, query, file } = event.state ?? {};
    if (run === undefined) return;
    if (run !== steps.run) Object.assign(steps, { run: null, asks: { do: 'return', run, query, file } });
    if (location.pathname !== steps.path) return;
    event.stopImmediatePropagation(); // else Streamlit would treat it as a change of page
    ask();
  }, true);
}
