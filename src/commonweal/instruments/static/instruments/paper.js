// Typing in goes on by itself: a number that can be no longer moves to the next box, Enter goes on, the last one saves.
const boxes = [...document.querySelectorAll("[data-quick] input.box, [data-quick] textarea")];
for (const [at, box] of boxes.entries()) {
  box.addEventListener("focus", () => box.select()); // what stands there is typed over
  box.addEventListener("input", () => {
    const last = Number(box.dataset.first) + Number(box.dataset.points) - 1;
    if (box.dataset.points && box.value && Number(box.value) * 10 > last) {
      boxes[at + 1]?.focus();
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && boxes[at + 1] && box.tagName === "INPUT") {
      event.preventDefault();
      boxes[at + 1].focus();
    }
  });
}
const first = document.querySelector("#error-summary") || document.querySelector("#whose") || boxes[0];
first?.focus();
