// Checks recorded requests against Discord's own description of its API, and itself before that.
//
//     node check.mjs RECORDED.jsonl [OPENAPI.json]
//
// Each line of the first file is a request: {"method", "path", "body"}. They are checked against the npm package
// `discord-api-spec`, and against Discord's OpenAPI file too where one is named. What the description cannot say
// (lengths of rows, ids that must differ, nobody pinged) is checked in tests/discord/fake/checks.rs.

import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import { pathsList } from "discord-api-spec/preview";
import * as packaged from "discord-api-spec/preview/zod";
import * as z from "zod/mini";
import { BROKEN, GOOD } from "./examples.mjs";

const CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback";
const COMMANDS = "PUT /applications/{application_id}/commands";
/// The requests with a body, and what the package calls their bodies. The OpenAPI file says it by itself.
const BODIES = {
  [COMMANDS]: ["ApplicationCommandUpdateRequest"],
  "POST /channels/{channel_id}/messages": ["MessageCreateRequest"],
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": ["IncomingWebhookUpdateRequestPartial"],
  [CALLBACK]: [
    "ApplicationCommandAutocompleteCallbackRequest",
    "CreateMessageInteractionCallbackRequest",
    "UpdateMessageInteractionCallbackRequest",
  ],
};
/// Kinds of answer to an interaction: a recording without one of them has not seen all.
const CALLBACK_TYPES = [4, 5, 6, 7, 8];
/// More places than this of one body are not shown: a union tells of each of its members.
const MOST_SHOWN = 6;

const FORMATS = {
  snowflake: /^(0|[1-9]\d*)$/,
  nonce: true,
  int32: true,
  int64: true,
  double: true,
  uri: (text) => URL.canParse(text),
  "date-time": (text) => !Number.isNaN(Date.parse(text)),
};

/// A description in which permissions are text, as Discord's documentation says and its own answers have them. If it
/// is to be `closed`, a field that is not described is an error, where Discord would only ignore it.
function changed(schema, closed) {
  if (Array.isArray(schema)) return schema.map((part) => changed(part, closed));
  if (schema === null || typeof schema !== "object") return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, changed(value, closed)]));
  if (closed && copy.properties && !copy.allOf) copy.additionalProperties ??= false;
  if (copy.properties?.default_member_permissions) {
    copy.properties.default_member_permissions = { type: ["string", "integer", "null"], pattern: "^\\d+$" };
  }
  delete copy.discriminator;
  return copy;
}

/// A body without the fields that say nothing: the bot's library writes every field there is, whatever the option.
function told(body) {
  if (Array.isArray(body)) return body.map(told);
  if (body === null || typeof body !== "object") return body;
  const nothing = (value) => value === null || value === false || (typeof value === "object" && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(body).filter(([, value]) => !nothing(value)).map(([key, value]) => [key, told(value)]));
}

/// What a schema finds wrong with a body: as it is, and with its fields counted.
function validator(schema) {
  const [open, closed] = [compiled(schema, false), compiled(schema, true)];
  return (body) => {
    const found = open(body);
    return found.length > 0 ? found : closed(told(body));
  };
}

function compiled(schema, closed) {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: FORMATS, logger: false });
  const validate = ajv.compile(changed(schema, closed));
  return (body) => (validate(body) ? [] : validate.errors.map(({ instancePath, message, params }) => {
    const named = params.additionalProperty ? ` '${params.additionalProperty}'` : "";
    return `${instancePath || "/"} ${message}${named}`;
  }));
}

/// The errors of the alternative that comes nearest: the one with the fewest.
function nearest(validators, body) {
  return validators.map((validate) => validate(body)).reduce((best, found) => (found.length < best.length ? found : best));
}

function fromPackage() {
  // JSON has no `undefined`, which would otherwise be written as a schema that lets everything pass.
  const override = ({ zodSchema, jsonSchema }) => {
    if (zodSchema._zod.def.type === "undefined") jsonSchema.not = {};
  };
  const options = { io: "input", unrepresentable: "any", override };
  const schema = (name) => z.toJSONSchema(packaged[`${name}Schema`], options);
  const bodies = Object.entries(BODIES).map(([operation, names]) => {
    const validators = names.map((name) => validator(schema(name)));
    const check = (body) => nearest(validators, body);
    const list = (body) => (Array.isArray(body) ? body.flatMap((one, at) => check(one).map((it) => `/${at}${it}`)) : ["/ must be a list"]);
    return [operation, operation === COMMANDS ? list : check];
  });
  const operations = Object.entries(pathsList).flatMap(([method, paths]) => paths.map((path) => `${method.toUpperCase()} ${path}`));
  return { name: "discord-api-spec", operations, bodies: Object.fromEntries(bodies) };
}

function fromOpenApi(file) {
  const { paths, components } = JSON.parse(readFileSync(file, "utf8"));
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    ["get", "put", "post", "patch", "delete"].filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`));
  const bodies = Object.keys(BODIES).map((operation) => {
    const [method, path] = operation.split(" ");
    const schema = paths[path][method.toLowerCase()].requestBody.content["application/json"].schema;
    // Of a union's members, the one that comes nearest says what is wrong.
    const members = (schema.anyOf ?? [schema]).map((member) => validator({ ...member, components }));
    return [operation, (body) => nearest(members, body)];
  });
  return { name: file, operations, bodies: Object.fromEntries(bodies) };
}

/// The operation that a path belongs to: the one with the fewest parts left open.
function operationOf({ method, path }, operations) {
  const fits = (operation) => {
    const [of, template] = operation.split(" ");
    const parts = template.split("/");
    const given = path.split("/");
    return of === method && parts.length === given.length && parts.every((part, at) => part.startsWith("{") || part === given[at]);
  };
  const open = (operation) => operation.split("{").length;
  return operations.filter(fits).sort((one, other) => open(one) - open(other))[0];
}

/// What is wrong with a request, each with its place.
function problems(request, spec) {
  const operation = operationOf(request, spec.operations);
  if (!operation) return ["Discord has no such operation"];
  const check = spec.bodies[operation];
  if (check) return [...new Set(check(request.body))];
  return request.body === null ? [] : [`a body for ${operation}, which is not known to need one`];
}

/// A check that refuses nothing, or everything, is none.
function selfTest(spec) {
  const wrong = [];
  for (const [name, request] of GOOD) {
    const found = problems(request, spec);
    if (found.length > 0) wrong.push(`refused though it is right: ${name}: ${found.join("; ")}`);
  }
  for (const [name, request] of BROKEN) {
    if (problems(request, spec).length === 0) wrong.push(`passed though it is broken: ${name}`);
  }
  return wrong;
}

function recorded(file) {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/// What a recording lacks, so that nothing would be shown by checking it.
function missing(requests, spec) {
  const seen = new Set(requests.map((request) => operationOf(request, spec.operations)));
  const types = new Set(requests.filter((request) => operationOf(request, spec.operations) === CALLBACK).map(({ body }) => body.type));
  return [
    ...Object.keys(BODIES).filter((operation) => !seen.has(operation)),
    ...CALLBACK_TYPES.filter((type) => !types.has(type)).map((type) => `an answer of type ${type} to an interaction`),
  ].map((what) => `nothing recorded: ${what}`);
}

const [recording, openApi] = process.argv.slice(2);
if (!recording) {
  console.error("usage: node check.mjs RECORDED.jsonl [OPENAPI.json]");
  process.exit(2);
}
const requests = recorded(recording);
let failed = false;
for (const spec of [fromPackage(), ...(openApi ? [fromOpenApi(openApi)] : [])]) {
  const wrong = [...selfTest(spec), ...missing(requests, spec)];
  const once = new Set();
  for (const request of requests) {
    const found = problems(request, spec);
    const shown = found.slice(0, MOST_SHOWN).join("\n    ");
    const line = `${operationOf(request, spec.operations) ?? `${request.method} ${request.path}`}\n    ${shown}`;
    if (found.length > 0 && !once.has(line)) {
      once.add(line);
      wrong.push(`${line}\n    in ${JSON.stringify(request.body).slice(0, 300)}`);
    }
  }
  console.log(`contract: ${requests.length} requests against ${spec.name}: ${wrong.length} problems`);
  wrong.forEach((one) => console.log(`  ${one}`));
  failed ||= wrong.length > 0;
}
process.exit(failed ? 1 : 0);
