// Connection: requests the whole page when a lost connection is back. Streamlit does so only while a script runs: on an
// idle page, a restarted server would not know the visitor. What the address cannot hold is left for the stage to keep.

const watches = window.bpttLabConnections ??= new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  window.bpttLabKeep = data?.keep ?? null;
  const app = parentElement.closest('[data-testid=stApp]');
  let watch = watches.get(parentElement);
  if (!watch) {
    watch = { lost: false };
    watches.set(parentElement, watch);
    watch.observer = new MutationObserver(() => {
      const connected = app.dataset.testConnectionState === 'CONNECTED';
      if (watch.lost && connected) watch.tell(performance.now());
      watch.lost = !connected;
    });
    if (app) watch.observer.observe(app, { attributeFilter: ['data-test-connection-state'] });
  }
  watch.tell = (time) => setStateValue('back', time);
  return () => { watch.observer.disconnect(); watches.delete(parentElement); };
}
