package io.dredis.server.command.string;

import io.dredis.server.testing.RespConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random calls of the string commands on a few keys: most of them valid, some odd, some wrong. */
final class RandomStringCommands {
  static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f");

  private static final int[] LENGTHS = {
    0, 1, 2, 3, 8, 19, 20, 21, 43, 44, 45, 46, 64, 200, 511, 512, 4079, 4080, 4081, 8159, 8160,
    8161, 16383, 16384, 16385, 20400, 65535, 65536, 65537, 70000, 262_144, 300_000
  };
  private static final String[] NUMBERS = {
    "0",
    "1",
    "-1",
    "7",
    "9999",
    "10000",
    "-10000",
    "9223372036854775807",
    "9223372036854775806",
    "-9223372036854775808",
    "-9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999",
    "007",
    " 1",
    "1 ",
    "+5",
    "-0",
    "",
    "1.5",
    "abc",
    "0x10"
  };
  private static final String[] FLOATS = {
    "0.1",
    "-0.1",
    "1.5",
    "3.0e3",
    "1e3",
    "-1E-3",
    "1e-17",
    "5e-18",
    "4.9e-18",
    "1e17",
    "1e300",
    "1e4931",
    "-1e4931",
    "1e4932",
    "1e-4940",
    "1e-4966",
    "inf",
    "-Infinity",
    "nan",
    "0x1p3",
    "0x.8",
    "0x",
    ".5",
    "1.",
    ".",
    "1e",
    "1e+",
    " 1",
    "1 ",
    "+1",
    "--1",
    "5.12345678901234567890123",
    "0.30000000000000000004",
    "123456789012345678901234567890",
    "-0.0",
    "1e99999999999",
    "0e99999"
  };
  private static final String[] INDEXES = {
    "0",
    "1",
    "-1",
    "2",
    "-2",
    "5",
    "43",
    "44",
    "4079",
    "4080",
    "-4080",
    "4081",
    "16383",
    "16384",
    "-16385",
    "65536",
    "100000",
    "-100000",
    "9223372036854775807",
    "-9223372036854775808",
    "x",
    "1.0",
    ""
  };
  private static final String[] OFFSETS = {
    "0",
    "1",
    "5",
    "44",
    "45",
    "4079",
    "4080",
    "8160",
    "16383",
    "16384",
    "16385",
    "20000",
    "70000",
    "200000",
    "1048575",
    "1048576",
    "-1",
    "536870912",
    "9223372036854775807",
    "x",
    ""
  };
  private static final String[] TIMES = {
    "10000", "20000", "1", "0", "-1", "9223372036854775", "9223372036854775807",
    "9223372036854776", "9223372036854775808", "x", "1.5", "", "4000000000", "4000000000000"
  };
  private static final String[] SET_OPTIONS = {"NX", "XX", "GET", "KEEPTTL"};
  private static final String[] TIME_OPTIONS = {"EX", "PX", "EXAT", "PXAT"};
  private static final String[] LCS_OPTIONS = {"LEN", "IDX", "WITHMATCHLEN", "MINMATCHLEN"};

  private final Random random;

  RandomStringCommands(long seed) {
    random = new Random(seed);
  }

  /** Returns the next call. */
  byte[][] next() {
    List<byte[]> call = new ArrayList<>();
    addCall(call);
    int oddity = random.nextInt(100);
    if (oddity == 0 && call.size() > 1) {
      call.removeLast();
    } else if (oddity == 1) {
      add(call, pick("NX", "EX", "junk", "", "1"));
    }
    return call.toArray(byte[][]::new);
  }

  private void addCall(List<byte[]> call) {
    switch (random.nextInt(12)) {
      case 0, 1 -> addSet(call);
      case 2 -> addSetOfOtherKinds(call);
      case 3, 4 -> addGet(call);
      case 5 -> addGetex(call);
      case 6 -> addRange(call);
      case 7 -> addSetrange(call);
      case 8 -> add(call, anyCase("APPEND"), key(), value());
      case 9 -> addCounter(call);
      case 10 -> addMany(call);
      default -> addLcs(call);
    }
  }

  private void addSet(List<byte[]> call) {
    add(call, anyCase("SET"), key(), value());
    for (int options = random.nextInt(6) - 2; options > 0; options--) {
      if (random.nextInt(3) == 0) {
        addTime(call);
      } else {
        add(call, anyCase(pick(SET_OPTIONS)));
      }
    }
  }

  private void addTime(List<byte[]> call) {
    String option = pick(TIME_OPTIONS);
    add(call, anyCase(option), time(option));
  }

  /** A key that expires while the test runs would make its replies depend on the clock. */
  private String time(String option) {
    boolean fromNow = option.equals("EX") || option.equals("PX");
    String time = random.nextInt(3) == 0 ? pick(TIMES) : "4000000";
    return fromNow && time.equals("1") ? "10000" : option.equals("PX") ? time + "000" : time;
  }

  private void addSetOfOtherKinds(List<byte[]> call) {
    switch (random.nextInt(4)) {
      case 0 -> add(call, "SETNX", key(), value());
      case 1 -> add(call, "SETEX", key(), time("EX"), value());
      case 2 -> add(call, "PSETEX", key(), time("PX"), value());
      default -> add(call, "GETSET", key(), value());
    }
  }

  private void addGet(List<byte[]> call) {
    add(call, anyCase(pick("GET", "GET", "STRLEN", "GETDEL")), key());
  }

  private void addGetex(List<byte[]> call) {
    add(call, "GETEX", key());
    for (int options = random.nextInt(3); options > 0; options--) {
      if (random.nextInt(3) == 0) {
        add(call, anyCase(pick("PERSIST", "PERSIST", "KEEPTTL", "NX")));
      } else {
        addTime(call);
      }
    }
  }

  private void addRange(List<byte[]> call) {
    add(call, pick("GETRANGE", "SUBSTR"), key(), pick(INDEXES), pick(INDEXES));
  }

  private void addSetrange(List<byte[]> call) {
    add(call, "SETRANGE", key(), pick(OFFSETS), value());
  }

  private void addCounter(List<byte[]> call) {
    switch (random.nextInt(8)) {
      case 0 -> add(call, "INCR", key());
      case 1 -> add(call, "DECR", key());
      case 2 -> add(call, "INCRBY", key(), pick(NUMBERS));
      case 3 -> add(call, "DECRBY", key(), pick(NUMBERS));
      case 4 -> add(call, "SET", key(), pick(NUMBERS));
      case 5 -> add(call, "SET", key(), pick(FLOATS));
      default -> add(call, "INCRBYFLOAT", key(), random.nextBoolean() ? pick(FLOATS) : decimal());
    }
  }

  private void addMany(List<byte[]> call) {
    String name = pick("MGET", "MGET", "MSET", "MSETNX");
    add(call, anyCase(name));
    for (int pairs = 1 + random.nextInt(4); pairs > 0; pairs--) {
      add(call, name.equals("MSETNX") && random.nextBoolean() ? "new" : key());
      if (!name.equals("MGET")) {
        add(call, value());
      }
    }
  }

  private void addLcs(List<byte[]> call) {
    add(call, "LCS", key(), key());
    for (int options = random.nextInt(4); options > 0; options--) {
      String option = pick(LCS_OPTIONS);
      add(call, anyCase(option));
      if (option.equals("MINMATCHLEN")) {
        add(call, pick("0", "1", "2", "4", "-3", "x"));
      }
    }
  }

  private String key() {
    return KEYS.get(random.nextInt(KEYS.size()));
  }

  private String value() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> pick(NUMBERS);
      case 2 -> pick(FLOATS);
      case 3, 4 -> text(random.nextInt(60), 3);
      default -> text(LENGTHS[random.nextInt(LENGTHS.length)], random.nextBoolean() ? 2 : 256);
    };
  }

  /** A text of that length over an alphabet of that many bytes. */
  private String text(int length, int alphabet) {
    char first = alphabet == 256 ? 0 : 'a';
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) (first + random.nextInt(alphabet));
    }
    return new String(chars);
  }

  private String decimal() {
    String digits = Long.toString(random.nextLong());
    int point = 1 + random.nextInt(digits.length() - 1);
    String decimal = digits.substring(0, point) + "." + digits.substring(point);
    return random.nextInt(3) == 0 ? decimal + "e" + (random.nextInt(60) - 30) : decimal;
  }

  private String anyCase(String word) {
    return random.nextInt(4) == 0 ? word.toLowerCase(Locale.ROOT) : word;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static void add(List<byte[]> call, String... words) {
    for (String word : words) {
      call.add(RespConnection.bytes(word));
    }
  }
}
