package io.dredis.rdb;

import java.io.IOException;

/**
 * Reads what DUMP returns and RESTORE takes: one value without its key.
 *
 * <pre>
 * payload = type(1) value version(2) checksum(8)      ; value: as ValueDecoder says; little-endian
 * </pre>
 */
public final class DumpReader {
  private final RdbInput in;
  private final ReadOptions options;
  private final int typeCode;
  private final int valueEnd;

  /**
   * A reader of a payload, which is not changed as long as it reads.
   *
   * @throws RdbException when version or checksum are wrong; {@link ReadOptions#verifyChecksum}
   *     changes nothing
   */
  public DumpReader(byte[] payload, ReadOptions options) throws RdbException {
    this.options = options;
    this.valueEnd = payload.length - DumpFooter.BYTES;
    this.in = new RdbInput(payload, Math.max(0, valueEnd));
    if (valueEnd < 1) {
      throw in.failure(RdbException.Kind.TRUNCATED, "too short for a DUMP payload");
    }
    DumpFooter.verify(payload, in);
    this.typeCode = payload[0] & 0xff;
  }

  /**
   * Returns how the value is kept.
   *
   * @throws RdbException when that is unknown, or not supported; {@link
   *     ReadOptions#skipUnsupported} changes nothing
   */
  public RdbType type() throws RdbException {
    RdbType type = RdbType.ofCode(typeCode);
    if (type == null) {
      throw in.corrupt("there is no type " + typeCode);
    }
    if (!type.isSupported()) {
      throw in.failure(
          RdbException.Kind.UNSUPPORTED, "a " + type.description() + " is not supported");
    }
    return type;
  }

  /**
   * Reads the value; may be called once.
   *
   * @throws RdbException when it cannot be taken; the visitor has been told what came before
   * @throws IOException when the visitor throws it
   */
  public void read(ValueVisitor visitor) throws IOException {
    RdbType type = type();
    in.skip(1);
    StringDecoder strings = new StringDecoder(in, options.maxStringBytes());
    if (!new ValueDecoder(in, strings, visitor).decode(type, () -> {})) {
      throw in.corrupt("a " + type.description() + " has no elements");
    }
    if (in.offset() != valueEnd) {
      throw in.corrupt(valueEnd - in.offset() + " bytes follow the value");
    }
  }
}
