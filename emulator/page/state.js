// What the page knows: a mirror of the emulator's world, kept up to date by the journal.

import { act, follow, read } from "./api.js";

/** How many calls of the bot the page remembers. */
const KEPT_CALLS = 500;

/** The topic that every forum has; its messages carry no number. */
export const GENERAL = 1;

export const world = {
  bot: { id: 0, first_name: "Bot" },
  people: new Map(),
  chats: new Map(),
  menus: [],
  conditions: { now: 0, faults: [], is_token_refused: false, is_privacy_on: false, webhook: "" },
  process: null,
  records: new Map(),
  changes: [],
  calls: [],
  /** Who speaks, and where. */
  me: null,
  chat: null,
  /** The topic in an open forum; null for all of them. */
  topic: null,
  isLinked: false,
  /** When the clock was `conditions.now`, by the browser's own. */
  clockRead: 0,
};

const listeners = new Set();
/** What was read last, by `person:chat`. */
const readMarks = new Map();
/** In whose name people write where it is not their own, by `person:chat`. */
const voices = new Map();
/** Presses that wait for an answer, by query id. */
const presses = new Map();
/** Answers that came before the page knew the query's id. */
const earlyAnswers = new Map();

/** Calls the listener with the kind of each change, until the function that this gives is called. */
export function watch(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(change, detail) {
  for (const listener of listeners) listener(change, detail);
}

/** Reads everything, then follows. */
export async function begin() {
  const state = await read("state");
  world.bot = state.bot;
  world.people = new Map(state.people.map((person) => [person.id, person]));
  world.chats = new Map(state.chats.map((chat) => [chat.id, seenChat(chat)]));
  world.menus = state.commands;
  world.process = state.process ?? null;
  world.records = new Map((state.records ?? []).map((record) => [recordKey(record), record]));
  takeConditions(state.conditions);
  await readPast(state.revision);
  if (!world.people.has(world.me)) world.me = state.people[0]?.id ?? null;
  if (!visibleChats().some((chat) => chat.id === world.chat)) world.chat = world.me;
  tell("all");
  follow(state.revision, { onEntry: take, onTorn: () => begin().catch(retry), onLink });
}

/** Calls and changes of before, as far as the journal knows them. */
async function readPast(revision) {
  const { entries } = await read(`journal?since=${Math.max(0, revision - KEPT_CALLS)}&limit=${KEPT_CALLS}`);
  const past = entries.filter((entry) => entry.revision <= revision);
  world.calls = past.filter((entry) => ["request", "delivery"].includes(entry.kind));
  world.changes = past.filter((entry) => entry.kind === "record").map(({ record, at }) => ({ ...record, at })).reverse();
}

/** The server is gone; it may come back. */
function retry() {
  onLink(false);
  setTimeout(() => begin().catch(retry), 1000);
}

function onLink(isLinked) {
  if (world.isLinked === isLinked) return;
  world.isLinked = isLinked;
  tell("link");
}

function seenChat(chat) {
  const messages = new Map(chat.messages.map((message) => [message.message_id, message]));
  return { ...chat, messages, actions: new Map() };
}

function takeConditions(conditions) {
  world.conditions = conditions;
  world.clockRead = Date.now();
}

const takers = {
  person: ({ person }) => world.people.set(person.id, person),
  chat: ({ chat }) => {
    const known = world.chats.get(chat.id);
    const { messages = new Map(), actions = new Map() } = known ?? {};
    world.chats.set(chat.id, { ...chat, messages, actions });
    // The people move along when their group becomes another chat.
    if (chat.upgraded_to && world.chat === chat.id) open(chat.upgraded_to);
  },
  message: ({ message, at }) => {
    const chat = world.chats.get(message.chat.id);
    if (!chat) return;
    chat.messages.set(message.message_id, { ...message, seen_at: at });
    chat.actions.clear();
  },
  edited: ({ message }) => world.chats.get(message.chat.id)?.messages.set(message.message_id, message),
  deleted: ({ chat_id, message_id }) => world.chats.get(chat_id)?.messages.delete(message_id),
  action: ({ chat_id, action }) => {
    const chat = world.chats.get(chat_id);
    chat?.actions.clear();
    if (chat && action !== "cancel") chat.actions.set(action, Date.now() + 5000);
    setTimeout(() => tell("action"), 5100);
  },
  answered: ({ query_id, answer }) => settle(query_id, answer),
  commands: ({ commands }) => (world.menus = commands),
  conditions: ({ conditions }) => takeConditions(conditions),
  bot: ({ bot }) => (world.process = bot),
  record: ({ record, at }) => {
    world.records.set(recordKey(record), { ...record, at });
    world.changes.unshift({ ...record, at });
    world.changes.length = Math.min(world.changes.length, 100);
  },
  request: keepCall,
  delivery: keepCall,
};

function keepCall(entry) {
  world.calls.push(entry);
  if (world.calls.length > KEPT_CALLS) world.calls.shift();
}

function take(entry) {
  takers[entry.kind]?.(entry);
  tell(entry.kind, entry);
}

export const recordKey = (record) => [record.scope, record.owner, record.part, record.name].join("/");

/** Chats that the speaking person sees, the latest first. */
export function visibleChats() {
  const visible = [...world.chats.values()].filter((chat) => isVisible(chat));
  return visible.sort((a, b) => lastDate(b) - lastDate(a) || a.id - b.id);
}

function isVisible(chat) {
  if (chat.type === "private") return chat.id === world.me;
  if (chat.upgraded_to) return chat.id === world.chat;
  return true;
}

/** Whether the speaking person left a chat, or was removed. */
export const isGone = (chat) => chat.gone?.includes(world.me) ?? false;

/** The topics of a forum, by their threads. */
export function topics(chat) {
  return new Map((chat.topics ?? []).map((topic) => [topic.message_thread_id, topic.is_closed ? `${topic.name} (closed)` : topic.name]));
}

/** Whether a message stands in what is open. */
export function isOpenHere(message) {
  return message.chat.id === world.chat && (world.topic === null || (message.message_thread_id ?? GENERAL) === world.topic);
}

const lastDate = (chat) => lastMessage(chat)?.date ?? (chat.type === "private" ? Infinity : 0);

export function lastMessage(chat) {
  let last;
  for (const message of chat.messages.values()) last = message;
  return last;
}

export const currentChat = () => world.chats.get(world.chat);

/** What the speaking person calls a chat: a private one has the bot's name. */
export function chatName(chat) {
  return chat.type === "private" ? world.bot.first_name : chat.title ?? String(chat.id);
}

export function personName(person) {
  return [person?.first_name, person?.last_name].filter(Boolean).join(" ") || "?";
}

/** Who wrote a message: a name and an id. */
export function author(message) {
  if (message.sender_chat) return { name: message.sender_chat.title ?? "Chat", id: message.sender_chat.id };
  if (message.from) return { name: personName(message.from), id: message.from.id };
  return { name: message.chat.title ?? "Channel", id: message.chat.id };
}

/** How many messages of others the speaking person has not seen. */
export function unread(chat) {
  const mark = readMarks.get(`${world.me}:${chat.id}`) ?? 0;
  let count = 0;
  for (const message of chat.messages.values()) if (message.message_id > mark && author(message).id !== world.me) count += 1;
  return count;
}

export function markRead(chat) {
  const last = lastMessage(chat)?.message_id ?? 0;
  readMarks.set(`${world.me}:${chat.id}`, Math.max(last, readMarks.get(`${world.me}:${chat.id}`) ?? 0));
}

/** In whose name the speaking person writes in the open chat: a channel's posts are the channel's. */
export function voice() {
  const chat = currentChat();
  if (chat?.type === "channel") return chat.id;
  return voices.get(`${world.me}:${world.chat}`) ?? world.me;
}

/** Lets the speaking person write in a chat's name here, or in their own again. */
export function speakFor(id) {
  voices.set(`${world.me}:${world.chat}`, id);
  tell("voice");
}

/** Whether a message stands in the name of the speaking person, or of a chat that they write for. */
export const isOwn = (message) => [world.me, voice()].includes(author(message).id);

/** Names in which people can write in a chat: pairs of id and words. */
export function voicesFor(chat) {
  if (!["group", "supergroup"].includes(chat?.type)) return [];
  const channels = [...world.chats.values()].filter(({ type }) => type === "channel");
  return [[world.me, personName(world.people.get(world.me))], [chat.id, `${chat.title} (anonymous administrator)`],
    ...channels.map(({ id, title }) => [id, `${title} (channel)`])];
}

export function speakAs(id) {
  world.me = id;
  const chat = currentChat();
  if (!chat || !visibleChats().includes(chat)) [world.chat, world.topic] = [id, null];
  tell("me");
}

export function open(id, topic = null) {
  world.chat = id;
  world.topic = topic;
  tell("opened");
}

/** Shows a text that goes by itself. */
export const say = (text, kind = "") => tell("say", { text, kind });

/** Does something; a refusal becomes a text on the page. */
export async function attempt(doing) {
  try {
    return await doing();
  } catch (error) {
    say(error.message, "trouble");
    return undefined;
  }
}

/** Presses a button: ready when the bot has answered, with its answer; null if it does not in time. */
export async function press(message, row, column) {
  const path = `chats/${message.chat.id}/messages/${message.message_id}/press`;
  const { query_id: id } = await act(path, { as: world.me, row, column });
  if (earlyAnswers.has(id)) return earlyAnswers.get(id);
  return new Promise((done) => {
    presses.set(id, done);
    setTimeout(() => settle(id, null), 30_000);
  });
}

function settle(id, answer) {
  const waiting = presses.get(id);
  presses.delete(id);
  if (waiting) waiting(answer);
  else if (answer) earlyAnswers.set(id, answer);
}
