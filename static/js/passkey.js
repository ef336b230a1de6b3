/* Beside allauth's passkey scripts: shows the buttons, which do nothing without a script, and says
   when a passkey did not work. */
(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
  });

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.getElementById("passkey-failed").hidden = false;
  });
})();
