package io.dredis.storage.gc;

/**
 * Where a large value gets what it is written aside with: {@link KeyIds#writeAside} under the
 * store's lock, or what makes writers for work that is done without it.
 */
@FunctionalInterface
public interface AsideSource {

  /** Starts to write a large value under a fresh id that nothing refers to yet. */
  AsideWriter open();
}
