// Looks again every few seconds and takes over what has changed; without a script one loads the page oneself.
const main = document.querySelector("main");

async function look() {
  const { lookAgain: seconds, lookAt } = main.querySelector("[data-look-again]")?.dataset ?? {};
  if (!seconds) {
    location.reload(); // something opened: the page that asks has a script of its own
    return;
  }
  try {
    const answer = await fetch(lookAt ?? location.href);
    main.querySelector("[data-stale]")?.setAttribute("hidden", "");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    const isReading = main.querySelector("details[open]") || main.contains(document.activeElement);
    if (answer.ok && page && !isReading && page.innerHTML !== main.innerHTML) {
      main.innerHTML = page.innerHTML;
    }
  } catch {
    // No line: what stands there stays, and says that it may be old.
    main.querySelector("[data-stale]")?.removeAttribute("hidden");
  }
  setTimeout(look, seconds * 1000);
}

setTimeout(look, 3000);
