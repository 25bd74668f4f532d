package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.OrderedVarint;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.keyspace.StoreCheck;
import java.util.List;

/**
 * Checks that a long string's chunks lie within its length, and that a small one's encoding is
 * true.
 */
public final class StringCheck implements StoreCheck.ValueCheck {
  @Override
  public void check(Reader records, Header header, List<String> problems) {
    if (header.kind() == Kind.STRING_INT && !Integers.isCanonical(header.body())) {
      problems.add("an int that is none");
    }
    if (header.kind() == Kind.STRING_EMBSTR && header.bodyLength() > 44) {
      problems.add("an embstr of " + header.bodyLength() + " bytes");
    }
    if (header.kind() != Kind.STRING_CHUNKED) {
      return;
    }
    long length = Varint.read(header.record(), header.countsOffset());
    byte[] prefix = RecordKeys.prefix(Space.ELEMENT, header.keyId());
    try (Cursor cursor = records.cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        long chunk = OrderedVarint.read(cursor.key(), prefix.length);
        int size = cursor.value().length;
        if (size == 0 || size > Chunks.CHUNK_BYTES || chunk * Chunks.CHUNK_BYTES + size > length) {
          problems.add("chunk " + chunk + " of " + size + " bytes in a string of " + length);
        }
      }
    }
  }
}
