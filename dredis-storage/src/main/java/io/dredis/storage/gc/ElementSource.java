package io.dredis.storage.gc;

/** Where a large value gets what its elements are written with. */
@FunctionalInterface
public interface ElementSource {

  /** Starts to write a large value under a fresh id that nothing refers to yet. */
  ElementWriter open();
}
