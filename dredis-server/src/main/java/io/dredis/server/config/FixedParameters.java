package io.dredis.server.config;

import io.dredis.server.config.Parameter.Mutability;

/**
 * The parameters of Redis that clients and tools ask for and that have only one truthful value
 * here. Setting them to that value is accepted, so that tools that insist on it work; any other
 * value is refused.
 */
final class FixedParameters {
  private FixedParameters() {}

  static void addTo(Configuration configuration) {
    // Every acknowledged write is on disk at once: what clients know as an append-only file that is
    // switched on.
    yesNo(configuration, "appendonly", Mutability.MUTABLE, true);
    yesNo(configuration, "no-appendfsync-on-rewrite", Mutability.MUTABLE, false);
    yesNo(configuration, "stop-writes-on-bgsave-error", Mutability.MUTABLE, false);
    yesNo(configuration, "rdb-save-incremental-fsync", Mutability.MUTABLE, true);

    // Memory is never the limit, so nothing is evicted.
    size(configuration, "maxmemory", 0);
    size(configuration, "maxmemory-clients", 0);
    configuration.add(
        "maxmemory-policy",
        null,
        ParameterType.oneOf(
            "volatile-lru, volatile-lfu, volatile-random, volatile-ttl, allkeys-lru, allkeys-lfu,"
                + " allkeys-random, noeviction"),
        Mutability.MUTABLE,
        true,
        "noeviction");

    // Deleting, overwriting and flushing leave the space to the collector.
    yesNo(configuration, "lazyfree-lazy-expire", Mutability.MUTABLE, true);
    yesNo(configuration, "lazyfree-lazy-server-del", Mutability.MUTABLE, true);
    yesNo(configuration, "lazyfree-lazy-user-del", Mutability.MUTABLE, true);
    yesNo(configuration, "lazyfree-lazy-user-flush", Mutability.MUTABLE, true);

    configuration.add(
        "sanitize-dump-payload",
        null,
        ParameterType.oneOf("no, yes, clients"),
        Mutability.MUTABLE,
        true,
        "yes");
    yesNo(configuration, "activedefrag", Mutability.MUTABLE, false);
    yesNo(configuration, "dynamic-hz", Mutability.MUTABLE, false);
    number(configuration, "active-expire-effort", Mutability.MUTABLE, 1, 10, 1);
    yesNo(configuration, "cluster-enabled", Mutability.IMMUTABLE, false);
    words(configuration, "replicaof", "slaveof", Mutability.IMMUTABLE, "");
    number(configuration, "min-replicas-to-write", Mutability.MUTABLE, 0, Integer.MAX_VALUE, 0);
    number(configuration, "tls-port", Mutability.MUTABLE, 0, 65535, 0);
    text(configuration, "unixsocket", null, Mutability.IMMUTABLE, "");
    yesNo(configuration, "daemonize", Mutability.IMMUTABLE, false);
    text(configuration, "pidfile", null, Mutability.IMMUTABLE, "");
    yesNo(configuration, "syslog-enabled", Mutability.IMMUTABLE, false);
    configuration.add(
        "supervised",
        null,
        ParameterType.oneOf("upstart, systemd, auto, no"),
        Mutability.IMMUTABLE,
        true,
        "no");
    protectedAction(configuration, "enable-protected-configs");
    protectedAction(configuration, "enable-module-command");
  }

  private static void yesNo(
      Configuration configuration, String name, Mutability mutability, boolean value) {
    configuration.add(name, null, ParameterType.yesNo(), mutability, true, value);
  }

  private static void text(
      Configuration configuration, String name, String alias, Mutability mutability, String value) {
    configuration.add(name, alias, ParameterType.text(), mutability, true, value);
  }

  private static void words(
      Configuration configuration, String name, String alias, Mutability mutability, String value) {
    configuration.add(name, alias, ParameterType.words(), mutability, true, value);
  }

  private static void size(Configuration configuration, String name, long bytes) {
    configuration.add(
        name, null, ParameterType.memory(0, Long.MAX_VALUE), Mutability.MUTABLE, true, bytes);
  }

  private static void number(
      Configuration configuration,
      String name,
      Mutability mutability,
      long minInclusive,
      long maxInclusive,
      long value) {
    configuration.add(
        name, null, ParameterType.integer(minInclusive, maxInclusive), mutability, true, value);
  }

  private static void protectedAction(Configuration configuration, String name) {
    configuration.add(
        name,
        null,
        ParameterType.oneOf(ProtectedAction.class),
        Mutability.IMMUTABLE,
        true,
        ProtectedAction.NO);
  }
}
