package io.dredis.storage.backend;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Byte strings, batches and walks that tests of backends share. */
public final class Records {
  /** The order every backend keeps: byte by byte, unsigned, a prefix before what it begins. */
  public static final Comparator<byte[]> UNSIGNED_ORDER = Arrays::compareUnsigned;

  private Records() {}

  /** Returns the UTF-8 bytes of a text. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the text of UTF-8 bytes, or null for null. */
  public static String text(byte[] bytesOrNull) {
    return bytesOrNull == null ? null : new String(bytesOrNull, StandardCharsets.UTF_8);
  }

  /** Returns a batch that puts keys and values given in turn. */
  public static Batch puts(String... keysAndValues) {
    Batch batch = new Batch();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      batch.put(bytes(keysAndValues[i]), bytes(keysAndValues[i + 1]));
    }
    return batch;
  }

  /** Returns a batch that deletes keys. */
  public static Batch deletes(String... keys) {
    Batch batch = new Batch();
    for (String key : keys) {
      batch.delete(bytes(key));
    }
    return batch;
  }

  /** Returns a batch that puts every record of a map. */
  public static Batch putAll(NavigableMap<byte[], byte[]> records) {
    Batch batch = new Batch();
    records.forEach(batch::put);
    return batch;
  }

  /** Returns an empty map in the order of backends. */
  public static NavigableMap<byte[], byte[]> model() {
    return new TreeMap<>(UNSIGNED_ORDER);
  }

  /** Returns all keys of a reader as texts, first to last. */
  public static List<String> keys(Reader reader) {
    List<String> keys = new ArrayList<>();
    try (Cursor cursor = reader.cursor()) {
      for (boolean on = cursor.seek(new byte[0]); on; on = cursor.next()) {
        keys.add(text(cursor.key()));
      }
    }
    return keys;
  }
}
