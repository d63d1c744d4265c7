// What goes wrong between page and server is said on the page, and nothing that was typed is lost: the request can be sent again.
(() => {
    'use strict';
    const byId = (id) => document.getElementById(id);
    let failed = null;

    function tell(text, { signIn = false, again = null } = {}) {
        const box = byId('trouble');
        byId('trouble-text').textContent = text;
        byId('trouble-sign-in').hidden = !signIn;
        byId('trouble-again').hidden = !again;
        failed = again;
        box.hidden = false;
        box.scrollIntoView({ block: 'nearest' });
    }

    function clear() {
        const box = byId('trouble');
        if (box) box.hidden = true;
        failed = null;
    }

    // A problem document says what was wrong; anything else gets our own words.
    function detail(xhr, otherwise) {
        try {
            return JSON.parse(xhr.responseText).detail || otherwise;
        } catch (_) {
            return otherwise;
        }
    }

    document.addEventListener('htmx:afterRequest', (event) => {
        if (event.detail.successful) clear();
    });
    document.addEventListener('htmx:sendError', (event) => {
        tell(byId('trouble').dataset.lost, { again: event.detail });
    });
    document.addEventListener('htmx:timeout', (event) => {
        tell(byId('trouble').dataset.lost, { again: event.detail });
    });
    document.addEventListener('htmx:responseError', (event) => {
        const words = byId('trouble').dataset;
        const xhr = event.detail.xhr;
        if (xhr.status === 401) {
            tell(words.expired, { signIn: true, again: event.detail });
        } else if (xhr.status >= 500) {
            tell(detail(xhr, words.failed), { again: event.detail });
        } else {
            tell(detail(xhr, words.refused));
        }
    });
    document.addEventListener('click', (event) => {
        if (event.target.id !== 'trouble-again' || !failed) return;
        const trigger = failed.requestConfig ? failed.requestConfig.triggeringEvent : null;
        const element = failed.elt;
        clear();
        // the same event at the same element asks again, with what the form holds by now; a button of the form says what it asks
        if (trigger && trigger.submitter) trigger.submitter.click();
        else htmx.trigger(element, trigger ? trigger.type : 'submit');
    });

    // Somebody who signed in again in another tab goes on here: the page learns the new proof from there.
    window.addEventListener('storage', (event) => {
        if (event.key === 'crmroute-csrf' && event.newValue) {
            document.body.setAttribute('hx-headers', JSON.stringify({ 'X-CSRF-Token': event.newValue }));
            document.querySelectorAll('input[name=csrf]').forEach((input) => { input.value = event.newValue; });
            // what could not be sent meanwhile is sent when its author says so
            if (failed) byId('trouble-sign-in').hidden = true;
            else clear();
        }
    });
    document.addEventListener('DOMContentLoaded', () => {
        const proof = JSON.parse(document.body.getAttribute('hx-headers') || '{}')['X-CSRF-Token'];
        if (proof && localStorage.getItem('crmroute-csrf') !== proof) localStorage.setItem('crmroute-csrf', proof);
    });
})();
