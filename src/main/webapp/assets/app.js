// Puts the page together: who is signed in, which view the address asks for, and the bar above it.

import { Account } from "./account.js";
import { Api } from "./api.js";
import { devicesView } from "./devices-view.js";
import { fill, focusOn, h, icon } from "./dom.js";
import { noticePlace } from "./feedback.js";
import { homeView } from "./home-view.js";
import { joinView } from "./join-view.js";
import { openerView } from "./opener-view.js";
import { changePassword } from "./password-dialog.js";
import { queuesView } from "./queues-view.js";
import { resetView, verifyView } from "./recovery-view.js";
import { sessionView } from "./session-view.js";
import { signInView } from "./sign-in-view.js";
import { Live } from "./socket.js";
import { teamView } from "./team-view.js";
import { themeButton } from "./theme.js";

const account = new Account();
const api = new Api(account);
const live = new Live(account);
const main = document.getElementById("main");
const nav = document.getElementById("nav");
const accountPlace = h("div", {});

const go = (hash) => {
  if (location.hash === hash) route();
  else location.hash = hash;
};
const context = { account, api, live, go };

const ROUTES = [
  {
    pattern: /^#\/sessions\/([^/]+)$/,
    nav: "sessions",
    view: (id) => sessionView(main, context, id),
  },
  { pattern: /^#\/openers$/, nav: "openers", view: () => openerView(main, context) },
  { pattern: /^#\/team$/, nav: "team", view: () => teamView(main, context) },
  { pattern: /^#\/devices$/, nav: "devices", view: () => devicesView(main, context) },
  { pattern: /^#\/queues$/, nav: "queues", view: () => queuesView(main, context) },
  { pattern: /^(#\/?|#\/sessions)?$/, nav: "sessions", view: () => homeView(main, context) },
];

/** Where links in mails lead: for whoever has the mail, signed in or not. */
const MAIL_ROUTES = [
  { pattern: /^#\/reset-password\/([^/]+)$/, view: (token) => resetView(main, context, token) },
  { pattern: /^#\/join\/([^/]+)$/, view: (token) => joinView(main, context, token) },
  { pattern: /^#\/verify-email\/([^/]+)$/, view: (token) => verifyView(main, context, token) },
];

const find = (routes) => routes.find(({ pattern }) => pattern.test(location.hash));

let leave = () => {};
let entered = false;

function lost() {
  document.title = "Not here · Repartee";
  fill(
    main,
    h(
      "div",
      { class: "nothing" },
      h("h1", { class: "display", tabIndex: -1 }, "There is nothing here"),
      h("p", {}, h("a", { class: "button primary", href: "#/" }, "To the start")),
    ),
  );
  return () => {};
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function route() {
  leave();
  window.scrollTo(0, 0);
  const fromMail = find(MAIL_ROUTES);
  if (fromMail) {
    const [, token] = fromMail.pattern.exec(location.hash);
    nav.hidden = !account.signedIn;
    leave = fromMail.view(decoded(token));
    focusOn(main.querySelector("h1"));
    return;
  }
  if (!account.signedIn) {
    nav.hidden = true;
    leave = signInView(main, context);
    return;
  }
  nav.hidden = false;
  const hash = location.hash;
  const found = find(ROUTES);
  for (const link of nav.querySelectorAll("a")) {
    if (link.dataset.nav === found?.nav) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const parameters = found ? found.pattern.exec(hash).slice(1).filter(Boolean).map(decoded) : [];
  leave = found ? found.view(...parameters) : lost();
  // After the first view, a new one takes the focus, as a page load would.
  if (entered) focusOn(main.querySelector("h1") ?? main);
  entered = true;
}

function menuItem(label, hash) {
  const choose = () => {
    document.querySelector(".menu[open]")?.removeAttribute("open");
    go(hash);
  };
  return h("button", { type: "button", class: "menu-item", onClick: choose }, label);
}

function accountMenu() {
  const name = account.user.name || account.user.email;
  const out = h(
    "button",
    { type: "button", class: "menu-item", onClick: () => account.signOut().catch(() => {}) },
    "Sign out",
  );
  const menu = h(
    "details",
    { class: "menu" },
    h(
      "summary",
      { "aria-label": `Your account: ${name}`, title: name },
      h("span", { class: "avatar", "aria-hidden": "true" }, name[0].toUpperCase()),
    ),
    h(
      "div",
      { class: "menu-body" },
      h("p", { class: "menu-name" }, name),
      account.user.name && h("p", { class: "small soft" }, account.user.email),
      account.workspace && h("p", { class: "small soft" }, account.workspace.name),
      menuItem("Team", "#/team"),
      menuItem("Devices", "#/devices"),
      h(
        "button",
        { type: "button", class: "menu-item", onClick: () => changePassword(account) },
        "Change password",
      ),
      out,
    ),
  );
  return menu;
}

/** The way to the queues is shown to those who operate the server. */
async function showOperation() {
  const link = nav.querySelector('[data-nav="queues"]');
  link.hidden = true;
  const { user } = account;
  try {
    const operates = account.signedIn && (await api.operates());
    if (account.user === user) link.hidden = !operates;
  } catch {
    // It stays hidden; the view itself says why it can not be used.
  }
}

function onAccount() {
  if (account.signedIn) fill(accountPlace, accountMenu());
  else fill(accountPlace);
  live.stop(); // it was somebody else's, or about another workspace
  showOperation();
  route();
}

function watchConnection() {
  const banner = document.getElementById("banner");
  const show = () => {
    banner.hidden = navigator.onLine;
    fill(
      banner,
      navigator.onLine
        ? []
        : [icon("alert"), "You are offline. The page goes on when the connection is back."],
    );
  };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
}

function closeMenuOutside(event) {
  const menu = document.querySelector(".menu[open]");
  if (!menu) return;
  if (event.type === "keydown" && event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.type === "click" && !menu.contains(event.target)) {
    menu.open = false;
  }
}

async function begin() {
  main.setAttribute("aria-busy", "true");
  try {
    if (!(await account.resume())) onAccount();
  } catch (failure) {
    const notice = noticePlace();
    fill(
      main,
      h(
        "div",
        { class: "nothing" },
        h("h1", { class: "display" }, "Just a moment"),
        notice.element,
      ),
    );
    notice.show(failure, begin);
  } finally {
    main.removeAttribute("aria-busy");
  }
}

fill(document.getElementById("bar-end"), themeButton(), accountPlace);
document.getElementById("skip").addEventListener("click", (event) => {
  // The address belongs to the router, so the jump is made by hand.
  event.preventDefault();
  main.focus();
});
document.addEventListener("click", closeMenuOutside);
document.addEventListener("keydown", closeMenuOutside);
window.addEventListener("hashchange", () => {
  if (account.signedIn || find(MAIL_ROUTES)) route();
});
account.addEventListener("change", onAccount);
watchConnection();
begin();
