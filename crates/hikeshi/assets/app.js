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
      if (!state.open) { location.reload(); return; }
      stage.textContent = state.stage;
      if (state.total > 0) { bar.max = state.total; bar.value = state.done; }
    } catch { /* the program was stopped; the page stays as it is */ }
    setTimeout(ask, 500);
  };
  setTimeout(ask, 300);
});

// Clocks: the words stay as the server wrote them, the figures follow the time.
const tick = () => each("[data-until]", (line) => {
  const left = Math.floor((Date.parse(line.dataset.until) - Date.now()) / 60000);
  const shown = line.querySelector(".left");
  if (!shown || left < 0) return;
  const figures = [Math.floor(left / 60), left % 60];
  shown.textContent = shown.textContent.replace(/\d+/g, () => figures.shift() ?? "");
});
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
