package io.dredis.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.dredis.server.config.Configuration;
import io.dredis.server.config.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging, in code because reading an XML file costs more than the rest of the start.
 * Redis's four levels map to those of SLF4J one to one: debug to TRACE, verbose to DEBUG, notice to
 * INFO, warning to WARN and above. Libraries are quiet unless something is wrong.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String OWN_LOGGERS = "io.dredis";
  private static final String APPENDER = "log";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    LogAppender appender =
        new LogAppender(ProcessHandle.current().pid(), ZoneId.systemDefault(), System.out);
    appender.setContext(context);
    appender.setName(APPENDER);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger(OWN_LOGGERS).setLevel(level(LogLevel.NOTICE));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Checks that the log file can be written, without creating it.
   *
   * @throws IOException when it cannot
   */
  static void requireWritableFile(Configuration configuration) throws IOException {
    if (configuration.logFile().isEmpty()) {
      return;
    }
    Path file = Path.of(configuration.logFile()).toAbsolutePath();
    Path mustBeWritable = Files.exists(file) ? file : file.getParent();
    if (Files.isDirectory(file) || !Files.isWritable(mustBeWritable)) {
      throw new IOException("the log file " + file + " cannot be written");
    }
  }

  /** Logs where and how much the configuration says, and follows its changes. */
  static void follow(Configuration configuration) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException("logging is not Logback's: " + factory.getClass());
    }
    Logger own = context.getLogger(OWN_LOGGERS);
    own.setLevel(level(configuration.logLevel()));
    configuration.logLevelParameter().onChange(newLevel -> own.setLevel(level(newLevel)));
    if (!configuration.logFile().isEmpty()
        && context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
            instanceof LogAppender appender) {
      appender.setFile(Path.of(configuration.logFile()).toAbsolutePath());
    }
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.TRACE;
      case VERBOSE -> Level.DEBUG;
      case NOTICE -> Level.INFO;
      case WARNING -> Level.WARN;
    };
  }
}
