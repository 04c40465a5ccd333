// Requests that are right, and the same with one fault each, for the check to be checked with.

const buttons = (...ids) => ids.map((id) => ({ type: 2, style: 2, label: "A question", custom_id: id }));
const row = (...components) => ({ type: 1, components });
const option = (name) => ({ label: "A question", value: name });
const menu = (options) => ({ type: 3, custom_id: "menu", options });

const message = {
  content: "Yes.",
  allowed_mentions: { parse: [], users: [], roles: [], replied_user: false },
  components: [row(menu([option("one")])), row(...buttons("one", "two"))],
  nonce: "1300000000000000001",
  enforce_nonce: true,
  message_reference: { message_id: "1300000000000000001", channel_id: "300000000000000001", fail_if_not_exists: false },
};
const command = {
  name: "ask",
  description: "Ask",
  type: 1,
  default_member_permissions: "32",
  contexts: [0],
  integration_types: [0],
  options: [{ type: 3, name: "question", description: "What to ask", required: true }],
};
const answer = { content: "Yes.", flags: 64, allowed_mentions: { parse: [] } };

const sent = (body) => ({ method: "POST", path: "/channels/300000000000000001/messages", body });
const registered = (body) => ({ method: "PUT", path: "/applications/100000000000000000/commands", body });
const answered = (body) => ({ method: "POST", path: "/interactions/1300000000000000001/token/callback", body });
const edited = (body) => ({ method: "PATCH", path: "/webhooks/100000000000000000/token/messages/@original", body });
const asked = (method, path) => ({ method, path, body: null });

export const GOOD = [
  ["a message", sent(message)],
  ["commands", registered([command, { name: "Answer this", type: 3 }])],
  ["an answer", answered({ type: 4, data: answer })],
  ["a promise", answered({ type: 5, data: { flags: 64 } })],
  ["a nod", answered({ type: 6 })],
  ["an update", answered({ type: 7, data: answer })],
  ["choices", answered({ type: 8, data: { choices: [{ name: "A question", value: "id" }] } })],
  ["an edit", edited({ content: "Yes.", components: [] })],
  ["a channel", asked("GET", "/channels/300000000000000001")],
  ["a deletion", asked("DELETE", "/webhooks/100000000000000000/token/messages/@original")],
];

const long = (length) => "x".repeat(length);

export const BROKEN = [
  ["a field that Discord does not know", sent({ ...message, allowed_mention: { parse: [] } })],
  ["content of a number", sent({ ...message, content: 4 })],
  ["too long a content", sent({ ...message, content: long(4001) })],
  ["too long a nonce", sent({ ...message, nonce: long(26) })],
  ["a group that cannot be mentioned", sent({ ...message, allowed_mentions: { parse: ["all"] } })],
  ["an id that is none", sent({ ...message, message_reference: { message_id: 5 } })],
  ["a component of no kind", sent({ ...message, components: [{ type: 99 }] })],
  ["six buttons in a row", sent({ ...message, components: [row(...buttons("1", "2", "3", "4", "5", "6"))] })],
  ["too long a custom id", sent({ ...message, components: [row(...buttons(long(101)))] })],
  ["too long a label", sent({ ...message, components: [row({ ...buttons("one")[0], label: long(81) })] })],
  ["a menu without options", sent({ ...message, components: [row(menu(undefined))] })],
  ["a menu of 26", sent({ ...message, components: [row(menu([...Array(26).keys()].map((n) => option(`${n}`))))] })],
  ["commands that are no list", registered(command)],
  ["too long a name", registered([{ ...command, name: long(33) }])],
  ["too long a description", registered([{ ...command, description: long(101) }])],
  ["an option of no kind", registered([{ ...command, options: [{ ...command.options[0], type: 99 }] }])],
  ["an option without a description", registered([{ ...command, options: [{ type: 3, name: "question" }] }])],
  ["permissions in words", registered([{ ...command, default_member_permissions: "all" }])],
  ["a context that is none", registered([{ ...command, contexts: [9] }])],
  ["an answer of no type", answered({ data: answer })],
  ["an answer of another type", answered({ type: 99, data: answer })],
  ["flags in words", answered({ type: 4, data: { ...answer, flags: "ephemeral" } })],
  ["too many choices", answered({ type: 8, data: { choices: Array(26).fill({ name: "A", value: "a" }) } })],
  ["too long a choice", answered({ type: 8, data: { choices: [{ name: long(101), value: "a" }] } })],
  ["too long an edit", edited({ content: long(2001) })],
  ["an operation that does not exist", asked("GET", "/channels/300000000000000001/wishes")],
  ["a method that does not exist", asked("PUT", "/channels/300000000000000001/messages")],
  ["a body where there is none", { ...asked("GET", "/channels/300000000000000001"), body: {} }],
];
