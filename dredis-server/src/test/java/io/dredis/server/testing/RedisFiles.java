package io.dredis.server.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Data sets in a real Redis, and the RDB files it saves of them. */
public final class RedisFiles {
  private static final int[] SIZES = {1, 10, 200, 3000, 20_000};
  private static final int PIECE = 1000;

  private RedisFiles() {}

  /**
   * Fills the databases 0, 3 and 15 with keys of every type, small and large, some of which expire
   * in the far future.
   */
  public static void fill(RespConnection redis, Random random) throws IOException {
    for (String database : List.of("0", "3", "15")) {
      ok(redis, "SELECT", database);
      ok(redis, "SET", "s:int", "-123456");
      ok(redis, "SET", "s:text", "text\u0000\u00ff");
      ok(redis, "SET", "s:long", "compressible ".repeat(20_000));
      ok(redis, "SET", "s:empty", "", "EX", "1000000");
      for (String type : List.of("RPUSH", "SADD", "HSET", "ZADD")) {
        for (int size : SIZES) {
          String key = type + size;
          for (int done = 0; done < size; done += PIECE) {
            redis.call(request(type, key, done, Math.min(size, done + PIECE), random));
          }
          if (random.nextBoolean()) {
            redis.call("EXPIRE", key, "1000000");
          }
        }
      }
      redis.call("SADD", "integers", "1", "2", "-3", "70000", "5000000000");
      redis.call("ZADD", "odd", "-inf", "a", "inf", "b", "-0", "c", "5e-324", "d", "1.5", "1");
    }
    ok(redis, "SELECT", "0");
  }

  private static String[] request(String type, String key, int from, int to, Random random) {
    List<String> request = new ArrayList<>(List.of(type, key));
    for (int i = from; i < to; i++) {
      String element = (random.nextInt(3) == 0 ? "" : "element:") + i;
      switch (type) {
        case "HSET" -> request.addAll(List.of(element, "v".repeat(random.nextInt(30))));
        case "ZADD" -> request.addAll(List.of(Double.toString(random.nextGaussian()), element));
        default -> request.add(element);
      }
    }
    return request.toArray(String[]::new);
  }

  /** Has Redis save its data, and copies the file. */
  public static Path save(RespConnection redis, Path copy) throws IOException {
    ok(redis, "SAVE");
    String reply = RespConnection.text(redis.call("CONFIG", "GET", "dir"));
    Path directory = Path.of(RespValue.parse(reply).elements().get(1).text());
    return Files.copy(directory.resolve("dump.rdb"), copy);
  }

  private static void ok(RespConnection redis, String... request) throws IOException {
    assertEquals("+OK\r\n", RespConnection.text(redis.call(request)), request[0]);
  }
}
