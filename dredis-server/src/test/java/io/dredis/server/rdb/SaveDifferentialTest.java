package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.Normalisation;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The replies to SAVE, BGSAVE, LASTSAVE and their parameters, beside a real Redis. */
class SaveDifferentialTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void repliesAreThoseOfRedis(int protocol) throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(protocol)) {
      both.sameLines(
          "SET key value",
          "SAVE",
          "SAVE now",
          "BGSAVE now",
          "BGSAVE SCHEDULE now",
          "LASTSAVE now",
          "SHUTDOWN SAVE NOSAVE",
          "BGSAVE schedule",
          "COMMAND INFO SAVE",
          "COMMAND INFO BGSAVE",
          "COMMAND INFO LASTSAVE",
          "COMMAND DOCS SAVE",
          "COMMAND DOCS BGSAVE",
          "COMMAND DOCS LASTSAVE");
      both.normalising(Normalisation.INTEGER).sameLine("LASTSAVE");
    }
  }

  @Test
  void parametersAreThoseOfRedis() throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(2)) {
      for (String points :
          List.of("1 2", "3600 1 300 100", "", "0 1", "1 -1", "1", "a b", "1 2 3", "7 0")) {
        both.same("CONFIG", "SET", "save", points);
        both.sameLine("CONFIG GET save");
      }
      both.same("CONFIG", "SET", "save", "");
      both.sameLines(
          "CONFIG GET dbfilename",
          "CONFIG SET dbfilename other.rdb",
          "CONFIG GET rdbchecksum",
          "CONFIG SET rdbchecksum no",
          "CONFIG SET rdbcompression no",
          "CONFIG GET rdbcompression",
          "CONFIG SET rdbcompression maybe");
    }
  }

  @Test
  void infoHasTheFieldsOfRedis() throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(2)) {
      both.sameLine("SAVE");
      String dredis = RespConnection.text(both.dredis().call("INFO", "persistence"));
      String redis = RespConnection.text(both.redis().call("INFO", "persistence"));
      for (String field :
          List.of(
              "rdb_changes_since_last_save",
              "rdb_bgsave_in_progress",
              "rdb_last_bgsave_status",
              "rdb_last_bgsave_time_sec",
              "rdb_current_bgsave_time_sec",
              "rdb_saves",
              "current_save_keys_processed",
              "current_save_keys_total")) {
        assertTrue(redis.contains("\r\n" + field + ":"), field);
        assertEquals(value(redis, field), value(dredis, field), field);
      }
    }
  }

  private static String value(String info, String field) {
    int start = info.indexOf("\r\n" + field + ":");
    return start < 0 ? null : info.substring(start + 2, info.indexOf("\r\n", start + 2));
  }
}
