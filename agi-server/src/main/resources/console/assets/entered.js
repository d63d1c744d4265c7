// What was entered into the editor and is not yet on its way to the server: an answer that knows nothing of it must not undo it.

export const isPick = (element) => element instanceof HTMLInputElement && element.dataset.pick !== undefined;

const unsent = new WeakSet();
const changed = new WeakSet(); // of these: what the browser calls changed, so that a request is made of it
const note = (set) => (event) => {
    if (event.target instanceof HTMLElement && event.target.closest('#editor') && !isPick(event.target)) set.add(event.target);
};
document.addEventListener('input', note(unsent), true);
document.addEventListener('change', note(unsent), true);
document.addEventListener('change', note(changed), true);
document.addEventListener('focusout', ({ target }) => {
    // typed, and taken back before the field was left
    if (!changed.has(target)) unsent.delete(target);
});
document.addEventListener('htmx:configRequest', (event) => {
    const sender = event.detail.elt;
    for (const field of sender.elements || [sender]) {
        unsent.delete(field);
        changed.delete(field);
    }
});

export const isUnsent = (element) => unsent.has(element);

const isTyped = (element) => element === document.activeElement
    && (element.tagName === 'TEXTAREA' || (element.tagName === 'INPUT' && !['checkbox', 'radio', 'hidden'].includes(element.type)));

/** What the server has no say in at the moment. */
export const isMine = (element) => isTyped(element) || isUnsent(element);

// What is kept a while after the last key has been kept already when its author left the field before.
const asking = new WeakSet();
document.addEventListener('htmx:confirm', (event) => {
    const { elt, triggeringEvent } = event.detail;
    if (!elt.closest('#editor') || !triggeringEvent || triggeringEvent.type !== 'input' || asking.has(triggeringEvent)) return;
    if (isUnsent(elt)) asking.add(triggeringEvent);
    else event.preventDefault();
});

// Of a form that had to wait its turn, htmx would send the button that has the focus by then; what counts is the one pressed.
document.addEventListener('htmx:configRequest', (event) => {
    const { elt, triggeringEvent, formData } = event.detail;
    if (elt.tagName !== 'FORM' || !elt.closest('#editor')) return;
    formData.delete('do');
    const pressed = triggeringEvent && triggeringEvent.submitter;
    if (pressed && pressed.name) formData.append(pressed.name, pressed.value);
});
