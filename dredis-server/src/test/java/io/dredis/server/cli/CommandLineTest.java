package io.dredis.server.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.beust.jcommander.Parameter;
import io.dredis.server.config.Configuration;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.config.LogLevel;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  @TempDir private Path directory;

  @Test
  void everyOptionReachesItsParameter() throws Exception {
    Configuration configuration =
        configuration(
            "--host",
            "127.0.0.1",
            "--host",
            "::1",
            "--port",
            "1",
            "--dir",
            "data",
            "--backend",
            "lmdb",
            "--backend-option",
            "map_size=1",
            "--backend-option",
            "lock=false",
            "--databases",
            "2",
            "--fsync",
            "no",
            "--gc-interval",
            "3",
            "--gc-batch-size",
            "4",
            "--maxclients",
            "5",
            "--requirepass",
            "p\u00e4ss",
            "--readonly",
            "--debug");
    assertEquals(List.of("127.0.0.1", "::1"), configuration.bind());
    assertEquals(1, configuration.port());
    assertEquals("data", configuration.directory());
    assertEquals("lmdb", configuration.backend());
    assertEquals(Map.of("map_size", 1L, "lock", false), configuration.backendOptions());
    assertEquals(2, configuration.databases());
    assertEquals(FsyncMode.NO, configuration.appendFsync());
    assertEquals(3, configuration.gcIntervalMillis());
    assertEquals(4, configuration.gcBatchSize());
    assertEquals(5, configuration.maxClients());
    assertArrayEquals("p\u00e4ss".getBytes(StandardCharsets.UTF_8), configuration.password());
    assertTrue(configuration.readOnly());
    assertEquals(LogLevel.DEBUG, configuration.logLevel());
  }

  @Test
  void theCommandLineGoesBeforeTheFileAndTheFileBeforeTheDefaults() throws Exception {
    Path file = Files.write(directory.resolve("redis.conf"), List.of("port 7000", "databases 3"));
    Configuration configuration = configuration("--port", "7001", "--config", file.toString());
    assertEquals(7001, configuration.port());
    assertEquals(3, configuration.databases());
    assertEquals(10000, configuration.maxClients());
  }

  @Test
  void whatIsNoOptionIsNamed() {
    assertUsage("unknown option '--prot'", "--prot", "1");
    assertUsage("unknown option '-x'", "-x");
    assertUsage("unexpected argument 'redis.conf'", "redis.conf");
    assertUsage("unexpected argument '@file'", "@file");
  }

  @Test
  void aValueThatAnOptionCannotTakeIsNamedWithIt() {
    assertUsage("--port: argument must be between 0 and 65535 inclusive", "--port", "65536");
    assertUsage("--port: argument couldn't be parsed into an integer", "--port", "http");
    assertUsage(
        "--fsync: argument(s) must be one of the following: everysec, always, no",
        "--fsync",
        "sometimes");
    assertUsage(
        "--backend-option: 'snappy' is not a JSON value (a text needs its quotes)",
        "--backend-option",
        "compression=snappy");
    assertUsage(
        "--databases: argument must be between 1 and 2147483647 inclusive", "--databases", "0");
  }

  @Test
  void theFileToBeginWithGoesWithItsOptions() throws Exception {
    CommandLine both = new CommandLine("--rdb", "dump.rdb", "--rdb-skip-unsupported");
    assertEquals(Path.of("dump.rdb"), both.rdbOrNull(both.configuration()));
    assertTrue(both.options().rdbSkipUnsupported);
    CommandLine none = new CommandLine();
    assertNull(none.rdbOrNull(none.configuration()));
    assertRdbRefused("--rdb-skip-unsupported: there is no --rdb", "--rdb-skip-unsupported");
    assertRdbRefused(
        "--rdb: nothing can be loaded into what is read only", "--rdb", "x", "--readonly");
    assertRdbRefused("--rdb: not a path", "--rdb", "x\0");
  }

  private static void assertRdbRefused(String expected, String... arguments) throws Exception {
    CommandLine line = new CommandLine(arguments);
    Configuration configuration = line.configuration();
    UsageException refused =
        assertThrows(UsageException.class, () -> line.rdbOrNull(configuration));
    assertEquals(expected, refused.getMessage());
  }

  @Test
  void anOptionWithoutItsValueIsAMistakeAndSoIsOneGivenTwice() {
    assertEquals(1, usage("--port").lines().count());
    assertTrue(usage("--port").contains("--port"));
    assertTrue(usage("--port", "1", "--port", "2").contains("--port"));
  }

  @Test
  void theHelpNamesEveryOption() {
    for (Field field : Options.class.getDeclaredFields()) {
      Parameter parameter = field.getAnnotation(Parameter.class);
      if (parameter != null) {
        for (String name : parameter.names()) {
          assertTrue(HelpText.TEXT.matches("(?s).*[ ,]" + name + "[ ,].*"), name);
        }
      }
    }
  }

  @Test
  void theHelpTellsTheDefaultsAsTheyAre() {
    Configuration defaults = new Configuration();
    for (String name :
        List.of("port", "maxclients", "backend", "databases", "gc-interval", "gc-batch-size")) {
      assertHelpTells(name, defaults.find(name).text());
    }
    assertHelpTells("host", defaults.find("bind").text());
    assertHelpTells("fsync", defaults.find("appendfsync").text());
  }

  @Test
  void theHelpFitsATerminal() {
    assertTrue(HelpText.TEXT.lines().allMatch(line -> line.length() <= 80));
  }

  private static void assertHelpTells(String option, String value) {
    String text = HelpText.TEXT.substring(HelpText.TEXT.indexOf("--" + option + " "));
    int next = text.indexOf("\n  -", 1);
    String own = next < 0 ? text : text.substring(0, next);
    assertTrue(own.contains("(" + value + ")"), own);
  }

  private static Configuration configuration(String... arguments) throws Exception {
    return new CommandLine(arguments).configuration();
  }

  private static void assertUsage(String expected, String... arguments) {
    assertEquals(expected, usage(arguments));
  }

  private static String usage(String... arguments) {
    return assertThrows(UsageException.class, () -> configuration(arguments)).getMessage();
  }
}
