#!/usr/bin/env python3
"""Reduces the machine-readable Bot API schema that aiogram's source package carries to bot-api.json.

    pip download --no-deps --no-binary :all: aiogram==3.31.0
    ./generate.py aiogram-3.31.0.tar.gz > bot-api.json

Only facts remain: names, types, what is required, what a method returns. A type is an object of its fields, or an
array of the types of a union; `?` after a field's name marks it as optional. What the schema says in prose is turned
into types: constants ("always 'private'"), choices ("one of 'a', 'b'"), unions, and what methods return.
"""

import json
import re
import sys
import tarfile

WORD = r"'([A-Za-z0-9_/]+)'"
CONSTANT = re.compile(r"(?:always|must be) (?:'([A-Za-z0-9_]+)'|([a-z0-9_]+))$|[Aa]lways 'XTR'\.$")
ZERO = re.compile(r"^Always (0)\. ")
CHOICES = re.compile(r"(?:one of|[Cc]an be|[Cc]an be either) '")
VARIANT = re.compile(r"\n - (\w+)")
RETURNS = [
    (re.compile(r"edited Message is returned, otherwise True|the Message is returned, otherwise True"), "Message or True"),
    (re.compile(r"(Array of \w+) (?:objects )?(?:of the sent messages |that were sent )?is returned"), None),
    (re.compile(r"Returns an (Array of \w+) objects"), None),
    (re.compile(r"[Oo]n success, (?:a |the \w+ )?(\w+) (?:object )?is returned"), None),
    (re.compile(r"[Oo]n success, returns an? (\w+) object"), None),
    (re.compile(r"Returns .*as (?:an? )?([A-Z]\w+)(?: object)?(?: on success)?\."), None),
    (re.compile(r"Returns .*in form of an? (\w+) object"), None),
    (re.compile(r"Returns (?:an? |the )?(?:uploaded )?([A-Z]\w+)(?: object)?(?: of the sent message)?(?: on success)?\."), None),
]


def expression(annotation):
    """The type of a field or parameter, with constants and choices spelled out."""
    kind, text = annotation["type"], annotation["description"].strip()
    if kind == "String" and annotation["name"] != "emoji":
        constant = CONSTANT.search(text)
        if constant:
            return repr(constant[1] or constant[2] or "XTR")
        if CHOICES.search(text):
            return " or ".join(map(repr, dict.fromkeys(re.findall(WORD, text))))
    if kind == "Integer" and ZERO.search(text):
        return "0"
    # "Array of A, B and C"
    return re.sub(r",? and |, ", " or ", kind)


def fields(entity):
    pairs = entity["annotations"]
    return {pair["name"] + ("" if pair["required"] else "?"): expression(pair) for pair in pairs}


def type_of(entity):
    variants = VARIANT.findall(entity["description"]) if not entity["annotations"] else []
    if entity["name"] == "RichText":
        variants = ["String", "Array of RichText", *variants]
    return variants or fields(entity)


def returns(entity):
    for pattern, known in RETURNS:
        found = pattern.search(entity["description"])
        if found:
            return known or found[1]
    raise SystemExit(f"what does {entity['name']} return? {entity['description']}")


def method_of(entity):
    return {"returns": returns(entity), "parameters": fields(entity)}


def table(entities, convert):
    """One line for each entity, so that a new version's diff can be read."""
    lines = (f"{json.dumps(entity['name'])}: {json.dumps(convert(entity))}" for entity in entities)
    return "{\n" + ",\n".join(sorted(lines)) + "\n}"


def main(package):
    with tarfile.open(package) as files:
        name = next(name for name in files.getnames() if name.endswith("/.butcher/schema/schema.json"))
        schema = json.load(files.extractfile(name))
    entities = [entity for group in schema["items"] for entity in group["children"]]
    types = table((entity for entity in entities if entity["category"] == "types"), type_of)
    methods = table((entity for entity in entities if entity["category"] == "methods"), method_of)
    print(f'{{\n"version": "{schema["api"]["version"]}",\n"types": {types},\n"methods": {methods}\n}}')


main(sys.argv[1])
