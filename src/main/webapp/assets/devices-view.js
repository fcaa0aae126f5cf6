// Where one is signed in, and signing out elsewhere.

import { fill, h } from "./dom.js";
import { noticePlace, toast } from "./feedback.js";
import { entry, listPart, tool, whole } from "./people.js";
import { ago } from "./words.js";

/** Renders the devices into `main`; answers how to leave them. */
export function devicesView(main, { api }) {
  document.title = "Devices · Repartee";
  const notice = noticePlace();
  const devices = listPart("Signed in");
  const others = h("p", { hidden: true });
  const done = async (work, text) => {
    notice.clear();
    await work();
    toast(text);
    await refresh();
  };
  const show = (device) =>
    entry(
      device.name ?? "Unknown device",
      [
        device.current ? "This device" : `Last used ${ago(device.lastUsedAt)}`,
        `signed in ${ago(device.signedInAt)}`,
        device.address && `from ${device.address}`,
      ]
        .filter(Boolean)
        .join(" · "),
      !device.current &&
        tool("Sign out", device.name ?? "unknown device", notice, () =>
          done(() => api.signOutDevice(device.id), "The device was signed out."),
        ),
    );
  const refresh = async () => {
    const all = await whole(api.devices);
    devices.show(all.map(show));
    others.hidden = all.length < 2;
  };
  fill(
    others,
    tool("Sign out all others", "all devices but this one", notice, () =>
      done(() => api.signOutOtherDevices(), "All other devices were signed out."),
    ),
  );
  fill(
    main,
    h(
      "div",
      { class: "people" },
      h(
        "header",
        {},
        h("h1", { class: "display", tabIndex: -1 }, "Devices"),
        h("p", { class: "lead" }, "Where your account is signed in."),
      ),
      notice.element,
      devices.element,
      others,
    ),
  );
  refresh().catch((failure) => notice.show(failure, () => devicesView(main, { api })));
  return () => {};
}
