// The page of a success plan: what the customer fills in, kept in the page, saved as a copy of the file or as a code.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const block = byId("plan-data");
  const text = byId("plan-text").textContent;
  const data = JSON.parse(block.textContent);
  const words = data.words;
  const answers = data.answers;
  const atFirst = JSON.stringify(answers);
  let saved = atFirst;

  const make = (tag, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  const pad = (number) => String(number).padStart(2, "0");
  const today = () => {
    const now = new Date();
    return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  };
  const inWords = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    if (!date) return "";
    const ja = document.documentElement.lang === "ja";
    const how = ja ? {} : { day: "numeric", month: "short", year: "numeric" };
    return new Date(year, month - 1, date).toLocaleDateString(ja ? "ja-JP" : "en-GB", how);
  };

  // The text for readers without scripts is the page: it is shown, and fields are put beside what can be answered.
  // A page that the browser itself saved brings them along; both stand before the script, so that they are there now.
  for (const old of document.querySelectorAll("body > main, body > .dock")) old.remove();
  const shown = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  document.body.prepend(document.adoptNode(shown));

  // What the browser itself saves ("save page as") is read too, so the answers stand in the page as they do in a copy.
  const told = () => JSON.stringify(data).replace(/</g, "\\u003c");

  // An answer without anything in it is none: unticking what was ticked leaves the file as it came.
  const item = (id) => (answers.items[id] ??= {});
  const changed = (id) => {
    const answer = answers.items[id];
    if (answer) {
      const said = Object.keys(answer).some((name) => name !== "by" && name !== "on");
      if (!said) delete answers.items[id];
      else if (answers.by) answer.by = answers.by;
    }
    answers.on = today();
    block.textContent = told();
    tell();
  };

  const name = make("input", { type: "text", id: "plan-by", maxLength: 100, autocomplete: "name" });
  const hint = make("span", { className: "hint", id: "plan-by-hint" });
  name.setAttribute("aria-describedby", "plan-by-hint");
  name.value = answers.by;
  const nameEcho = make("p", { className: "echo" });
  name.addEventListener("input", () => {
    answers.by = name.value.trim();
    hint.textContent = "";
    name.removeAttribute("aria-invalid");
    nameEcho.textContent = answers.by;
    changed("");
  });
  nameEcho.textContent = answers.by;

  function confirmBox(id, label) {
    const box = make("input", { type: "checkbox", checked: id in answers.confirmed });
    box.dataset.confirm = id;
    const stated = make("span", { className: "stated" });
    const show = () => {
      const said = answers.confirmed[id];
      stated.textContent = said ? fill(words.stated, { by: said.by, on: inWords(said.on) }) : "";
    };
    box.addEventListener("change", () => {
      if (box.checked && !answers.by) {
        box.checked = false;
        hint.textContent = words.nameFirst;
        name.setAttribute("aria-invalid", "true");
        name.focus();
        return;
      }
      if (box.checked) answers.confirmed[id] = { by: answers.by, on: today() };
      else delete answers.confirmed[id];
      show();
      changed("");
    });
    show();
    return make("label", { className: "tick" }, box, make("span", {}, label, " ", stated));
  }

  function words_of(label, value, put) {
    const area = make("textarea", { value, maxLength: data.longest, rows: 2 });
    area.setAttribute("aria-label", label);
    const echo = make("p", { className: "echo" });
    echo.textContent = value;
    area.addEventListener("input", () => {
      echo.textContent = area.value.trim();
      put(area.value.trim());
    });
    area.classList.add("ask");
    return [area, echo];
  }

  function comment(id, title) {
    const kept = answers.items[id]?.comment ?? "";
    const [area, echo] = words_of(fill(words.commentOn, { title }), kept, (said) => {
      if (said) item(id).comment = said;
      else delete item(id).comment;
      changed(id);
    });
    area.dataset.comment = id;
    area.hidden = !kept;
    const open = make("button", { type: "button", className: "quiet", textContent: words.comment });
    open.setAttribute("aria-label", fill(words.commentOn, { title }));
    open.setAttribute("aria-expanded", String(!area.hidden));
    open.addEventListener("click", () => {
      area.hidden = !area.hidden;
      open.setAttribute("aria-expanded", String(!area.hidden));
      if (!area.hidden) area.focus();
    });
    return [open, area, echo];
  }

  function reading(section) {
    const id = section.dataset.objective;
    const kept = answers.items[id] ?? {};
    const value = make("input", { type: "text", inputMode: "decimal", value: kept.value ?? "", maxLength: 40 });
    const on = make("input", { type: "date", value: kept.read ?? "", max: today() });
    const said = make("span", { className: "hint" });
    const echo = make("p", { className: "echo" });
    value.dataset.reading = id;
    on.dataset.day = id;
    on.setAttribute("aria-label", words.readOn);
    const label = make("label", {}, words.reading, " ", value, " ", section.dataset.unit);
    const show = () => {
      const typed = value.value.normalize("NFKC").replace(/[,\s]/g, "").replace(/^[−▲△]/, "-");
      const wrong = typed !== "" && !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed);
      said.textContent = wrong ? words.notANumber : "";
      if (wrong) value.setAttribute("aria-invalid", "true");
      else value.removeAttribute("aria-invalid");
      echo.textContent = typed ? `${words.reading} ${value.value.trim()} ${section.dataset.unit} ${inWords(on.value)}` : "";
    };
    const keep = () => {
      const typed = value.value.trim();
      if (typed && !on.value) on.value = today();
      if (typed) Object.assign(item(id), { value: typed, read: on.value });
      else for (const part of ["value", "read"]) delete item(id)[part];
      show();
      changed(id);
    };
    value.addEventListener("input", keep);
    on.addEventListener("input", keep);
    show();
    return [make("div", { className: "field ask" }, label, on, said), echo];
  }

  for (const row of document.querySelectorAll("[data-item]")) {
    const id = row.dataset.item;
    const line = row.querySelector(".line");
    const what = line.querySelector(".what");
    const title = line.querySelector(".name").textContent;
    if (row.dataset.side === "customer") {
      const was = row.classList.contains("done");
      const box = make("input", { type: "checkbox", checked: answers.items[id]?.done ?? was });
      box.dataset.done = id;
      box.setAttribute("aria-label", title);
      row.classList.toggle("done", box.checked);
      box.addEventListener("change", () => {
        if (box.checked === was) for (const part of ["done", "on"]) delete item(id)[part];
        else Object.assign(item(id), { done: box.checked, on: today() });
        row.classList.toggle("done", box.checked);
        changed(id);
      });
      line.querySelector(".box").replaceWith(box);
    }
    const [open, area, echo] = comment(id, title);
    line.append(open);
    what.append(area, echo);
  }

  for (const section of document.querySelectorAll("[data-objective]")) {
    const id = section.dataset.objective;
    const title = section.querySelector("h2").textContent;
    const [open, area, echo] = comment(id, title);
    section.querySelector(".about").append(
      ...(section.dataset.measured ? reading(section) : []),
      make("div", { className: "field" }, confirmBox(id, words.confirmObjective), open), area, echo,
    );
  }

  const [all, allEcho] = words_of(words.commentAll, answers.comment, (said) => {
    answers.comment = said;
    changed("");
  });
  all.id = "plan-comment";
  shown.querySelector("header").append(
    make("div", { className: "reply" },
      make("h3", { textContent: words.reply }),
      make("p", { className: "note", textContent: words.replyHow }),
      make("label", { className: "caption", htmlFor: "plan-by", textContent: words.name }),
      make("div", { className: "ask" }, name, " ", hint), nameEcho,
      make("label", { className: "caption ask", htmlFor: "plan-comment", textContent: words.commentAll }), all, allEcho,
      confirmBox("", words.confirmPlan),
    ),
  );

  const status = make("span", { className: "told" });
  status.setAttribute("role", "status");
  const save = make("button", { type: "button", className: "main", id: "plan-save", textContent: words.save });
  const code = make("button", { type: "button", id: "plan-code", textContent: words.code });
  const area = make("textarea", { readOnly: true, id: "plan-code-text" });
  area.setAttribute("aria-label", words.code);
  const copyCode = make("button", { type: "button", textContent: words.copy });
  const codeBox = make("section", { className: "code", hidden: true },
    make("h2", { textContent: words.code }), make("p", { className: "note", textContent: words.codeHow }), area, copyCode);
  shown.append(codeBox);
  block.before(make("div", { className: "dock" }, make("div", {}, status, code, save)));

  function tell() {
    const now = JSON.stringify(answers);
    status.textContent = now === saved ? (now === atFirst ? words.nothingYet : words.savedAs) : words.unsaved;
  }

  // The copy is built from what the file came with and the answers, never from what the browser made of the page.
  function copy() {
    const parts = {
      ...data.parts,
      policy: document.querySelector("meta[http-equiv]").content,
      style: byId("plan-style").textContent,
      script: byId("plan-script").textContent,
      text,
      data: told(),
    };
    return data.page.replace(/\{\{(\w+)\}\}/g, (_all, part) => parts[part]);
  }

  save.addEventListener("click", () => {
    answers.on = today();
    const link = make("a", {
      href: URL.createObjectURL(new Blob([copy()], { type: "text/html;charset=utf-8" })), download: data.file,
    });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = JSON.stringify(answers);
    tell();
  });

  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  function base32(bytes) {
    let out = "", held = 0, bits = 0;
    for (const byte of bytes) {
      held = (held << 8) | byte;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        out += letters[(held >> bits) & 31];
        held &= (1 << bits) - 1;
      }
    }
    return bits ? out + letters[(held << (5 - bits)) & 31] : out;
  }

  function crc32(bytes) {
    let sum = ~0;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  }

  // First a byte for how it is packed, last four for the sum of all before them.
  async function codeText() {
    const { format, plan, version, book, tag } = data;
    const plain = new TextEncoder().encode(JSON.stringify({ format, plan, version, book, tag, answers }));
    let packed = [0, ...plain];
    if ("CompressionStream" in window) {
      const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      packed = [1, ...new Uint8Array(await new Response(stream).arrayBuffer())];
    }
    const sum = crc32(packed);
    const signs = base32([...packed, sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255]);
    return `((BANSO${format}\n${signs.match(/.{1,64}/g).join("\n")}\n))`;
  }

  code.addEventListener("click", async () => {
    answers.on = today();
    area.value = await codeText();
    codeBox.hidden = false;
    area.focus();
    area.select();
  });
  copyCode.addEventListener("click", () => {
    area.select();
    status.textContent = document.execCommand("copy") ? words.copied : words.copyYourself;
  });

  window.addEventListener("beforeunload", (event) => {
    if (JSON.stringify(answers) !== saved) event.preventDefault();
  });
  tell();
})();
