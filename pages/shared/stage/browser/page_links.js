// Page links: the row above the stage is a landmark that says which page is shown, and keeps the focus when a link is
// followed by keys, though Streamlit makes the row anew.

function markPages(page) {
  const row = document.querySelector('.st-key-pages');
  if (!row?.querySelector('a')) return;
  row.setAttribute('role', 'navigation');
  row.setAttribute('aria-label', 'Pages');
  for (const link of row.querySelectorAll('a')) {
    const shown = link.querySelector('p')?.textContent === page;
    if (!shown) link.removeAttribute('aria-current');
    else if (!link.hasAttribute('aria-current')) link.setAttribute('aria-current', 'page');
    if (shown && lab.followed && lab.followed !== page && document.activeElement === document.body) link.focus({ preventScroll: true });
  }
  if (lab.followed !== page) lab.followed = null;
}

// Remember from which page a link was followed by keys.
function watchPageLinks() {
  document.addEventListener('click', ({ detail, target }) => {
    if (target.closest?.('.st-key-pages a')) lab.followed = detail ? null : lab.stage.page;
  }, true);
}
