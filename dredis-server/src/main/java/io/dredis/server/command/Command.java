package io.dredis.server.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A command that can be run: its specification bound to its handler, with what the dispatcher needs
 * of the flags, and its counters. Used under the execution lock, but for what cannot change.
 */
public final class Command {
  private static final Set<String> NEVER_QUEUED =
      Set.of("multi", "exec", "discard", "watch", "quit", "reset");

  /** Those that have Redis's flag {@code may_replicate}, of which COMMAND does not tell. */
  private static final Set<String> MAY_REPLICATE =
      Set.of("eval", "evalsha", "fcall", "pfcount", "publish", "spublish");

  private static final Set<String> RUN_SCRIPTS =
      Set.of("eval", "evalsha", "eval_ro", "evalsha_ro", "fcall", "fcall_ro");

  /** Neither read nor write, and leave nothing behind but the choice of a database. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("echo", "ping", "select", "time");

  private final CommandSpec spec;
  private final Handler handler;
  private final Map<String, Command> subcommands = new LinkedHashMap<>();
  private final boolean writes;
  private final boolean mayReplicate;
  private final Predicate<byte[][]> heldByPauseOfWrites;
  private final boolean needsNoAuthentication;
  private final boolean runsWhileLoading;
  private final boolean neverInTransaction;
  private final boolean queued;
  private final boolean executesQueue;
  private final boolean runsScripts;
  private final boolean staysInStore;
  private final boolean allowedInScripts;
  private final boolean allowedWhileBusy;
  private final CommandStatistics statistics = new CommandStatistics();

  /**
   * Binds a specification.
   *
   * @param handlers the code of this command and of its subcommands by full name
   * @param writers which requests write, by full name, where that is not the same for all
   * @throws IllegalStateException when a handler is missing
   */
  Command(
      CommandSpec spec, Map<String, Handler> handlers, Map<String, Predicate<byte[][]>> writers) {
    this.spec = spec;
    this.handler = handlers.get(spec.fullName());
    if (handler == null && !spec.isContainer()) {
      throw new IllegalStateException("no handler for command " + spec.fullName());
    }
    this.writes = spec.flags().contains("write");
    this.mayReplicate = MAY_REPLICATE.contains(spec.fullName());
    this.heldByPauseOfWrites =
        writers.getOrDefault(spec.fullName(), request -> writes || mayReplicate);
    this.neverInTransaction = spec.flags().contains("no_multi");
    this.queued = !NEVER_QUEUED.contains(spec.fullName());
    this.runsScripts = RUN_SCRIPTS.contains(spec.fullName());
    this.staysInStore =
        runsScripts
            || WITHOUT_EFFECT.contains(spec.fullName())
            || spec.flags().contains("readonly")
            || (writes && !spec.fullName().equals("migrate"));
    this.allowedInScripts = !spec.flags().contains("noscript");
    this.allowedWhileBusy = spec.flags().contains("allow_busy");
    this.executesQueue = spec.fullName().equals("exec");
    this.needsNoAuthentication = spec.flags().contains("no_auth");
    this.runsWhileLoading = spec.flags().contains("loading");
    for (CommandSpec sub : spec.subcommands()) {
      subcommands.put(sub.name(), new Command(sub, handlers, writers));
    }
  }

  /** Returns what is known of the command. */
  public CommandSpec spec() {
    return spec;
  }

  /** Returns the subcommands by name, in the order COMMAND shows them. */
  public Map<String, Command> subcommands() {
    return subcommands;
  }

  /** Returns whether the command may change the data. */
  public boolean writes() {
    return writes;
  }

  /** Returns the counters that INFO shows. */
  public CommandStatistics statistics() {
    return statistics;
  }

  /** Returns whether replicas may have to be told of it though it does not change the data. */
  public boolean mayReplicate() {
    return mayReplicate;
  }

  /** Returns whether a request waits for the end of a CLIENT PAUSE of writes. */
  boolean heldByPauseOfWrites(byte[][] request) {
    return heldByPauseOfWrites.test(request);
  }

  /** Returns whether it is refused between MULTI and EXEC. */
  boolean neverInTransaction() {
    return neverInTransaction;
  }

  /** Returns whether it waits for EXEC when it comes after MULTI. */
  boolean queued() {
    return queued;
  }

  /** Returns whether it is EXEC. */
  boolean executesQueue() {
    return executesQueue;
  }

  /** Returns whether it runs a script or a function. */
  boolean runsScripts() {
    return runsScripts;
  }

  /**
   * Returns whether everything it does is undone with the store, but for the choice of a database.
   * Not so where it talks to others, as MIGRATE does, or changes what the server keeps elsewhere,
   * as CONFIG SET. A script stays in the store as far as the commands do that it calls.
   */
  boolean staysInStore() {
    return staysInStore;
  }

  /** Returns whether scripts may call it. */
  public boolean allowedInScripts() {
    return allowedInScripts;
  }

  /** Returns whether it is executed while a script keeps the server busy. */
  boolean allowedWhileBusy() {
    return allowedWhileBusy;
  }

  /** Returns whether a request of so many words can be executed, as far as their number goes. */
  public boolean accepts(int words) {
    return spec.accepts(words) && handler != null;
  }

  Handler handler() {
    return handler;
  }

  boolean needsNoAuthentication() {
    return needsNoAuthentication;
  }

  boolean runsWhileLoading() {
    return runsWhileLoading;
  }

  boolean isProtected() {
    return spec.isProtected();
  }
}
