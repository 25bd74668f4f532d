package io.dredis.server.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import io.dredis.server.config.Configuration;
import io.dredis.server.config.ConfigurationFile;
import io.dredis.server.config.ConfigurationFile.UnusableFileException;
import io.dredis.server.config.InvalidValueException;
import io.dredis.server.config.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line, read and checked: which options were given, and the configuration that comes of
 * them.
 */
final class CommandLine {
  private final Options options = new Options();
  private final int argumentCount;

  /**
   * Reads the arguments.
   *
   * @throws UsageException when there is an option that does not exist, lacks its value or is given
   *     twice
   */
  CommandLine(String... arguments) throws UsageException {
    argumentCount = arguments.length;
    JCommander commander =
        JCommander.newBuilder()
            .addObject(options)
            .acceptUnknownOptions(true)
            .expandAtSign(false)
            .build();
    try {
      commander.parse(arguments);
    } catch (ParameterException e) {
      throw new UsageException(e.getMessage().lines().findFirst().orElse("wrong options"));
    }
    if (!commander.getUnknownOptions().isEmpty()) {
      String first = commander.getUnknownOptions().getFirst();
      throw new UsageException(
          (first.startsWith("-") ? "unknown option '" : "unexpected argument '") + first + "'");
    }
  }

  /** Returns the options as given. */
  Options options() {
    return options;
  }

  /**
   * Returns the configuration: the defaults, over them what the configuration file says, over that
   * what the options say.
   *
   * @throws UsageException when an option has a value it cannot take
   * @throws UnusableFileException when the configuration file cannot be followed
   */
  Configuration configuration() throws UsageException, UnusableFileException {
    Configuration configuration = new Configuration();
    if (options.config != null) {
      configuration.load(new ConfigurationFile(path("--config", options.config)));
    }
    if (!options.host.isEmpty()) {
      set(configuration, "--host", "bind", options.host.stream().collect(Collectors.joining(" ")));
    }
    set(configuration, "--port", "port", options.port);
    set(configuration, "--dir", "dir", options.dir);
    set(configuration, "--backend", "backend", options.backend);
    setAll(configuration, "--backend-option", "backend-option", options.backendOption);
    set(configuration, "--databases", "databases", options.databases);
    set(configuration, "--fsync", "appendfsync", options.fsync);
    set(configuration, "--gc-interval", "gc-interval", options.gcInterval);
    set(configuration, "--gc-batch-size", "gc-batch-size", options.gcBatchSize);
    set(configuration, "--maxclients", "maxclients", options.maxclients);
    set(configuration, "--requirepass", "requirepass", options.requirepass);
    set(configuration, "--readonly", "readonly", options.readonly ? "yes" : null);
    set(configuration, "--debug", "loglevel", options.debug ? "debug" : null);
    return configuration;
  }

  /**
   * Returns the RDB file to check.
   *
   * @throws UsageException when there are other options, which would have no effect
   */
  Path checkedRdb() throws UsageException {
    if (argumentCount != 2) {
      throw new UsageException("--check-rdb: goes with no other option");
    }
    return path("--check-rdb", options.checkRdb);
  }

  /**
   * Returns the RDB file to begin with, or null for none.
   *
   * @param configuration that of {@link #configuration}
   * @throws UsageException when the options do not go together
   */
  Path rdbOrNull(Configuration configuration) throws UsageException {
    if (options.rdb == null) {
      if (options.rdbSkipUnsupported) {
        throw new UsageException("--rdb-skip-unsupported: there is no --rdb");
      }
      return null;
    }
    if (configuration.readOnly()) {
      throw new UsageException("--rdb: nothing can be loaded into what is read only");
    }
    return path("--rdb", options.rdb);
  }

  private static Path path(String option, String text) throws UsageException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(option + ": not a path");
    }
  }

  private static void setAll(
      Configuration configuration, String option, String parameter, List<String> texts)
      throws UsageException {
    for (String text : texts) {
      set(configuration, option, parameter, text);
    }
  }

  private static void set(
      Configuration configuration, String option, String parameter, String textOrNull)
      throws UsageException {
    if (textOrNull == null) {
      return;
    }
    try {
      configuration.preset(parameter, Texts.encode(textOrNull));
    } catch (InvalidValueException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }
}
