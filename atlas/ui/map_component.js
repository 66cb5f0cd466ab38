// Draws a plotly figure with the part of plotly.js that knows maps, and says which area or node was clicked.
// One element per map lives as long as the page: a new figure is drawn into it, so nothing blinks and zoom stays.

// As wide as its place; as high as its frame needs there, up to the height that fits the screen.
function fit(box, { aspect, height, below }) {
  box.style.height = `${Math.round(Math.min(height, box.clientWidth / aspect + below))}px`;
}

export default function ({ data: written, parentElement, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(written));
  const box = parentElement.querySelector(".atlas-map");
  box.setAttribute("aria-label", data.label);
  box.sizes = data.sizes;
  box.tell = setTriggerValue;
  fit(box, data.sizes);
  window.atlasLibrary
    .then((Plotly) => Plotly.react(box, data.figure.data, data.figure.layout, data.config).then(() => {
      if (box.watched) { return; }
      box.watched = true;
      box.on("plotly_click", ({ points }) => {
        const { location, customdata } = points[0];
        if (location || customdata) { box.tell("picked", { area: location ?? null, node: customdata ?? null }); }
      });
      // Leaving the page takes the box away, which is a change of its size too.
      new ResizeObserver(() => {
        if (!box.clientWidth) { return; }
        fit(box, box.sizes);
        Plotly.Plots.resize(box);
      }).observe(parentElement);
    }))
    .catch(() => { box.textContent = data.failed; });
}
