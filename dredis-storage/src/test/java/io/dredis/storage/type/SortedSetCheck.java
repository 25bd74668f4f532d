package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.index.IndexCheck;
import io.dredis.storage.keyspace.StoreCheck;
import java.util.Arrays;
import java.util.List;

/**
 * Checks that a small sorted set is in order, and that the two records of each member of a large
 * one agree with each other and with all counts.
 */
public final class SortedSetCheck implements StoreCheck.ValueCheck {
  @Override
  public void check(Reader records, Header header, List<String> problems) {
    if (header.type() != ValueType.ZSET) {
      return;
    }
    if (header.kind().large()) {
      checkLarge(records, header, problems);
      return;
    }
    List<PackedSortedSet.Entry> entries = new PackedSortedSet(header).list();
    if (entries.isEmpty()) {
      problems.add("a sorted set without members");
    }
    for (int i = 1; i < entries.size(); i++) {
      if (PackedSortedSet.Entry.ORDER.compare(entries.get(i - 1), entries.get(i)) >= 0) {
        problems.add("a small sorted set out of order");
      }
    }
  }

  private static void checkLarge(Reader records, Header header, List<String> problems) {
    SortedSetRecords keys = new SortedSetRecords(header.keyId());
    long count = Varint.read(header.record(), header.countsOffset());
    long members = 0;
    long all = 0;
    byte[] prefix = RecordKeys.prefix(Space.ELEMENT, header.keyId());
    try (Cursor cursor = records.cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        all++;
        if (RecordKeys.startsWith(cursor.key(), keys.memberPrefix())) {
          members++;
          double score = keys.score(cursor.key(), cursor.value());
          byte[] other = records.get(keys.scoreKey(score, keys.member(cursor.key())));
          if (other == null || !Arrays.equals(other, keys.scoreRecord(score))) {
            problems.add("a member of score " + score + " is not found by it");
          }
        }
      }
    }
    if (members != count || all != 2 * count || count == 0) {
      problems.add(members + " members in " + all + " records of a sorted set of " + count);
    }
    IndexCheck.check(records, keys.scorePrefix(), problems);
  }
}
