// The editor of scenarios: answers of the server are worked into the page without taking the focus or what is being typed away,
// lists to choose from open below fields, rules are dragged.
(() => {
    'use strict';

    const isPick = (element) => element instanceof HTMLInputElement && element.dataset.pick !== undefined;
    const shown = new WeakMap(); // what a field says that is chosen, by the field

    // --- a new state of the page is worked into what is there, element by element, by their ids

    const typed = (element) => element === document.activeElement
        && (element.tagName === 'TEXTAREA' || (element.tagName === 'INPUT' && !['checkbox', 'radio', 'hidden'].includes(element.type)));

    // What was entered and is not yet on its way to the server: an answer that knows nothing of it must not undo it.
    const unsent = new WeakSet();
    const entered = (event) => {
        if (event.target instanceof HTMLElement && event.target.closest('#editor') && !isPick(event.target)) unsent.add(event.target);
    };
    document.addEventListener('input', entered, true);
    document.addEventListener('change', entered, true);
    document.addEventListener('htmx:configRequest', (event) => {
        const sender = event.detail.elt;
        for (const field of sender.elements || [sender]) unsent.delete(field);
    });
    const mine = (element) => typed(element) || unsent.has(element);

    // What is kept a while after the last key has been kept already when its author left the field before.
    document.addEventListener('htmx:confirm', (event) => {
        const { elt, triggeringEvent } = event.detail;
        if (elt.closest('#editor') && triggeringEvent && triggeringEvent.type === 'input' && !unsent.has(elt)) event.preventDefault();
    });

    // Of a form that had to wait its turn, htmx would send the button that has the focus by then; what counts is the one pressed.
    document.addEventListener('htmx:configRequest', (event) => {
        const { elt, triggeringEvent, formData } = event.detail;
        if (elt.tagName !== 'FORM' || !elt.closest('#editor')) return;
        formData.delete('do');
        const pressed = triggeringEvent && triggeringEvent.submitter;
        if (pressed && pressed.name) formData.append(pressed.name, pressed.value);
    });

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
            if (name === 'value' && unsent.has(from)) continue;
            if (from.getAttribute(name) !== value && !browsers(from, name)) from.setAttribute(name, value);
        }
    }

    function values(from, to) {
        if (from.tagName === 'INPUT') {
            if (isPick(from)) shown.set(from, to.getAttribute('value') || '');
            if (mine(from)) return;
            if (from.type === 'checkbox' || from.type === 'radio') from.checked = to.hasAttribute('checked');
            else from.value = to.getAttribute('value') || '';
        } else if (from.tagName === 'TEXTAREA') {
            if (!mine(from) && from.value !== to.value) from.value = to.value;
        } else if (from.tagName === 'SELECT' && !mine(from)) {
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

    // Nothing that stays is taken out on the way, not even for a moment: a button that was pressed would not hear of its release.
    function children(from, to) {
        const all = pairs(from, to);
        const stay = new Set(all.map(({ was }) => was));
        for (const child of [...from.childNodes]) if (!stay.has(child)) child.remove();
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

    htmx.defineExtension('by-id', {
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

    // --- whoever leaves takes along what was entered last: the way out waits for what is being kept

    let underway = 0;
    let leaving = null;
    const begun = () => { underway++; };
    function ended(well) {
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

    // --- where to go on after a change, for whoever has not gone on elsewhere meanwhile

    let askedAt = null;
    document.addEventListener('htmx:beforeRequest', () => { askedAt = document.activeElement; });

    document.addEventListener('go-on-at', (event) => {
        const at = document.activeElement;
        if (at && at !== document.body && at !== askedAt && at.closest('#editor')) {
            next = [];
            moving = null;
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
        moved();
    });

    function showFound(anchor, tries) {
        const element = document.getElementById(anchor);
        if (!element) {
            if (tries > 0) setTimeout(() => showFound(anchor, tries - 1), 100);
            return;
        }
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
        showFound(anchor, 20);
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
            showFound(named.id, 0);
        } else if (place) {
            openRule(place[1]);
            showFound(hash, 20);
        } else {
            showFound(hash, 0);
        }
    });

    // --- lists to choose from

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

    // --- rules change places by dragging, or by Alt and an arrow key

    function move(from, to) {
        const mover = document.getElementById('mover');
        if (!mover || from === to) return;
        mover.value = 'move ' + from + ' ' + to;
        mover.click();
    }

    let dragged = null;
    const clear = () => document.querySelectorAll('.over-before, .over-after, .dragged')
        .forEach((rule) => rule.classList.remove('over-before', 'over-after', 'dragged'));

    document.addEventListener('dragstart', (event) => {
        const handle = event.target.closest && event.target.closest('.handle');
        if (!handle) return;
        dragged = handle.closest('.rule');
        dragged.classList.add('dragged');
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', dragged.dataset.id);
        event.dataTransfer.setDragImage(dragged, 10, 10);
    });
    document.addEventListener('dragover', (event) => {
        const over = dragged && event.target.closest('.rule');
        if (!over) return;
        event.preventDefault();
        const box = over.getBoundingClientRect();
        const after = event.clientY > box.top + box.height / 2;
        document.querySelectorAll('.over-before, .over-after').forEach((rule) => rule.classList.remove('over-before', 'over-after'));
        if (over !== dragged) over.classList.add(after ? 'over-after' : 'over-before');
    });
    document.addEventListener('drop', (event) => {
        const over = dragged && event.target.closest('.rule');
        if (!over) return;
        event.preventDefault();
        const from = Number(dragged.dataset.index);
        const place = Number(over.dataset.index) + (over.classList.contains('over-after') ? 1 : 0);
        clear();
        dragged = null;
        move(from, place > from ? place - 1 : place);
    });
    document.addEventListener('dragend', () => {
        clear();
        dragged = null;
    });

    // Until the answer is here the numbers on the page are those of before: a second move would take another rule than was meant.
    let moving = null; // the button pressed for it
    let next = []; // arrow keys pressed meanwhile
    const isMoving = () => moving !== null && moving.isConnected;

    function step(head, key) {
        const button = head && document.getElementById(head.closest('.rule').id + (key === 'ArrowUp' ? '.up' : '.down'));
        if (button && !button.disabled) button.click();
        else next = [];
    }

    function moved() {
        moving = null;
        if (next.length) step(document.activeElement.closest('.rule-head'), next.shift());
    }

    document.addEventListener('click', (event) => {
        const button = event.target.closest('#rules button[hx-post]');
        if (!button) return;
        if (isMoving()) {
            event.preventDefault();
            event.stopImmediatePropagation();
        } else {
            moving = button;
        }
    }, true);
    document.addEventListener('htmx:afterRequest', (event) => {
        if (!event.detail.successful) {
            moving = null;
            next = [];
        } else if (event.detail.elt.matches('#rules button[hx-post]') && !event.detail.xhr.getResponseHeader('HX-Trigger-After-Settle')) {
            moving = null; // nothing was moved
        }
    });
    document.addEventListener('keydown', (event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        const head = event.target.closest('.rule-head');
        if (!head) return;
        event.preventDefault();
        if (isMoving()) next.push(event.key);
        else step(head, event.key);
    });
})();
