// An answer of the server is worked into the editor element by element, without taking away the focus or what is being typed.
import { isPick, isMine, isUnsent } from './entered.js';
import { says } from './pick.js';

// What only the browser knows: which details are open, and which list below a field.
const browsers = (element, name) => element.tagName === 'DETAILS' ? name === 'open'
    : element.classList.contains('pick-list') ? name === 'hidden'
        : isPick(element) && (name === 'aria-expanded' || name === 'aria-activedescendant');

function attributes(from, to) {
    for (const { name } of [...from.attributes]) {
        if (!to.hasAttribute(name) && !browsers(from, name)) from.removeAttribute(name);
    }
    for (const { name, value } of to.attributes) {
        // of a hidden field the attribute is the value
        if (name === 'value' && isUnsent(from)) continue;
        if (from.getAttribute(name) !== value && !browsers(from, name)) from.setAttribute(name, value);
    }
}

function values(from, to) {
    if (from.tagName === 'INPUT') {
        if (isPick(from)) says(from, to.getAttribute('value') || '');
        if (isMine(from)) return;
        if (from.type === 'checkbox' || from.type === 'radio') from.checked = to.hasAttribute('checked');
        else from.value = to.getAttribute('value') || '';
    } else if (from.tagName === 'TEXTAREA') {
        if (!isMine(from) && from.value !== to.value) from.value = to.value;
    } else if (from.tagName === 'SELECT' && !isMine(from)) {
        const chosen = [...from.options].findIndex((option) => option.hasAttribute('selected'));
        from.selectedIndex = Math.max(0, chosen);
    }
}

function worked(from, to) {
    if (from.nodeType !== 1) {
        if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
        return;
    }
    attributes(from, to);
    if (from.tagName !== 'TEXTAREA' && !from.classList.contains('pick-list')) children(from, to);
    values(from, to);
}

const ids = (node) => node.nodeType === 1 ? [...node.querySelectorAll('[id]')].map((element) => element.id) : [];

// Which child becomes which: by its id, or by an id within, or as the next of its kind that has none within.
function pairs(from, to) {
    const named = new Map();
    const unnamed = [];
    for (const child of from.childNodes) {
        if (child.id) named.set(child.id, child);
        else unnamed.push({ child, within: ids(child) });
    }
    return [...to.childNodes].map((next) => {
        if (next.id) {
            const same = named.get(next.id);
            return { next, was: same && same.nodeName === next.nodeName ? same : null };
        }
        const within = new Set(ids(next));
        const place = unnamed.findIndex((other) => other.child.nodeName === next.nodeName
            && (within.size ? other.within.some((id) => within.has(id)) : !other.within.length));
        return { next, was: place < 0 ? null : unnamed.splice(place, 1)[0].child };
    });
}

// A field with something that the server has yet to hear of does not go.
const holdsUnsent = (node) => node.nodeType === 1 && [...node.querySelectorAll('input, textarea, select')].some((field) => isUnsent(field));

// Nothing that stays is taken out on the way, not even for a moment: a button that was pressed would not hear of its release.
function children(from, to) {
    const all = pairs(from, to);
    const stay = new Set(all.map(({ was }) => was));
    for (const child of [...from.childNodes]) if (!stay.has(child) && !holdsUnsent(child)) child.remove();
    let place = from.firstChild;
    for (const { next, was } of all) {
        if (!was) {
            from.insertBefore(next, place);
            continue;
        }
        if (was === place) place = place.nextSibling;
        else from.insertBefore(was, place);
        worked(was, next);
    }
}

let within = null; // htmx's own notes on an element

// htmx asks one thing after the other, but forgets to go on after one whose element is gone meanwhile.
document.addEventListener('htmx:afterRequest', () => setTimeout(() => {
    const editor = document.getElementById('editor');
    const notes = editor && within(editor);
    while (notes && !notes.xhr && notes.queuedRequests && notes.queuedRequests.length) notes.queuedRequests.shift()();
}));

htmx.defineExtension('by-id', {
    init: (api) => { within = api.getInternalData; },
    isInlineSwap: (style) => style === 'morph',
    handleSwap: (style, target, fragment) => {
        if (style !== 'morph') return false;
        const next = fragment.nodeType === 11 ? fragment.firstElementChild : fragment;
        if (next && next.nodeName === target.nodeName) {
            worked(target, next);
            return [target];
        }
        target.replaceWith(next);
        return [next];
    },
});
