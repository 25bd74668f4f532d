package io.dredis.server.rdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What came of the keys of a file, and what else was in it. */
final class LoadCounts {
  private final Set<String> modules = new TreeSet<>();
  private long keys;
  private long expired;
  private long empty;
  private long unsupported;
  private final List<byte[]> libraries = new ArrayList<>();

  void addKey() {
    keys++;
  }

  void addExpired() {
    expired++;
  }

  void addEmpty() {
    empty++;
  }

  void addUnsupported() {
    unsupported++;
  }

  void addLibrary(byte[] source) {
    libraries.add(source);
  }

  void addModule(String module) {
    modules.add(module);
  }

  /** Returns how many keys were stored. */
  long keys() {
    return keys;
  }

  /** Returns how many keys were left out because their time had come. */
  long expired() {
    return expired;
  }

  /** Returns how many keys were left out because they are collections without elements. */
  long empty() {
    return empty;
  }

  /** Returns how many keys were left out because of their types. */
  long unsupported() {
    return unsupported;
  }

  /** Returns the sources of the libraries of functions, which are still to be stored. */
  List<byte[]> libraries() {
    return libraries;
  }

  /** Returns the modules whose own data were left out. */
  Set<String> modules() {
    return modules;
  }
}
