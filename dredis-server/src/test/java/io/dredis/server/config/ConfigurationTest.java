package io.dredis.server.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private final Configuration configuration = new Configuration();

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertEquals(List.of("127.0.0.1"), configuration.bind());
    assertEquals(6377, configuration.port());
    assertEquals(16, configuration.databases());
    assertEquals(10000, configuration.maxClients());
    assertEquals(FsyncMode.EVERYSEC, configuration.appendFsync());
    assertEquals("leveldb", configuration.backend());
    assertEquals(500, configuration.gcIntervalMillis());
    assertEquals(10000, configuration.gcBatchSize());
    assertNull(configuration.password());
  }

  @Test
  void aChangeIsReadAtOnce() throws Exception {
    change("timeout", "5", "CLIENT-QUERY-BUFFER-LIMIT", "2mb", "appendfsync", "Always");
    assertEquals(5, configuration.timeoutSeconds());
    assertEquals(2 << 20, configuration.clientQueryBufferLimit());
    assertEquals(FsyncMode.ALWAYS, configuration.appendFsync());
    assertEquals("always", configuration.find("appendfsync").text());
  }

  @Test
  void aPasswordKeepsItsBytes() throws Exception {
    change("requirepass", "\u00ff\u0000x");
    assertArrayEquals(new byte[] {(byte) 0xff, 0, 'x'}, configuration.password());
    change("requirepass", "");
    assertNull(configuration.password());
  }

  @Test
  void nothingChangesWhenOneValueIsWrong() {
    String refused = refused("timeout", "5", "hz", "50", "tcp-keepalive", "x");
    assertEquals(
        "ERR CONFIG SET failed (possibly related to argument 'tcp-keepalive')"
            + " - argument couldn't be parsed into an integer",
        refused);
    assertEquals(0, configuration.timeoutSeconds());
    assertEquals(10, configuration.hz());
  }

  @Test
  void nothingChangesWhenAnEffectFails() {
    List<Long> applied = new ArrayList<>();
    configuration
        .maxClientsParameter()
        .onChange(
            clients -> {
              applied.add(clients);
              if (clients == 7) {
                throw new InvalidValueException("not seven");
              }
            });
    assertEquals(
        "ERR CONFIG SET failed (possibly related to argument 'maxclients') - not seven",
        refused("timeout", "5", "maxclients", "7"));
    assertEquals(0, configuration.timeoutSeconds());
    assertEquals(10000, configuration.maxClients());
    assertEquals(List.of(7L, 10000L), applied);
  }

  @Test
  void aParameterThatOnlyDescribesTakesNothingElse() throws Exception {
    change("appendonly", "yes", "maxmemory", "0", "maxmemory-policy", "noeviction");
    assertEquals(
        "ERR CONFIG SET failed (possibly related to argument 'appendonly') - dredis supports only"
            + " 'yes'",
        refused("appendonly", "no"));
    assertEquals(
        "ERR CONFIG SET failed (possibly related to argument 'maxmemory') - dredis supports only"
            + " '0'",
        refused("maxmemory", "1gb"));
  }

  @Test
  void whatIsFixedAtTheStartTakesOnlyTheValueItHas() throws Exception {
    configuration.notePort(4711);
    change("port", "4711", "bind", "127.0.0.1", "backend", "leveldb", "backend-option", "");
    change("readonly", "no", "timeout", "7");
    assertEquals(7, configuration.timeoutSeconds());
    for (String[] other :
        new String[][] {{"port", "4712"}, {"backend", "lmdb"}, {"readonly", "yes"}}) {
      assertEquals(
          "ERR CONFIG SET failed (possibly related to argument '"
              + other[0]
              + "') - can't set immutable config",
          refused(other));
    }
    assertTrue(refused("port", "4711", "port", "4711").endsWith("duplicate parameter"));
    assertTrue(refused("databases", "16").endsWith("can't set immutable config"));
    assertEquals(4711, configuration.port());
  }

  @Test
  void wholeNumbersAreReadStrictly() {
    for (String text : new String[] {"", " 5", "5 ", "+5", "05", "-0", "5.0", "1e3", "0x5"}) {
      assertTrue(
          refused("timeout", text).endsWith("argument couldn't be parsed into an integer"), text);
    }
    assertTrue(
        refused("timeout", "-1").endsWith("argument must be between 0 and 2147483647 inclusive"));
  }

  @Test
  void sizesMayHaveUnits() throws Exception {
    String[] texts = {"2m", "2mb", "2000k", "3M", "4Mb", "1g", "1GB", "1500000", "1500000b"};
    long[] bytes = {
      2000000, 2 << 20, 2000000, 3000000, 4 << 20, 1000000000, 1 << 30, 1500000, 1500000
    };
    for (int i = 0; i < texts.length; i++) {
      change("proto-max-bulk-len", texts[i]);
      assertEquals(bytes[i], configuration.protoMaxBulkLength(), texts[i]);
    }
    for (String text :
        new String[] {"2x", "-2mb", "2 mb", "99999999999gb", "99999999999999999999"}) {
      assertTrue(
          refused("proto-max-bulk-len", text).endsWith("argument must be a memory value"), text);
    }
  }

  @Test
  void bufferLimitsChangeByClass() throws Exception {
    change("client-output-buffer-limit", "normal 1mb 2kb 3 PUBSUB 1 2 3");
    assertEquals(
        "normal 1048576 2048 3 slave 268435456 67108864 60 pubsub 1 2 3",
        configuration.find("client-output-buffer-limit").text());
    assertEquals(1 << 20, configuration.clientOutputBufferLimits().normal().hardBytes());
  }

  @Test
  void whatTheServerChoseIsShownButNotWritten() throws Exception {
    configuration.preset("port", "0");
    configuration.notePort(4711);
    assertEquals(4711, configuration.port());
    assertEquals(List.of("port 0"), configuration.find("port").fileLines());
  }

  @Test
  void backendOptionsAreJson() throws Exception {
    configuration.preset("backend-option", "map_size=1099511627776");
    configuration.preset("backend-option", "sync=true");
    configuration.preset("backend-option", "compression=\"snappy\"");
    configuration.preset("backend-option", "cache=null");
    assertEquals(1099511627776L, configuration.backendOptions().get("map_size"));
    assertEquals(true, configuration.backendOptions().get("sync"));
    assertEquals("snappy", configuration.backendOptions().get("compression"));
    assertTrue(configuration.backendOptions().containsKey("cache"));
    for (String text :
        new String[] {"a", "=1", "a=", "a=snappy", "a=1 2", "a=1,2", "a=[1", "a=1]"}) {
      assertThrows(
          InvalidValueException.class, () -> configuration.preset("backend-option", text), text);
    }
    assertEquals(4, configuration.backendOptions().size());
  }

  @Test
  void smallNumbersOfBackendOptionsAreLongsToo() throws Exception {
    configuration.preset("backend-option", "block_size=4096");
    assertEquals(Map.of("block_size", 4096L), configuration.backendOptions());
  }

  private void change(String... namesAndTexts) throws ConfigurationException {
    List<Configuration.Change> changes = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      changes.add(new Configuration.Change(namesAndTexts[i], namesAndTexts[i + 1]));
    }
    configuration.change(changes);
  }

  private String refused(String... namesAndTexts) {
    return assertThrows(ConfigurationException.class, () -> change(namesAndTexts)).getMessage();
  }
}
