// Fetches the drawing library once per page. The page asks for it before its first widget, the map waits for it.
window.atlasLibrary ??= new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = "LIBRARY";
  script.onload = () => resolve(window.Plotly);
  script.onerror = reject;
  document.head.append(script);
});
