// Answers wait on this phone while there is no line, and are sent when it is back. No script is needed to answer.
const form = document.querySelector("form[data-keep]");
const place = `training-${form.dataset.keep}-${form.dataset.number}`;
const AGAIN = 5000;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(place) || "[]");
  } catch {
    return [];
  }
}

function keep() {
  const chosen = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "assessment");
  try {
    localStorage.setItem(place, JSON.stringify(chosen));
  } catch {
    // A phone that keeps nothing still sends.
  }
}

async function send() {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "follow" });
    if (answer.status >= 500) {
      throw new Error("later");
    }
    if (!answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("main").replaceWith(page.querySelector("main")); // says why; what was chosen stays kept
      return;
    }
    localStorage.removeItem(place);
    location.assign(answer.url);
  } catch {
    document.querySelector("[data-no-line]").hidden = false;
    setTimeout(send, AGAIN);
  }
}

for (const [name, value] of kept()) {
  const there = [...form.elements].find((one) => one.name === name && one.value === value);
  if (there) {
    there.checked = true;
  }
}
form.addEventListener("input", keep);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  keep();
  form.querySelector("button").disabled = true;
  send();
});
