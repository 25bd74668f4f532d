package io.dredis.server.command.hash;

import io.dredis.server.testing.RandomCommands;
import java.util.List;

/** Random calls of the hash commands on a few keys: most of them valid, some odd, some wrong. */
final class RandomHashCommands extends RandomCommands {
  static final List<String> KEYS = List.of("a", "b", "c", "string");

  private static final String[] NUMBERS = {
    "0",
    "1",
    "-1",
    "7",
    "127",
    "128",
    "-4096",
    "-4097",
    "4095",
    "32767",
    "32768",
    "8388608",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "007",
    " 1",
    "+5",
    "-0",
    "",
    "1.5",
    "abc"
  };
  private static final String[] FLOATS = {
    "0.1",
    "-0.1",
    "1.5",
    "3.0e3",
    "1e-17",
    "1e300",
    "1e4931",
    "1e4932",
    "inf",
    "-inf",
    "nan",
    "0x1p3",
    ".5",
    "1.",
    "",
    " 1",
    "1 ",
    "abc",
    "5.12345678901234567890123",
    "-0.0"
  };
  private static final int[] LENGTHS = {0, 1, 2, 7, 8, 9, 63, 64, 65, 100, 200};

  private final int fieldCount;

  RandomHashCommands(long seed, int fieldCount) {
    super(seed);
    this.fieldCount = fieldCount;
  }

  @Override
  protected void build(List<String> call) {
    buildValid(call);
    // HRANDFIELD without its surplus option would answer at random, for some counts without end.
    disturb(call, !call.get(0).equals("HRANDFIELD"));
  }

  private void buildValid(List<String> call) {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> addPairs(call, "HSET");
      case 5 -> addPairs(call, "HMSET");
      case 6 -> add(call, "HSETNX", key(), field(), value());
      case 7 -> add(call, "HGET", key(), field());
      case 8 -> addFields(call, "HMGET");
      case 9, 10 -> addFields(call, "HDEL");
      case 11 -> add(call, "HLEN", key());
      case 12 -> add(call, "HSTRLEN", key(), field());
      case 13 -> add(call, "HEXISTS", key(), field());
      case 14 -> add(call, "HINCRBY", key(), field(), pick(NUMBERS));
      case 15 -> add(call, "HINCRBYFLOAT", key(), field(), pick(FLOATS));
      case 16 -> add(call, "HGETALL", key());
      case 17 -> add(call, "HKEYS", key());
      case 18 -> add(call, "HVALS", key());
      default -> buildRare(call);
    }
  }

  private void buildRare(List<String> call) {
    switch (random.nextInt(8)) {
      case 0 -> add(call, "DEL", KEYS.get(random.nextInt(3)));
      case 1 -> add(call, "COPY", KEYS.get(random.nextInt(3)), KEYS.get(random.nextInt(3)));
      case 2 -> add(call, "RENAME", KEYS.get(random.nextInt(3)), KEYS.get(random.nextInt(3)));
      case 3 -> add(call, "TYPE", key());
      case 4 -> add(call, "OBJECT", "ENCODING", key());
      case 5 -> add(call, "EXPIRE", KEYS.get(random.nextInt(3)), "10000");
      case 6 -> add(call, "PERSIST", key());
      default -> add(call, "HRANDFIELD", key(), pick(NUMBERS), "SURPLUS");
    }
  }

  private void addPairs(List<String> call, String name) {
    add(call, name, key());
    for (int i = random.nextInt(random.nextInt(8) == 0 ? 30 : 3); i >= 0; i--) {
      add(call, field(), value());
    }
  }

  private void addFields(List<String> call, String name) {
    add(call, name, key());
    for (int i = random.nextInt(4); i >= 0; i--) {
      call.add(field());
    }
  }

  private String key() {
    return random.nextInt(30) == 0 ? "missing" : KEYS.get(random.nextInt(20) == 0 ? 3 : pickKey());
  }

  private int pickKey() {
    return random.nextInt(3);
  }

  private String field() {
    int number = random.nextInt(fieldCount);
    return number == 0 ? "" : number % 5 == 0 ? "\u00ff\u0000field" + number : "f" + number;
  }

  private String value() {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> Integer.toString(random.nextInt(100_000) - 50_000);
      case 3 -> pick(NUMBERS);
      case 4 -> pick(FLOATS);
      // Long ones are rare, for each makes its hash a hash table for good.
      default -> "v".repeat(LENGTHS[random.nextInt(random.nextInt(20) == 0 ? LENGTHS.length : 4)]);
    };
  }
}
