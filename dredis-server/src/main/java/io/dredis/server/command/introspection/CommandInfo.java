package io.dredis.server.command.introspection;

import io.dredis.server.command.CommandSpec;
import io.dredis.server.command.KeySpec;
import io.dredis.server.command.LegacyKeyRange;
import io.dredis.server.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/** A specification in the form of COMMAND INFO's reply. */
final class CommandInfo {
  private CommandInfo() {}

  static Reply of(CommandSpec spec) {
    LegacyKeyRange range = LegacyKeyRange.of(spec.keySpecs());
    return Reply.Array.of(
        Reply.Bulk.of(spec.fullName()),
        new Reply.Int(spec.arity()),
        flags(spec.flags()),
        new Reply.Int(range.first()),
        new Reply.Int(range.last()),
        new Reply.Int(range.step()),
        flags(spec.aclCategories().stream().map("@"::concat).toList()),
        new Reply.SetOf(spec.tips().stream().map(Reply.Bulk::of).toList()),
        new Reply.SetOf(spec.keySpecs().stream().map(CommandInfo::keySpec).toList()),
        new Reply.SetOf(spec.subcommands().stream().map(CommandInfo::of).toList()));
  }

  /** A set of words as Redis shows flags. */
  static Reply flags(List<String> flags) {
    return new Reply.SetOf(flags.stream().map(Reply.Status::new).toList());
  }

  private static Reply keySpec(KeySpec spec) {
    List<Reply> members = new ArrayList<>();
    if (spec.notes() != null) {
      members.addAll(List.of(Reply.Bulk.of("notes"), Reply.Bulk.of(spec.notes())));
    }
    members.addAll(List.of(Reply.Bulk.of("flags"), flags(spec.flags())));
    members.addAll(List.of(Reply.Bulk.of("begin_search"), begin(spec.begin())));
    members.addAll(List.of(Reply.Bulk.of("find_keys"), find(spec.find())));
    return new Reply.MapOf(members);
  }

  private static Reply begin(KeySpec.Begin begin) {
    return switch (begin) {
      case KeySpec.Begin.Index index -> typed("index", map("index", index.index()));
      case KeySpec.Begin.Keyword keyword -> typed("keyword", keyword(keyword));
      case KeySpec.Begin.Unknown unknown -> typed("unknown", map());
    };
  }

  private static Reply keyword(KeySpec.Begin.Keyword keyword) {
    return map("keyword", keyword.keyword(), "startfrom", keyword.startFrom());
  }

  private static Reply find(KeySpec.Find find) {
    return switch (find) {
      case KeySpec.Find.Range range ->
          typed(
              "range",
              map("lastkey", range.lastKey(), "keystep", range.keyStep(), "limit", range.limit()));
      case KeySpec.Find.KeyNumber number -> typed("keynum", keyNumber(number));
      case KeySpec.Find.Unknown unknown -> typed("unknown", map());
    };
  }

  private static Reply keyNumber(KeySpec.Find.KeyNumber number) {
    return map(
        "keynumidx",
        number.keyNumberIndex(),
        "firstkey",
        number.firstKey(),
        "keystep",
        number.keyStep());
  }

  private static Reply typed(String type, Reply spec) {
    return new Reply.MapOf(
        List.of(Reply.Bulk.of("type"), Reply.Bulk.of(type), Reply.Bulk.of("spec"), spec));
  }

  /** A map of names and values, which are texts or integers. */
  private static Reply map(Object... namesAndValues) {
    List<Reply> members = new ArrayList<>();
    for (Object each : namesAndValues) {
      members.add(
          each instanceof Integer number ? new Reply.Int(number) : Reply.Bulk.of((String) each));
    }
    return new Reply.MapOf(members);
  }
}
