// Keeps pages fresh unobtrusively: nothing is requested while the page is hidden, and a screen reader announces a
// headline only when it has changed. What can no longer be refreshed says so: a page must not stay green because the
// service that would turn it red is gone.
const SILENT_AFTER_MS = 15000;
let answeredAt = performance.now();

function live() {
  return document.querySelector('[data-live]');
}

function say(reason) {
  const headline = document.getElementById('headline');
  const asOf = document.querySelector('[data-as-of]');
  if (!live() || !headline || !asOf) {
    return;
  }
  const text = `No answer since ${asOf.dataset.asOf}.${reason ? ' ' + reason.replace(/[.]?$/, '.') : ''}`;
  headline.className = 'headline bad';
  headline.querySelector('p').textContent === text || (headline.querySelector('p').textContent = text);
  live().classList.add('outdated');
}

// The page that an error comes as says in its first paragraph what is wrong.
function reasonIn(page) {
  const paragraph = page && new DOMParser().parseFromString(page, 'text/html').querySelector('main section p');
  return paragraph ? paragraph.textContent.trim() : null;
}

document.addEventListener('htmx:beforeRequest', event => {
  if (document.hidden && event.target.hasAttribute('data-live')) {
    event.preventDefault();
  }
});
document.addEventListener('htmx:oobBeforeSwap', event => {
  const target = event.detail.target;
  const fresh = event.detail.fragment.querySelector('#' + target.id);
  if (fresh && fresh.className === target.className && fresh.textContent.trim() === target.textContent.trim()) {
    event.detail.shouldSwap = false;
  }
});
document.addEventListener('htmx:afterRequest', event => {
  if (!event.target.hasAttribute('data-live')) {
    return;
  }
  if (event.detail.successful) {
    answeredAt = performance.now();
    live().classList.remove('outdated');
  } else {
    say(reasonIn(event.detail.xhr.responseText));
  }
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && live()) {
    answeredAt = performance.now();
    htmx.trigger(live(), 'refresh');
  }
});
setInterval(() => {
  if (!document.hidden && performance.now() - answeredAt > SILENT_AFTER_MS) {
    say(null);
  }
}, 1000);

// Times are in UTC; the browser knows the reader's own.
function localTimes() {
  document.querySelectorAll('time[datetime]').forEach(time => {
    const moment = new Date(time.dateTime);
    time.title = `${moment.toLocaleString()} here, ${moment.toISOString().replace('T', ' ').slice(0, 19)} UTC`;
  });
}
document.addEventListener('DOMContentLoaded', localTimes);
document.addEventListener('htmx:afterSettle', localTimes);

// Only where the browser lets a page copy: on localhost and with TLS.
document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('[data-copy]').forEach(button => {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = 'Copied';
  });
}));
