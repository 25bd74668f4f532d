package io.dredis.server.command.generic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Random requests to the commands on keys and databases, over few keys in few databases: most are
 * valid, some are odd, some wrong. No reply depends on when a request comes, but for the times that
 * are left until a key expires.
 */
final class RandomKeyCommands {
  static final int DATABASES = 4;

  private static final String[] KEYS = {"a", "b", "c", "ab", "abc", "a*c", "", "\0\u00ff\r\n"};
  private static final String[] PATTERNS = {
    "*", "a*", "?", "[a-b]*", "a\\*c", "", "ab", "*c", "[^a]*", "a[", "\\", "nothing*"
  };

  /** Around the year 2100, and before the present. */
  private static final String[] ABSOLUTE_SECONDS = {
    "4102444800", "4102444801", "4102444900", "1", "0", "-1", "9223372036854775",
  };

  private static final String[] ABSOLUTE_MILLIS = {
    "4102444800000", "4102444800499", "4102444800500", "4102444800999", "4102444801000", "1", "-5",
  };
  private static final String[] WRONG_NUMBERS = {
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "9223372036854776",
    "-9223372036854776",
    "abc",
    "",
    " 1",
    "1.5",
    "+1",
    "01",
    "1 "
  };
  private static final String[] CONDITIONS = {"NX", "XX", "GT", "LT", "nx", "gT", "foo", "CH"};
  private static final String[] TYPES = {"string", "STRING", "hash", "list", "zset", "stream", "x"};

  private final Random random;

  RandomKeyCommands(long seed) {
    random = new Random(seed);
  }

  /** Returns a number of at least 1 and at most {@code most}. */
  int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  /** Returns the words of a request. */
  String[] next() {
    List<String> request = new ArrayList<>(List.of(valid()));
    int oddity = random.nextInt(60);
    if (oddity == 0 && request.size() > 1) {
      request.remove(request.size() - 1);
    } else if (oddity == 1) {
      request.add(any("x", "NX", "DB", "REPLACE", "1", "COUNT"));
    } else if (oddity == 2) {
      request.set(0, request.get(0).toLowerCase(Locale.ROOT));
    }
    return request.toArray(String[]::new);
  }

  private String[] valid() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> write();
      case 4 -> manyKeys(any("DEL", "UNLINK"));
      case 5 -> manyKeys(any("EXISTS", "TOUCH"));
      case 6 -> words("TYPE", key());
      case 7, 8 -> expire();
      case 9, 10 ->
          words(any("TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME", "PERSIST", "PERSIST"), key());
      case 11, 12 -> words(any("RENAME", "RENAMENX"), key(), key());
      case 13, 14 -> copy();
      case 15 -> words("MOVE", key(), database());
      case 16 -> words("OBJECT", any("ENCODING", "FREQ", "IDLETIME", "encoding", "foo"), key());
      case 17 -> walk();
      case 18 -> words("SELECT", database());
      default -> wholeDatabase();
    };
  }

  private String[] write() {
    return switch (random.nextInt(7)) {
      case 0 -> words("SET", key(), value());
      case 1 -> words("SET", key(), value(), "KEEPTTL");
      case 2 -> words("SET", key(), value(), "PXAT", ABSOLUTE_MILLIS[random.nextInt(5)]);
      case 3 -> words("APPEND", key(), value());
      case 4 -> words("SETEX", key(), relativeSeconds(), value());
      case 5 -> words("INCRBY", key(), any("1", "10000", "-20000"));
      default -> words("MSET", key(), value(), key(), value());
    };
  }

  private String[] manyKeys(String command) {
    String[] request = new String[2 + random.nextInt(4)];
    request[0] = command;
    for (int i = 1; i < request.length; i++) {
      request[i] = key();
    }
    return request;
  }

  private String[] expire() {
    String[] request =
        switch (random.nextInt(4)) {
          case 0 -> words("EXPIRE", key(), number(relativeSeconds(), "-1", "0"));
          case 1 -> words("PEXPIRE", key(), number(relativeSeconds() + "000", "-1", "0"));
          case 2 -> words("EXPIREAT", key(), number(ABSOLUTE_SECONDS));
          default -> words("PEXPIREAT", key(), number(ABSOLUTE_MILLIS));
        };
    int conditions = Math.max(0, random.nextInt(6) - 3);
    String[] all = Arrays.copyOf(request, request.length + conditions);
    for (int i = request.length; i < all.length; i++) {
      all[i] = any(CONDITIONS);
    }
    return all;
  }

  private String[] copy() {
    return switch (random.nextInt(5)) {
      case 0 -> words("COPY", key(), key());
      case 1 -> words("COPY", key(), key(), "REPLACE");
      case 2 -> words("COPY", key(), key(), "DB", database());
      case 3 -> words("COPY", key(), key(), any("DB", "db"), database(), any("REPLACE", "replace"));
      default -> words("COPY", key(), key(), "REPLACE", "DB", database(), "DB", database());
    };
  }

  private String[] walk() {
    return switch (random.nextInt(6)) {
      case 0 -> words("KEYS", any(PATTERNS));
      case 1 -> words("RANDOMKEY");
      case 2 -> words("DBSIZE");
      case 3 -> words("SCAN", any("x", "-", "1 ", "99999999999999999999999"));
      case 4 ->
          words("SCAN", "0", "COUNT", any("1000", "1000", "0", "-1", "x"), "MATCH", any(PATTERNS));
      default -> words("SCAN", "0", "TYPE", any(TYPES), "COUNT", "1000");
    };
  }

  private String[] wholeDatabase() {
    return switch (random.nextInt(12)) {
      case 0 -> words("FLUSHALL");
      case 1 -> words("FLUSHALL", any("SYNC", "ASYNC", "foo"));
      case 2 -> words("FLUSHDB");
      case 3 -> words("FLUSHDB", any("sync", "async", "foo"));
      case 4, 5, 6, 7, 8 -> words("SWAPDB", database(), database());
      default -> words("DBSIZE");
    };
  }

  private String key() {
    return any(KEYS);
  }

  private String value() {
    return switch (random.nextInt(6)) {
      case 0 -> Integer.toString(random.nextInt(20000) - 100);
      case 1 -> "";
      case 2 -> "x".repeat(44 + random.nextInt(2));
      case 3 -> "long".repeat(random.nextInt(5000));
      default -> "v" + random.nextInt(1000);
    };
  }

  private String database() {
    return random.nextInt(15) == 0
        ? any("16", "-1", "abc", "99999999999", "", "1.0")
        : Integer.toString(random.nextInt(DATABASES));
  }

  /** So far apart that no two requests ask for nearly the same moment, and long to wait for. */
  private String relativeSeconds() {
    return Integer.toString(1_000_000 + 1000 * random.nextInt(900_000));
  }

  private String number(String... valid) {
    return any(random.nextInt(8) == 0 ? WRONG_NUMBERS : valid);
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String[] words(String... words) {
    return words;
  }
}
