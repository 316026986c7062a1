// The link stands in a box and can be copied by hand; where a script may run, a button does it.
for (const box of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = box.dataset.copy;
  button.addEventListener("click", async () => {
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
    } catch {
      document.execCommand("copy");
    }
    button.textContent = box.dataset.copied;
  });
  const row = document.createElement("div");
  row.className = "actions";
  row.append(button);
  box.after(row);
}
