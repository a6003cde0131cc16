// Page links: the row above the stage is a landmark that says which page is shown.

function markPages(page) {
  const row = document.querySelector('.st-key-pages');
  if (!row?.querySelector('a')) return;
  row.setAttribute('role', 'navigation');
  row.setAttribute('aria-label', 'Pages');
  for (const link of row.querySelectorAll('a')) {
    if (link.querySelector('p')?.textContent !== page) link.removeAttribute('aria-current');
    else if (!link.hasAttribute('aria-current')) link.setAttribute('aria-current', 'page');
  }
}
