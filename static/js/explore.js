// "Explore this chart": on a reader's click, Plotly and the figure come from our own host and take
// the place of the drawing. Without this script the button stays hidden and the drawing is all.
(function () {
  "use strict";

  const PIXELS_A_YEAR = 72; // of the whole chart, the labels beside it included
  const loaded = new Map(); // address -> promise, so that a second chart fetches nothing again

  function load(tag, attributes) {
    const address = attributes.src || attributes.href;
    if (!loaded.has(address)) {
      loaded.set(address, new Promise(function (resolve, reject) {
        const element = Object.assign(document.createElement(tag), attributes);
        element.onload = resolve;
        element.onerror = function () {
          element.remove();
          loaded.delete(address);
          reject(new Error("Could not load " + address));
        };
        document.head.append(element);
      }));
    }
    return loaded.get(address);
  }

  async function figureAt(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("The server answered " + answer.status);
    return answer.json();
  }

  async function open(box, chart) {
    const address = box.dataset;
    // The link's id and class tell Plotly that its rules are here already, so it adds no <style>.
    await load("link", {
      rel: "stylesheet",
      href: address.exploreStyles,
      id: "plotly.js-style-global",
      className: "no-inline-styles",
    });
    const [figure] = await Promise.all([
      figureAt(address.explore),
      load("script", { src: address.exploreScript }),
    ]);
    // On a touch screen a tap reads a point and dragging scrolls the page; nothing zooms.
    if (matchMedia("(pointer: coarse)").matches) {
      figure.layout.xaxis.fixedrange = figure.layout.yaxis.fixedrange = true;
    }
    chart.hidden = false;
    await window.Plotly.newPlot(chart, figure.data, figure.layout, figure.config);
    const { tickvals, ticktext } = figure.layout.xaxis;
    const whole = [...figure.layout.yaxis.range];
    const fit = () => fitTo(chart, { tickvals: [...tickvals], ticktext: [...ticktext], whole });
    fit();
    chart.on("plotly_relayout", fit); // a zoom, or a window of another width
  }

  // As many years as there is room for, the last one always; and the steps of the drawing as long
  // as the whole height is shown, Plotly's own within it.
  function fitTo(chart, { tickvals, ticktext, whole }) {
    const { xaxis, yaxis } = chart.layout;
    const last = tickvals.length - 1;
    const every = Math.ceil(((last + 1) * PIXELS_A_YEAR) / chart.clientWidth);
    const kept = (_, n) => (last - n) % every === 0;
    const years = tickvals.filter(kept);
    const tickmode = String(yaxis.range) === String(whole) ? "linear" : "auto";
    if (years.length === xaxis.tickvals.length && tickmode === yaxis.tickmode) return;
    window.Plotly.relayout(chart, {
      "xaxis.tickvals": years,
      "xaxis.ticktext": ticktext.filter(kept),
      "yaxis.tickmode": tickmode,
    });
  }

  function close(chart) {
    if (window.Plotly) window.Plotly.purge(chart);
    chart.hidden = true;
  }

  function start(box) {
    const button = box.querySelector("button");
    const status = box.querySelector("[role=status]");
    const chart = box.querySelector("[data-explore-chart]");
    const figure = box.closest("figure") || box.previousElementSibling;
    const drawings = figure.querySelectorAll("svg.c");
    if (!drawings.length) return;
    const still = document.createElement("div");
    drawings[0].before(still);
    still.append(...drawings);
    still.after(chart);
    const openWords = button.textContent;
    let busy = false;

    function show(isOpen, words) {
      chart.hidden = !isOpen;
      still.hidden = isOpen;
      button.textContent = isOpen ? box.dataset.exploreClose : openWords;
      status.textContent = words;
    }

    button.addEventListener("click", async function () {
      if (busy) return;
      if (still.hidden) {
        close(chart);
        show(false, "");
        return;
      }
      busy = true;
      status.textContent = box.dataset.exploreBusy;
      try {
        await open(box, chart);
        show(true, box.dataset.exploreReady);
      } catch (error) {
        console.warn(error);
        close(chart);
        show(false, box.dataset.exploreFailed);
      }
      busy = false;
    });
    box.hidden = false;
  }

  document.querySelectorAll("[data-explore]").forEach(start);
})();
