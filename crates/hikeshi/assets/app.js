// A little comfort on top of pages that work without it: dropping files, the progress of work, clocks
// that count down. Nothing here is needed for anything.

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

// Files dropped anywhere on the form are chosen in it; sending shows how far it is.
each("form[data-drop]", (form) => {
  const field = form.querySelector("input[type=file]");
  const over = (on) => form.classList.toggle("over", on);
  form.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    form.append(bar);
    form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = (sent) => { if (sent.lengthComputable) bar.value = sent.loaded / sent.total; };
    request.onload = () => {
      if (request.status < 400 && request.responseURL) { location.assign(request.responseURL); return; }
      document.open();
      document.write(request.responseText);
      document.close();
    };
    request.onerror = () => location.reload();
    request.send(new FormData(form));
  });
});

// Work in the background: ask until it is done, then show the page anew.
each("[data-progress]", (box) => {
  const bar = box.querySelector("progress");
  const stage = box.querySelector(".stage");
  const ask = async () => {
    try {
      const state = await (await fetch(box.dataset.progress)).json();
      if (!state.open) {
        // Somebody is writing: the page is not taken from under their hands.
        const fields = [...document.querySelectorAll("textarea, input[type=text], input:not([type]), input[type=file]")];
        if (fields.some((field) => field.value !== field.defaultValue)) { setTimeout(ask, 3000); return; }
        location.reload();
        return;
      }
      stage.textContent = state.stage;
      if (state.total > 0) { bar.max = state.total; bar.value = state.done; }
    } catch { /* the program was stopped; the page stays as it is */ }
    setTimeout(ask, 500);
  };
  setTimeout(ask, 300);
});

// Clocks: the words come from the page, in its language; the figures follow the time.
const tick = () => each("[data-until]", (line) => {
  const minutes = Math.floor((Date.parse(line.dataset.until) - Date.now()) / 60000);
  const over = minutes < 0;
  const said = over ? line.dataset.over : line.dataset.left
    .replace("{h}", Math.floor(minutes / 60)).replace("{m}", minutes % 60);
  line.classList.toggle("over", over);
  line.querySelector(".left").textContent = said;
});
tick();
setInterval(tick, 30000);

// Enter that ends a Japanese conversion does not send a form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
}, true);

// Copying needs script; without it the text can be selected by hand.
each("[data-copy]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value));
});

// Titles that fit what is being typed; nothing is asked while a Japanese word is still being converted.
each("[data-suggest]", (field) => {
  let waiting;
  field.addEventListener("input", (event) => {
    if (event.isComposing || field.value.length < 2) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const found = await (await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`)).text();
      field.list.replaceChildren(...found.split("\n").filter(Boolean).map((title) => new Option(title)));
    }, 120);
  });
});
