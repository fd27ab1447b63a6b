// Who is in a chat, as what; invite links; who asks to be let in.

import { act, read } from "./api.js";
import { ask, showDialog } from "./dialogs.js";
import { avatar, el } from "./dom.js";
import { attempt, personName, say, watch, world } from "./state.js";

/** What somebody can be: the value, the words, and what the server is asked for. */
const STANDINGS = [
  ["creator", "Owner"], ["administrator", "Administrator"], ["anonymous", "Anonymous administrator"], ["member", "Member"],
  ["restricted", "Restricted"], ["left", "Not in the chat"], ["kicked", "Banned"],
];
/** What the bot can be: nobody can make it the owner. */
const BOT_STANDINGS = STANDINGS.filter(([name]) => !["creator", "anonymous"].includes(name));
/** What the two kinds of rights are called, and how many of them somebody has who gets them without further words. */
const RIGHTS = { administrator: "rights", restricted: "permissions" };

/** Opens the dialog of a group or channel, which follows what happens while it is open. */
export function showMembers(chat) {
  const list = el("ul", { class: "member-list" });
  const links = el("section", {});
  const dialog = showDialog(`${chat.title}: people`, list, links);
  const refresh = () => attempt(() => fill(chat, list, links));
  const stop = watch((change, entry) => {
    if (change === "chat" && entry.chat.id === chat.id) refresh();
  });
  dialog.addEventListener("close", stop);
  dialog.id = "members";
  return refresh();
}

async function fill(chat, list, links) {
  const [{ members }, invites] = await Promise.all([read(`chats/${chat.id}/members`), read(`chats/${chat.id}/invites`)]);
  const known = new Map(members.map((member) => [member.user.id, member]));
  const everybody = [world.bot, ...world.people.values()];
  const focused = document.activeElement?.dataset?.key;
  list.replaceChildren(...everybody.map((user) => row(chat, user, known.get(user.id))));
  links.replaceChildren(...invitations(chat, invites));
  // What had the focus is another element now.
  if (focused) document.querySelector(`#members [data-key="${focused}"]`)?.focus();
}

function row(chat, user, member) {
  const now = member ? (member.is_anonymous ? "anonymous" : member.status) : "left";
  const isBot = user.id === world.bot.id;
  const options = (isBot ? BOT_STANDINGS : STANDINGS).map(([name, words]) => el("option", { value: name, selected: name === now }, words));
  const select = el("select", {
    "aria-label": `What ${personName(user)} is`, dataset: { key: `standing-${user.id}` },
    onchange: (event) => attempt(() => change(chat, user, now, event.target.value)),
  }, options);
  const kind = RIGHTS[member?.status];
  const details = kind && el("button", { type: "button", dataset: { key: `rights-${user.id}` }, onclick: () => attempt(() => changeRights(chat, member, kind)) }, "Rights");
  return el("li", {}, avatar(personName(user), user.id, "small"), el("span", {}, isBot ? `${personName(user)} (bot)` : personName(user), member?.custom_title && el("small", {}, member.custom_title)), select, details);
}

const isIn = (standing) => !["left", "kicked"].includes(standing);

/** Comings and goings are told in the chat, as in Telegram; other changes are not. */
async function change(chat, user, now, next) {
  if (user.id === world.bot.id && isIn(now) !== isIn(next)) return act(`chats/${chat.id}/bot`, { as: world.me, is_out: !isIn(next) });
  const isSelf = user.id === world.me;
  if (next === "member" && !isIn(now)) return move(chat, isSelf ? "join" : "add", user);
  if (next === "left" && isIn(now)) return move(chat, isSelf ? "leave" : "remove", user);
  const standing = { user: user.id, as: world.me, status: next === "anonymous" ? "administrator" : next, is_anonymous: next === "anonymous" };
  if (standing.status === "administrator") standing.rights = usualRights(chat);
  return act(`chats/${chat.id}/standing`, standing);
}

const move = (chat, what, user) => act(`chats/${chat.id}/members`, { as: world.me, do: what, user: user.id });

/** What new administrators may do, until somebody says otherwise: everything but making others administrators. */
function usualRights(chat) {
  const special = chat.type === "channel" ? ["can_post_messages", "can_edit_messages"] : ["can_pin_messages", ...(chat.is_forum ? ["can_manage_topics"] : [])];
  return ["can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_change_info", "can_invite_users", ...special];
}

async function changeRights(chat, member, kind) {
  const names = Object.keys(member).filter((name) => name.startsWith("can_") && name !== "can_be_edited" && name !== "can_manage_chat");
  const fields = names.map((name) => ({ name, label: name.replace("can_", "").replaceAll("_", " "), type: "checkbox", value: member[name] }));
  if (kind === "rights") fields.push({ name: "title", label: "Title", value: member.custom_title ?? "", maxlength: 16, isOptional: true });
  const filled = await ask(`What ${personName(member.user)} may do`, fields, "Save");
  if (!filled) return undefined;
  const title = filled.title ? { title: filled.title } : {};
  return act(`chats/${chat.id}/standing`, {
    user: member.user.id, as: world.me, status: member.status, is_anonymous: member.is_anonymous ?? false, [kind]: names.filter((name) => filled[name]), ...title,
  });
}

/** The part about invite links and requests. */
function invitations(chat, { links, asking }) {
  const ask = asking.map((user) => el("li", {}, avatar(personName(user), user.id, "small"), el("span", {}, `${personName(user)} asks to be let in`),
    button("Let in", () => act(`chats/${chat.id}/requests`, { user: user.id, is_approved: true })),
    button("Decline", () => act(`chats/${chat.id}/requests`, { user: user.id, is_approved: false }))));
  const shown = links.map((link) => el("li", { class: link.is_revoked ? "is-over" : "" },
    el("span", {}, el("code", {}, link.invite_link), el("small", {}, terms(link))), !link.is_revoked && button("Join by it", () => follow(link))));
  return [el("h3", {}, "Invite links"), el("ul", { class: "member-list" }, ask, shown),
    el("div", { class: "buttons" }, button("New link", () => addLink(chat)), button("Ask to be let in", () => move(chat, "ask", { id: world.me })),
      chat.type === "channel" && button("Discussion group", () => linkDiscussion(chat)))];
}

function terms(link) {
  const parts = [`by ${personName(link.creator)}`, link.name, link.member_limit && `for ${link.member_limit}`,
    link.expire_date && `until ${new Date(link.expire_date * 1000).toLocaleString()}`, link.creates_join_request && "asks to be let in", link.is_revoked && "revoked"];
  return parts.filter(Boolean).join(" · ");
}

function button(text, doing) {
  return el("button", { type: "button", onclick: () => attempt(doing) }, text);
}

async function follow(link) {
  const { is_in: isIn } = await act("invites", { as: world.me, link: link.invite_link });
  say(isIn ? "You are in" : "An administrator has to let you in");
}

async function addLink(chat) {
  const fields = await ask("New invite link", [
    { name: "name", label: "Name", maxlength: 32, isOptional: true },
    { name: "member_limit", label: "How many may join by it", type: "number", isOptional: true },
    { name: "creates_join_request", label: "Who opens it has to ask", type: "checkbox" },
  ], "Create");
  if (!fields) return;
  await act(`chats/${chat.id}/invites`, { as: world.me, name: fields.name, member_limit: Number(fields.member_limit) || 0, creates_join_request: Boolean(fields.creates_join_request) });
  await showAgain(chat);
}

/** The chat is the same after this, so nothing else tells the dialog. */
async function showAgain(chat) {
  document.getElementById("members")?.close();
  await showMembers(chat);
}

async function linkDiscussion(chat) {
  const groups = [...world.chats.values()].filter(({ type, upgraded_to: next }) => type === "supergroup" && !next).map(({ id, title }) => [id, title]);
  if (groups.length === 0) return say("There is no supergroup yet", "trouble");
  const fields = await ask("Where are posts discussed?", [{ name: "group", label: "Supergroup", options: groups }], "Link");
  return fields && act(`chats/${chat.id}/discussion`, { group: Number(fields.group) });
}
