// Lists to choose from open below fields of the editor.
import { isPick } from './entered.js';
import { begun, ended } from './leave.js';

const shown = new WeakMap(); // what a field says that is chosen, by the field

/** Notes what a field says from now on when nothing else is chosen. */
export const says = (input, words) => shown.set(input, words);

const list = (input) => document.getElementById(input.getAttribute('aria-controls'));
let asked = 0;
let waiting = 0;
let pending = false; // a list was asked for and is not here yet

function close(input) {
    asked++;
    clearTimeout(waiting);
    pending = false;
    const options = list(input);
    if (!options) return;
    options.hidden = true;
    options.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
}

function trouble(what, signIn) {
    const box = document.getElementById('trouble');
    document.getElementById('trouble-text').textContent = box.dataset[what];
    document.getElementById('trouble-sign-in').hidden = !signIn;
    document.getElementById('trouble-again').hidden = true;
    box.hidden = false;
}

// What fits a question; nothing at all when the server cannot be asked, which the page then says.
async function ask(input, question) {
    const address = input.dataset.pick + (input.dataset.pick.includes('?') ? '&' : '?') + 'q=' + encodeURIComponent(question);
    try {
        const answer = await fetch(address, { headers: { 'HX-Request': 'true' } });
        if (answer.status === 401) {
            trouble('expired', true);
            return null;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        const page = new DOMParser().parseFromString('<ul>' + await answer.text() + '</ul>', 'text/html');
        return [...page.querySelectorAll('li')];
    } catch (_) {
        trouble('lost', false);
        return null;
    }
}

async function open(input, question) {
    const number = ++asked;
    pending = true;
    const found = await ask(input, question);
    if (number !== asked || document.activeElement !== input) return;
    pending = false;
    if (!found) return;
    const options = list(input);
    options.replaceChildren(...found);
    options.querySelectorAll('[role=option]').forEach((option, i) => { option.id = options.id + '.' + i; });
    options.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    input.removeAttribute('aria-activedescendant');
    if (question) mark(input, options.querySelector('[role=option]'));
}

// Enter was pressed before the list came: what it would have marked is chosen, also when its author has gone on meanwhile.
// What they ask for then waits for it: it may close the field.
let choice = null;

function chooseFirst(input, question) {
    close(input);
    begun();
    const own = Promise.all([ask(input, question), choice]).then(([found]) => {
        if (choice === own) choice = null;
        const first = found && found.find((item) => item.getAttribute('role') === 'option');
        if (first && input.isConnected) choose(input, first);
        else if (found && document.activeElement === input) open(input, question);
        ended(Boolean(first));
    });
    choice = own;
}

document.addEventListener('htmx:confirm', (event) => {
    if (!choice || !event.target.closest('#editor')) return;
    event.preventDefault();
    choice.finally(() => event.detail.issueRequest(true));
});

function mark(input, option) {
    list(input).querySelectorAll('[aria-selected=true]').forEach((other) => other.setAttribute('aria-selected', 'false'));
    if (!option) return;
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
}

function choose(input, option) {
    const into = document.getElementById(input.dataset.into);
    into.value = option.dataset.value;
    input.value = input.dataset.clear === undefined ? option.dataset.shown : '';
    shown.set(input, input.value);
    if (document.activeElement === input) close(input);
    into.dispatchEvent(new Event('change', { bubbles: true }));
}

document.addEventListener('focusin', (event) => {
    if (!isPick(event.target)) return;
    shown.set(event.target, event.target.value);
    event.target.select();
    if (event.target.value === '') open(event.target, '');
});
document.addEventListener('focusout', (event) => {
    if (!isPick(event.target)) return;
    close(event.target);
    // what was typed and not chosen is no choice
    if (shown.has(event.target)) event.target.value = shown.get(event.target);
});
document.addEventListener('click', (event) => {
    if (isPick(event.target) && list(event.target).hidden) open(event.target, '');
});
document.addEventListener('input', (event) => {
    if (!isPick(event.target)) return;
    clearTimeout(waiting);
    asked++; // an answer to what stood there before is none
    pending = true;
    waiting = setTimeout(() => open(event.target, event.target.value), 100);
});
// a choice is what changes something, not what is typed to find it
document.addEventListener('change', (event) => {
    if (isPick(event.target)) event.stopPropagation();
}, true);
document.addEventListener('mousedown', (event) => {
    const option = event.target.closest('.pick-list [role=option]');
    const options = event.target.closest('.pick-list');
    if (options) event.preventDefault();
    if (option) choose(document.querySelector('[aria-controls="' + options.id + '"]'), option);
});
document.addEventListener('keydown', (event) => {
    if (!isPick(event.target)) return;
    const input = event.target;
    const options = [...list(input).querySelectorAll('[role=option]')];
    const marked = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (list(input).hidden) {
            // the list for what was typed is on its way
            if (!pending) open(input, '');
        } else if (options.length) {
            const step = event.key === 'ArrowDown' ? 1 : -1;
            mark(input, options[(marked + step + options.length + (marked < 0 && step < 0 ? 1 : 0)) % options.length]);
        }
    } else if (event.key === 'Enter') {
        event.preventDefault();
        if (pending && input.value !== '') chooseFirst(input, input.value);
        else if (marked >= 0) choose(input, options[marked]);
    } else if (event.key === 'Escape' && !list(input).hidden) {
        event.preventDefault();
        close(input);
    }
});
