package io.dredis.storage.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the records.
 *
 * <pre>
 * meta       = 00 · name                                      ; ASCII
 * directory  = 01 · generation · lower bound of user keys
 * header     = 02 · generation · user key
 * element    = 03 · key id · bytes                            ; as the type has it
 * index      = 04 · key id · bytes                            ; as the type has it
 * expiry     = 05 · generation · time(8) · user key           ; milliseconds since the epoch
 * garbage    = 06 · 00 · key id
 *            | 06 · 01 · generation
 *            | 06 · 02 · key id · 00 · bytes                  ; as in element keys
 *            | 06 · 02 · key id · 01 · bytes                  ; as in index keys
 * generation, key id = ordered varint
 * </pre>
 */
public final class RecordKeys {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte GARBAGE_KEY_ID = 0;
  private static final byte GARBAGE_GENERATION = 1;
  private static final byte GARBAGE_PART = 2;
  private static final byte PART_RANGE = 0;
  private static final byte PART_NODE = 1;

  private RecordKeys() {}

  /** Returns the key of a meta record. */
  public static byte[] meta(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    byte[] key = new byte[1 + ascii.length];
    key[0] = Space.META.code();
    System.arraycopy(ascii, 0, key, 1, ascii.length);
    return key;
  }

  /** Returns the name of a meta record. */
  public static String metaName(byte[] recordKey) {
    return new String(recordKey, 1, recordKey.length - 1, StandardCharsets.US_ASCII);
  }

  /** Returns the key of a bucket of the key directory. */
  public static byte[] directory(long generation, byte[] lowerBound) {
    return numbered(Space.DIRECTORY, generation, lowerBound);
  }

  /** Returns the key of a user key's header. */
  public static byte[] header(long generation, byte[] userKey) {
    return numbered(Space.HEADER, generation, userKey);
  }

  /** Returns the key of an element of a large value. */
  public static byte[] element(long keyId, byte[] rest) {
    return numbered(Space.ELEMENT, keyId, rest);
  }

  /** Returns the key of an index record of a large value. */
  public static byte[] index(long keyId, byte[] rest) {
    return numbered(Space.INDEX, keyId, rest);
  }

  /** Returns the key that says that a user key expires. */
  public static byte[] expiry(long generation, long expiryMillis, byte[] userKey) {
    byte[] key = new byte[1 + OrderedVarint.length(generation) + Long.BYTES + userKey.length];
    key[0] = Space.EXPIRY.code();
    int offset = OrderedVarint.write(key, 1, generation);
    LONG.set(key, offset, expiryMillis);
    System.arraycopy(userKey, 0, key, offset + Long.BYTES, userKey.length);
    return key;
  }

  /** Returns the time in a key of the expiry space. */
  public static long expiryMillis(byte[] recordKey) {
    return (long) LONG.get(recordKey, numberEnd(recordKey));
  }

  /** Returns the user key in a key of the expiry space. */
  public static byte[] expiryUserKey(byte[] recordKey) {
    return Arrays.copyOfRange(recordKey, numberEnd(recordKey) + Long.BYTES, recordKey.length);
  }

  /** Returns the key that says that the records of a key id are to be deleted. */
  public static byte[] garbageKeyId(long keyId) {
    return garbage(GARBAGE_KEY_ID, keyId);
  }

  /** Returns the key that says that the records of a generation are to be deleted. */
  public static byte[] garbageGeneration(long generation) {
    return garbage(GARBAGE_GENERATION, generation);
  }

  /**
   * Returns the key that says that elements of a key id are to be deleted, from one on; its value
   * says up to which, exclusively. Both are what follows the key id in their keys.
   */
  public static byte[] garbageRange(long keyId, byte[] fromInclusive) {
    return garbagePart(keyId, PART_RANGE, fromInclusive);
  }

  /**
   * Returns the key that says that a node of a list is to be deleted, and all elements it leads to.
   *
   * @param node what follows the key id in the key of its record
   */
  public static byte[] garbageNode(long keyId, byte[] node) {
    return garbagePart(keyId, PART_NODE, node);
  }

  /** Returns what all keys begin with that say which parts of a key id are to be deleted. */
  public static byte[] garbageParts(long keyId) {
    return garbage(GARBAGE_PART, keyId);
  }

  private static byte[] garbagePart(long keyId, byte what, byte[] part) {
    byte[] parts = garbageParts(keyId);
    byte[] key = Arrays.copyOf(parts, parts.length + 1 + part.length);
    key[parts.length] = what;
    System.arraycopy(part, 0, key, parts.length + 1, part.length);
    return key;
  }

  /**
   * Returns whether a key of the garbage space is about a part of a key id, which may still be in
   * use.
   */
  public static boolean garbageIsPart(byte[] recordKey) {
    return recordKey[1] == GARBAGE_PART;
  }

  /** Returns whether a key of the garbage space that is about a part is about a node. */
  public static boolean garbagePartIsNode(byte[] recordKey) {
    return recordKey[OrderedVarint.end(recordKey, 2)] == PART_NODE;
  }

  /** Returns where the range begins, or which node it is, that such a key is about. */
  public static byte[] garbagePart(byte[] recordKey) {
    return Arrays.copyOfRange(recordKey, OrderedVarint.end(recordKey, 2) + 1, recordKey.length);
  }

  /** Returns such a key for the same part of another key id. */
  public static byte[] garbagePartOf(long keyId, byte[] recordKey) {
    return garbagePart(keyId, recordKey[OrderedVarint.end(recordKey, 2)], garbagePart(recordKey));
  }

  /** Returns whether a key of the garbage space is about a generation, not a key id. */
  public static boolean garbageIsGeneration(byte[] recordKey) {
    return recordKey[1] == GARBAGE_GENERATION;
  }

  /** Returns the key id or generation in a key of the garbage space. */
  public static long garbageNumber(byte[] recordKey) {
    return OrderedVarint.read(recordKey, 2);
  }

  private static byte[] garbage(byte what, long number) {
    byte[] key = new byte[2 + OrderedVarint.length(number)];
    key[0] = Space.GARBAGE.code();
    key[1] = what;
    OrderedVarint.write(key, 2, number);
    return key;
  }

  /** Returns the key {@code space · number · rest}. */
  public static byte[] numbered(Space space, long number, byte[] rest) {
    byte[] key = new byte[1 + OrderedVarint.length(number) + rest.length];
    key[0] = space.code();
    int offset = OrderedVarint.write(key, 1, number);
    System.arraycopy(rest, 0, key, offset, rest.length);
    return key;
  }

  /** Returns what all keys {@code space · number · …} begin with. */
  public static byte[] prefix(Space space, long number) {
    return numbered(space, number, new byte[0]);
  }

  /** Returns the generation or key id behind the space byte. */
  public static long number(byte[] recordKey) {
    return OrderedVarint.read(recordKey, 1);
  }

  /** Returns the offset behind the generation or key id that follows the space byte. */
  public static int numberEnd(byte[] recordKey) {
    return OrderedVarint.end(recordKey, 1);
  }

  /**
   * Returns what follows the generation or key id: the user key of a header, the rest of an
   * element.
   */
  public static byte[] rest(byte[] recordKey) {
    return rest(recordKey, numberEnd(recordKey));
  }

  /** Returns what follows the first bytes of a record key. */
  public static byte[] rest(byte[] recordKey, int offset) {
    return Arrays.copyOfRange(recordKey, offset, recordKey.length);
  }

  /** Returns whether a record key begins with a prefix. */
  public static boolean startsWith(byte[] recordKey, byte[] prefix) {
    return recordKey.length >= prefix.length
        && Arrays.equals(recordKey, 0, prefix.length, prefix, 0, prefix.length);
  }
}
