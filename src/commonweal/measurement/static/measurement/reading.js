// While a file is on its way and being read, the page says which, how large, how many lines, and for how long.
for (const form of document.querySelectorAll("form[data-reading]")) {
  form.addEventListener("submit", () => {
    const file = form.querySelector("input[type=file]").files[0];
    const [line, since] = form.querySelectorAll("[data-reading-line] span");
    if (!file || line.textContent) return;
    // Spanish of the Americas writes 60,001 and 1.1, as the server's pages do.
    const lang = document.documentElement.lang === "es" ? "es-US" : document.documentElement.lang;
    const written = (number) => number.toLocaleString(lang, { maximumFractionDigits: 1 });
    const say = (words, lines) => {
      const size = written(file.size / 1048576);
      line.textContent = words.replace("{file}", file.name).replace("{size}", size).replace("{lines}", written(lines));
    };
    say(form.dataset.reading, 0);
    form.querySelector("[data-reading-line]").hidden = false;
    let seconds = 0;
    setInterval(() => {
      since.textContent = form.dataset.readingSince.replace("{seconds}", ++seconds);
    }, 1000);
    if (/\.(csv|tsv|txt)$/i.test(file.name)) linesOf(file).then((lines) => say(form.dataset.readingLines, lines));
  });
}

async function linesOf(file) {
  const reader = file.stream().getReader();
  let found = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    for (const byte of part.value) if (byte === 10) found += 1;
  }
  return found;
}
