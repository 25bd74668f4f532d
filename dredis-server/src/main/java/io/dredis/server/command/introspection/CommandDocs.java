package io.dredis.server.command.introspection;

import io.dredis.server.command.CommandSpec;
import io.dredis.server.resp.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Documentation in the form of COMMAND DOCS's reply. */
final class CommandDocs {
  private CommandDocs() {}

  static Reply of(Collection<CommandSpec> specs) {
    List<Reply> members = new ArrayList<>();
    for (CommandSpec spec : specs) {
      members.add(Reply.Bulk.of(spec.fullName()));
      members.add(of(spec));
    }
    return new Reply.MapOf(members);
  }

  private static Reply of(CommandSpec spec) {
    List<Reply> members = members(spec.documentation());
    if (spec.isContainer()) {
      members.add(Reply.Bulk.of("subcommands"));
      members.add(of(spec.subcommands()));
    }
    return new Reply.MapOf(members);
  }

  private static List<Reply> members(Map<?, ?> json) {
    List<Reply> members = new ArrayList<>();
    json.forEach(
        (name, value) -> {
          members.add(Reply.Bulk.of((String) name));
          members.add(member((String) name, value));
        });
    return members;
  }

  /** Lists of words are flags and the history is a set; what else is a list is an array. */
  private static Reply member(String name, Object value) {
    return switch (name) {
      case "flags", "doc_flags" ->
          CommandInfo.flags(((List<?>) value).stream().map(String.class::cast).toList());
      case "history" -> new Reply.SetOf(elements(value));
      default -> reply(value);
    };
  }

  private static Reply reply(Object json) {
    return switch (json) {
      case Map<?, ?> object -> new Reply.MapOf(members(object));
      case List<?> list -> new Reply.Array(elements(list));
      case Number number -> new Reply.Int(number.longValue());
      default -> Reply.Bulk.of((String) json);
    };
  }

  private static List<Reply> elements(Object list) {
    return ((List<?>) list).stream().map(CommandDocs::reply).toList();
  }
}
