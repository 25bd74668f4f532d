package io.dredis.storage.type;

/** An end of a list. */
public enum ListEnd {
  /** Where index 0 is, LEFT in commands. */
  HEAD,
  /** Where index -1 is, RIGHT in commands. */
  TAIL
}
