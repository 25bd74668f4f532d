package io.dredis.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes log lines as Redis does: {@code 4711:M 22 Nov 2026 16:00:00.000 * text}, where the sign
 * before the text is {@code .} for debug, {@code -} for verbose, {@code *} for notice and {@code #}
 * for warning.
 */
final class LogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ENGLISH);

  private final ReentrantLock lock = new ReentrantLock();
  private final long pid;
  private final ZoneId zone;
  private final PrintStream console;
  private volatile Path file;

  LogAppender(long pid, ZoneId zone, PrintStream console) {
    this.pid = pid;
    this.zone = zone;
    this.console = console;
  }

  /** Writes to a file from now on, or to the console for null. */
  void setFile(Path fileOrNull) {
    file = fileOrNull;
  }

  @Override
  protected void append(ILoggingEvent event) {
    byte[] line = line(event).getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      write(line);
    } finally {
      lock.unlock();
    }
  }

  private void write(byte[] line) {
    Path target = file;
    if (target != null) {
      // Opened for each line, as Redis does, so that a log that was moved away is begun anew.
      try {
        Files.write(target, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return;
      } catch (IOException e) {
        addError("cannot write to " + target, e);
      }
    }
    console.write(line, 0, line.length);
    console.flush();
  }

  String line(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(pid).append(":M ");
    TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone), line);
    line.append(' ')
        .append(sign(event.getLevel()))
        .append(' ')
        .append(event.getFormattedMessage())
        .append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.toString();
  }

  private static char sign(Level level) {
    return switch (level.toInt()) {
      case Level.TRACE_INT -> '.';
      case Level.DEBUG_INT -> '-';
      case Level.INFO_INT -> '*';
      default -> '#';
    };
  }
}
