package io.dredis.server.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the specifications of the offered commands from their JSON resources, one of each kind per
 * group of commands, next to this class:
 *
 * <pre>
 * group.json                [command …]
 * command                   {name, arity, flags, protected?, acl_categories, tips?, key_specs?, subcommands?: [command …]}
 * documentation/group.json  {full name: what COMMAND DOCS shows …}
 * </pre>
 *
 * <p>{@code dev/command-table.py} writes them from what a Redis says of its commands. The
 * documentation is more than half of the text and seldom asked for, so it is read at its first use.
 */
public final class CommandSpecs {
  private static final List<String> GROUPS =
      List.of(
          "connection",
          "generic",
          "hash",
          "list",
          "scripting",
          "server",
          "set",
          "sorted-set",
          "string",
          "transactions");

  private final Documentation documentation;

  private CommandSpecs(String group) {
    documentation = new Documentation("documentation/" + group + ".json");
  }

  /** Returns every offered command, in the order COMMAND shows them: by group, then by name. */
  public static List<CommandSpec> load() {
    List<CommandSpec> specs = new ArrayList<>();
    for (String group : GROUPS) {
      CommandSpecs reader = new CommandSpecs(group);
      JsonObject.listFrom(group + ".json")
          .forEach(command -> specs.add(reader.command("", command)));
    }
    return List.copyOf(specs);
  }

  private CommandSpec command(String prefix, JsonObject json) {
    String name = json.string("name");
    String fullName = prefix + name;
    return new CommandSpec(
        name,
        fullName,
        json.integer("arity"),
        json.strings("flags"),
        json.isTrue("protected"),
        json.strings("acl_categories"),
        json.strings("tips"),
        json.objects("key_specs").stream().map(CommandSpecs::keySpec).toList(),
        documentation.of(fullName),
        json.objects("subcommands").stream().map(sub -> command(fullName + "|", sub)).toList());
  }

  /** Reads a key specification, as it stands in the resources. */
  static KeySpec keySpec(JsonObject json) {
    return new KeySpec(
        json.strings("flags"),
        json.string("notes"),
        begin(json.object("begin_search")),
        find(json.object("find_keys")));
  }

  private static KeySpec.Begin begin(JsonObject json) {
    return switch (json.string("type")) {
      case "index" -> new KeySpec.Begin.Index(json.integer("index"));
      case "keyword" ->
          new KeySpec.Begin.Keyword(json.string("keyword"), json.integer("startfrom"));
      default -> new KeySpec.Begin.Unknown();
    };
  }

  private static KeySpec.Find find(JsonObject json) {
    return switch (json.string("type")) {
      case "range" ->
          new KeySpec.Find.Range(
              json.integer("lastkey"), json.integer("keystep"), json.integer("limit"));
      case "keynum" ->
          new KeySpec.Find.KeyNumber(
              json.integer("keynumidx"), json.integer("firstkey"), json.integer("keystep"));
      default -> new KeySpec.Find.Unknown();
    };
  }
}
