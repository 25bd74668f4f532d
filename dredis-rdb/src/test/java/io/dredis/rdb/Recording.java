package io.dredis.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes down what a visitor is told, one line for each value, and checks the order in which it is
 * told.
 */
final class Recording implements RdbVisitor {
  /** What was told besides keys. */
  final List<String> events = new ArrayList<>();

  /** Values by {@code database/key}: {@code "hash (HASH_ZIPLIST) f=v g=w"}. */
  final Map<String, String> values = new TreeMap<>();

  /** Attributes of those keys of which something is said. */
  final Map<String, KeyAttributes> attributes = new TreeMap<>();

  private int database;
  private String key = "payload";
  private RdbType type;
  private long announced;
  private final List<String> elements = new ArrayList<>();
  private boolean ended;

  /** Reads a file with the usual options. */
  static Recording of(byte[] file) throws IOException {
    return of(file, ReadOptions.DEFAULTS);
  }

  /** Reads a file. */
  static Recording of(byte[] file, ReadOptions options) throws IOException {
    Recording recording = new Recording();
    new RdbReader(new ByteArrayInputStream(file), options).read(recording);
    assertTrue(recording.ended);
    return recording;
  }

  /** Reads a payload, and returns its value. */
  static String ofPayload(byte[] payload) throws IOException {
    Recording recording = new Recording();
    new DumpReader(payload, ReadOptions.DEFAULTS).read(recording);
    return recording.values.get("0/payload");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void start(int version) {
    events.add("start " + version);
  }

  @Override
  public void aux(byte[] name, byte[] value) {
    events.add("aux " + text(name) + "=" + text(value));
  }

  @Override
  public void moduleAux(String module) {
    events.add("moduleAux " + module);
  }

  @Override
  public void function(byte[] code) {
    events.add("function " + text(code));
  }

  @Override
  public void selectDatabase(int number) {
    database = number;
    events.add("select " + number);
  }

  @Override
  public void resizeDatabase(long keys, long expires) {
    events.add("resize " + keys + " " + expires);
  }

  @Override
  public void beginKey(byte[] name, KeyAttributes about) {
    assertNull(type, "a value has not ended");
    key = text(name);
    if (!about.equals(KeyAttributes.EMPTY)) {
      attributes.put(database + "/" + key, about);
    }
  }

  @Override
  public void skippedKey(byte[] name, RdbType skipped) {
    events.add("skipped " + text(name) + " " + skipped);
  }

  @Override
  public void end(long checksum) {
    assertNull(type);
    ended = true;
  }

  @Override
  public void string(byte[] value) {
    put("string " + text(value));
  }

  private void put(String value) {
    assertNotNull(key, "a value without a key");
    assertNull(values.put(database + "/" + key, value), "a key comes twice");
    key = null;
  }

  @Override
  public void beginValue(RdbType begun, long count) {
    assertNull(type, "a value has not ended");
    type = begun;
    announced = count;
    elements.clear();
  }

  @Override
  public void element(byte[] element) {
    assertTrue(type.valueType() == ValueType.LIST || type.valueType() == ValueType.SET);
    elements.add(text(element));
  }

  @Override
  public void field(byte[] field, byte[] value) {
    assertEquals(ValueType.HASH, type.valueType());
    elements.add(text(field) + "=" + text(value));
  }

  @Override
  public void member(byte[] member, double score) {
    assertEquals(ValueType.ZSET, type.valueType());
    elements.add(text(member) + "=" + score);
  }

  @Override
  public void endValue() {
    assertFalse(elements.isEmpty(), "an empty collection was told of");
    if (announced != UNKNOWN_COUNT) {
      assertEquals(announced, elements.size());
    }
    put(type.valueType().redisName() + " (" + type + ") " + String.join(" ", elements));
    type = null;
  }
}
