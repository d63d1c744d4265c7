// What was pressed in the editor counts, also when an answer moved it from under the pointer before the button was let go.

const STEADY = 5; // pixels that a hand moves without meaning to
let pressed = null;

document.addEventListener('pointerdown', ({ target, clientX, clientY }) => {
    const control = target.closest('#editor button, #editor a[href], #editor summary');
    pressed = control && { control, clientX, clientY };
}, true);

document.addEventListener('click', (event) => {
    const was = pressed;
    pressed = null;
    if (!was || event.detail === 0 || was.control.contains(event.target) || !was.control.isConnected) return;
    if (Math.hypot(event.clientX - was.clientX, event.clientY - was.clientY) > STEADY) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    was.control.click();
}, true);
