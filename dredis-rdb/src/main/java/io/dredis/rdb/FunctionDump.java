package io.dredis.rdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Libraries of functions as FUNCTION DUMP returns and FUNCTION RESTORE takes them.
 *
 * <pre>
 * payload = *(245 string) footer                   ; a library's source; see DumpFooter
 * </pre>
 */
public final class FunctionDump {
  /** The first RDB version that has functions. */
  private static final int FIRST_VERSION = 10;

  private FunctionDump() {}

  /** Returns the payload of some libraries, of RDB version 10 at least. */
  public static byte[] write(Collection<byte[]> sources, WriteOptions options) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RdbOutput out = new RdbOutput(bytes, RdbOutput.SMALL_BUFFER_BYTES);
    StringEncoder strings = new StringEncoder(options.compress());
    try {
      for (byte[] source : sources) {
        out.unsignedByte(Opcode.FUNCTION2);
        strings.string(out, source);
      }
      DumpFooter.write(out, Math.max(options.version(), FIRST_VERSION));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the sources of the libraries in a payload.
   *
   * @throws RdbException when version or checksum are wrong ({@link RdbException.Kind#TOO_NEW},
   *     {@link RdbException.Kind#CORRUPT} at offset 0), or when it holds something else
   */
  public static List<byte[]> read(byte[] payload, ReadOptions options) throws IOException {
    int end = payload.length - DumpFooter.BYTES;
    RdbInput in = new RdbInput(payload, Math.max(0, end));
    if (end < 0) {
      throw in.failure(RdbException.Kind.TRUNCATED, "too short for a DUMP payload");
    }
    DumpFooter.verify(payload, in);
    StringDecoder strings = new StringDecoder(in, options.maxStringBytes());
    List<byte[]> sources = new ArrayList<>();
    while (in.offset() < end) {
      int opcode = in.unsignedByte();
      if (opcode != Opcode.FUNCTION2) {
        throw in.failure(RdbException.Kind.UNSUPPORTED, "given type is not a function");
      }
      sources.add(strings.string());
    }
    return sources;
  }
}
