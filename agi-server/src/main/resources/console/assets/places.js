// Rules change places by their buttons, by dragging, or by Alt and an arrow key.

// What changes places makes the numbers on the page those of before until the answer is here: whatever is done to rules and
// steps meanwhile would be done to others than was meant.
const changesPlaces = /^(move|copy|remove|minus|up-step|down-step)/;
let changing = null; // the button that was pressed for it
let next = []; // arrow keys pressed meanwhile
const isChanging = () => changing !== null && changing.isConnected;

/** Arrow keys that were pressed meanwhile count no more. */
export function forgetKeys() {
    next = [];
}

const refuse = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
};

document.addEventListener('click', (event) => {
    const button = event.target.closest('#form button[name=do], #undo');
    if (!button) return;
    if (isChanging() && button.value !== 'add') refuse(event);
    else if (button.id === 'undo' || changesPlaces.test(button.value)) changing = button;
}, true);
for (const type of ['mousedown', 'beforeinput']) {
    document.addEventListener(type, (event) => {
        if (isChanging() && event.target.closest('.rule, .steps') && !event.target.closest('button, .handle')) refuse(event);
    }, true);
}
document.addEventListener('keydown', (event) => {
    if (isChanging() && event.target.closest('.rule select, .steps select') && event.key !== 'Tab') refuse(event);
}, true);
document.addEventListener('htmx:afterRequest', (event) => {
    const { elt, successful, requestConfig } = event.detail;
    const { submitter } = requestConfig.triggeringEvent || {};
    if (!successful) next = [];
    if (!changing || (elt !== changing && submitter !== changing)) return;
    changing = null;
    if (next.length) step(document.activeElement.closest('.rule-head'), next.shift());
});

function step(head, key) {
    const button = head && document.getElementById(head.closest('.rule').id + (key === 'ArrowUp' ? '.up' : '.down'));
    if (button && !button.disabled) button.click();
    else next = [];
}

document.addEventListener('keydown', (event) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    const head = event.target.closest('.rule-head');
    if (!head) return;
    event.preventDefault();
    if (isChanging()) next.push(event.key);
    else step(head, event.key);
});

// --- by dragging

function move(from, to) {
    const mover = document.getElementById('mover');
    if (!mover || from === to || isChanging()) return;
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
