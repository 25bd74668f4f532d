package io.dredis.benchmark.server;

import static io.dredis.benchmark.server.GrowthCase.ofDatabase;
import static io.dredis.benchmark.server.GrowthCase.reading;
import static io.dredis.benchmark.server.GrowthCase.writing;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The commands of the growth table. */
final class GrowthCases {
  private static final int READS = 4000;

  /** Of calls that hardly do anything, so that enough comes together to be measured. */
  private static final int TRIFLES = 20_000;

  /** Of elements that come or go: a tenth of the smallest collection. */
  private static final int WRITES = 1000;

  private static final int SCANS = 3;
  private static final int NEAR_END = 5;
  private static final int RANGE = 10;
  private static final List<String> TYPES = List.of("hash", "set", "zset", "list");

  private GrowthCases() {}

  /**
   * Commands that are measured on the same collections.
   *
   * @param types types of which there must be a collection, and {@link Trial#KEYS} for a database
   */
  record Group(List<String> types, List<GrowthCase> cases) {}

  /** Returns all of them, in the order of the table. */
  static List<Group> all() {
    return List.of(
        new Group(List.of("zset"), Stream.concat(sortedSets(), rangesOfSortedSets()).toList()),
        new Group(List.of("hash"), hashes().toList()),
        new Group(List.of("set"), sets().toList()),
        new Group(List.of("list"), Stream.concat(lists(), insertions()).toList()),
        new Group(TYPES, keys().toList()),
        new Group(List.of(Trial.KEYS), databases().toList()));
  }

  private static Stream<GrowthCase> sortedSets() {
    return Stream.of(
        writing(
            "ZADD",
            WRITES,
            (trial, call) -> {
              String score = Double.toString(trial.random.nextDouble() * trial.size);
              return List.of("ZADD", trial.key("zset"), score, trial.newElement(call));
            },
            trial -> removeNew(trial, "ZREM", "zset")),
        read("ZRANK", "zset"),
        read("ZREVRANK", "zset"),
        read("ZSCORE", "zset"));
  }

  private static Stream<GrowthCase> rangesOfSortedSets() {
    return Stream.of(
        reading(
            "ZCOUNT over half",
            READS,
            (trial, call) -> {
              int from = trial.random.nextInt(trial.size / 2);
              String to = String.valueOf(from + trial.size / 2);
              return List.of("ZCOUNT", trial.key("zset"), String.valueOf(from), to);
            }),
        reading(
            "ZRANGE of 10 in the middle",
            READS,
            (trial, call) -> rangeFrom("ZRANGE", trial.key("zset"), trial.middle())),
        reading(
            "ZRANGEBYSCORE with LIMIT far in",
            READS,
            (trial, call) ->
                List.of(
                    "ZRANGEBYSCORE",
                    trial.key("zset"),
                    "-inf",
                    "+inf",
                    "LIMIT",
                    String.valueOf(trial.middle()),
                    String.valueOf(RANGE))),
        writing(
            "ZREMRANGEBYRANK of 10",
            WRITES / RANGE,
            (trial, call) -> rangeFrom("ZREMRANGEBYRANK", trial.key("zset"), trial.size / 2),
            trial -> addScored(trial, trial.size / 2, WRITES)),
        writing(
            "ZPOPMIN",
            WRITES,
            (trial, call) -> List.of("ZPOPMIN", trial.key("zset")),
            trial -> addScored(trial, 0, WRITES)));
  }

  private static Stream<GrowthCase> hashes() {
    return Stream.of(
        writing(
            "HSET",
            WRITES,
            (trial, call) ->
                List.of("HSET", trial.key("hash"), trial.newElement(call), Trial.VALUE),
            trial -> removeNew(trial, "HDEL", "hash")),
        read("HGET", "hash"),
        reading("HRANDFIELD", READS, (trial, call) -> on("HRANDFIELD", trial, "hash")));
  }

  private static Stream<GrowthCase> sets() {
    return Stream.of(
        writing(
            "SADD",
            WRITES,
            (trial, call) -> List.of("SADD", trial.key("set"), trial.newElement(call)),
            trial -> removeNew(trial, "SREM", "set")),
        read("SISMEMBER", "set"),
        writing(
            "SPOP",
            WRITES,
            (trial, call) -> on("SPOP", trial, "set"),
            trial ->
                trial.client.send(
                    "SADD", trial.key("set"), trial.replies, m -> List.of(m.toString()))),
        reading("SRANDMEMBER", READS, (trial, call) -> on("SRANDMEMBER", trial, "set")));
  }

  private static Stream<GrowthCase> lists() {
    return Stream.of(
        writing(
            "LPUSH",
            WRITES,
            (trial, call) -> List.of("LPUSH", trial.key("list"), trial.newElement(call)),
            trial -> trial.client.call("LPOP", trial.key("list"), String.valueOf(WRITES))),
        writing(
            "LPOP",
            WRITES,
            (trial, call) -> on("LPOP", trial, "list"),
            trial ->
                trial.client.send(
                    "LPUSH",
                    trial.key("list"),
                    trial.replies.reversed(),
                    each -> List.of(each.toString()))),
        reading(
            "LINDEX in the middle",
            READS,
            (trial, call) -> List.of("LINDEX", trial.key("list"), String.valueOf(trial.middle()))),
        reading(
            "LSET in the middle",
            READS,
            (trial, call) -> {
              int index = trial.middle();
              String element = Trial.element(index);
              return List.of("LSET", trial.key("list"), String.valueOf(index), element);
            }),
        reading(
            "LRANGE of 10 in the middle",
            READS,
            (trial, call) -> rangeFrom("LRANGE", trial.key("list"), trial.middle())));
  }

  private static Stream<GrowthCase> insertions() {
    return Stream.of(
        writing(
            "LINSERT near an end",
            WRITES,
            (trial, call) -> insertAfter(trial, NEAR_END, call),
            trial -> removeInserted(trial, NEAR_END, WRITES)),
        writing(
            "LINSERT in the middle" + GrowthCase.SCANS,
            SCANS,
            (trial, call) -> insertAfter(trial, trial.size / 2, call),
            trial -> removeInserted(trial, trial.size / 2, SCANS)),
        reading(
            "LPOS of that pivot" + GrowthCase.SCANS,
            SCANS,
            (trial, call) -> List.of("LPOS", trial.key("list"), Trial.element(trial.size / 2))));
  }

  private static Stream<GrowthCase> keys() {
    return Stream.of(
        new GrowthCase(
            "DEL",
            TYPES.size(),
            true,
            trial -> {
              for (String type : TYPES) {
                trial.client.call("COPY", trial.key(type), "copy:" + type);
              }
            },
            (trial, call) -> List.of("DEL", "copy:" + TYPES.get(call)),
            trial -> {}),
        reading(
            "RENAME",
            TRIFLES,
            (trial, call) -> {
              String key = trial.key(TYPES.get(call / 2 % TYPES.size()));
              String other = "renamed:" + key;
              return call % 2 == 0 ? List.of("RENAME", key, other) : List.of("RENAME", other, key);
            }));
  }

  private static Stream<GrowthCase> databases() {
    return Stream.of(
        ofDatabase("DBSIZE", TRIFLES, trial -> {}, (trial, call) -> List.of("DBSIZE")),
        ofDatabase("RANDOMKEY", READS, trial -> {}, (trial, call) -> List.of("RANDOMKEY")),
        ofDatabase(
            "SCAN step",
            WRITES,
            trial -> trial.gatherScanCursors(WRITES),
            (trial, call) -> List.of("SCAN", trial.scanCursors.get(call))));
  }

  private static GrowthCase read(String command, String type) {
    return reading(
        command, READS, (trial, call) -> List.of(command, trial.key(type), trial.anyElement()));
  }

  private static List<String> on(String command, Trial trial, String type) {
    return List.of(command, trial.key(type));
  }

  private static List<String> rangeFrom(String command, String key, int from) {
    return List.of(command, key, String.valueOf(from), String.valueOf(from + RANGE - 1));
  }

  private static List<String> insertAfter(Trial trial, int index, int call) {
    String pivot = Trial.element(index);
    return List.of("LINSERT", trial.key("list"), "AFTER", pivot, trial.newElement(call));
  }

  /** Removes what {@link #insertAfter} has inserted, all of which lies in one row. */
  private static void removeInserted(Trial trial, int index, int count) throws IOException {
    String key = trial.key("list");
    if (index == NEAR_END) {
      trial.client.call("LTRIM", key, String.valueOf(index + 1 + count), "-1");
      trial.client.send(
          "LPUSH",
          key,
          IntStream.rangeClosed(0, index).boxed().toList().reversed(),
          n -> List.of(Trial.element(n)));
      return;
    }
    for (int call = 0; call < count; call++) {
      trial.client.call("LREM", key, "1", trial.newElement(call));
    }
  }

  private static void removeNew(Trial trial, String command, String type) throws IOException {
    trial.client.send(
        command,
        trial.key(type),
        IntStream.range(0, WRITES).boxed().toList(),
        number -> List.of(trial.newElement(number)));
  }

  private static void addScored(Trial trial, int from, int count) throws IOException {
    trial.client.send(
        "ZADD",
        trial.key("zset"),
        IntStream.range(from, from + count).boxed().toList(),
        number -> List.of(number.toString(), Trial.element(number)));
  }
}
