"use strict";
const body = document.body, text = document.getElementById("text"), values = document.getElementById("values");
const head = () => body.style.setProperty("--head", document.querySelector("header").offsetHeight + "px");
const numbers = (mark) => mark.dataset.v.split(" ");
function choose(number, from) {
  document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
  const marks = [...text.querySelectorAll("mark")].filter((mark) => numbers(mark).includes(number));
  const value = document.getElementById("v" + number);
  marks.forEach((mark) => mark.classList.add("chosen"));
  if (value) value.classList.add("chosen");
  if (from === "value") {
    (marks[0] || document.getElementById("p" + number)).scrollIntoView({ block: "center" });
  } else if (value) {
    const held = value.closest("details");
    if (held) held.open = true;
    value.scrollIntoView({ block: "center" });
  }
}
values.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-v]");
  if (link) { event.preventDefault(); choose(link.dataset.v, "value"); }
});
text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark) return;
  const held = numbers(mark), now = document.querySelector("#values .chosen");
  choose(held[(held.indexOf(now ? now.dataset.v : "") + 1) % held.length], "text");
});
document.querySelector("button.lang").addEventListener("click", () => {
  body.dataset.lang = document.documentElement.lang = body.dataset.lang === "zh" ? "en" : "zh";
  head();
});
addEventListener("resize", head);
head();
