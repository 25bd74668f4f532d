package io.dredis.server.command.sortedset;

import io.dredis.server.command.Invocation;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSetValue.Ranks;
import io.dredis.storage.type.SortedSets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Members in a reply: alone, in turn with their scores, or each in an array with its score, as
 * RESP3 has it. Many are written from a snapshot.
 */
final class EntriesReply implements Reply.Streamed {
  /** How members and scores are arranged. */
  enum Form {
    MEMBERS,
    FLAT,
    NESTED;

    static Form of(Invocation call, boolean withScores) {
      if (!withScores) {
        return MEMBERS;
      }
      return call.session().protocol() > 2 ? NESTED : FLAT;
    }
  }

  private static final long IN_MEMORY_BYTES = 256 << 10;

  private final StoreSnapshot snapshot;
  private final int database;
  private final Function<Keyspace, SortedSetValue> source;
  private final Ranks ranks;
  private final boolean reverse;
  private final Form form;

  /** The members of a range of a key; the reply owns the snapshot. */
  EntriesReply(
      StoreSnapshot snapshot,
      SortedSets sortedSets,
      Invocation call,
      byte[] key,
      Ranks ranks,
      boolean reverse,
      Form form) {
    this.snapshot = snapshot;
    this.database = call.session().database();
    this.source = keyspace -> sortedSets.lookup(keyspace, key);
    this.ranks = ranks;
    this.reverse = reverse;
    this.form = form;
  }

  /** All members of a sorted set that no key has; the reply owns the snapshot. */
  EntriesReply(
      StoreSnapshot snapshot, SortedSets sortedSets, Invocation call, Header header, Form form) {
    this.snapshot = snapshot;
    this.database = call.session().database();
    this.source = keyspace -> sortedSets.valueOf(keyspace, header);
    this.ranks = new Ranks(0, source.apply(snapshot.database(database)).count());
    this.reverse = false;
    this.form = form;
  }

  /** Returns the reply of members that are in memory anyway. */
  static Reply ofAll(SortedSetEntries entries, Form form) {
    List<Reply> elements = new ArrayList<>();
    while (entries.next()) {
      add(elements, entries.member(), entries.score(), form);
    }
    return new Reply.Array(elements);
  }

  /**
   * Returns the reply of a few members, and closes them; returns null when they are too long to be
   * in memory together.
   */
  static Reply inMemory(SortedSetEntries entries, Form form) {
    List<Reply> elements = new ArrayList<>();
    long bytes = 0;
    try (entries) {
      while (entries.next()) {
        bytes += entries.member().length;
        if (bytes > IN_MEMORY_BYTES) {
          return null;
        }
        add(elements, entries.member(), entries.score(), form);
      }
    }
    return new Reply.Array(elements);
  }

  static void add(List<Reply> elements, byte[] member, double score, Form form) {
    Reply bulk = new Reply.Bulk(member);
    switch (form) {
      case MEMBERS -> elements.add(bulk);
      case FLAT -> {
        elements.add(bulk);
        elements.add(new Reply.Dbl(score));
      }
      case NESTED -> elements.add(Reply.Array.of(bulk, new Reply.Dbl(score)));
    }
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    writeHeader(out, ranks.count(), form);
    SortedSetValue value = source.apply(snapshot.database(database));
    writeAll(out, value.entries(ranks, reverse), form);
  }

  static void writeHeader(RespWriter out, long members, Form form) throws IOException {
    out.arrayHeader(form == Form.FLAT ? 2 * members : members);
  }

  /** Writes all members, and closes them. */
  static void writeAll(RespWriter out, SortedSetEntries entries, Form form) throws IOException {
    try (entries) {
      while (entries.next()) {
        write(out, entries, form);
      }
    }
  }

  /** Writes the member that entries stand on. */
  static void write(RespWriter out, SortedSetEntries entries, Form form) throws IOException {
    if (form == Form.NESTED) {
      out.arrayHeader(2);
    }
    out.bulk(entries.member());
    if (form != Form.MEMBERS) {
      out.dbl(entries.score());
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
