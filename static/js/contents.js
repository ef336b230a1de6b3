// The contents of a long page mark the part where the reader is. Without this script they are a list.
(function () {
  "use strict";

  const links = [...document.querySelectorAll(".side-nav--page a")];
  const parts = links.map((link) => document.getElementById(link.hash.slice(1)));

  function mark() {
    const line = innerHeight / 3; // what begins above it is being read
    const at = parts.findLastIndex((part) => part.getBoundingClientRect().top <= line);
    links.forEach((link, n) => {
      if (n === Math.max(at, 0)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  addEventListener("scroll", mark, { passive: true });
  addEventListener("resize", mark);
  if (links.length) mark();
})();
