package io.dredis.server.command.set;

import io.dredis.server.testing.RespConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Random calls of the set commands on a few keys, whose replies leave nothing to chance: most of
 * them valid, some odd, some wrong.
 */
final class RandomSetCommands {
  static final List<String> KEYS = List.of("a", "b", "c", "d", "e");

  private static final String[] ODD_MEMBERS = {
    "",
    "0",
    "-0",
    "007",
    "+1",
    " 1",
    "1.0",
    "-1",
    "127",
    "128",
    "-32769",
    "32768",
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "a",
    "A",
    "\0",
    "\r\n",
    "\u00ff\u00fe",
    " "
  };

  private final Random random;

  RandomSetCommands(long seed) {
    random = new Random(seed);
  }

  byte[][] next() {
    List<String> call = new ArrayList<>();
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> addMembers(call, "SADD", key());
      case 4 -> addRange(call, "SADD", key());
      case 5, 6 -> addMembers(call, "SREM", key());
      case 7 -> addRange(call, "SREM", key());
      case 8 -> call.addAll(List.of(pick("SISMEMBER", "sismember"), key(), member()));
      case 9 -> addMembers(call, "SMISMEMBER", key());
      case 10 -> call.addAll(List.of(pick("SCARD", "SMEMBERS", "TYPE"), key()));
      case 11, 12 -> call.addAll(List.of("SMOVE", key(), key(), member()));
      case 13 -> addKeys(call, pick("SINTER", "SUNION", "SDIFF", "sunion"));
      case 14, 15 -> {
        call.addAll(List.of(pick("SINTERSTORE", "SUNIONSTORE", "SDIFFSTORE"), key()));
        addMoreKeys(call);
      }
      case 16 -> addCardinality(call);
      case 17 -> addWhole(call);
      case 18 -> addWithOtherCommands(call);
      default -> addWrong(call);
    }
    return call.stream().map(RespConnection::bytes).toArray(byte[][]::new);
  }

  private void addKeys(List<String> call, String name) {
    call.add(name);
    addMoreKeys(call);
  }

  private void addMoreKeys(List<String> call) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      call.add(key());
    }
  }

  private void addMembers(List<String> call, String name, String key) {
    call.add(random.nextInt(10) == 0 ? name.toLowerCase(Locale.ROOT) : name);
    call.add(key);
    for (int i = random.nextInt(5); i >= 0; i--) {
      call.add(member());
    }
  }

  /** Many members at once, so that sets grow beyond what is packed, and shrink again. */
  private void addRange(List<String> call, String name, String key) {
    call.addAll(List.of(name, key));
    int first = random.nextInt(1200) - 200;
    String prefix = pick("", "", "m", "quite a long member, as long as others are: ");
    for (int i = random.nextInt(prefix.length() > 1 ? 120 : 700); i >= 0; i--) {
      call.add(prefix + (first + i));
    }
  }

  private void addCardinality(List<String> call) {
    List<String> keys = new ArrayList<>();
    addMoreKeys(keys);
    call.add("SINTERCARD");
    call.add(Integer.toString(keys.size()));
    call.addAll(keys);
    if (random.nextBoolean()) {
      call.addAll(List.of(pick("LIMIT", "limit"), pick("0", "1", "3", "100", "9999999")));
    }
  }

  /** Calls for random members that leave no choice. */
  private void addWhole(List<String> call) {
    switch (random.nextInt(4)) {
      case 0 -> call.addAll(List.of("SRANDMEMBER", key(), pick("0", "100000")));
      case 1 -> call.addAll(List.of("SPOP", key(), pick("0", "0", "100000")));
      case 2 -> call.addAll(List.of("SRANDMEMBER", "absent", pick("0", "5", "-5")));
      default -> call.addAll(List.of(pick("SPOP", "SRANDMEMBER"), "absent"));
    }
  }

  private void addWithOtherCommands(List<String> call) {
    switch (random.nextInt(8)) {
      case 0 -> call.addAll(List.of("DEL", key()));
      case 1 -> call.addAll(List.of("RENAME", key(), key()));
      case 2 -> call.addAll(List.of("COPY", key(), key(), "REPLACE"));
      case 3 -> call.addAll(List.of("EXPIRE", key(), "10000"));
      case 4 -> call.addAll(List.of("PERSIST", key()));
      case 5 -> call.addAll(List.of("SET", key(), "a string"));
      case 6 -> call.addAll(List.of("OBJECT", "ENCODING", key()));
      default -> call.addAll(List.of("SCAN", "0", "COUNT", "1000", "TYPE", "set"));
    }
  }

  private void addWrong(List<String> call) {
    switch (random.nextInt(10)) {
      case 0 -> call.addAll(List.of("SINTERCARD", pick("0", "-1", "x", "2", "07"), key()));
      case 1 ->
          call.addAll(List.of("SINTERCARD", "1", key(), pick("LIMIT", "NO"), pick("-1", "x", "")));
      case 2 -> call.addAll(List.of("SINTERCARD", "1", key(), "LIMIT"));
      case 3 -> call.addAll(List.of("SPOP", key(), pick("-1", "x", "", "9223372036854775808")));
      case 4 -> call.addAll(List.of("SRANDMEMBER", key(), pick("x", "", "-9223372036854775808")));
      case 5 -> call.addAll(List.of(pick("SPOP", "SRANDMEMBER"), key(), "1", "2"));
      case 6 -> call.addAll(List.of("SSCAN", key(), pick("x", " 0", "-"), "COUNT", "5"));
      case 7 -> call.addAll(List.of("SSCAN", key(), "0", "COUNT", pick("0", "-1", "x")));
      case 8 -> call.addAll(List.of("SSCAN", key(), "0", pick("TYPE", "MATCH", "NO")));
      default -> call.add(pick("SADD", "SREM", "SMOVE", "SINTER", "SINTERCARD", "SPOP", "SSCAN"));
    }
  }

  private String key() {
    return random.nextInt(25) == 0 ? "missing" : KEYS.get(random.nextInt(KEYS.size()));
  }

  private String member() {
    return switch (random.nextInt(6)) {
      case 0 -> pick(ODD_MEMBERS);
      case 1 -> "m" + random.nextInt(100);
      case 2 -> "m".repeat(random.nextInt(random.nextInt(20) == 0 ? 6000 : 100));
      default -> Integer.toString(random.nextInt(200) - 20);
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
