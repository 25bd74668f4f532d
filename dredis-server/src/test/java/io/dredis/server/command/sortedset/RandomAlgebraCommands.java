package io.dredis.server.command.sortedset;

import io.dredis.server.testing.RandomCommands;
import java.util.List;

/** Random unions, intersections and differences of sorted sets and sets, most of them valid. */
final class RandomAlgebraCommands extends RandomCommands {
  private static final List<String> SCORES =
      List.of(
          "0",
          "-0",
          "1",
          "2",
          "-1",
          "0.1",
          "0.2",
          "0.3",
          "0.7",
          "inf",
          "-inf",
          "1e300",
          "-1e300",
          "5e-324",
          "1e17",
          "3.3333333333333335",
          "100");
  private static final List<String> WEIGHTS =
      List.of("1", "1", "2", "-1", "0", "-0", "0.1", "3.3", "inf", "-inf", "1e300", "0x2");
  private static final List<String> BAD_WEIGHTS = List.of("", "nan", "x", " 1", "1e400");

  RandomAlgebraCommands(long seed) {
    super(seed);
  }

  @Override
  protected void build(List<String> call) {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> zadd(call);
      case 4, 5 -> sadd(call);
      case 6 -> add(call, "DEL", pick("z1", "z2", "z3", "s1", "s2", "target"));
      case 7, 8 -> algebra(call, "ZUNION", true, true);
      case 9, 10 -> algebra(call, "ZINTER", true, true);
      case 11, 12 -> algebra(call, "ZDIFF", false, true);
      case 13, 14 -> algebra(call, "ZUNIONSTORE " + target(), true, false);
      case 15, 16 -> algebra(call, "ZINTERSTORE " + target(), true, false);
      case 17 -> algebra(call, "ZDIFFSTORE " + target(), false, false);
      case 18 -> zintercard(call);
      default -> odd(call);
    }
  }

  private String key() {
    return random.nextInt(40) == 0
        ? "string"
        : pick("z1", "z1", "z2", "z2", "z3", "s1", "s2", "target", "missing");
  }

  private String target() {
    return random.nextInt(4) == 0 ? pick("z3", "s2", "string2") : "target";
  }

  private String member() {
    return switch (random.nextInt(10)) {
      case 0 -> pick("", "-", "-0", "00", "9223372036854775807", "-9223372036854775808");
      case 1 -> random.nextInt(4) == 0 ? "long member ".repeat(6) : "x";
      case 2, 3, 4 -> Integer.toString(random.nextInt(400) - 200);
      default -> "m" + random.nextInt(150);
    };
  }

  private int members() {
    return 1 + random.nextInt(random.nextInt(6) == 0 ? 200 : 8);
  }

  private void zadd(List<String> call) {
    add(call, "ZADD", pick("z1", "z2", "z3"));
    for (int i = members(); i > 0; i--) {
      add(call, pick(SCORES), member());
    }
  }

  private void sadd(List<String> call) {
    boolean integers = random.nextBoolean();
    add(call, "SADD", integers ? "s1" : "s2");
    boolean many = random.nextInt(10) == 0;
    for (int i = many ? 1000 : members(); i > 0; i--) {
      call.add(integers ? Integer.toString(random.nextInt(20_000) - 10_000) : member() + "s");
    }
  }

  private void algebra(List<String> call, String name, boolean aggregates, boolean replies) {
    int space = name.indexOf(' ');
    add(call, space < 0 ? name : name.substring(0, space));
    if (space >= 0) {
      add(call, name.substring(space + 1));
    }
    int keys = keys(call);
    if (aggregates) {
      aggregation(call, keys);
    }
    if ((replies && random.nextBoolean()) || random.nextInt(40) == 0) {
      add(call, pick("WITHSCORES", "withscores"));
    }
  }

  private int keys(List<String> call) {
    int keys = 1 + random.nextInt(random.nextInt(5) == 0 ? 7 : 3);
    call.add(random.nextInt(30) == 0 ? pick("0", "-1", "x", "9", "", "1.0") : "" + keys);
    for (int i = 0; i < keys; i++) {
      call.add(key());
    }
    return keys;
  }

  private void aggregation(List<String> call, int keys) {
    for (int times = random.nextInt(10) == 0 ? 2 : 1; times > 0; times--) {
      if (random.nextInt(3) > 0) {
        add(call, pick("WEIGHTS", "weights"));
        for (int i = random.nextInt(30) == 0 ? 1 : 0; i < keys; i++) {
          call.add(random.nextInt(60) == 0 ? pick(BAD_WEIGHTS) : pick(WEIGHTS));
        }
      }
      if (random.nextInt(3) > 0) {
        add(call, "AGGREGATE", pick("SUM", "MIN", "max", random.nextInt(9) == 0 ? "AVG" : "sum"));
      }
    }
  }

  private void zintercard(List<String> call) {
    add(call, "ZINTERCARD");
    keys(call);
    if (random.nextBoolean()) {
      add(call, "LIMIT", pick("0", "1", "3", "100", random.nextInt(5) == 0 ? "-1" : "2", "x"));
    }
    if (random.nextInt(10) == 0) {
      add(call, pick("LIMIT", "WITHSCORES", "WEIGHTS"), "1");
    }
  }

  private void odd(List<String> call) {
    switch (random.nextInt(8)) {
      case 0 -> add(call, pick("ZUNION", "ZINTER", "ZDIFF", "ZINTERCARD"), "1");
      case 1 -> add(call, pick("ZUNIONSTORE", "ZDIFFSTORE"), "target", "2", "z1");
      case 2 -> add(call, "ZUNION", "1", "string", "FOO");
      case 3 -> add(call, "ZUNION", "1", "z1", "WEIGHTS");
      case 4 -> add(call, "ZDIFF", "2", "z1", "z2", pick("WEIGHTS", "AGGREGATE"), "1", "1");
      case 5 -> add(call, "ZINTER", "2", "z1", "string", "AGGREGATE");
      case 6 -> add(call, "ZUNIONSTORE", "string", "2", "missing", "missing");
      default -> add(call, "SET", "string", "x");
    }
  }
}
