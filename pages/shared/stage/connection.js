// Connection: asks for the whole page when the connection to the server was lost and is back. Streamlit itself does so
// only while something runs: with a page that rests, a server that was restarted would know nothing of it.

const watches = window.bpttLabConnections ??= new WeakMap();

export default function ({ parentElement, setStateValue }) {
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
