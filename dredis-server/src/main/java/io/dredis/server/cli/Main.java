package io.dredis.server.cli;

import io.dredis.rdb.ReadOptions;
import io.dredis.server.DredisServer;
import io.dredis.server.InitialData;
import io.dredis.server.Version;
import io.dredis.server.config.Configuration;
import io.dredis.server.config.ConfigurationFile.UnusableFileException;
import io.dredis.server.rdb.LoadProgress;
import io.dredis.server.rdb.RdbCheck;
import io.dredis.server.rdb.RdbLoadException;
import io.dredis.server.rdb.RdbSeed;
import io.dredis.storage.backend.BackendException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process: reads the command line, starts the server, and ends it when a client or a signal
 * asks for that. Its exit code is 0 after an orderly end, also by a signal; 1 when the server could
 * not start or end properly; 2 when the command line cannot be followed.
 */
public final class Main {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /** The JDK's setting for how many carriers virtual threads have. */
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  /** The JDK's setting for how many threads wait for sockets that can be read; a power of two. */
  private static final String READ_POLLERS = "jdk.readPollers";

  private final PrintStream out;
  private final PrintStream err;
  private final RunningServer.Starter starter;
  private final CountDownLatch stopAsked = new CountDownLatch(1);

  Main(PrintStream out, PrintStream err, RunningServer.Starter starter) {
    this.out = out;
    this.err = err;
    this.starter = starter;
  }

  /** Runs the server until it is asked to stop. */
  public static void main(String[] arguments) {
    chooseCarriers();
    System.exit(new Main(System.out, System.err, Main::startServer).run(arguments));
  }

  /**
   * Gives virtual threads one carrier per four processors, unless the user chose. Commands are
   * executed one at a time; a second carrier mostly wakes up to find nothing to do, and the waking
   * costs more than a command. Pollers there are as many: those that share a carrier keep each
   * other waiting, and the clients of one are served while those of the other are not. Called
   * before any virtual thread is made.
   */
  private static void chooseCarriers() {
    int carriers = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
    setUnlessChosen(CARRIERS, carriers);
    setUnlessChosen(READ_POLLERS, Integer.highestOneBit(carriers));
  }

  private static void setUnlessChosen(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  private static RunningServer startServer(
      Configuration configuration, InitialData data, Runnable stop) throws IOException {
    DredisServer server = DredisServer.open(configuration, data, stop);
    return new RunningServer() {
      @Override
      public boolean load() throws RdbLoadException {
        return server.load();
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }

  /** Returns the exit code, after the server was asked to stop or could not start. */
  int run(String... arguments) {
    try {
      CommandLine commandLine = new CommandLine(arguments);
      if (commandLine.options().help) {
        out.print(HelpText.TEXT);
      } else if (commandLine.options().version) {
        out.println("dredis " + Version.dredis() + " (speaks Redis " + Version.REDIS + ")");
      } else if (commandLine.options().checkRdb != null) {
        new RdbCheck(commandLine.checkedRdb(), System.currentTimeMillis()).run(out);
      } else {
        start(commandLine);
        stopAsked.await();
      }
      return OK;
    } catch (UsageException e) {
      err.println("dredis: " + e.getMessage() + " (try --help)");
      return USAGE;
    } catch (UnusableFileException | RdbLoadException | BackendException e) {
      err.println("dredis: " + e.getMessage());
      return FAILED;
    } catch (IOException e) {
      err.println("dredis: cannot start: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private void start(CommandLine commandLine)
      throws UsageException, UnusableFileException, IOException {
    Configuration configuration = commandLine.configuration();
    Path rdbOrNull = commandLine.rdbOrNull(configuration);
    Logging.requireWritableFile(configuration);
    try (RdbSeed seedOrNull = rdbOrNull == null ? null : seed(commandLine, rdbOrNull)) {
      start(configuration, new InitialData(commandLine.options().flushall, seedOrNull));
    }
  }

  private RdbSeed seed(CommandLine commandLine, Path file) throws RdbLoadException {
    ReadOptions options =
        ReadOptions.DEFAULTS.withSkipUnsupported(commandLine.options().rdbSkipUnsupported);
    LoadProgress progress =
        Terminal.isStandardError()
            ? new LoadBar(err, System::nanoTime)
            : new LoadLog(LoggerFactory.getLogger(RdbSeed.class)::info, System::nanoTime);
    return RdbSeed.open(file, options, progress);
  }

  private void start(Configuration configuration, InitialData data) throws IOException {
    boolean temporary = configuration.directory().isEmpty();
    if (temporary) {
      configuration.noteDirectory(TemporaryData.create().toString());
    } else {
      configuration.noteDirectory(
          Path.of(configuration.directory()).toAbsolutePath().normalize().toString());
    }
    // Before the start, for a load tells how far it has come. Nothing else logs before it.
    Logging.follow(configuration);
    try {
      RunningServer server = starter.start(configuration, data, stopAsked::countDown);
      OpenFileLimit.ofThisProcess().applyTo(configuration);
      if (load(server)) {
        logStart(configuration, temporary);
      }
    } catch (IOException | RuntimeException e) {
      if (temporary) {
        TemporaryData.remove(Path.of(configuration.directory()));
      }
      throw e;
    }
  }

  /** Loads what the server begins with, and ends it if that fails. */
  private static boolean load(RunningServer server) throws RdbLoadException {
    Thread end = new Thread(() -> end(server), "dredis-end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      return server.load();
    } catch (RdbLoadException | RuntimeException e) {
      unhook(end);
      server.close();
      throw e;
    }
  }

  /** Sees to it that the exit code will be that of a failure. */
  private static void unhook(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      LoggerFactory.getLogger(Main.class).debug("the process is being ended already", e);
    }
  }

  private static void logStart(Configuration configuration, boolean temporary) {
    Logger log = LoggerFactory.getLogger(Main.class);
    log.info(
        "dredis {} (speaks Redis {}) on Java {}",
        Version.dredis(),
        Version.REDIS,
        Runtime.version());
    if (configuration.backend().equals("memory")) {
      log.warn("Backend memory: nothing is kept when the server ends");
    } else {
      log.info("Backend {}, data in {}", configuration.backend(), configuration.directory());
    }
    if (temporary) {
      log.warn("No directory was given, so the data are in a temporary one; see --dir");
    }
    log.info(
        "Ready to accept connections on {} port {}",
        String.join(" ", configuration.bind()),
        configuration.port());
  }

  /**
   * Ends the server when the process ends, for whatever reason. Left to itself the JVM would exit
   * with 143 after a SIGTERM, which service managers take for a failure; halting here, after all is
   * closed, makes it the 0 of an orderly end.
   */
  private static void end(RunningServer server) {
    Logger log = LoggerFactory.getLogger(Main.class);
    int status = FAILED;
    try {
      log.info("Stopping: what runs is finished, then the data are synced");
      server.close();
      log.info("Stopped, bye");
      status = OK;
    } catch (RuntimeException e) {
      log.error("the server did not end properly", e);
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }
}
