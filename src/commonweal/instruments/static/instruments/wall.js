// The count on the wall goes on by itself. Without a script, loading the page again does the same.
const count = document.querySelector("[data-count]");
setInterval(async () => {
  try {
    const page = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[data-count]");
    if (fresh) {
      count.textContent = fresh.textContent;
    }
  } catch {
    // The line will be back.
  }
}, 5000);
