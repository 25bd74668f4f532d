package io.dredis.server.rdb;

import io.dredis.rdb.KeyAttributes;
import io.dredis.rdb.Quoted;
import io.dredis.rdb.RdbType;
import io.dredis.rdb.RdbVisitor;
import io.dredis.rdb.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands in an RDB file, in figures; takes bounded memory whatever the file says. */
final class RdbSummary implements RdbVisitor {
  /** Redis writes six; of a file that is not Redis's not all need be shown. */
  private static final int MOST_NOTES = 100;

  private static final int SCORE_BYTES = 8;

  private final long nowMillis;
  private final List<String> aux = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();
  private final List<String> modules = new ArrayList<>();
  private final SortedMap<Integer, DatabaseSummary> databases = new TreeMap<>();
  private final SortedMap<String, Long> unsupported = new TreeMap<>();
  private final LargestKeys largestByElements = new LargestKeys();
  private final LargestKeys largestByBytes = new LargestKeys();
  private int version;
  private long keys;
  private long emptyKeys;
  private long checksum;

  private int database;
  private byte[] key;
  private KeyAttributes attributes;
  private ValueType type;
  private long elements;
  private long bytes;

  /**
   * A summary of a file of which nothing was read yet.
   *
   * @param nowMillis the time by which a key has expired or not
   */
  RdbSummary(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  @Override
  public void start(int told) {
    version = told;
  }

  @Override
  public void aux(byte[] name, byte[] value) {
    note(aux, Quoted.of(name) + " " + Quoted.of(value));
  }

  @Override
  public void moduleAux(String module) {
    note(modules, Quoted.of(module.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void function(byte[] code) {
    // The first line names the library: #!lua name=NAME
    int end = 0;
    while (end < code.length && code[end] != '\n') {
      end++;
    }
    note(functions, Quoted.of(Arrays.copyOf(code, end)));
  }

  private static void note(List<String> notes, String note) {
    if (notes.size() < MOST_NOTES) {
      notes.add(note);
    }
  }

  @Override
  public void selectDatabase(int number) {
    database = number;
  }

  @Override
  public void beginKey(byte[] begun, KeyAttributes said) {
    key = begun;
    attributes = said;
    elements = 0;
    bytes = 0;
  }

  @Override
  public void skippedKey(byte[] skipped, RdbType skippedType) {
    if (skippedType.isSupported()) {
      emptyKeys++;
      return;
    }
    keys++;
    database().addKey(skippedType.valueType());
    unsupported.merge(skippedType.description(), 1L, Long::sum);
  }

  @Override
  public void string(byte[] value) {
    type = ValueType.STRING;
    bytes = value.length;
    endKey();
  }

  @Override
  public void beginValue(RdbType begun, long count) {
    type = begun.valueType();
  }

  @Override
  public void element(byte[] element) {
    elements++;
    bytes += element.length;
  }

  @Override
  public void field(byte[] field, byte[] value) {
    elements++;
    bytes += field.length + value.length;
  }

  @Override
  public void member(byte[] member, double score) {
    elements++;
    bytes += member.length + SCORE_BYTES;
  }

  @Override
  public void endValue() {
    largestByElements.offer(elements, database, type, key);
    endKey();
  }

  private void endKey() {
    keys++;
    database().addKey(type);
    if (attributes.expiryMillis() != KeyAttributes.NONE) {
      database().addExpiring(attributes.expiryMillis() < nowMillis);
    }
    largestByBytes.offer(bytes, database, type, key);
  }

  private DatabaseSummary database() {
    return databases.computeIfAbsent(database, number -> new DatabaseSummary());
  }

  @Override
  public void end(long told) {
    checksum = told;
  }

  /** Returns the version of the format, or 0 if not even that was read. */
  int version() {
    return version;
  }

  /** Returns names and values of the fields about the file. */
  List<String> aux() {
    return aux;
  }

  /** Returns the first lines of the libraries of functions. */
  List<String> functions() {
    return functions;
  }

  /** Returns the modules that have data of their own in the file. */
  List<String> modules() {
    return modules;
  }

  /** Returns the databases that have keys, by number. */
  Map<Integer, DatabaseSummary> databases() {
    return databases;
  }

  /** Returns how many keys there are of each type that is not supported, by its name. */
  Map<String, Long> unsupported() {
    return unsupported;
  }

  /** Returns the collections with the most elements. */
  LargestKeys largestByElements() {
    return largestByElements;
  }

  /** Returns the keys whose values have the most bytes. */
  LargestKeys largestByBytes() {
    return largestByBytes;
  }

  /** Returns how many keys there are. */
  long keys() {
    return keys;
  }

  /** Returns how many keys there are besides, of collections without elements. */
  long emptyKeys() {
    return emptyKeys;
  }

  /** Returns the checksum, 0 for none. */
  long checksum() {
    return checksum;
  }
}
