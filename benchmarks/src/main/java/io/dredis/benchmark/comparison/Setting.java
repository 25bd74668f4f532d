package io.dredis.benchmark.comparison;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the runs of one table have in common. */
record Setting(DataSet data, int clients, int pipeline) {
  private static final int PIPELINED_FACTOR = 4;
  private static final int LONE_CLIENT_DIVISOR = 4;

  int valueBytes() {
    return data.valueBytes();
  }

  /**
   * Returns how many requests a run has: more when they come pipelined, so that a run takes long
   * enough to be measured, and fewer when a single client waits for each reply.
   */
  int requests(int requests) {
    if (pipeline > 1) {
      return requests * PIPELINED_FACTOR;
    }
    return clients == 1 ? Math.max(1, requests / LONE_CLIENT_DIVISOR) : requests;
  }

  /** Returns the heading of the table. */
  String title() {
    return "%s, values of %d bytes, %s, %s"
        .formatted(
            clients == 1 ? "1 client" : clients + " clients",
            valueBytes(),
            pipeline == 1 ? "plain" : "-P " + pipeline,
            data.title());
  }

  /** Returns the same for programs. */
  Map<String, Object> description() {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("clients", clients);
    said.put("pipeline", pipeline);
    said.put("valueBytes", valueBytes());
    said.put("keys", data.keys());
    said.put("elements", data.elements());
    said.put("fitsMemory", data.fitsMemory());
    return said;
  }
}
