// Whoever leaves the editor takes along what was entered last: the way out waits for what is being kept.

let underway = 0;
let leaving = null;

/** Something is being kept, or will be as soon as it is found. */
export const begun = () => { underway++; };

export function ended(well) {
    underway = Math.max(0, underway - 1);
    if (!well) leaving = null;
    // a request that waited begins only after this event
    setTimeout(() => { if (leaving && underway === 0) location.assign(leaving); });
}
document.addEventListener('htmx:beforeRequest', begun);
document.addEventListener('htmx:afterRequest', (event) => ended(event.detail.successful));
document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || underway === 0 || !document.getElementById('editor')) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || link.target || link.getAttribute('href').startsWith('#')) return;
    event.preventDefault();
    leaving = link.href;
});
