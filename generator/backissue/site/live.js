// What `backissue serve` adds to a page: it is loaded again when a build changed it, and shows what is wrong until it is fixed.
(() => {
  const { page } = document.currentScript.dataset;
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  box.dataset.pagefindIgnore = "all";
  Object.assign(box.style, {
    position: "fixed",
    inset: "auto 0 0 0",
    zIndex: "2147483647",
    maxHeight: "50vh",
    overflow: "auto",
    padding: "1rem 1.25rem",
    font: "15px/1.5 ui-monospace, monospace",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    color: "#fff",
    background: "#8b1a1a",
  });
  let seen = "";
  let asked;

  function show(messages) {
    box.replaceChildren();
    for (const message of messages) {
      const line = document.createElement("p");
      line.style.margin = "0 0 .5em";
      line.textContent = message;
      box.append(line);
    }
    if (messages.length) document.body.append(box);
    else box.remove();
  }

  const pause = (time) => new Promise((done) => setTimeout(done, time));

  // A browser opens few connections to a host, so only the page that is looked at asks.
  async function follow() {
    while (document.visibilityState === "visible") {
      asked = new AbortController();
      try {
        const path = encodeURIComponent(location.pathname);
        const answer = await fetch(`/-/live?seen=${seen}&path=${path}`, { signal: asked.signal });
        const now = await answer.json();
        if (now.page !== page) return location.reload();
        seen = now.state;
        show(now.messages);
      } catch {
        await pause(500); // the server was stopped, and may come again
      }
    }
    asked = undefined;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") asked?.abort();
    else if (!asked) follow();
  });
  follow();
})();
