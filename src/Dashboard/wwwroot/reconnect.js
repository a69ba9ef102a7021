// When the server has forgotten this page (it was away for long, or started anew), the page is loaded again.
(() => {
  const modal = document.getElementById("components-reconnect-modal");
  const wait = async () => {
    try {
      if ((await fetch("/healthz", { cache: "no-store" })).ok) return location.reload();
    } catch {
      // Still away.
    }
    setTimeout(wait, 2000);
  };
  modal.addEventListener("components-reconnect-state-changed", event => {
    if (event.detail.state === "failed" || event.detail.state === "rejected") wait();
  });
})();
