"""The script of the HTML report. It changes classes, attributes and lengths only: no text of a draft becomes markup."""

SCRIPT = """
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const marks = all("[data-f]"), cards = all(".card"), boxes = all(".filters input");
  const card = (number) => document.getElementById("f" + number);
  const joined = (number) => (card(number).dataset.category === "conflict" ? 0 : 1);
  const numbers = (mark) => mark.dataset.f.split(" ").sort((one, other) => joined(one) - joined(other));
  const shown = (mark) => numbers(mark).filter((number) => !card(number).hidden);
  let chosen = "", origin = null;

  const join = (wanted) => {
    for (const line of all(".link")) line.remove();
    for (const each of [...marks, ...cards]) each.classList.remove("on");
    if (chosen) card(chosen).classList.add("on");
    for (const number of wanted) {
      const ends = marks.filter((mark) => shown(mark).includes(number));
      ends.forEach((mark) => mark.classList.add("on"));
      for (const draft of all(".draft")) draw(draft, ends.filter((mark) => draft.contains(mark)), number);
    }
  };
  const draw = (draft, ends, number) => {
    const edge = draft.getBoundingClientRect().top;
    const boxes = ends.map((mark) => mark.getClientRects()[0]).filter(Boolean);
    const tops = boxes.map((box) => box.top + box.height / 2 - edge);
    if (new Set(tops.map(Math.round)).size < 2) return;
    const line = document.createElement("span");
    line.className = "link " + card(number).dataset.severity;
    line.style.top = Math.min(...tops) + "px";
    line.style.height = Math.max(...tops) - Math.min(...tops) + "px";
    draft.append(line);
  };
  const choose = (number, from) => {
    chosen = number;
    if (from) origin = from;
    join(number ? [number] : []);
    const covers = number && from && getComputedStyle(card(number)).position === "fixed";
    if (covers) from.scrollIntoView({ block: "nearest" });
    const list = number && card(number).parentElement;
    if (list && list.scrollHeight > list.clientHeight)
      list.scrollTop += card(number).getBoundingClientRect().top - list.getBoundingClientRect().top - 16;
  };
  const filter = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const each of cards) each.hidden = !(wanted.has(each.dataset.severity) && wanted.has(each.dataset.category));
    for (const mark of marks) mark.classList.toggle("off", !shown(mark).length);
    const open = cards.filter((each) => !each.hidden).length;
    document.getElementById("shown").textContent = open + " of " + cards.length + " shown";
    choose(chosen && !card(chosen).hidden ? chosen : "");
  };
  const step = (by) => {
    const open = cards.filter((each) => !each.hidden);
    if (!open.length) return;
    const at = open.findIndex((each) => each.id === "f" + chosen);
    const next = open[at < 0 ? (by > 0 ? 0 : open.length - 1) : (at + by + open.length) % open.length];
    choose(next.id.slice(1));
    const first = document.getElementById(next.id + "p0");
    (first || next).scrollIntoView({ block: "center" });
    next.focus({ preventScroll: true });
  };

  document.documentElement.classList.add("js");
  for (const mark of marks) {
    mark.addEventListener("mouseenter", () => join(shown(mark)));
    mark.addEventListener("mouseleave", () => join(chosen ? [chosen] : []));
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      const here = shown(mark), number = here[(here.indexOf(chosen) + 1) % here.length] || "";
      choose(number, mark);
      if (number) card(number).focus({ preventScroll: true });
    });
  }
  for (const each of cards) {
    const number = each.id.slice(1);
    each.addEventListener("mouseenter", () => join([number]));
    each.addEventListener("mouseleave", () => join(chosen ? [chosen] : []));
    each.addEventListener("click", (event) => {
      if (event.target.closest("button")) { choose(""); if (origin) origin.focus(); } else choose(number);
    });
  }
  for (const box of boxes) box.addEventListener("change", filter);
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") { choose(""); if (origin) origin.focus(); }
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  });
  addEventListener("beforeprint", () => all("details").forEach((each) => { each.open = true; }));
  addEventListener("resize", () => join(chosen ? [chosen] : []));
  for (const part of all(".filters")) part.hidden = false;
  filter();
})();
"""
