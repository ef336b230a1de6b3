/* Where people speak without an account. All of it works without this script too: the way out is a
   link, the code can be written down, a browser can print. Nothing is stored here. */
(() => {
  "use strict";

  // --- leave this site now --------------------------------------------------------
  // Replaces this page, so that Back does not come here; covers it while the other one loads.

  const way = document.querySelector("[data-exit]");

  function leave() {
    document.documentElement.classList.add("is-left");
    document.querySelectorAll("form").forEach((form) => form.reset());
    document.title = "…";
    window.location.replace(way.href);
  }

  if (way) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    let pressed = 0;
    let last = 0; // milliseconds
    document.addEventListener("keydown", (event) => {
      if (event.repeat) return;
      pressed = event.key === "Shift" && event.timeStamp - last < 2000 ? pressed + 1
        : Number(event.key === "Shift");
      last = event.timeStamp;
      if (pressed === 3) leave();
    });
    // A page that a browser kept alive must not come back with somebody's words.
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) document.querySelectorAll("form").forEach((form) => form.reset());
    });
  }

  // --- a worker is done: Back must not lead to the receipt ---------------------------

  for (const link of document.querySelectorAll("[data-replace]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      window.location.replace(link.href);
    });
  }

  // --- a receipt: copy it, print it -------------------------------------------------

  for (const button of document.querySelectorAll("[data-print], [data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (button.hasAttribute("data-print")) return window.print();
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }

  document.querySelector(".govuk-error-summary[data-focus], .note[data-focus]")?.focus();
})();
