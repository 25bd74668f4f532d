package io.dredis.server.command.sort;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * An element with what decides its place.
 *
 * <pre>
 * entry = length(4) · element · score(8) · weight length(4), -1 for none · weight
 * </pre>
 *
 * @param score decides in a numeric order
 * @param weightOrNull decides in an order of texts that are not the elements themselves
 */
record SortEntry(byte[] element, double score, byte[] weightOrNull) {
  /** What an entry takes in memory beyond its bytes, about. */
  private static final int OVERHEAD_BYTES = 80;

  /** Returns how much memory it takes, about. */
  long byteSize() {
    return OVERHEAD_BYTES + element.length + (weightOrNull == null ? 0L : weightOrNull.length);
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(element.length);
    out.write(element);
    out.writeDouble(score);
    out.writeInt(weightOrNull == null ? -1 : weightOrNull.length);
    if (weightOrNull != null) {
      out.write(weightOrNull);
    }
  }

  static SortEntry readFrom(DataInputStream in) throws IOException {
    byte[] element = new byte[in.readInt()];
    in.readFully(element);
    double score = in.readDouble();
    int weightLength = in.readInt();
    byte[] weightOrNull = weightLength < 0 ? null : new byte[weightLength];
    if (weightOrNull != null) {
      in.readFully(weightOrNull);
    }
    return new SortEntry(element, score, weightOrNull);
  }
}
