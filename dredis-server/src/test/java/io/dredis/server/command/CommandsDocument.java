package io.dredis.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of {@code docs/commands.md}: every offered command, from its specification. */
final class CommandsDocument {
  private static final String HEAD =
      """
      # Commands

      <!-- Generated from the command table; CONTRIBUTING.md says how. -->

      Every command dredis offers, by group, with its arguments and what it does. What differs from Redis 7.0 stands in
      [compatibility.md](compatibility.md). Any other command is answered as an unknown one.
      """;

  private CommandsDocument() {}

  static String of(List<CommandSpec> specs) {
    Map<String, List<CommandSpec>> byGroup = new TreeMap<>();
    for (CommandSpec spec : specs) {
      String group = (String) spec.documentation().get("group");
      byGroup.computeIfAbsent(group, name -> new ArrayList<>()).addAll(callable(spec));
    }
    StringBuilder text = new StringBuilder(HEAD);
    byGroup.forEach((group, members) -> appendGroup(text, group, members));
    return text.toString();
  }

  private static List<CommandSpec> callable(CommandSpec spec) {
    List<CommandSpec> callable = new ArrayList<>(spec.subcommands());
    if (!spec.isContainer() || spec.arity() == -1) {
      callable.addFirst(spec);
    }
    return callable;
  }

  private static void appendGroup(StringBuilder text, String group, List<CommandSpec> specs) {
    String title = group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1);
    text.append("\n## ").append(title).append("\n\n");
    text.append(
        "| command | what it does | complexity in Redis | since | kind |\n|---|---|---|---|---|\n");
    for (CommandSpec spec : specs) {
      Map<String, Object> documentation = spec.documentation();
      text.append("| `").append(cell(usage(spec))).append('`');
      text.append(" | ").append(cell(summary(spec)));
      text.append(" | ").append(cell((String) documentation.getOrDefault("complexity", "")));
      text.append(" | ").append(documentation.get("since"));
      text.append(" | ").append(kind(spec)).append(" |\n");
    }
  }

  private static String summary(CommandSpec spec) {
    String summary = (String) spec.documentation().get("summary");
    String replacement = (String) spec.documentation().get("replaced_by");
    // Redis marks an argument in this text with an exclamation mark.
    return replacement == null
        ? summary
        : summary + " (deprecated; use " + replacement.replace("`!", "`") + ")";
  }

  private static String kind(CommandSpec spec) {
    if (spec.flags().contains("write")) {
      return "write";
    }
    return spec.flags().contains("readonly")
        ? "read"
        : spec.flags().contains("admin") ? "admin" : "";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  private static String usage(CommandSpec spec) {
    String name = spec.fullName().toUpperCase(Locale.ROOT).replace('|', ' ');
    Object arguments = spec.documentation().get("arguments");
    return arguments == null ? name : name + " " + arguments((List<?>) arguments, " ");
  }

  private static String arguments(List<?> arguments, String separator) {
    return arguments.stream()
        .map(argument -> argument(new JsonObject((Map<?, ?>) argument)))
        .collect(Collectors.joining(separator));
  }

  private static String argument(JsonObject json) {
    List<String> flags = json.strings("flags");
    String token = json.string("token");
    String value = value(json);
    String once =
        token == null || value.isEmpty()
            ? Objects.requireNonNullElse(token, "") + value
            : token + " " + value;
    String repeated = flags.contains("multiple_token") ? once : value;
    String text = flags.contains("multiple") ? once + " [" + repeated + " ...]" : once;
    return flags.contains("optional") ? "[" + withoutBrackets(text) + "]" : text;
  }

  private static String withoutBrackets(String text) {
    boolean whole = text.startsWith("<") && text.indexOf('>') == text.length() - 1;
    return whole ? text.substring(1, text.length() - 1) : text;
  }

  private static String value(JsonObject json) {
    return switch (json.string("type")) {
      case "pure-token" -> "";
      case "oneof" -> "<" + arguments((List<?>) json.members().get("arguments"), " | ") + ">";
      case "block" -> arguments((List<?>) json.members().get("arguments"), " ");
      default -> json.string("name");
    };
  }
}
