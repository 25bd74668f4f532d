package io.dredis.storage.backend.lmdb;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import jnr.ffi.Pointer;

/**
 * A view of bytes outside the heap: a key on its way to LMDB, or what LMDB points to.
 *
 * <p>It is as valid as the memory it shows; whoever reads it holds the transaction open. It exists
 * because lmdbjava's own views need {@code sun.misc.Unsafe} or reflection into {@code java.nio},
 * which the JVM warns of or forbids. Not thread-safe.
 */
final class NativeBytes {
  private static final MemoryIO MEMORY = MemoryIO.getInstance();
  private static final int STRUCT_SIZE_AT = 0;
  private static final int STRUCT_ADDRESS_AT = 8;

  private final ByteBuffer ownOrNull;
  private long address;
  private long size;

  private NativeBytes(ByteBuffer ownOrNull) {
    this.ownOrNull = ownOrNull;
    this.address = ownOrNull == null ? 0 : MEMORY.getDirectBufferAddress(ownOrNull);
  }

  /** Returns a view of nothing, to be pointed at what LMDB returns. */
  static NativeBytes view() {
    return new NativeBytes(null);
  }

  /** Returns memory of its own for keys. */
  static NativeBytes forKeys() {
    return new NativeBytes(ByteBuffer.allocateDirect(Layout.PHYSICAL_MAX));
  }

  /** Makes this, memory of its own, the physical key of part of a logical key in a layer. */
  NativeBytes setKey(long layer, byte[] key, int from, int length) {
    int header = Layout.headerLength(layer);
    setHeader(layer);
    ownOrNull.put(header, key, from, length);
    size = (long) header + length;
    return this;
  }

  /** Makes this, memory of its own, the header with which all physical keys of a layer begin. */
  NativeBytes setHeader(long layer) {
    if (layer == Layout.ROOT) {
      ownOrNull.put(0, Layout.ROOT_SPACE);
    } else {
      ownOrNull.put(0, Layout.LAYER_SPACE);
      ownOrNull.putLong(1, layer);
    }
    size = Layout.headerLength(layer);
    return this;
  }

  /** Makes this, memory of its own, a copy of a physical key. */
  NativeBytes setPhysical(byte[] physical) {
    ownOrNull.put(0, physical);
    size = physical.length;
    return this;
  }

  /** Returns the length in bytes. */
  long size() {
    return size;
  }

  /** Returns one byte. */
  byte byteAt(long index) {
    assertWithin(index, 1);
    return MEMORY.getByte(address + index);
  }

  /** Returns eight bytes as a big-endian number. */
  long longAt(long index) {
    return ByteBuffer.wrap(copy(index, Long.BYTES)).getLong();
  }

  /** Returns four bytes as a big-endian number. */
  int intAt(long index) {
    return ByteBuffer.wrap(copy(index, Integer.BYTES)).getInt();
  }

  /** Returns a copy of all bytes. */
  byte[] copy() {
    return copy(0, size);
  }

  /** Returns a copy of some bytes. */
  byte[] copy(long from, long length) {
    byte[] bytes = new byte[Math.toIntExact(length)];
    copyTo(from, bytes, 0, bytes.length);
    return bytes;
  }

  /** Copies some bytes into an array. */
  void copyTo(long from, byte[] target, int targetFrom, int length) {
    assertWithin(from, length);
    if (length > 0) {
      MEMORY.getByteArray(address + from, target, targetFrom, length);
    }
  }

  /** Overwrites some bytes. */
  void write(long at, byte[] source, int from, int length) {
    assertWithin(at, length);
    if (length > 0) {
      MEMORY.putByteArray(address + at, source, from, length);
    }
  }

  /** Writes address and size into an {@code MDB_val}. */
  void toStruct(Pointer struct, long sizeToTell) {
    MEMORY.putLong(struct.address() + STRUCT_SIZE_AT, sizeToTell);
    MEMORY.putLong(struct.address() + STRUCT_ADDRESS_AT, address);
  }

  /** Points this view at what an {@code MDB_val} says. */
  void fromStruct(Pointer struct) {
    size = MEMORY.getLong(struct.address() + STRUCT_SIZE_AT);
    address = MEMORY.getLong(struct.address() + STRUCT_ADDRESS_AT);
  }

  private void assertWithin(long from, long length) {
    if (from < 0 || length < 0 || from > size - length) {
      throw new IndexOutOfBoundsException(from + " + " + length + " of " + size);
    }
  }
}
