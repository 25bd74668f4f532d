package io.dredis.server.command.server;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What tells this run of the server from every other.
 *
 * @param runId 40 hexadecimal digits
 * @param replicationId 40 hexadecimal digits
 * @param startedAtMillis milliseconds since the epoch
 * @param pid the number of the process
 */
public record ServerIdentity(String runId, String replicationId, long startedAtMillis, long pid) {
  private static final int ID_BYTES = 20;

  /** An identity of a run that starts now. */
  public static ServerIdentity of(RandomGenerator random, long nowMillis) {
    return new ServerIdentity(id(random), id(random), nowMillis, ProcessHandle.current().pid());
  }

  private static String id(RandomGenerator random) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
