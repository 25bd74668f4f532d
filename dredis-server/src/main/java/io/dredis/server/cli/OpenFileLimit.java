package io.dredis.server.cli;

import io.dredis.server.config.Configuration;
import io.dredis.server.config.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps {@code maxclients} within what the operating system lets the process open. */
final class OpenFileLimit {
  private static final Logger log = LoggerFactory.getLogger(OpenFileLimit.class);
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String OPEN_FILES = "Max open files";

  /** For the store's files, the log and the server's own sockets. */
  private static final long RESERVED = 1100;

  private final long limit;

  OpenFileLimit(long limit) {
    this.limit = limit;
  }

  /** Returns the limit of this process, or none where the system does not tell. */
  static OpenFileLimit ofThisProcess() {
    try {
      for (String line : Files.readAllLines(LIMITS)) {
        if (line.startsWith(OPEN_FILES)) {
          String soft = line.substring(OPEN_FILES.length()).strip().split("\\s+", 2)[0];
          return new OpenFileLimit(
              soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft));
        }
      }
    } catch (IOException | NumberFormatException e) {
      log.debug("the limit of open files is unknown", e);
    }
    return new OpenFileLimit(Long.MAX_VALUE);
  }

  /** Lowers the number of clients where it is too high, and refuses such changes from now on. */
  void applyTo(Configuration configuration) {
    long atMost = Math.max(1, limit - RESERVED);
    if (configuration.maxClients() > atMost) {
      log.warn(
          "maxclients is {} instead of {}: the process may open only {} files (ulimit -n)",
          atMost,
          configuration.maxClients(),
          limit);
      configuration.maxClientsParameter().note(atMost);
    }
    configuration
        .maxClientsParameter()
        .onChange(
            clients -> {
              if (clients > atMost) {
                throw new InvalidValueException(
                    "The operating system is not able to handle the specified number of clients,"
                        + " try with "
                        + atMost);
              }
            });
  }
}
