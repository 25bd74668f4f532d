package io.dredis.server.command.server;

import io.dredis.server.command.CommandException;
import io.dredis.server.config.MemorySize;
import io.dredis.storage.type.ListCursor;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How elements would lie in one of Redis's quicklists, if they were pushed to its tail one after
 * the other: in listpacks, each filled up to the limit, and very large ones in nodes of their own.
 */
final class QuicklistShape {
  /** From which size on Redis gives an element a node of its own, unless told otherwise. */
  static final long DEFAULT_PACKED_THRESHOLD_BYTES = 1 << 30;

  private static final long MAX_PACKED_THRESHOLD_BYTES = (1L << 32) - (1 << 20);

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
   * @param packedThresholdBytes from which size on an element has a node of its own
   */
  static QuicklistShape of(ListCursor elements, int maxListpackSize, long packedThresholdBytes) {
    QuicklistShape shape = new QuicklistShape(Math.clamp(maxListpackSize, -SIZE_CLASSES, MAX_FILL));
    ListpackLength node = new ListpackLength();
    long count = 0;
    while (elements.next()) {
      byte[] element = elements.value();
      boolean plain = element.length >= packedThresholdBytes;
      if (count > 0 && (plain || !shape.fits(node.bytes() + element.length + ENTRY_BYTES, count))) {
        shape.add(node, count);
        node = new ListpackLength();
        count = 0;
      }
      if (plain) {
        shape.addPlain(element);
      } else {
        node.add(element);
        count++;
      }
    }
    if (count > 0) {
      shape.add(node, count);
    }
    return shape;
  }

  /** Returns the threshold that DEBUG QUICKLIST-PACKED-THRESHOLD is given; 0 is the default. */
  static long packedThreshold(String text) {
    long bytes = MemorySize.parseOr(text, -1);
    if (bytes < 0 || bytes > MAX_PACKED_THRESHOLD_BYTES) {
      throw new CommandException(
          "ERR argument must be a memory value bigger than 1 and smaller than 4gb");
    }
    return bytes == 0 ? DEFAULT_PACKED_THRESHOLD_BYTES : bytes;
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

  /** Adds an element that is a node. */
  private void addPlain(byte[] element) {
    nodes++;
    elements++;
    bytes += element.length;
    serializedBytes += 1 + SerializedLength.ofBytes(element);
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
