package io.dredis.server.command.server;

import io.dredis.storage.type.ListCursor;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How elements would lie in one of Redis's quicklists, if they were pushed to its tail one after
 * the other: in listpacks, each filled up to the limit.
 */
final class QuicklistShape {
  /** What Redis takes an entry for beyond its content when it looks whether it still fits. */
  private static final int ENTRY_BYTES = 8;

  private static final int SMALLEST_SIZE_CLASS = 4 << 10;
  private static final int SIZE_CLASSES = 5;
  private static final int MAX_BYTES_BY_COUNT = 8 << 10;
  private static final int MAX_FILL = (1 << 15) - 1;

  private final int fill;
  private long nodes;
  private long elements;
  private long bytes;
  private long serializedBytes;

  private QuicklistShape(int fill) {
    this.fill = fill;
  }

  /**
   * Returns the shape of some elements, which it goes over.
   *
   * @param maxListpackSize the setting {@code list-max-listpack-size}
   */
  static QuicklistShape of(ListCursor elements, int maxListpackSize) {
    QuicklistShape shape = new QuicklistShape(Math.clamp(maxListpackSize, -SIZE_CLASSES, MAX_FILL));
    ListpackLength node = new ListpackLength();
    long count = 0;
    while (elements.next()) {
      byte[] element = elements.value();
      if (count > 0 && !shape.fits(node.bytes() + element.length + ENTRY_BYTES, count)) {
        shape.add(node, count);
        node = new ListpackLength();
        count = 0;
      }
      node.add(element);
      count++;
    }
    shape.add(node, count);
    return shape;
  }

  private boolean fits(long nodeBytes, long count) {
    if (fill < 0 && nodeBytes <= (long) SMALLEST_SIZE_CLASS << (-fill - 1)) {
      return true;
    }
    return nodeBytes <= MAX_BYTES_BY_COUNT && count < fill;
  }

  private void add(ListpackLength node, long count) {
    nodes++;
    elements += count;
    bytes += node.bytes();
    // The kind of the node comes before its bytes.
    serializedBytes += 1 + SerializedLength.lengthBytes(node.bytes()) + node.bytes();
  }

  /** Returns how many bytes the list would take in an RDB file without compression. */
  long serializedBytes() {
    return SerializedLength.lengthBytes(nodes) + serializedBytes;
  }

  /** Returns what DEBUG OBJECT says of a list beyond what it says of any value. */
  String description(long compressDepth) {
    return " ql_nodes:"
        + nodes
        + " ql_avg_node:"
        + average()
        + " ql_listpack_max:"
        + fill
        + " ql_compressed:"
        + (compressDepth == 0 ? 0 : 1)
        + " ql_uncompressed_size:"
        + bytes;
  }

  /** Returns elements per node with two decimals, rounded as C rounds. */
  private String average() {
    return new BigDecimal((double) elements / nodes).setScale(2, RoundingMode.HALF_EVEN).toString();
  }
}
