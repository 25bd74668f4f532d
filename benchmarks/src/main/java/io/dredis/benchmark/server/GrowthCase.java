package io.dredis.benchmark.server;

import java.io.IOException;
import java.util.List;

/**
 * A command whose cost is measured on collections of several sizes.
 *
 * @param name what it is called in the table
 * @param calls how many calls are measured at once; few enough that they leave the collection's
 *     size as it was, more or less
 * @param copies whether all collections are copied before each measurement
 * @param before what is done before each measurement, unmeasured
 * @param request the request of a call, by its number from 0
 * @param after what is done after each measurement, unmeasured, so that the collection is again as
 *     it was
 */
record GrowthCase(
    String name, int calls, boolean copies, Step before, Request request, Step after) {
  private static final int ROUNDS_WITH_COPIES = 3;

  /** What ends the name of a case that walks over elements, and so may grow with them. */
  static final String SCANS = " (scan)";

  /** The requests of a case. */
  interface Request {
    List<String> of(Trial trial, int call);
  }

  /** Something that is done around a measurement. */
  interface Step {
    void run(Trial trial) throws IOException;
  }

  /** A case that leaves everything as it was. */
  static GrowthCase reading(String name, int calls, Request request) {
    return new GrowthCase(name, calls, false, trial -> {}, request, trial -> {});
  }

  /** A case after which something must be put back. */
  static GrowthCase writing(String name, int calls, Request request, Step after) {
    return new GrowthCase(name, calls, false, trial -> {}, request, after);
  }

  /** A case that is measured in the database of that many keys. */
  static GrowthCase ofDatabase(String name, int calls, Step before, Request request) {
    return new GrowthCase(
        name,
        calls,
        false,
        trial -> {
          before.run(trial);
          trial.client.call("SELECT", Integer.toString(trial.database));
        },
        request,
        trial -> trial.client.call("SELECT", "0"));
  }

  /**
   * Returns whether it is measured in a round, of which those below 0 are for the compiler. What
   * needs large copies before is measured a few times only.
   */
  boolean takesPart(int round) {
    return !copies || (round >= -1 && round < ROUNDS_WITH_COPIES);
  }

  /** Returns whether the command has to look for an element, which may take as long as it takes. */
  boolean scans() {
    return name.endsWith(SCANS);
  }
}
