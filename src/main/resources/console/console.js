// Keeps pages fresh without getting in the way: nothing is asked for while nobody looks, and a screen reader is told a
// headline only when it has changed.
document.addEventListener('htmx:beforeRequest', event => {
  if (document.hidden && event.target.hasAttribute('data-live')) {
    event.preventDefault();
  }
});
document.addEventListener('htmx:oobBeforeSwap', event => {
  const shown = event.detail.target.textContent.trim();
  if (shown === event.detail.fragment.textContent.trim()) {
    event.detail.shouldSwap = false;
  }
});
