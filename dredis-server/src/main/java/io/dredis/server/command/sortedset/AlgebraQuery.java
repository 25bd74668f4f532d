package io.dredis.server.command.sortedset;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.AlgebraInput;
import io.dredis.storage.type.ScoredStream;
import io.dredis.storage.type.SortedSetAlgebra;
import io.dredis.storage.type.SortedSetAlgebra.Aggregate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What ZUNION and its like are to work out, as something that can be done on any view of the
 * keyspace: now, or later on a snapshot.
 */
final class AlgebraQuery {
  /** What is made of the inputs. */
  enum Operation {
    UNION,
    INTERSECTION,
    DIFFERENCE
  }

  /** What the command is for, which decides about its options. */
  enum Purpose {
    REPLY,
    STORE,
    CARDINALITY
  }

  private static final String NOT_A_WEIGHT = "ERR weight value is not a float";

  private final Operation operation;
  private final List<byte[]> keys;
  private final double[] weights;
  private Aggregate aggregate = Aggregate.SUM;
  private boolean withScores;
  private long limit;

  private AlgebraQuery(Operation operation, List<byte[]> keys) {
    this.operation = operation;
    this.keys = keys;
    this.weights = new double[keys.size()];
    Arrays.fill(weights, 1);
  }

  /**
   * Reads a query.
   *
   * @param countAt the index of the number of keys
   * @param lookUp looks up all keys, which Redis does before it reads the options
   */
  static AlgebraQuery of(
      Invocation call,
      int countAt,
      Operation operation,
      Purpose purpose,
      UnaryOperator<List<byte[]>> lookUp) {
    long count = Numbers.parseLong(call.argument(countAt));
    if (count < 1) {
      throw new CommandException(
          "ERR at least 1 input key is needed for '" + call.command().spec().name() + "' command");
    }
    int firstKey = countAt + 1;
    if (count > call.count() - firstKey) {
      throw new CommandException(Errors.SYNTAX);
    }
    int end = firstKey + (int) count;
    List<byte[]> keys = Arrays.asList(call.arguments()).subList(firstKey, end);
    AlgebraQuery query = new AlgebraQuery(operation, lookUp.apply(keys));
    for (Arguments rest = Arguments.from(call, end); rest.hasNext(); ) {
      query.readOption(rest, purpose);
    }
    return query;
  }

  private void readOption(Arguments rest, Purpose purpose) {
    boolean aggregates = operation != Operation.DIFFERENCE && purpose != Purpose.CARDINALITY;
    if (aggregates && rest.accept("WEIGHTS", keys.size())) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = Scores.parse(rest.next(), NOT_A_WEIGHT);
      }
    } else if (aggregates && rest.accept("AGGREGATE", 1)) {
      aggregate = aggregate(rest);
    } else if (purpose == Purpose.REPLY && rest.accept("WITHSCORES")) {
      withScores = true;
    } else if (purpose == Purpose.CARDINALITY && rest.accept("LIMIT", 1)) {
      limit = Numbers.parseLong(rest.next(), 0, Long.MAX_VALUE, Errors.NEGATIVE_LIMIT);
    } else {
      throw new CommandException(Errors.SYNTAX);
    }
  }

  private static Aggregate aggregate(Arguments rest) {
    for (Aggregate each : Aggregate.values()) {
      if (rest.accept(each.name())) {
        return each;
      }
    }
    throw new CommandException(Errors.SYNTAX);
  }

  boolean withScores() {
    return withScores;
  }

  /** Returns the keys of the inputs. */
  List<byte[]> keys() {
    return keys;
  }

  /** Returns what the keys hold in a view of the keyspace. */
  List<AlgebraInput> inputs(Keyspace keyspace) {
    List<AlgebraInput> inputs = new ArrayList<>(keys.size());
    for (int i = 0; i < weights.length; i++) {
      inputs.add(AlgebraInput.of(keyspace, keyspace.find(keys.get(i)), weights[i]));
    }
    return inputs;
  }

  /** Returns how many members the result has at most, which is also about what it costs. */
  long mostMembers(List<AlgebraInput> inputs) {
    return switch (operation) {
      case UNION -> inputs.stream().mapToLong(AlgebraInput::count).sum();
      case INTERSECTION -> inputs.stream().mapToLong(AlgebraInput::count).min().orElse(0);
      case DIFFERENCE -> inputs.get(0).count();
    };
  }

  /** Opens the stream of the result. */
  ScoredStream open(List<AlgebraInput> inputs) {
    return switch (operation) {
      case UNION -> SortedSetAlgebra.union(inputs, aggregate);
      case INTERSECTION -> SortedSetAlgebra.intersection(inputs, aggregate);
      case DIFFERENCE -> SortedSetAlgebra.difference(inputs);
    };
  }

  /** Returns how many members the result has, at most the limit if there is one. */
  long cardinality(List<AlgebraInput> inputs) {
    long count = 0;
    try (ScoredStream result = open(inputs)) {
      while ((limit == 0 || count < limit) && result.next()) {
        count++;
      }
    }
    return count;
  }
}
