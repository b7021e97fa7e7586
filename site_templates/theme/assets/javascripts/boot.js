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
  const write = (name, value, storage) => {
    try {
      (storage ?? localStorage).setItem(key(name), JSON.stringify(value));
    } catch {
      // Nothing is kept, and nothing depends on it.
    }
  };

  window.__md_get = read;
  window.__md_set = write;
  window.__md_hash = (text) => [...text].reduce((sum, letter) => ((sum << 5) - sum + letter.charCodeAt(0)) | 0, 0);
  root.classList.replace("no-js", "js");
  if (["light", "dark"].includes(read("scheme"))) root.dataset.scheme = read("scheme");
})();
