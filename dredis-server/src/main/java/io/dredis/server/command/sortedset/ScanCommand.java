package io.dredis.server.command.sortedset;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.ListpackScore;
import io.dredis.server.command.ScanCursor;
import io.dredis.server.command.ScanOptions;
import io.dredis.server.resp.DoubleFormat;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.UnknownCursorException;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSets;
import java.util.ArrayList;
import java.util.List;

/** ZSCAN. A large sorted set is gone over in the order of its members' bytes. */
final class ScanCommand {
  /** What a call returns at most, but for the last member; one alone may be larger. */
  private static final long PAGE_BYTES = 1 << 20;

  private final Store store;
  private final SortedSets sortedSets;

  ScanCommand(Store store, SortedSets sortedSets) {
    this.store = store;
    this.sortedSets = sortedSets;
  }

  void bind(CommandTable.Builder table) {
    table.bind("zscan", this::zscan);
  }

  private Reply zscan(Invocation call) {
    long cursor = ScanCursor.parse(call.argument(2));
    SortedSetValue value =
        sortedSets.lookup(store.database(call.session().database()), call.argument(1));
    if (value == null) {
      return ScanOptions.EMPTY;
    }
    ScanOptions options = ScanOptions.of(call);
    return value.header().kind().large()
        ? page(value, cursor, options.pattern(), options.count())
        : whole(value, options.pattern());
  }

  private static Reply whole(SortedSetValue value, GlobPattern pattern) {
    List<Reply> elements = new ArrayList<>();
    try (SortedSetEntries entries = value.entries()) {
      while (entries.next()) {
        add(elements, entries, pattern, value.header().kind());
      }
    }
    return reply(0, elements);
  }

  private Reply page(SortedSetValue value, long cursor, GlobPattern pattern, long count) {
    List<Reply> elements = new ArrayList<>();
    byte[] last = position(cursor);
    try (SortedSetEntries entries = value.entriesByMember(last)) {
      boolean on = entries.next();
      long bytes = 0;
      for (long seen = 0; on && seen < count && bytes < PAGE_BYTES; seen++) {
        last = entries.member();
        bytes += add(elements, entries, pattern, value.header().kind());
        on = entries.next();
      }
      return reply(on ? store.scanCursors().save(last) : 0, elements);
    }
  }

  private byte[] position(long cursor) {
    try {
      return cursor == 0 ? null : store.scanCursors().position(cursor);
    } catch (UnknownCursorException e) {
      throw new CommandException(Errors.INVALID_CURSOR);
    }
  }

  /** Adds the member that entries stand on if it matches, and returns how long it is then. */
  private static long add(
      List<Reply> elements, SortedSetEntries entries, GlobPattern pattern, Kind kind) {
    byte[] member = entries.member();
    if (!pattern.isAll() && !pattern.matches(member)) {
      return 0;
    }
    elements.add(new Reply.Bulk(member));
    elements.add(Reply.Bulk.of(score(entries.score(), kind)));
    return member.length;
  }

  /** Returns a score as Redis shows it here: as it is kept. */
  private static String score(double score, Kind kind) {
    return kind == Kind.ZSET_LARGE ? DoubleFormat.format(score) : ListpackScore.format(score);
  }

  private static Reply reply(long cursor, List<Reply> elements) {
    return Reply.Array.of(Reply.Bulk.of(Long.toUnsignedString(cursor)), new Reply.Array(elements));
  }
}
