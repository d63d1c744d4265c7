// Times of calls go on by themselves: the server sends the page anew only when something else has changed.
(() => {
    'use strict';
    const began = new WeakMap(); // when an element's time began, by this browser's own clock
    const two = (number) => String(number).padStart(2, '0');

    function tick() {
        const now = performance.now();
        document.querySelectorAll('.live-time').forEach((time) => {
            if (!began.has(time)) began.set(time, now - Number(time.dataset.seconds) * 1000);
            const seconds = Math.floor((now - began.get(time)) / 1000);
            const minutes = Math.floor(seconds / 60);
            const hours = Math.floor(minutes / 60);
            const text = (hours ? hours + ':' + two(minutes % 60) : minutes) + ':' + two(seconds % 60);
            if (time.textContent !== text) time.textContent = text;
        });
    }

    setInterval(tick, 500);
    document.addEventListener('DOMContentLoaded', tick);
    document.addEventListener('htmx:load', tick);
})();
