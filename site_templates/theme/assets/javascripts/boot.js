// Runs before the first paint: the reader's colour scheme, and what Material's bundle asks of local storage.
(() => {
  const root = document.documentElement;
  const site = new URL("../../", document.currentScript.src).pathname;
  const key = (name) => `${site}.${name}`;

  // A browser that keeps no data throws on the mere mention of localStorage.
  const read = (name, storage) => {
    try {
      return JSON.parse((storage ?? localStorage).getItem(key(name)));
    } catch {
      return null;
    }
  };
  // Whether the value is kept. Nothing breaks where it is not.
  const write = (name, value, storage) => {
    try {
      (storage ?? localStorage).setItem(key(name), JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };

  window.__md_get = read;
  window.__md_set = write;
  window.__md_hash = (text) => [...text].reduce((sum, letter) => ((sum << 5) - sum + letter.charCodeAt(0)) | 0, 0);
  // Material takes every alternate for a translation, and fetches the map of the site that it would be.
  document.addEventListener("DOMContentLoaded", () => {
    for (const feed of document.querySelectorAll("link[rel=alternate]")) feed.rel = "alternate feed";
  });
  root.classList.replace("no-js", "js");
  if (["light", "dark"].includes(read("scheme"))) root.dataset.scheme = read("scheme");
})();
