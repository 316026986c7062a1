// What was typed stays on this phone until it is sent: a line may break, a battery may die. No script is needed to answer.
const form = document.querySelector("form[data-keep]");
const place = (key) => `sheet-${key}`;

function ownFields(form) {
  return [...new FormData(form)].filter(([name]) => !name.startsWith("~") && name !== "csrfmiddlewaretoken");
}

function keep() {
  try {
    localStorage.setItem(place(form.dataset.keep), JSON.stringify(ownFields(form)));
  } catch {
    // A phone that keeps nothing still sends.
  }
}

function bringBack(fields) {
  for (const [name, value] of fields) {
    const there = [...form.elements].filter((one) => one.name === name);
    const marked = there.find((one) => one.value === value && (one.type === "radio" || one.type === "checkbox"));
    const written = there.find((one) => one.matches("textarea, input.short"));
    if (marked) {
      marked.checked = true;
    } else if (written) {
      written.value = value;
    } else if (!there.length) {
      const hidden = document.createElement("input");
      Object.assign(hidden, { type: "hidden", name, value });
      form.append(hidden);
    }
  }
}

if (form) {
  let kept = [];
  try {
    kept = JSON.parse(localStorage.getItem(place(form.dataset.keep)) || "[]");
  } catch {
    kept = [];
  }
  if ("fresh" in form.dataset && kept.some(([, value]) => value)) {
    bringBack(kept);
    document.querySelector("[data-came-back]").hidden = false;
  }
  form.addEventListener("input", keep);
  form.addEventListener("submit", keep);
}

for (const done of document.querySelectorAll("[data-forget]")) {
  try {
    localStorage.removeItem(place(done.dataset.forget));
  } catch {
    // Nothing was kept.
  }
}

document.querySelector("#error-summary")?.focus();
