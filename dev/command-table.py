#!/usr/bin/env python3
"""Writes the command table's JSON resources from what a running Redis 7.0 says of its commands.

    redis-server --port 7000 --save '' &
    dev/command-table.py --port 7000 GETBIT SETBIT 'OBJECT|ENCODING'

adds the named commands and subcommands to the table, or brings them up to date: their specifications (COMMAND INFO)
go to `<group>.json` and their documentation (COMMAND DOCS) to `documentation/<group>.json`. Everything else in these
files stays as it is, entries written by hand for commands newer than 7.0 included. A container's own entry comes along
with its first subcommand; naming a container alone adds none of its subcommands. Without names, every entry of the
table that the server knows is brought up to date.
"""

import argparse
import json
import pathlib
import socket
import sys

RESOURCES = pathlib.Path(__file__).parent.parent / "dredis-server/src/main/resources/io/dredis/server/command"
LINE_LENGTH = 120

# What Redis knows of these commands but does not tell: they run only where enable-…-command allows it.
PROTECTED = ["debug", "module"]


class Redis:
    """A connection that speaks RESP3, so that maps and sets can be told from arrays."""

    def __init__(self, host, port):
        self.stream = socket.create_connection((host, port)).makefile("rwb")
        self.call("HELLO", "3")

    def call(self, *arguments):
        request = b"*%d\r\n" % len(arguments)
        for argument in map(str.encode, arguments):
            request += b"$%d\r\n%s\r\n" % (len(argument), argument)
        self.stream.write(request)
        self.stream.flush()
        return self.read()

    def read(self):
        line = self.stream.readline()[:-2]
        kind, rest = line[:1], line[1:].decode()
        if kind == b"-":
            sys.exit(f"the server answered: {rest}")
        if kind == b"$":
            return self.stream.read(int(rest) + 2)[:-2].decode()
        if kind in (b"*", b"~"):
            return [self.read() for _ in range(int(rest))]
        if kind == b"%":
            return {self.read(): self.read() for _ in range(int(rest))}
        if kind == b":":
            return int(rest)
        return None if kind == b"_" else rest


def key_spec(reply):
    """The JSON form of one key specification of COMMAND INFO."""

    def flat(part):
        return {"type": part["type"], **part["spec"]}

    notes = {"notes": reply["notes"]} if "notes" in reply else {}
    return {
        **notes,
        "flags": reply["flags"],
        "begin_search": flat(reply["begin_search"]),
        "find_keys": flat(reply["find_keys"]),
    }


def specification(redis, full_name):
    """The JSON form of COMMAND INFO, without subcommands; None when the server does not know the command."""
    info = redis.call("COMMAND", "INFO", full_name)[0]
    if info is None:
        return None
    name, arity, flags, _, _, _, categories, tips, key_specs, _ = info
    entry = {"name": name.split("|")[-1], "arity": arity, "flags": flags}
    if name in PROTECTED:
        entry["protected"] = True
    entry["acl_categories"] = [category.removeprefix("@") for category in categories]
    if tips:
        entry["tips"] = tips
    if key_specs:
        entry["key_specs"] = [key_spec(spec) for spec in key_specs]
    return entry


def documentation(redis, full_name):
    """The JSON form of COMMAND DOCS, without subcommands."""
    docs = redis.call("COMMAND", "DOCS", full_name)[full_name]
    docs.pop("subcommands", None)
    return docs


def pretty(value, indent=0, used=0):
    """JSON with every array or object on one line that fits there."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or indent + used + len(line) + 1 <= LINE_LENGTH:
        return line
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        keys = [json.dumps(key) + ": " for key in value]
        parts = [key + pretty(part, indent + 2, len(key)) for key, part in zip(keys, value.values())]
        return "{\n" + ",\n".join(inner + part for part in parts) + "\n" + " " * indent + "}"
    parts = [pretty(part, indent + 2) for part in value]
    return "[\n" + ",\n".join(inner + part for part in parts) + "\n" + " " * indent + "]"


class Table:
    """The JSON files of one directory: specifications by group, documentation by group."""

    def __init__(self, directory):
        self.directory = directory
        self.specifications = self.read(directory)
        self.documentation = self.read(directory / "documentation")

    @staticmethod
    def read(directory):
        return {path.stem: json.loads(path.read_text()) for path in sorted(directory.glob("*.json"))}

    def full_names(self):
        for entries in self.specifications.values():
            for entry in entries:
                yield entry["name"]
                for sub in entry.get("subcommands", []):
                    yield entry["name"] + "|" + sub["name"]

    def put(self, full_name, entry, docs):
        container, _, _ = full_name.partition("|")
        group = self.group_of(container) or docs["group"]
        entries = self.specifications.setdefault(group, [])
        self.documentation.setdefault(group, {})[full_name] = docs
        if container != full_name:
            entries = self.find(entries, container).setdefault("subcommands", [])
        old = self.find(entries, entry["name"])
        if old:
            subcommands = {"subcommands": old["subcommands"]} if "subcommands" in old else {}
            entries.remove(old)
            entry |= subcommands
        entries.append(entry)
        entries.sort(key=lambda each: each["name"])

    def group_of(self, name):
        return next((group for group, entries in self.specifications.items() if self.find(entries, name)), None)

    @staticmethod
    def find(entries, name):
        return next((entry for entry in entries if entry["name"] == name), None)

    def write(self):
        (self.directory / "documentation").mkdir(parents=True, exist_ok=True)
        for group, entries in self.specifications.items():
            (self.directory / f"{group}.json").write_text(pretty(entries) + "\n")
        for group, entries in self.documentation.items():
            entries = dict(sorted(entries.items()))
            (self.directory / "documentation" / f"{group}.json").write_text(pretty(entries) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=6379)
    parser.add_argument("--directory", type=pathlib.Path, default=RESOURCES, help="where the JSON files are")
    parser.add_argument("names", nargs="*", metavar="COMMAND", help="a command, or CONTAINER|SUBCOMMAND")
    options = parser.parse_args()

    redis = Redis(options.host, options.port)
    table = Table(options.directory)
    names = [name.lower() for name in options.names] or list(table.full_names())
    containers = [name.partition("|")[0] for name in names]
    for name in dict.fromkeys(containers + names):
        entry = specification(redis, name)
        if entry:
            table.put(name, entry, documentation(redis, name))
        elif options.names:
            sys.exit(f"the server has no command {name}")
    table.write()


if __name__ == "__main__":
    main()
