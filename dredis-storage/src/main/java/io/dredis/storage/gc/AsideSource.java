package io.dredis.storage.gc;

/**
 * Where a large value gets what it is written aside with: {@link KeyIds#writeAside} under the
 * store's lock, or what makes writers for work that is done without it.
 */
@FunctionalInterface
public interface AsideSource extends ElementSource {

  @Override
  AsideWriter open();
}
