// Live calls: says how many came, and keeps the page from growing for ever.
(() => {
    'use strict';
    const MOST_ROWS = 200;
    let came = 0;
    let told = null;

    function tell() {
        told = null;
        const news = document.getElementById('calls-news');
        if (news) news.textContent = news.dataset.text.replace('{0}', came);
    }

    document.addEventListener('htmx:sseMessage', (event) => {
        if (event.detail.type !== 'call') return;
        came += 1;
        const rows = document.getElementById('calls-rows');
        while (rows && rows.children.length > MOST_ROWS) rows.lastElementChild.remove();
        document.getElementById('calls-none')?.remove();
        // not each of many calls at once is read out
        told ??= setTimeout(tell, 1000);
    });
})();
