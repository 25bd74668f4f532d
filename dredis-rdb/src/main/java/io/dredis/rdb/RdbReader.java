package io.dredis.rdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads an RDB file and tells a visitor what stands in it, in one pass and bounded memory.
 *
 * <pre>
 * file       = "REDIS" version(4 digits) *item 255 [checksum(8)]
 *                                                      ; the checksum from version 5 on, 0: none
 * item       = 254 length                              ; select a database
 *            / 251 length length                       ; keys in it, and how many of them expire
 *            / 250 string string                       ; a field about the file
 *            / 247 module                              ; as ValueSkipper says
 *            / 245 string                              ; a library of functions
 *            / 244 length length length                ; keys of a cluster's slot; a hint
 *            / *attribute type(1) string value         ; a key; value: as ValueDecoder says
 * attribute  = 253 seconds(4) / 252 milliseconds(8)    ; when the key expires; little-endian
 *            / 248 length / 249 frequency(1)           ; seconds not used; counter of uses
 * </pre>
 *
 * The stream is read in large pieces, and further than the file goes. It is not closed.
 */
public final class RdbReader {
  private static final int OLDEST_VERSION = 1;

  /** The newest version that is read; DUMP payloads follow it. */
  static final int NEWEST_VERSION = 12;

  private static final int FIRST_VERSION_WITH_CHECKSUM = 5;
  private static final long MILLIS_PER_SECOND = 1000;

  private final RdbInput in;
  private final ReadOptions options;
  private final StringDecoder strings;
  private final ValueSkipper skipper;

  private KeyAttributes attributes = KeyAttributes.EMPTY;

  /** A reader of a file from its first byte on. */
  public RdbReader(InputStream in, ReadOptions options) {
    this.in = new RdbInput(in);
    this.options = options;
    this.strings = new StringDecoder(this.in, options.maxStringBytes());
    this.skipper = new ValueSkipper(this.in, strings);
  }

  /** Returns how many bytes of the file were read, also from within a visitor. */
  public long offset() {
    return in.offset();
  }

  /**
   * Reads the file to its end; may be called once.
   *
   * @throws RdbException when the file cannot be taken; the visitor has been told what came before
   * @throws IOException when the stream fails, or the visitor throws it
   */
  public void read(RdbVisitor visitor) throws IOException {
    int version = version();
    visitor.start(version);
    ValueDecoder values = new ValueDecoder(in, strings, visitor);
    for (int first = in.unsignedByte(); first != Opcode.EOF; first = in.unsignedByte()) {
      if (!readAttribute(first) && !readItem(first, visitor)) {
        readKey(first, visitor, values);
        attributes = KeyAttributes.EMPTY;
      }
    }
    visitor.end(version < FIRST_VERSION_WITH_CHECKSUM ? 0 : checksum());
  }

  private int version() throws IOException {
    String magic = new String(in.bytes(9), StandardCharsets.ISO_8859_1);
    if (!magic.matches("REDIS[0-9]{4}")) {
      throw in.corrupt("not an RDB file");
    }
    int version = Integer.parseInt(magic.substring(5));
    if (version < OLDEST_VERSION) {
      throw in.corrupt("there is no RDB version " + version);
    }
    if (version > NEWEST_VERSION) {
      throw in.failure(
          RdbException.Kind.TOO_NEW,
          "RDB version " + version + " is newer than " + NEWEST_VERSION + ", the newest known");
    }
    return version;
  }

  private boolean readAttribute(int opcode) throws IOException {
    switch (opcode) {
      case Opcode.EXPIRETIME ->
          attributes = attributes.withExpiryMillis(in.littleEndianInt() * MILLIS_PER_SECOND);
      case Opcode.EXPIRETIME_MS -> attributes = attributes.withExpiryMillis(in.littleEndianLong());
      case Opcode.FREQ -> attributes = attributes.withFrequency(in.unsignedByte());
      case Opcode.IDLE -> attributes = attributes.withIdleSeconds(strings.length());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readItem(int opcode, RdbVisitor visitor) throws IOException {
    switch (opcode) {
      case Opcode.SELECTDB -> visitor.selectDatabase(database());
      case Opcode.RESIZEDB -> visitor.resizeDatabase(strings.length(), strings.length());
      case Opcode.AUX -> visitor.aux(strings.string(), strings.string());
      case Opcode.MODULE_AUX -> visitor.moduleAux(skipper.module());
      case Opcode.FUNCTION2 -> visitor.function(strings.string());
      case Opcode.FUNCTION_PRE_GA ->
          throw in.failure(
              RdbException.Kind.UNSUPPORTED,
              "functions as a release candidate of Redis 7.0 wrote them are not supported");
      case Opcode.SLOT_INFO -> {
        strings.length();
        strings.length();
        strings.length();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private int database() throws IOException {
    long database = strings.length();
    if (database > Integer.MAX_VALUE) {
      throw in.corrupt("there is no database " + database);
    }
    return (int) database;
  }

  private void readKey(int code, RdbVisitor visitor, ValueDecoder values) throws IOException {
    RdbType type = RdbType.ofCode(code);
    if (type == null) {
      throw in.corrupt("there is no type or opcode " + code);
    }
    byte[] key = strings.string();
    try {
      if (!type.isSupported()) {
        skip(type, key);
        visitor.skippedKey(key, type);
      } else if (!values.decode(type, () -> visitor.beginKey(key, attributes))) {
        visitor.skippedKey(key, type);
      }
    } catch (OutOfMemoryError e) {
      // A string is taken whole, and nobody knows before how much of the heap is free.
      throw in.failure(
          RdbException.Kind.TOO_LARGE,
          "key "
              + Quoted.of(key)
              + " has a string that does not fit into the heap of "
              + Runtime.getRuntime().maxMemory()
              + " bytes; more is given with -Xmx");
    }
  }

  private void skip(RdbType type, byte[] key) throws IOException {
    if (!options.skipUnsupported()) {
      throw in.failure(
          RdbException.Kind.UNSUPPORTED,
          "key " + Quoted.of(key) + " is a " + type.description() + ", which is not supported");
    }
    skipper.skip(type);
  }

  private long checksum() throws IOException {
    long computed = in.checksum();
    long declared = in.littleEndianLong();
    if (declared != 0 && declared != computed && options.verifyChecksum()) {
      throw in.corrupt(
          String.format(
              "the checksum is %016x, but that of the bytes is %016x", declared, computed));
    }
    return declared;
  }
}
