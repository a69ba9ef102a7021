// Notices of the browser itself, where the viewer asked for them.
const key = "nascluster-notices";
const allowed = () => "Notification" in window && Notification.permission === "granted";

export const isOn = () => allowed() && localStorage.getItem(key) === "on";

export async function toggle() {
  if (isOn()) {
    localStorage.setItem(key, "off");
    return false;
  }
  if (!("Notification" in window)) return false;
  if ((await Notification.requestPermission()) !== "granted") return false;
  localStorage.setItem(key, "on");
  return true;
}

export function tell(text, path, tag) {
  if (!isOn()) return;
  const notice = new Notification("NasCluster", { body: text, tag, icon: "icon.svg" });
  notice.onclick = () => {
    window.focus();
    Blazor.navigateTo(path);
  };
}
