package io.dredis.benchmark.comparison;

import com.beust.jcommander.ParameterException;
import io.dredis.benchmark.server.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A command that {@code redis-benchmark} sends again and again. */
enum Workload {
  SET(true, "-t set"),
  GET(true, "-t get"),
  INCR(true, "-t incr"),
  HSET(false, "-t hset"),
  LPUSH(false, "-t lpush"),
  LPOP(false, "-t lpop"),
  SADD(false, "-t sadd"),
  ZADD(false, "-t zadd"),
  ZRANK(false, "zrank " + DataSet.SORTED_SET + " element:__rand_int__"),
  ZRANGE(false, "zrange " + DataSet.SORTED_SET + " __rand_int__ +inf byscore limit 0 10"),
  EVALSHA(false, "evalsha " + DataSet.SCRIPT_SHA + " 0");

  private final boolean overKeys;
  private final String arguments;

  /**
   * A workload.
   *
   * @param overKeys whether random numbers are those of keys, not of elements
   * @param arguments the last ones of {@code redis-benchmark}
   */
  Workload(boolean overKeys, String arguments) {
    this.overKeys = overKeys;
    this.arguments = arguments;
  }

  /**
   * Returns the workload of a name in any case.
   *
   * @throws ParameterException when there is none
   */
  static Workload named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    "--commands: "
                        + name
                        + " is none of "
                        + Arrays.stream(values())
                            .map(Workload::name)
                            .collect(Collectors.joining(","))));
  }

  /** Returns the arguments of {@code redis-benchmark} behind those that say where the server is. */
  List<String> arguments(Setting setting, int requests) {
    List<String> all = new ArrayList<>(List.of("--csv", "-n", "" + requests));
    all.addAll(List.of("-c", "" + setting.clients(), "-P", "" + setting.pipeline()));
    all.addAll(List.of("-d", "" + setting.valueBytes()));
    DataSet data = setting.data();
    all.addAll(List.of("-r", "" + (overKeys ? data.keys() : data.elements())));
    all.addAll(List.of(arguments.split(" ", -1)));
    return all;
  }

  /** Makes ready what the requests need and use up: the elements of LPOP. */
  void prepare(RespClient client, Setting setting, int requests) throws IOException {
    if (this == LPOP) {
      setting.data().lengthenList(client, requests);
    }
  }
}
