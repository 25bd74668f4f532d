package io.dredis.server.config;

/** How much is logged, from most to least: {@code loglevel}. */
public enum LogLevel {
  /** Everything. */
  DEBUG,
  /** What is rarely useful, but not as much as {@link #DEBUG}. */
  VERBOSE,
  /** What an operator wants to know. */
  NOTICE,
  /** Only what is wrong. */
  WARNING
}
