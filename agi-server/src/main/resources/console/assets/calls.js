// Live calls: says how many came and whether more can come, and keeps the page from growing for ever.
(() => {
    'use strict';
    const MOST_ROWS = 200;
    const byId = (id) => document.getElementById(id);
    const rowOf = (id) => document.querySelector(`#calls-rows a[href="/calls/${CSS.escape(id)}"]`);
    let came = 0;
    let told = null;
    let live = null;
    let lost = false;
    // rows that come while the list is read anew, which may not have them yet
    let early = null;

    function tell() {
        told = null;
        const news = byId('calls-news');
        if (news) news.textContent = news.dataset.text.replace('{0}', came);
    }

    function show(badge, text, kind) {
        badge.textContent = text;
        badge.className = `badge ${kind}`;
    }

    // What came while nobody listened is in the list. Whoever was signed out meanwhile, or is one too many, learns it from this request:
    // a stream that is refused does not say why.
    async function catchUp() {
        if (early || !byId('calls-rows')) return;
        early = [];
        await htmx.ajax('GET', window.location.href, { target: '#calls-rows', select: '#calls-rows > tr', swap: 'innerHTML' });
        const rows = byId('calls-rows');
        early.filter(([id]) => rows && !rowOf(id)).forEach(([, row]) => rows.prepend(row));
        early = null;
    }

    document.addEventListener('htmx:sseError', (event) => {
        const badge = byId('calls-live');
        if (!badge) return;
        live ??= badge.textContent;
        if (!lost) show(badge, badge.dataset.lost, 'warning');
        lost = true;
        if (event.detail.source.readyState === EventSource.CLOSED) catchUp();
    });
    document.addEventListener('htmx:sseOpen', () => {
        const badge = byId('calls-live');
        if (!lost || !badge) return;
        lost = false;
        show(badge, live, 'good');
        catchUp();
    });
    document.addEventListener('htmx:sseBeforeMessage', (event) => {
        // sent once more, or read from the list already
        if (event.detail.type === 'call' && rowOf(event.detail.lastEventId)) event.preventDefault();
    });
    document.addEventListener('htmx:sseMessage', (event) => {
        if (event.detail.type !== 'call') return;
        came += 1;
        const rows = byId('calls-rows');
        while (rows && rows.children.length > MOST_ROWS) rows.lastElementChild.remove();
        byId('calls-none')?.remove();
        if (early && rows) early.push([event.detail.lastEventId, rows.firstElementChild]);
        // not each of many calls at once is read out
        told ??= setTimeout(tell, 1000);
    });
})();
