package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines that scripts write to the server's log with {@code redis.log}. */
final class ScriptLog {
  private static final Logger log = LoggerFactory.getLogger(ScriptLog.class);

  private ScriptLog() {}

  /** Writes a line at one of Redis's levels: 0 debug, 1 verbose, 2 notice, 3 warning. */
  static void write(int level, byte[] message) {
    String text = new String(message, ISO_8859_1);
    switch (level) {
      case 0 -> log.trace("{}", text);
      case 1 -> log.debug("{}", text);
      case 2 -> log.info("{}", text);
      default -> log.warn("{}", text);
    }
  }
}
