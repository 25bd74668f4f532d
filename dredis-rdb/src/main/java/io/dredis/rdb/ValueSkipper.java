package io.dredis.rdb;

import java.io.IOException;

/**
 * Passes over values of unsupported types, whose end only their grammar tells.
 *
 * <pre>
 * stream       = length *(string string)               ; listpacks behind their first entry's id
 *                length stream-id [stream-id stream-id length] groups
 *                                                      ; what is in brackets: from the second form on
 * groups       = length *(string stream-id [length] pending consumers)
 * pending      = length *(raw-id time length)
 * consumers    = length *(string time [time] length *raw-id)
 *                                                      ; the second time: from the third form on
 * stream-id    = length length
 * raw-id       = bytes(16)
 * time         = milliseconds(8)
 * module       = length values                         ; the length: name and version
 * values       = *(1 length / 2 length / 3 float(4) / 4 double(8) / 5 string) 0
 * HASH_METADATA    = [time] length *(length string string)
 * HASH_LISTPACK_EX = [time] string                     ; no time in releases before 7.4 was one
 * </pre>
 */
final class ValueSkipper {
  private static final int RAW_ID_BYTES = 16;

  private final RdbInput in;
  private final StringDecoder strings;

  ValueSkipper(RdbInput in, StringDecoder strings) {
    this.in = in;
    this.strings = strings;
  }

  /** Passes over a value. */
  void skip(RdbType type) throws IOException {
    switch (type) {
      case STREAM_LISTPACKS -> stream(1);
      case STREAM_LISTPACKS_2 -> stream(2);
      case STREAM_LISTPACKS_3 -> stream(3);
      case MODULE_2 -> module();
      case HASH_METADATA -> {
        in.skip(Long.BYTES);
        expiringFields();
      }
      case HASH_METADATA_PRE_GA -> expiringFields();
      case HASH_LISTPACK_EX -> {
        in.skip(Long.BYTES);
        strings.skipString();
      }
      case HASH_LISTPACK_EX_PRE_GA -> strings.skipString();
      default -> throw in.failure(RdbException.Kind.UNSUPPORTED, "nobody can skip a " + type);
    }
  }

  private void stream(int form) throws IOException {
    for (long i = strings.length(); i > 0; i--) {
      strings.skipString();
      strings.skipString();
    }
    skipLengths(1);
    skipLengths(2);
    if (form >= 2) {
      skipLengths(2);
      skipLengths(2);
      skipLengths(1);
    }
    for (long i = strings.length(); i > 0; i--) {
      strings.skipString();
      skipLengths(form >= 2 ? 3 : 2);
      group(form);
    }
  }

  private void group(int form) throws IOException {
    for (long i = strings.length(); i > 0; i--) {
      in.skip(RAW_ID_BYTES + Long.BYTES);
      skipLengths(1);
    }
    for (long i = strings.length(); i > 0; i--) {
      strings.skipString();
      in.skip(form >= 3 ? 2 * Long.BYTES : Long.BYTES);
      for (long j = strings.length(); j > 0; j--) {
        in.skip(RAW_ID_BYTES);
      }
    }
  }

  private void expiringFields() throws IOException {
    for (long i = strings.length(); i > 0; i--) {
      skipLengths(1);
      strings.skipString();
      strings.skipString();
    }
  }

  private void skipLengths(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      strings.unsignedLength();
    }
  }

  /**
   * Passes over what a module wrote, for a key or beside all keys. When the latter is to be loaded,
   * before or after the keys, stands there like one of its values.
   *
   * @return the module's name
   */
  String module() throws IOException {
    String name = ModuleId.name(strings.unsignedLength());
    while (moduleValue(strings.length())) {
      // Each is passed over as it is recognised.
    }
    return name;
  }

  private boolean moduleValue(long opcode) throws IOException {
    switch ((int) Math.min(opcode, Integer.MAX_VALUE)) {
      case 0 -> {
        return false;
      }
      case 1, 2 -> skipLengths(1);
      case 3 -> in.skip(Float.BYTES);
      case 4 -> in.skip(Double.BYTES);
      case 5 -> strings.skipString();
      default -> throw in.corrupt("a module wrote a value of the unknown kind " + opcode);
    }
    return true;
  }
}
