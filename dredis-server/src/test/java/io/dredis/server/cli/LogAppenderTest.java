package io.dredis.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogAppenderTest {
  private static final String TIME = "4711:M 22 Nov 2026 16:00:00.007 ";

  @TempDir private Path directory;

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final LogAppender appender =
      new LogAppender(4711, ZoneOffset.UTC, new PrintStream(console, true, StandardCharsets.UTF_8));

  @Test
  void aLineIsThatOfRedis() {
    appender.append(event(Level.TRACE, "debug"));
    appender.append(event(Level.DEBUG, "verbose"));
    appender.append(event(Level.INFO, "notice"));
    appender.append(event(Level.WARN, "warning"));
    appender.append(event(Level.ERROR, "error"));
    assertEquals(
        TIME
            + ". debug\n"
            + TIME
            + "- verbose\n"
            + TIME
            + "* notice\n"
            + TIME
            + "# warning\n"
            + TIME
            + "# error\n",
        console.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anExceptionFollowsItsLine() {
    LoggingEvent event = event(Level.ERROR, "failed");
    event.setThrowableProxy(
        new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException("reason")));
    String line = appender.line(event);
    assertTrue(line.startsWith(TIME + "# failed\njava.lang.IllegalStateException: reason\n"), line);
  }

  @Test
  void aLogFileThatWasMovedAwayIsBegunAnew() throws Exception {
    Path file = directory.resolve("dredis.log");
    appender.setFile(file);
    appender.append(event(Level.INFO, "one"));
    Files.move(file, directory.resolve("dredis.log.1"));
    appender.append(event(Level.INFO, "two"));
    assertEquals(List.of(TIME + "* one"), Files.readAllLines(directory.resolve("dredis.log.1")));
    assertEquals(List.of(TIME + "* two"), Files.readAllLines(file));
    assertEquals("", console.toString(StandardCharsets.UTF_8));
  }

  private static LoggingEvent event(Level level, String text) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerContext(new LoggerContext());
    event.setLevel(level);
    event.setMessage(text);
    event.setInstant(Instant.parse("2026-11-22T16:00:00.007Z"));
    return event;
  }
}
