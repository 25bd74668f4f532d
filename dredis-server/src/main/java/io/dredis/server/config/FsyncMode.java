package io.dredis.server.config;

/** When acknowledged writes are made to survive the death of the machine: {@code appendfsync}. */
public enum FsyncMode {
  /** About once a second. */
  EVERYSEC,
  /** Before the acknowledgement. */
  ALWAYS,
  /** When the operating system likes. */
  NO
}
