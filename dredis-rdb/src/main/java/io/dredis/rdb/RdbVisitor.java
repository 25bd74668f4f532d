package io.dredis.rdb;

import java.io.IOException;

/**
 * Is told what stands in an RDB file, from its first byte to its last.
 *
 * <pre>
 * file = start *(aux / moduleAux / function / selectDatabase / resizeDatabase / key) end
 * key  = beginKey value                         ; value: as ValueVisitor says
 *      / skippedKey
 * </pre>
 *
 * Keys belong to the database last selected, at first to 0. What only informs does nothing unless
 * overridden.
 */
public interface RdbVisitor extends ValueVisitor {
  /** The start of a file of an RDB version. */
  default void start(int version) throws IOException {}

  /** A field that tells of the file as a whole, such as {@code redis-ver}. */
  default void aux(byte[] name, byte[] value) throws IOException {}

  /** Data of a module that belong to no key, and were skipped. */
  default void moduleAux(String module) throws IOException {}

  /** A library of functions: its source. */
  void function(byte[] code) throws IOException;

  /** The keys that follow belong to a database. */
  void selectDatabase(int database) throws IOException;

  /**
   * How many keys the selected database has, and how many of them expire, so that a table of the
   * right size can be made. Nobody has counted; these are hints.
   */
  default void resizeDatabase(long keys, long expires) throws IOException {}

  /** A key; its value follows. */
  void beginKey(byte[] key, KeyAttributes attributes) throws IOException;

  /**
   * A key that was left out: its type is not supported, and {@link ReadOptions#skipUnsupported}
   * says to go on; or it is an empty collection, as old versions of Redis could leave behind, and
   * of which Redis takes no notice either.
   */
  void skippedKey(byte[] key, RdbType type) throws IOException;

  /**
   * The end of the file.
   *
   * @param checksum as the file says, 0 if it was written without
   */
  default void end(long checksum) throws IOException {}
}
