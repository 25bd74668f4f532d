package io.dredis.storage.type;

import io.dredis.storage.encoding.PackedList;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The fields of a small hash taken apart, for a command that changes several; a field keeps its
 * place when its value changes, and a new one comes last, as in Redis's listpack.
 */
final class PackedFields {
  // Compared by their bytes; they also have an order, which keeps chosen collisions harmless.
  private final Map<ByteBuffer, Pair> pairs = new LinkedHashMap<>();
  private long bytes;

  private record Pair(byte[] field, byte[] value) {
    int bytes() {
      return PackedList.entryBytes(field.length) + PackedList.entryBytes(value.length);
    }
  }

  static PackedFields of(PackedList list) {
    PackedFields fields = new PackedFields();
    for (PackedList.Walk walk = list.walk(); walk.next(); ) {
      byte[] field = walk.bytes();
      walk.require();
      fields.set(field, walk.bytes());
    }
    return fields;
  }

  /** Sets a field and returns whether it is new. */
  boolean set(byte[] field, byte[] value) {
    Pair pair = new Pair(field, value);
    Pair before = pairs.put(ByteBuffer.wrap(field), pair);
    bytes += pair.bytes() - (before == null ? 0 : before.bytes());
    return before == null;
  }

  /** Removes a field and returns whether it was there. */
  boolean remove(byte[] field) {
    Pair before = pairs.remove(ByteBuffer.wrap(field));
    bytes -= before == null ? 0 : before.bytes();
    return before != null;
  }

  int size() {
    return pairs.size();
  }

  /** Returns how many bytes the list would take. */
  long bytes() {
    return bytes;
  }

  void forEach(BiConsumer<byte[], byte[]> action) {
    pairs.values().forEach(pair -> action.accept(pair.field(), pair.value()));
  }

  byte[] pack() {
    PackedList.Builder builder = new PackedList.Builder(Math.toIntExact(bytes));
    forEach((field, value) -> builder.add(field).add(value));
    return builder.build();
  }
}
