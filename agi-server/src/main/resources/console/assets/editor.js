// The editor of scenarios: where its author goes on after an answer, and where what is to be mended is found.
import { forgetKeys } from './places.js';

let askedAt = null;
document.addEventListener('htmx:beforeRequest', () => { askedAt = document.activeElement; });

document.addEventListener('go-on-at', (event) => {
    const at = document.activeElement;
    if (at && at !== document.body && at !== askedAt && at.closest('#editor')) {
        forgetKeys();
        return;
    }
    let element = document.getElementById(event.detail.id);
    if (element && element.disabled) element = element.parentElement.querySelector('button:not([disabled])');
    if (!element && event.detail.id.endsWith('.add')) {
        const name = event.detail.id.slice(0, -4);
        element = document.querySelector('[id^="' + name + '.add."]') || document.getElementById(name + '.is');
    }
    if (element) {
        element.focus();
        element.scrollIntoView({ block: 'nearest' });
    }
});

let sought = null; // what is to be shown as soon as it is there
for (const type of ['mousedown', 'keydown']) document.addEventListener(type, () => { sought = null; }, true);
document.addEventListener('htmx:afterSettle', () => { if (sought) seek(sought); });

function seek(anchor) {
    const element = document.getElementById(anchor);
    sought = element ? null : anchor;
    if (element) show(element);
}

function show(element) {
    for (let around = element.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
    element.scrollIntoView({ block: 'center' });
    element.classList.add('found-here');
    setTimeout(() => element.classList.remove('found-here'), 3000);
    const field = element.matches('textarea, input') ? element : element.querySelector('input:not([type=hidden]), select, button');
    if (field) field.focus({ preventScroll: true });
}

function openRule(index) {
    const toggle = document.getElementById('r' + index + '.toggle');
    if (toggle && toggle.getAttribute('aria-expanded') === 'false') toggle.click();
}

document.addEventListener('click', (event) => {
    const link = event.target.closest('.findings a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    if (link.dataset.rule) openRule(link.dataset.rule);
    const anchor = link.getAttribute('href').slice(1);
    seek(anchor);
    if (anchor === 'text' && link.dataset.line) {
        const text = document.getElementById('text');
        const before = text.value.split('\n').slice(0, link.dataset.line - 1).join('\n');
        const place = Math.min(text.value.length, before.length + (before ? 1 : 0) + Number(link.dataset.column) - 1);
        text.setSelectionRange(place, place);
        text.scrollTop = (text.scrollHeight / text.value.split('\n').length) * Math.max(0, link.dataset.line - 5);
    }
});

// Warnings lead to #rule-ID, the page of publishing to #at-when-2-0.
document.addEventListener('DOMContentLoaded', () => {
    if (!document.getElementById('editor') || location.hash.length < 2) return;
    const hash = decodeURIComponent(location.hash.slice(1));
    const named = hash.startsWith('rule-')
        ? [...document.querySelectorAll('.rule')].find((rule) => rule.dataset.id === hash.slice(5)) : null;
    const place = /^at-(?:rule|when|route)-(\d+)/.exec(hash);
    if (named) {
        openRule(named.dataset.index);
        seek(named.id);
    } else if (place) {
        openRule(place[1]);
        seek(hash);
    } else {
        seek(hash);
    }
});
