package io.dredis.server.command.introspection;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandSpec;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.HelpReply;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.KeyReference;
import io.dredis.server.command.Keys;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.GlobPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** COMMAND and its subcommands. */
public final class CommandCommands {
  private static final Reply HELP =
      HelpReply.of(
          "COMMAND",
          "(no subcommand)",
          "    Return details about all Redis commands.",
          "COUNT",
          "    Return the total number of commands in this Redis server.",
          "LIST",
          "    Return a list of all commands in this Redis server.",
          "INFO [<command-name> ...]",
          "    Return details about multiple Redis commands.",
          "    If no command names are given, documentation details for all",
          "    commands are returned.",
          "DOCS [<command-name> ...]",
          "    Return documentation details about multiple Redis commands.",
          "    If no command names are given, documentation details for all",
          "    commands are returned.",
          "GETKEYS <full-command>",
          "    Return the keys from a full Redis command.",
          "GETKEYSANDFLAGS <full-command>",
          "    Return the keys and the access flags from a full Redis command.");

  private final Map<String, CommandSpec> byName = new LinkedHashMap<>();

  /** The family over the given commands. */
  public CommandCommands(List<CommandSpec> specs) {
    specs.forEach(spec -> byName.put(spec.name(), spec));
  }

  /** Binds every command of the family. */
  public void bind(CommandTable.Builder table) {
    table.bind("command", call -> infoOfAll());
    table.bind("command|count", call -> new Reply.Int(byName.size()));
    table.bind("command|docs", this::docs);
    table.bind("command|getkeys", call -> getkeys(call, (key, flags) -> key));
    table.bind("command|getkeysandflags", call -> getkeys(call, Reply.Array::of));
    table.bind("command|help", call -> HELP);
    table.bind("command|info", this::info);
    table.bind("command|list", this::list);
  }

  private Reply info(Invocation call) {
    if (call.count() == 2) {
      return infoOfAll();
    }
    List<Reply> replies = new ArrayList<>();
    for (int i = 2; i < call.count(); i++) {
      CommandSpec spec = find(text(call.argument(i)));
      replies.add(spec == null ? Reply.NULL : CommandInfo.of(spec));
    }
    return new Reply.Array(replies);
  }

  private Reply infoOfAll() {
    return new Reply.Array(byName.values().stream().map(CommandInfo::of).toList());
  }

  private Reply docs(Invocation call) {
    List<CommandSpec> specs = new ArrayList<>();
    for (int i = 2; i < call.count(); i++) {
      CommandSpec spec = find(text(call.argument(i)));
      if (spec != null) {
        specs.add(spec);
      }
    }
    return CommandDocs.of(call.count() == 2 ? byName.values() : specs);
  }

  private Reply list(Invocation call) {
    Arguments arguments = Arguments.from(call, 2);
    Predicate<CommandSpec> filter = arguments.hasNext() ? filter(arguments) : spec -> true;
    List<Reply> names = new ArrayList<>();
    for (CommandSpec spec : byName.values()) {
      addMatching(spec, filter, names);
    }
    return new Reply.Array(names);
  }

  private static Predicate<CommandSpec> filter(Arguments arguments) {
    if (arguments.remaining() != 3 || !arguments.accept("FILTERBY")) {
      throw new CommandException(Errors.SYNTAX);
    }
    if (arguments.accept("MODULE")) {
      // No command comes from a module.
      return spec -> false;
    }
    if (arguments.accept("ACLCAT")) {
      String category = text(arguments.next()).toLowerCase(Locale.ROOT);
      return spec -> spec.aclCategories().contains(category);
    }
    if (arguments.accept("PATTERN")) {
      GlobPattern pattern = GlobPattern.ignoringCase(arguments.next());
      return spec -> pattern.matches(bytes(spec.fullName()));
    }
    throw new CommandException(Errors.SYNTAX);
  }

  private static void addMatching(
      CommandSpec spec, Predicate<CommandSpec> filter, List<Reply> names) {
    if (filter.test(spec)) {
      names.add(Reply.Bulk.of(spec.fullName()));
    }
    spec.subcommands().forEach(sub -> addMatching(sub, filter, names));
  }

  private Reply getkeys(Invocation call, BiFunction<Reply, Reply, Reply> form) {
    byte[][] request = Arrays.copyOfRange(call.arguments(), 2, call.count());
    CommandSpec spec = findCalled(request);
    if (spec == null) {
      throw new CommandException(Errors.INVALID_COMMAND);
    }
    if (!Keys.has(spec)) {
      throw new CommandException(Errors.NO_KEY_ARGUMENTS);
    }
    if (!spec.accepts(request.length)) {
      throw new CommandException(Errors.INVALID_ARGUMENT_COUNT);
    }
    List<KeyReference> keys = Keys.of(spec, request);
    if (keys.isEmpty() && !spec.flags().contains("no_mandatory_keys")) {
      throw new CommandException(Errors.INVALID_ARGUMENTS);
    }
    List<Reply> replies = new ArrayList<>();
    for (KeyReference key : keys) {
      replies.add(
          form.apply(new Reply.Bulk(request[key.position()]), CommandInfo.flags(key.flags())));
    }
    return new Reply.Array(replies);
  }

  /** Returns the command that a request calls, or null. */
  private CommandSpec findCalled(byte[][] request) {
    CommandSpec spec = byName.get(text(request[0]).toLowerCase(Locale.ROOT));
    return spec == null || request.length == 1 || !spec.isContainer()
        ? spec
        : subcommand(spec, text(request[1]));
  }

  /** Returns the command of a name or full name in any case, or null. */
  private CommandSpec find(String name) {
    int bar = name.indexOf('|');
    if (bar < 0) {
      return byName.get(name.toLowerCase(Locale.ROOT));
    }
    CommandSpec container = byName.get(name.substring(0, bar).toLowerCase(Locale.ROOT));
    return container == null ? null : subcommand(container, name.substring(bar + 1));
  }

  private static CommandSpec subcommand(CommandSpec container, String name) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    return container.subcommands().stream()
        .filter(sub -> sub.name().equals(lowerCase))
        .findFirst()
        .orElse(null);
  }

  private static String text(byte[] argument) {
    return new String(argument, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
