/* The one script of the partners' pages, which also work without it. It moves the focus to what
   came, says in a block's bar what is happening, keeps what is typed, brings back what was typed
   before a sign-in, and lets nobody press twice. Its words are the <template>s of components/bars.html, so that they
   can be translated. */
(() => {
  "use strict";

  const SAY_AFTER = 300; // milliseconds: shorter waits are not worth a word
  const SLOW_AFTER = 8000;
  const KEEP_AFTER = 10000;
  const waiting = new WeakMap(); // request -> how to tidy up after it
  const retries = new WeakMap(); // bar -> how to send its request again

  // --- focus ------------------------------------------------------------------
  // A page or a fragment marks with data-focus where the reader goes on.

  function focusIn(part) {
    const spot = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
    if (spot) spot.focus();
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.xhr?.getResponseHeader("HX-Reswap") === "none") return; // she stays where she is
    focusIn(event.target);
    bringBack(event.target);
  });

  // --- the bar of a block -------------------------------------------------------

  function announce(words) {
    const spot = document.getElementById("announce");
    if (spot.textContent !== words) spot.textContent = words; // not again at each new attempt
  }

  function barOf(block) {
    const bar = block && block.querySelector(".live__bar");
    if (bar) return bar;
    const spare = document.createElement("div");
    document.getElementById("messages").replaceChildren(spare);
    return spare;
  }

  function show(bar, name) {
    const template = document.getElementById(`bar-${name}`);
    const kind = template.dataset.kind;
    bar.className = kind ? `live__bar s-${kind}` : "live__bar";
    bar.replaceChildren(template.content.cloneNode(true));
    announce(bar.querySelector("span").textContent);
  }

  // A draft is kept in the background (data-quiet): it dims nothing and stops nobody.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const block = event.target.closest(".live");
    if (!block || event.target.closest("[data-quiet]")) return;
    const { requestConfig, xhr } = event.detail;
    const pressed = requestConfig.triggeringEvent?.submitter ?? event.target.closest("button");
    const buttons = [...block.querySelectorAll("button:not([type=button])")];
    const label = pressed?.dataset.busy && pressed.textContent;
    const bar = barOf(block);
    const before = { kind: bar.className, words: [...bar.childNodes] };

    buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
    const soon = setTimeout(() => {
      block.classList.add("live--busy");
      if (label) pressed.textContent = pressed.dataset.busy;
      show(bar, pressed?.dataset.bar ?? (requestConfig.verb === "get" ? "opening" : "sending"));
    }, SAY_AFTER);
    const later = setTimeout(() => show(bar, "slow"), SLOW_AFTER);

    waiting.set(xhr, () => {
      clearTimeout(soon);
      clearTimeout(later);
      block.classList.remove("live--busy");
      buttons.forEach((button) => button.removeAttribute("aria-disabled"));
      if (label) pressed.textContent = label;
      bar.className = before.kind;
      bar.replaceChildren(...before.words);
    });
  });

  function tidy(xhr) {
    waiting.get(xhr)?.();
    waiting.delete(xhr);
  }

  function failed(event, name) {
    const { requestConfig, xhr } = event.detail;
    tidy(xhr);
    const bar = barOf(event.target.closest(".live"));
    show(bar, name);
    // By a click: htmx asks which button was pressed last, and only then where it leads.
    const pressed = requestConfig.triggeringEvent?.submitter ?? event.target;
    retries.set(bar, () => pressed.click());
    if (!event.target.matches("[data-quiet]")) return;
    bar.querySelector("[data-retry]").remove(); // it tries again by itself
    keepSoon(event.target.closest("form"));
  }

  document.addEventListener("htmx:afterRequest", (event) => tidy(event.detail.xhr));
  document.addEventListener("htmx:sendError", (event) => failed(event, "unreached"));
  document.addEventListener("htmx:timeout", (event) => failed(event, "unreached"));
  document.addEventListener("htmx:responseError", (event) =>
    failed(event, event.detail.xhr.status >= 500 ? "unreached" : "refused"));

  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]") || waitsForKeeping(event.target)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.target.closest("[data-retry]")) {
      retries.get(event.target.closest(".live__bar"))?.();
    }
  }, true);

  // --- kept while typing ----------------------------------------------------------------
  // Ten seconds after the first new letter, or when the field or the page is left.

  // One thing after the other: what is pressed while words are being kept waits for that.

  const unkept = new Map(); // form -> the timer after which it is kept
  const keeping = new Map(); // form whose words are on their way -> what to do after that

  function keepSoon(form) {
    if (unkept.has(form) || !form.querySelector("[data-quiet]")) return;
    unkept.set(form, setTimeout(keep, KEEP_AFTER, form));
  }

  function forget(form) {
    clearTimeout(unkept.get(form));
    unkept.delete(form);
  }

  function keep(form) {
    forget(form);
    if (!form.isConnected) return;
    if (keeping.has(form)) keeping.set(form, keeping.get(form) ?? (() => keep(form)));
    else if (form.closest(".live").querySelector("[aria-disabled]")) keepSoon(form);
    else htmx.trigger(form.querySelector("[data-quiet]"), "keep");
  }

  function waitsForKeeping(target) {
    const pressed = target.closest("button:not([type=button]), a[hx-get]");
    const form = pressed?.closest(".live")?.querySelector("form[data-keep]");
    if (!keeping.has(form)) return false;
    keeping.set(form, () => pressed.click());
    return true;
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches("[data-quiet]")) keeping.set(event.target.closest("form"), null);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.target.matches("[data-quiet]")) return;
    const form = event.target.closest("form");
    const next = keeping.get(form);
    keeping.delete(form);
    if (next) setTimeout(next); // once htmx has put this request away
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) keepSoon(form);
  });
  document.addEventListener("submit", (event) => forget(event.target), true);
  document.addEventListener("focusout", (event) => {
    const form = event.target.closest("form[data-keep]");
    // Who goes to a button is about to save, to send or to cancel.
    if (unkept.has(form) && !event.relatedTarget?.closest("button, a[hx-get]")) keep(form);
  });
  window.addEventListener("online", () => [...unkept.keys()].forEach(keep));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    for (const form of unkept.keys()) {
      forget(form);
      const typed = new FormData(form);
      typed.set("quiet", "1");
      const address = form.querySelector("[data-quiet]").getAttribute("hx-post");
      if (form.isConnected) navigator.sendBeacon(address, typed);
    }
  });

  // --- signed out while typing ------------------------------------------------------
  // The server sends the reader to sign in. What stands in a form with data-keep waits in this
  // tab and is back when the form is; nothing outlives the tab. The version it was based on comes
  // back too, so that what somebody else saved meanwhile is still noticed.

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!form || !event.detail.xhr.getResponseHeader("HX-Redirect")) return;
    const typed = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    sessionStorage.setItem(`kept:${form.id}`, JSON.stringify(typed));
    if (!event.target.matches("[data-quiet]")) return;
    event.preventDefault(); // nobody is taken away in the middle of a sentence
    show(barOf(form.closest(".live")), "signed-out");
  });

  function bringBack(part) {
    const forms = part.matches("form[data-keep]") ? [part] : part.querySelectorAll("form[data-keep]");
    for (const form of forms) {
      const kept = sessionStorage.getItem(`kept:${form.id}`);
      if (!kept) continue;
      sessionStorage.removeItem(`kept:${form.id}`);
      for (const [name, value] of JSON.parse(kept)) {
        const field = form.elements.namedItem(name);
        if (field) field.value = value; // a set of radios takes it too
      }
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    bringBack(document.body);
    document.querySelector(".govuk-error-summary[data-focus]")?.focus();
  });
})();
