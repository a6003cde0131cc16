// Connection: requests the whole page when a lost connection is back. Streamlit does so only while a script runs: on an
// idle page, a restarted server would not know the visitor. What the address cannot hold is left for the stage to keep.
// It arrives before the charts, so it also says when these take long.

const LOOK_AGAIN = 250, LONG = 1500; // ms between two looks, and ms after which a wait is explained
const WAITING = 'Your charts are on their way. With many people, this takes a few seconds.';
const watches = window.bpttLabConnections ??= new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  window.bpttLabKeep = data?.keep ?? null;
  const app = parentElement.closest('[data-testid=stApp]');
  let watch = watches.get(parentElement);
  if (!watch) {
    watch = { lost: false, waiting: explainWait(parentElement.querySelector('.waiting')) };
    watches.set(parentElement, watch);
    watch.observer = new MutationObserver(() => {
      const connected = app.dataset.testConnectionState === 'CONNECTED';
      if (watch.lost && connected) watch.tell(performance.now());
      watch.lost = !connected;
    });
    if (app) watch.observer.observe(app, { attributeFilter: ['data-test-connection-state'] });
  }
  watch.tell = (time) => setStateValue('back', time);
  return () => { watch.observer.disconnect(); clearInterval(watch.waiting); watches.delete(parentElement); };
}

function explainWait(words) {
  const began = performance.now();
  const look = setInterval(() => {
    const drawn = document.querySelector('.stage .transport');
    words.textContent = !drawn && performance.now() - began > LONG ? WAITING : '';
    if (drawn) clearInterval(look);
  }, LOOK_AGAIN);
  return look;
}
