// Who is in the workspace, as what, and who is asked to come; the other workspaces of oneself.

import { confirmed } from "./dialogs.js";
import { busyWhile, fill, h } from "./dom.js";
import { noticePlace, toast } from "./feedback.js";
import { check, field, showFailure } from "./fields.js";
import { entry, listPart, tool, whole } from "./people.js";
import { ago } from "./words.js";

const ROLE = { OWNER: "Owner", ADMIN: "Admin", MEMBER: "Member" };

function roleChoice(label, chosen, onChange) {
  return h(
    "select",
    { "aria-label": label, onChange },
    ["MEMBER", "ADMIN"].map((role) =>
      h("option", { value: role, selected: role === chosen }, ROLE[role]),
    ),
  );
}

function inviteForm(api, changed) {
  const notice = noticePlace();
  const email = field({
    name: "email",
    label: "E-mail address",
    type: "email",
    autocomplete: "off",
    required: true,
    inputmode: "email",
  });
  const role = roleChoice("Role", "MEMBER");
  const submit = h("button", { class: "button primary" }, "Invite");
  const go = async () => {
    notice.clear();
    if (check([email])) return;
    const address = email.input.value.trim();
    try {
      await busyWhile(submit, () => api.invite({ email: address, role: role.value }));
      email.input.value = "";
      toast(`${address} is invited. The link in the mail is good for seven days.`);
      await changed();
    } catch (failure) {
      showFailure(failure, [email], notice, go);
    }
  };
  return h(
    "form",
    {
      class: "invite-form",
      novalidate: true,
      onSubmit: (event) => {
        event.preventDefault();
        go();
      },
    },
    h("h2", {}, "Invite somebody"),
    email.element,
    role,
    notice.element,
    h("div", {}, submit),
  );
}

/** Renders the team into `main`; answers how to leave it. */
export function teamView(main, { account, api, go }) {
  document.title = "Team · Repartee";
  const own = account.workspace.role;
  const manages = own !== "MEMBER";
  const notice = noticePlace();
  const members = listPart("Members");
  const invitations = listPart("Open invitations");
  const workspaces = listPart("Your other workspaces");

  const done = async (work, text) => {
    notice.clear();
    try {
      await work();
      toast(text);
    } finally {
      await refresh();
    }
  };
  const remove = async (member, name) => {
    const yes = await confirmed({
      title: `Remove ${name}?`,
      text: "They lose this workspace at once. What they made stays.",
      yes: "Remove",
    });
    if (yes) await done(() => api.removeMember(member.id), `${name} was removed.`);
  };
  const leave = async () => {
    const yes = await confirmed({
      title: `Leave ${account.workspace.name}?`,
      text: "You can come back only when somebody invites you.",
      yes: "Leave",
    });
    if (!yes) return;
    await api.leaveWorkspace();
    await account.renew(await account.token());
    go("#/");
  };
  const showMember = (member) => {
    const name = member.name ?? member.email;
    const self = member.userId === account.user.id;
    const may = manages && (member.role !== "OWNER" || own === "OWNER");
    const change = roleChoice(`Role of ${name}`, member.role, () =>
      done(
        () => api.changeMember(member.id, { role: change.value }),
        `${name} is now ${ROLE[change.value]}.`,
      ).catch((failure) => notice.show(failure)),
    );
    return entry(
      self ? `${name} (you)` : name,
      [member.name && member.email, ROLE[member.role]].filter(Boolean).join(" · "),
      may && !self && member.role !== "OWNER" && change,
      may && !self && tool("Remove", name, notice, () => remove(member, name)),
      self && tool("Leave", account.workspace.name, notice, leave),
    );
  };
  const showInvitation = (invitation) =>
    entry(
      invitation.email,
      `${ROLE[invitation.role]} · invited ${ago(invitation.createdAt)}`,
      tool("Revoke", invitation.email, notice, () =>
        done(() => api.revokeInvitation(invitation.id), "The invitation was revoked."),
      ),
    );
  const showWorkspace = (workspace) =>
    entry(
      workspace.name,
      ROLE[workspace.role],
      tool("Go there", workspace.name, notice, () => account.switchTo(workspace.id)),
    );
  const refresh = async () => {
    members.show((await whole(api.members)).map(showMember));
    const mine = await whole(api.workspaces);
    workspaces.show(mine.filter(({ current }) => !current).map(showWorkspace));
    if (manages) invitations.show((await whole(api.invitations)).map(showInvitation));
  };
  fill(
    main,
    h(
      "div",
      { class: "people" },
      h(
        "header",
        {},
        h("h1", { class: "display", tabIndex: -1 }, "Team"),
        h("p", { class: "lead" }, `Who works in ${account.workspace.name}.`),
      ),
      notice.element,
      members.element,
      invitations.element,
      manages && h("section", {}, inviteForm(api, refresh)),
      workspaces.element,
    ),
  );
  refresh().catch((failure) => notice.show(failure));
  return () => {};
}
