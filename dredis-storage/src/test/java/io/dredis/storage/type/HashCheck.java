package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.index.IndexCheck;
import io.dredis.storage.keyspace.StoreCheck;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that a small hash has fields and values in turn and no field twice, and that a large one
 * counts its elements right, in the header and in the index.
 */
public final class HashCheck implements StoreCheck.ValueCheck {
  @Override
  public void check(Reader records, Header header, List<String> problems) {
    if (header.type() != ValueType.HASH) {
      return;
    }
    if (header.kind().large()) {
      checkLarge(records, header, problems);
    } else {
      checkSmall(header, problems);
    }
  }

  private static void checkSmall(Header header, List<String> problems) {
    PackedList list = PackedList.ofBody(header);
    Set<ByteBuffer> fields = new HashSet<>();
    for (PackedList.Walk walk = list.walk(); walk.next(); walk.require()) {
      if (!fields.add(ByteBuffer.wrap(walk.bytes()))) {
        problems.add("a hash has a field twice");
      }
    }
    if (fields.isEmpty() || list.size() > Hashes.SMALL_BYTES) {
      problems.add("a small hash of " + fields.size() + " fields in " + list.size() + " bytes");
    }
  }

  private static void checkLarge(Reader records, Header header, List<String> problems) {
    byte[] prefix = RecordKeys.prefix(Space.ELEMENT, header.keyId());
    long size = Varint.read(header.record(), header.countsOffset());
    long count = 0;
    try (Cursor cursor = records.cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        count++;
      }
    }
    if (count == 0 || count != size) {
      problems.add("a hash of " + count + " fields counts " + size);
    }
    IndexCheck.check(records, prefix, problems);
  }
}
